"""Every change to people, their roles and their organisations."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from oxle.accounts import limits, mail, sign_in
from oxle.accounts.access import PEOPLE
from oxle.accounts.models import Membership, Organisation, OrganisationKind, User
from oxle.accounts.roles import ROLES
from oxle.accounts.rules import ATTESTATION
from oxle.core.concurrency import save_if_unchanged
from oxle.core.context import SERVICE_NAME
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.core.links import make_link, use_link, withdraw_links

INVITATION = "invitation"
INVITATION_LASTS = timedelta(days=7)
INVITED = """You are invited to use {service}.

Open this link within 7 days to choose your password. It works once:
{url}

If you did not expect this, do nothing.
"""
ADMINISTRATES = [key for key, role in ROLES.items() if PEOPLE in role.permissions]


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    organisation: Organisation,
    role: str,
    by: User | None,
    at: datetime,
    job_title: str = "",
    because: str = "",
    carry: mail.Deliver = mail.send,
) -> User:
    """Make a person with one role and send them a link, good once and for 7 days, to choose their password.

    `by` is None at the command line, where nobody is signed in; `because` is kept with the role. `carry` takes the
    message (address, subject, text) where e-mail cannot.
    """
    address = email.strip().lower()
    if User.objects.filter(email=address).exists():
        raise Refused("Somebody with this email address is already here", field="email")
    user = User.objects.create_user(address, name=name.strip(), job_title=job_title.strip())
    _give(user, organisation, role, on=london_day(at), because=because)
    _send_invitation(user, at=at, carry=carry)
    return user


@transaction.atomic
def invite_administrator(
    *, email: str, name: str, team: str, at: datetime, even_so: str = "", carry: mail.Deliver = mail.send
) -> User:
    """Invite an administrator where nobody can yet do it on a page; the team is made where there is none of its name.

    Refused while somebody with the role has come, unless `even_so` says why another is needed. Somebody invited
    before who has not come is sent a new link. Only the newest of these invitations works, until somebody has come:
    one that went to a mistyped address must not lie about as a key to the whole service.
    """
    on = london_day(at)
    if _administering_on(on) and not even_so.strip():
        raise Refused(
            "There is an administrator already, who can invite people on the page People. "
            "If another is needed all the same, say why with --even-so."
        )
    for waiting in User.objects.filter(memberships__role__in=ADMINISTRATES).distinct():
        if is_waiting(waiting):
            withdraw_links(INVITATION, waiting.key, at=at)
            if waiting.email == email.strip().lower() and waiting.is_active:
                _send_invitation(waiting, at=at, carry=carry)
                return waiting
    return invite(
        email=email,
        name=name,
        organisation=Organisation.objects.get_or_create(name=team.strip(), kind=OrganisationKind.TEAM)[0],
        role="administrator",
        by=None,
        at=at,
        because=even_so.strip(),
        carry=carry,
    )


@transaction.atomic
def invite_again(user: User, *, by: User, at: datetime) -> None:
    """Send a new invitation; the link in the old one stops working."""
    if not is_waiting(user):
        raise Refused("This person has already signed in. They can ask for a new password on the sign-in page.")
    if not user.is_active:
        raise Refused("This person is deactivated. Reactivate them first.")
    if not limits.may_ask_for_mail(user.email, at=at):
        raise Refused("Two invitations have gone to this address in the last hour. Wait before you send another.")
    withdraw_links(INVITATION, user.key, at=at)
    _send_invitation(user, at=at, carry=mail.send)


def is_waiting(user: User) -> bool:
    """Whether somebody was invited and has not come yet."""
    return user.last_login is None and not user.has_usable_password()


@transaction.atomic
def accept_invitation(secret: str, password: str, *, at: datetime) -> User:
    """Use an invitation up and set the password. Whoever opens the link has shown that the address is theirs."""
    key = use_link(secret, INVITATION, at=at)
    user = User.objects.filter(key=key, is_active=True).first() if key else None
    if user is None:
        raise Refused("This invitation no longer works. Ask the person who invited you for a new one.")
    user.set_password(password)
    user.save(update_fields=["password"])
    return user


def _send_invitation(user: User, *, at: datetime, carry: mail.Deliver) -> None:
    secret = make_link(INVITATION, user.key, at=at, lasts=INVITATION_LASTS)
    url = settings.BASE_URL + reverse("accounts:accept_invitation", args=[secret])
    carry(user.email, f"You are invited to {SERVICE_NAME}", INVITED.format(service=SERVICE_NAME, url=url))


@transaction.atomic
def change_details(
    user: User, *, version: int, name: str, job_title: str, phone: str, by: User, days_a_week: Decimal | None = None
) -> None:
    """Change how somebody is named and reached. Raises Stale when they were changed meanwhile."""
    user.name, user.job_title, user.phone = name.strip(), job_title.strip(), phone.strip()
    fields = ["name", "job_title", "phone"]
    if days_a_week is not None:
        user.days_a_week = days_a_week
        fields.append("days_a_week")
    save_if_unchanged(user, version, fields)


@transaction.atomic
def deactivate(user: User, *, by: User, on: date) -> None:
    """Take away all access, at once and everywhere. Nothing that the person did is lost."""
    _not_oneself(user, by)
    _not_the_last_administrator(user, on=on)
    user.is_active = False
    user.save(update_fields=["is_active"])
    sign_in.end_sessions(user)


@transaction.atomic
def reactivate(user: User, *, by: User) -> None:
    """Give access back, with the roles as they now stand."""
    _not_oneself(user, by)
    user.is_active = True
    user.save(update_fields=["is_active"])


@transaction.atomic
def give_role(user: User, organisation: Organisation, role: str, *, by: User, on: date) -> Membership:
    """Let somebody act for an organisation in a role, from a day on."""
    _not_oneself(user, by)
    return _give(user, organisation, role, on=on)


def _give(user: User, organisation: Organisation, role: str, *, on: date, because: str = "") -> Membership:
    if role not in ROLES:
        raise Refused("Select a role from the list", field="role")
    if ROLES[role].at != organisation.kind:
        kind = OrganisationKind(organisation.kind).label.lower()
        raise Refused(f"“{ROLES[role].label}” is not a role for a {kind} such as {organisation.name}", field="role")
    if organisation.closed_on and organisation.closed_on < on:
        raise Refused(f"{organisation.name} has closed", field="organisation")
    if user.memberships.filter(Q(until_on=None) | Q(until_on__gte=on), organisation=organisation, role=role).exists():
        raise Refused(f"{user.name} already has this role at {organisation.name}", field="role")
    return Membership.objects.create(user=user, organisation=organisation, role=role, from_on=on, because=because)


@transaction.atomic
def end_role(membership: Membership, *, by: User, on: date) -> None:
    """End a role so that it no longer holds on `on`. One that was given that very day is taken back whole."""
    _not_oneself(membership.user, by)
    if membership.role in ADMINISTRATES:
        _not_the_last_administrator(membership.user, on=on, losing=membership)
    if membership.from_on >= on:
        membership.delete()
        return
    membership.until_on = on - timedelta(days=1)
    membership.save(update_fields=["until_on"])


@transaction.atomic
def remove_second_factor(user: User, *, by: User) -> None:
    """Forget somebody's authenticator app, passkeys and codes, when they have lost them; they are signed out."""
    _not_oneself(user, by)
    if not Authenticator.objects.filter(user=user).exists():
        raise Refused("This person has no second factor to remove")
    Authenticator.objects.filter(user=user).delete()
    sign_in.end_sessions(user)
    mail.send(
        user.email,
        f"Your sign-in to {SERVICE_NAME} has changed",
        "An administrator removed your second factor. The next time you sign in you will set up a new one.\n\n"
        "If you did not ask for this, tell your administrator straight away.\n",
    )


