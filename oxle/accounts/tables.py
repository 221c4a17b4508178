"""The lists of people and organisations."""

from datetime import date, timedelta
from typing import Any

import django_filters
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django_tables2 import Column

from oxle.accounts.actions import is_waiting
from oxle.accounts.models import Membership, Organisation, OrganisationKind, User
from oxle.accounts.roles import ROLES
from oxle.core import filters, tables

STATUSES = {"active": "Active", "invited": "Invited", "deactivated": "Deactivated"}
COLOURS = {"active": "green", "invited": "blue", "deactivated": "grey"}
_WAITING = Q(last_login=None, password__startswith=UNUSABLE_PASSWORD_PREFIX)
_BY_STATUS = {
    "active": Q(is_active=True) & ~_WAITING,
    "invited": Q(is_active=True) & _WAITING,
    "deactivated": Q(is_active=False),
}
# Warn this long before an organisation's access runs out.
SOON = timedelta(days=30)


def status_of(user: User) -> str:
    """active, invited or deactivated."""
    if not user.is_active:
        return "deactivated"
    return "invited" if is_waiting(user) else "active"


class UserFilters(filters.Filters):
    """By name or address, status, role and kind of organisation."""

    q = django_filters.CharFilter(label="Name or email address", method="named")
    status = filters.AnyOf(label="Status", choices=list(STATUSES.items()), method="with_status")
    kind = filters.AnyOf(label="Acts for", choices=OrganisationKind.choices, method="acting_for")
    role = django_filters.ChoiceFilter(
        label="Role", choices=[(role.key, role.label) for role in ROLES.values()], method="with_role"
    )

    def named(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(name__icontains=value.strip()) | Q(email__icontains=value.strip()))

    def with_status(self, rows: QuerySet, name: str, value: list[str]) -> QuerySet:
        wanted = Q()
        for status in value:
            wanted |= _BY_STATUS[status]
        return rows.filter(wanted)

    def acting_for(self, rows: QuerySet, name: str, value: list[str]) -> QuerySet:
        return rows.filter(pk__in=self._holding(Q(organisation__kind__in=value))) if value else rows

    def with_role(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(pk__in=self._holding(Q(role=value)))

    def _holding(self, condition: Q) -> QuerySet:
        # In one sub-query, so that a person with two such roles is listed once.
        in_force = Q(until_on=None) | Q(until_on__gte=self.on)
        return Membership.objects.filter(condition, in_force).values("user")


class UserTable(tables.OxleTable):
    """People with their roles."""

    caption, noun, nouns = "People", "person", "people"
    empty = "People appear here when you invite them."
    filters = UserFilters
    name = tables.LinkColumn(lambda user: reverse("accounts:user", args=[user.key]), verbose_name="Name")
    email = Column(verbose_name="Email address")
    roles = Column(verbose_name="Roles", empty_values=(), orderable=False)
    last_login = tables.DayColumn(verbose_name="Last signed in", default="Never")
    status = Column(verbose_name="Status", empty_values=(), orderable=False)

    class Meta(tables.OxleTable.Meta):
        order_by = ("name",)

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        """`day` is the day on which the roles are told."""
        super().__init__(*args, **kwargs)
        self.day = day

    def render_roles(self, record: User) -> str:
        held = [m for m in record.memberships.all() if m.until_on is None or m.until_on >= self.day]
        return "; ".join(f"{m.role_label}, {m.organisation.name}" for m in held) or "None"

    def render_status(self, record: User) -> str:
        status = status_of(record)
        return render_to_string("core/components/tag.html", {"text": STATUSES[status], "colour": COLOURS[status]})


class OrganisationFilters(filters.Filters):
    """By name and kind."""

    q = django_filters.CharFilter(label="Name", field_name="name", lookup_expr="icontains")
    kind = filters.AnyOf(label="Kind", choices=OrganisationKind.choices, field_name="kind")


class OrganisationTable(tables.OxleTable):
    """Organisations, with how long each keeps its access."""

    caption, noun, nouns = "Organisations", "organisation", "organisations"
    empty = "Organisations appear here when you add a team or load schools."
    filters = OrganisationFilters
    name = tables.LinkColumn(
        lambda organisation: reverse("accounts:organisation", args=[organisation.key]), verbose_name="Name"
    )
    kind = Column(verbose_name="Kind", accessor="get_kind_display", order_by="kind")
    people = tables.NumberColumn(verbose_name="People")
    attested_until = tables.DayColumn(verbose_name="Access until", default="No end")
    status = Column(verbose_name="Status", empty_values=(), orderable=False)

    class Meta(tables.OxleTable.Meta):
        order_by = ("name",)

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        """`day` is the day on which the organisations' access is told."""
        super().__init__(*args, **kwargs)
        self.day = day

    def render_status(self, record: Organisation) -> str:
        text, colour = standing_of(record, self.day)
        return render_to_string("core/components/tag.html", {"text": text, "colour": colour})


def standing_of(organisation: Organisation, on: date) -> tuple[str, str]:
    """Whether an organisation has access on a day: the words and the colour of its tag."""
    if organisation.closed_on and organisation.closed_on < on:
        return "Closed", "grey"
    until = organisation.attested_until
    if until is None or until > on + SOON:
        return "Has access", "green"
    return ("Access ends soon", "yellow") if until >= on else ("Access has ended", "red")
