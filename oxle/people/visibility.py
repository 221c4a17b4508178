"""Which children, and which addresses, a person may see. The one place where that is decided.

Council staff with pupils in their role see every child, except: one they have a conflict of interest with, on every
path; a restricted one, unless they broke the glass or a higher layer gives them a reason (an allocated case). A
Virtual School officer sees looked-after children only, a solicitor those of the cases their role reads. School staff
see the children on their own school's register today, a provider's those who have a place there today; to tell of
something that happened before a pupil left, a school finds that pupil too. A record merged into another is never shown
by itself. Source: the service's matrix of roles (a local choice).
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from oxle.accounts.permissions import Compartment, read, summary, write
from oxle.accounts.roles import ROLES
from oxle.accounts.visibility import EVERYTHING, NOTHING, get_or_404, settled, visible, visible_to
from oxle.audit import sights
from oxle.core import dates
from oxle.people.models import (
    Address,
    Adult,
    BreakGlass,
    Child,
    ChildName,
    Conflict,
    Enrolment,
    NameKind,
    Relationship,
    Vulnerability,
)
from oxle.people.models import VulnerabilityKind as Kind
from oxle.schools.models import School

ONLY_LOOKED_AFTER = frozenset({"virtual_school_officer"})
ONLY_IN_CASES = frozenset({"solicitor"})
# To stop withholding an address, from everybody or from one person, is a matter of safeguarding.
LIFTS_WITHHOLDING = write("pupils", Compartment.SAFEGUARDING)
# What is known of a child in confidence: that it is so only to whom safeguarding is summed up, its details to fewer.
IN_CONFIDENCE = frozenset({Kind.SECTION_47})
# How long after a pupil left can still be told what happened before (a local choice).
TOLD_AFTER = timedelta(days=365)
# Rules of higher layers: the children of the cases that a person's role reads.
IN_CASES: list[Callable[[Any], Q]] = []
# Rules of higher layers: which restricted children a person has a standing reason to open.
REASONS_TO_OPEN: list[Callable[[Any], Q]] = []
# Rules of higher layers: the children whom somebody outside the council sees because they are placed there today.
PLACED: list[Callable[[Any], Q]] = []


def opens_restricted(rule: Callable[[Any], Q]) -> Callable[[Any], Q]:
    """Register a rule `fn(user) -> Q` over Child: restricted children that this person works with."""
    REASONS_TO_OPEN.append(rule)
    return rule


def in_cases(rule: Callable[[Any], Q]) -> Callable[[Any], Q]:
    """Register a rule `fn(user) -> Q` over Child: the children of cases that this person's role reads."""
    IN_CASES.append(rule)
    return rule


def placed(rule: Callable[[Any], Q]) -> Callable[[Any], Q]:
    """Register a rule `fn(user) -> Q` over Child: the children placed today with whom this person acts for."""
    PLACED.append(rule)
    return rule


def in_force(on: date) -> Q:
    """Rows whose `from_on` and `to_on` hold on a day; either may be unknown."""
    return (Q(from_on=None) | Q(from_on__lte=on)) & (Q(to_on=None) | Q(to_on__gte=on))


@visible(Child)
def children_for(user: Any) -> Q:
    """The children a person may see; see the head of this file."""
    on, at = dates.today(), dates.now()
    scope = _council_scope(user, on)
    shown = NOTHING if scope == NOTHING else scope & (Q(restricted=False) | _opened(user, at))
    if read("portal") in user.permissions:
        enrolled = Enrolment.objects.filter(
            in_force(on), school__organisation__in=user.organisations_where(read("portal"))
        )
        shown |= Q(pk__in=enrolled.values("child"))
    for rule in PLACED:
        shown |= rule(user)
    return shown & Q(merged_into=None) & ~_conflicted(user, on)


def closed_to(child: int | None, on: date) -> set[int]:
    """The primary keys of those who have a conflict of interest with a child on a day, so that nothing about the child
    is sent to them."""
    return set(Conflict.objects.filter(in_force(on), child=child).values_list("user", flat=True))


def conflicts_of(user: Any, on: date) -> QuerySet[Conflict]:
    """The conflicts of interest that close children to a person on a day, on every path."""
    return Conflict.objects.filter(in_force(on), user=user)


@visible(Adult)
def adults_for(user: Any) -> Q:
    """Adults related to a child this person may see; and, for council staff, those not yet related to any."""
    related = Relationship.objects.filter(child__in=visible_to(user, Child))
    shown = Q(pk__in=related.values("adult"))
    if read("pupils") in user.permissions:
        shown |= ~Q(Exists(Relationship.objects.filter(adult=OuterRef("pk"))))
    return shown


def pupils_told_of(user: Any, schools: Iterable[School], on: date) -> QuerySet[Child]:
    """The children of whom a person may tell something for some schools: those they see, and those who left one of
    these schools within a year.

    Of the latter a school is shown only what it held: nobody who is restricted, who has had another name, or whose
    record holds another's.
    """
    shown = visible_to(user, Child)
    if read("portal") not in user.permissions:
        return shown
    left = Enrolment.objects.filter(school__in=schools, to_on__lt=on, to_on__gte=on - TOLD_AFTER)
    former = ChildName.objects.filter(child=OuterRef("pk"), kind=NameKind.FORMER)
    merged = Child.objects.filter(merged_into=OuterRef("pk"))
    held = Q(pk__in=left.values("child"), restricted=False, merged_into=None) & ~Exists(former) & ~Exists(merged)
    return Child.objects.filter(Q(pk__in=shown.values("pk")) | (held & ~_conflicted(user, on)))