@transaction.atomic
def add_organisation(*, name: str, kind: str, by: User, on: date) -> Organisation:
    """Add a council team or an agency. Schools come from the schools import, providers from their directory."""
    if kind not in {OrganisationKind.TEAM, OrganisationKind.AGENCY}:
        raise Refused("Schools and providers are added where their details are kept", field="kind")
    if Organisation.objects.filter(name__iexact=name.strip(), kind=kind).exists():
        raise Refused("There is already an organisation with this name", field="name")
    until = None if kind == OrganisationKind.TEAM else on + timedelta(days=ATTESTATION.on(on))
    return Organisation.objects.create(name=name.strip(), kind=kind, attested_until=until)


@transaction.atomic
def attest_organisation(organisation: Organisation, *, by: User, on: date) -> None:
    """Say again that an organisation still exists under this name and still needs its access."""
    if organisation.kind == OrganisationKind.TEAM:
        raise Refused("A council team is part of the council: its access does not run out")
    if organisation.closed_on and organisation.closed_on < on:
        raise Refused(f"{organisation.name} has closed")
    organisation.attested_until = on + timedelta(days=ATTESTATION.on(on))
    organisation.save(update_fields=["attested_until"])


@transaction.atomic
def change_team_phone(team: Organisation, *, version: int, phone: str, by: User) -> None:
    """Change the telephone number that stands on letters of a council team. Refused for others, which write none.

    Raises Stale when it was changed meanwhile.
    """
    if team.kind != OrganisationKind.TEAM:
        raise Refused("Only a council team writes letters here")
    team.phone = phone.strip()
    save_if_unchanged(team, version, ["phone"])


def _not_oneself(user: User, by: User) -> None:
    if user.pk == by.pk:
        raise Refused("Nobody can change their own access. Ask another administrator.")


def _not_the_last_administrator(user: User, *, on: date, losing: Membership | None = None) -> None:
    in_force = _administering_on(on)
    left = [m for m in in_force if (m.pk != losing.pk if losing else m.user_id != user.pk)]
    if not left and any(m.user_id == user.pk for m in in_force):
        raise Refused(f"{user.name} is the last administrator. Give somebody else the role first.")


def _administering_on(on: date) -> list[Membership]:
    """The memberships by which somebody who has come is an administrator on a day.

    Locked, so that two administrators who end each other's access at once cannot both succeed.
    """
    held = (
        Membership.objects.select_for_update(of=("self", "user"))
        .filter(role__in=ADMINISTRATES, user__is_active=True)
        .filter(Q(user__last_login__isnull=False) | ~Q(user__password__startswith=UNUSABLE_PASSWORD_PREFIX))
        .select_related("user", "organisation")
        .order_by("pk")
    )
    return [membership for membership in held if membership.in_force_on(on)]
