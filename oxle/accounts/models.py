"""Organisations, the people who sign in, and the memberships that give them their roles."""

from datetime import date
from functools import cached_property
from typing import Any, ClassVar

import pgtrigger
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models import F, Q

from oxle.accounts.permissions import Permission
from oxle.accounts.roles import ROLES
from oxle.core import dates
from oxle.core.models import Keyed, Versioned


class OrganisationKind(models.TextChoices):
    TEAM = "team", "Council team"
    SCHOOL = "school", "School"
    PROVIDER = "provider", "Provider"
    AGENCY = "agency", "Agency"


class Organisation(Keyed, Versioned):
    """A body that people act for. A school's details are in schools.School, a provider's in provision.Provider.

    Access ends on `attested_until` unless a manager says again that the organisation still exists and needs it:
    a firm that changed its name once kept its sign-in to children's records for sixteen months.
    """

    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=OrganisationKind)
    # On letters that the service drafts, which bear nobody’s name; and where who signs gives no number of their own.
    phone = models.CharField("telephone number on letters", max_length=40, blank=True)
    attested_until = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes people. Nobody signs up: accounts.actions.invite calls this."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(Keyed, Versioned, AbstractBaseUser):
    """A person who signs in, known by their e-mail address."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=300)
    job_title = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    # Working days a week, for a workload that allows for part-time officers.
    days_a_week = models.DecimalField(max_digits=3, decimal_places=1, default=5)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(email=models.functions.Lower("email")), name="user_email_is_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def current_memberships(self) -> list["Membership"]:
        """Memberships in force today; read once a request, so a role change bites on the next one.

        Those of several people are read together where the people come from `queries.with_roles`.
        """
        if not self.is_active:
            return []
        models.prefetch_related_objects(
            [self], models.Prefetch("memberships", Membership.objects.select_related("organisation"))
        )
        return [m for m in self.memberships.all() if m.in_force_on(dates.today()) and m.role in ROLES]

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        """Everything this person's roles allow today."""
        return frozenset(p for m in self.current_memberships for p in ROLES[m.role].permissions)

    @cached_property
    def organisation_ids(self) -> list[int]:
        """The organisations this person acts for today."""
        return sorted({m.organisation_id for m in self.current_memberships})

    def organisations_where(self, *permissions: Permission) -> list[int]:
        """The organisations for which a role of this person's gives one of these today.

        What somebody may do for one school reaches no other for which they only sit on a panel or write minutes.
        """
        held = [m for m in self.current_memberships if ROLES[m.role].permissions & set(permissions)]
        return sorted({m.organisation_id for m in held})

    @property
    def is_council(self) -> bool:
        """True for somebody who acts for a council team; they must sign in with a second factor."""
        return any(m.organisation.kind == OrganisationKind.TEAM for m in self.current_memberships)

    def can(self, permission: Permission, record: models.Model | None = None) -> bool:
        """Whether a role allows this and, given a record, whether the record is visible to this person."""
        if permission not in self.permissions:
            return False
        if record is None:
            return True
        from oxle.accounts.visibility import visible_to

        return visible_to(self, type(record)).filter(pk=record.pk).exists()


class Membership(models.Model):
    """A person's role in an organisation, from a day and perhaps until one."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    # Why, where the role was given past the usual way: by whoever runs the servers.
    because = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="membership_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["user", "organisation", "role"], condition=Q(until_on=None), name="one_open_membership_a_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} at {self.organisation_id}"

    @property
    def role_label(self) -> str:
        """The role in the service's words."""
        return ROLES[self.role].label if self.role in ROLES else self.role

    def in_force_on(self, day: date) -> bool:
        """Whether the membership, and its organisation's access, hold on a day."""
        organisation = self.organisation
        return (
            self.from_on <= day
            and (self.until_on is None or day <= self.until_on)
            and (organisation.closed_on is None or day <= organisation.closed_on)
            and (organisation.attested_until is None or day <= organisation.attested_until)
        )


class SignInMethod(models.TextChoices):
    PASSWORD = "password", "Password"
    PASSKEY = "passkey", "Passkey"
    DIRECTORY = "directory", "Organisation’s own sign-in"
    INVITATION = "invitation", "Invitation"
    DEMO = "demo", "Demonstration"


class SignIn(models.Model):
    """One try at signing in, whether it worked or not. Rows are only ever added.

    A try at an address nobody has is kept without the address: people type passwords into the wrong box.
    """

    at = models.DateTimeField()
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="sign_ins")
    ok = models.BooleanField()
    method = models.CharField(max_length=12, choices=SignInMethod)
    why = models.CharField(max_length=100, blank=True)
    ip = models.GenericIPAddressField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "at"], name="sign_in_of_user")]
        triggers = [pgtrigger.Protect(name="sign_in_is_never_changed", operation=pgtrigger.Update)]
        constraints = [
            models.CheckConstraint(condition=Q(ok=False) | Q(user__isnull=False), name="good_sign_in_has_a_user"),
            models.CheckConstraint(condition=Q(ok=True) | ~Q(why=""), name="failed_sign_in_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.method} {'ok' if self.ok else self.why}"


class Session(AbstractBaseSession):
    """A browser that is signed in, with whose it is, so that ending somebody's access ends their sessions too."""

    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="sessions")
    began_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    device = models.CharField(max_length=200, blank=True)

    objects: ClassVar[BaseSessionManager] = BaseSessionManager()

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        verbose_name = "session"
        verbose_name_plural = "sessions"

    @classmethod
    def get_session_store_class(cls) -> type:
        """The store that reads and writes these rows."""
        from oxle.accounts.sessions import SessionStore

        return SessionStore