def get_pupil_told_of(user: Any, schools: Iterable[School], key: str, on: date) -> Child:
    """The child at a key of whom this person may tell something for some schools, the sight recorded; else 404."""
    child = get_or_404(pupils_told_of(user, schools, on), key=key)
    sights.see([child.pk], "page")
    return child


def get_child_for(user: Any, key: str, *, what: str = "page") -> Child:
    """The child at a key, its sight recorded. 404 to strangers, the same as for a key that does not exist.

    A record that was merged into another answers with the one kept.
    """
    rows = visible_to(user, Child)
    try:
        child = get_or_404(rows, key=key)
    except Http404:
        child = get_or_404(rows, pk=_kept_in_place_of(key))
    sights.see([child.pk], what)
    return child


def get_adult_for(user: Any, key: str) -> Adult:
    """The adult at a key, with the sight of the children through whom this person may see them."""
    adult = get_or_404(visible_to(user, Adult), key=key)
    children = Relationship.objects.filter(adult=adult, child__in=visible_to(user, Child))
    sights.see(children.values_list("child", flat=True), "page")
    return adult


def get_address_for(user: Any, key: str) -> Address:
    """The address at a key, when this person may both see whose it is and read it."""
    whose = Q(child__in=visible_to(user, Child)) | Q(adult__in=visible_to(user, Adult))
    rows = Address.objects.filter(whose).select_related("child", "adult").prefetch_related("withheld_from")
    address = get_or_404(rows, key=key)
    if not can_see_address(user, address):
        raise Http404
    if address.child_id:
        sights.see([address.child_id], "page")
    return address


def restricted_to(user: Any) -> Q | None:
    """Restricted children whose record this person could open by breaking the glass; None for those who never could."""
    if read("pupils") not in user.permissions:
        return None
    on, at = dates.today(), dates.now()
    closed = Q(restricted=True, merged_into=None) & ~_opened(user, at) & ~_conflicted(user, on)
    return _council_scope(user, on) & closed


def get_restricted_for(user: Any, key: str) -> Child:
    """The restricted child at a key whom this person may ask to open; 404 for every other. Nothing is seen yet."""
    closed = restricted_to(user)
    return get_or_404(Child.objects.filter(closed) if closed else Child.objects.none(), key=key)


def may_see_withheld(user: Any) -> bool:
    """Whether a person may read withheld addresses, and what is recorded in confidence: council staff who may read the
    safeguarding compartment."""
    return read("pupils", Compartment.SAFEGUARDING) in user.permissions


def may_lift_withholding(user: Any) -> bool:
    """Whether a person may stop withholding an address, from everybody or from one of those named."""
    return LIFTS_WITHHOLDING in user.permissions


def can_see_address(user: Any, address: Address) -> bool:
    """Whether a person who may see whose address this is may see the address itself.

    Withheld from everybody: only `may_see_withheld`. Withheld from some adults: only council staff, because a school
    that knows it may be asked.
    """
    if address.withheld:
        return may_see_withheld(user)
    if read("pupils") in user.permissions:
        return True
    return not address.withheld_from.all()


def shown_vulnerabilities(user: Any, rows: Iterable[Vulnerability]) -> list[Vulnerability]:
    """Of some vulnerabilities those of which a person may know.

    Who may know nothing of safeguarding, such as an office that posts letters, does not learn that enquiries are made
    about a child: a family that hears of them early may be gone (the matrix of roles, a local choice).
    """
    if user.can(summary("pupils", Compartment.SAFEGUARDING)):
        return list(rows)
    return [row for row in rows if row.kind not in IN_CONFIDENCE]


def reads_details(user: Any, kind: str) -> bool:
    """Whether a person who may know of a vulnerability may read what is written of it, and change it."""
    return kind not in IN_CONFIDENCE or may_see_withheld(user)


def masked(user: Any, addresses: Iterable[Address]) -> list[tuple[Address, bool]]:
    """Each address with whether this person may read it. Fetch with `prefetch_related("withheld_from")`."""
    return [(address, can_see_address(user, address)) for address in addresses]


def _council_scope(user: Any, on: date) -> Q:
    granting = {held.role for held in user.current_memberships if summary("pupils") in ROLES[held.role].permissions}
    if granting - ONLY_LOOKED_AFTER - ONLY_IN_CASES:
        return EVERYTHING
    shown = NOTHING
    if granting & ONLY_LOOKED_AFTER:
        looked_after = Vulnerability.objects.filter(in_force(on), kind=Kind.LOOKED_AFTER)
        shown |= Q(pk__in=looked_after.values("child"))
    if granting & ONLY_IN_CASES:
        for rule in IN_CASES:
            shown |= rule(user)
    return shown


def _opened(user: Any, at: datetime) -> Q:
    """Restricted children who are open to a person. They are few, so within a request their keys are found once."""
    return settled(user, "opened", lambda: _open_to(user, at), Child.objects.filter(restricted=True))


def _open_to(user: Any, at: datetime) -> Q:
    live = BreakGlass.objects.filter(user=user, at__lte=at, expires_at__gt=at)
    opened = Q(pk__among=live.values("child"))
    for rule in REASONS_TO_OPEN:
        opened |= rule(user)
    return opened


def _conflicted(user: Any, on: date) -> Q:
    return Q(pk__among=conflicts_of(user, on).values("child"))


def _kept_in_place_of(key: str) -> int | None:
    row = Child.objects.filter(key=key).values("pk", "merged_into").first()
    while row and row["merged_into"]:
        row = Child.objects.filter(pk=row["merged_into"]).values("pk", "merged_into").first()
    return row["pk"] if row else None
