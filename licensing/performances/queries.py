"""Reads of performances: what the schedule of a child breaks, what an application lacks, what a person may see."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet

from licensing.cells import plain
from licensing.chaperones import queries as chaperones
from licensing.checking.findings import Finding
from licensing.checking.performance import check
from licensing.checking.schedule import Chaperone
from licensing.performances import lacking, papers, pathway, schedules
from licensing.performances.limit_models import LimitConfirmation
from licensing.performances.models import (
    Entrant,
    ParentPart,
    Production,
    ScheduleLine,
    SchoolPart,
)
from licensing.performances.paper_models import ChildPaper
from licensing.queries import READ
from oxle.accounts.models import User
from oxle.accounts.visibility import NOTHING, get_or_404, visible, visible_to
from oxle.cases.clocks import State
from oxle.cases.models import Case, Party
from oxle.people import models as people
from oxle.schooldays.school_age import school_age_ends
from oxle.schooldays.wording import plain_day

# Where a case has come to of a child who is not to be there any more.
# Of the lines as they are now those that have a date.
DATED: Mapping[str, Any] = {"taken_off_at": None, "until_on": None}
COMES_NOT = tuple(one.key for one in (pathway.REFUSED, pathway.REVOKED, pathway.WITHDRAWN, pathway.MISTAKEN))


@visible(Entrant)
def _entrants(user: Any) -> Q:
    """Who works on licences sees them, less the children closed to them; of whom nobody knows who it is, all."""
    if READ not in user.permissions:
        return NOTHING
    return Q(case=None) | Q(case__child__in=visible_to(user, people.Child).values("pk"))


def entrants_for(user: User) -> QuerySet[Entrant]:
    """The children of productions that this person may see, with what a list needs of each."""
    return visible_to(user, Entrant).select_related("production", "case__child", "case__school__organisation", "school")


def get_paper_for(user: User, key: str, paper: str) -> ChildPaper:
    """A file about a child of a production that this person may see; 404 to strangers, and where it is no file."""
    entrants = visible_to(user, Entrant).filter(key=key).values("pk")
    held = ChildPaper.objects.filter(entrant__in=entrants, file__isnull=False)
    return get_or_404(held.select_related("file", "entrant__case"), key=paper)


def get_production_for(user: User, key: str) -> Production:
    """A production of which this person may see a child; 404 to strangers."""
    return get_or_404(Production.objects.filter(pk__in=visible_to(user, Entrant).values("production")), key=key)


def get_entrant_for(user: User, key: str) -> Entrant:
    """A child of a production that this person may see; 404 to strangers. The caller records the sight of a record."""
    return get_or_404(entrants_for(user).select_related("production__body"), key=key)


def chaperones_of(production: Production) -> dict[str, Chaperone]:
    """The chaperones whom an application names, with the days of their approval; the others are not approved."""
    named = production.chaperones.all()
    return chaperones.approved((one.name, one.approval, one.approved_until_on) for one in named)


def unattended(entrant: Entrant, on: date) -> list[ScheduleLine]:
    """The days from a day on, on which nobody is in charge of a child."""
    return list(entrant.to_come(on).filter(chaperone=""))


def attended_finding(case: Case, party: Party | None, on: date) -> str | None:
    """That somebody is in charge on every day to come; None where nobody is on one."""
    return None if unattended(case.performance, on) else "Somebody is in charge of the child on every day to come."


def hosts_of(entrant: Entrant) -> list[str]:
    """The other authorities in whose areas a child is to perform, as the applicant names them: those of the places on
    its days; where a day names no place, those of all."""
    places = entrant.production.places.exclude(authority="")
    if not entrant.every_line.filter(place=None).exists():
        places = places.filter(pk__in=entrant.every_line.values("place"))
    ours = plain(settings.COUNCIL_NAME)
    return sorted({one.authority for one in places if plain(one.authority) not in ours})


def entrants_of(production: Production) -> list[Entrant]:
    """Every child of a production, whoever may see it, with what its schedule is checked by."""
    return list(production.entrants.select_related("case__child", "case__school", "school"))


def comes(entrant: Entrant) -> bool:
    """Whether a child is to be there, as far as we know: not where it was refused, revoked, withdrawn or a mistake."""
    return entrant.case is None or entrant.case.stage not in COMES_NOT


def findings_among(entrants: Sequence[Entrant], known: Mapping[str, Chaperone], on: date) -> list[Finding]:
    """What the schedules of some children break, checked together: they share chaperones, of whom some are known."""
    return check(schedules.lines_of(entrants), schedules.children_of(entrants, on), known)


def findings_of(entrant: Entrant, on: date) -> list[Finding]:
    """What the schedule of one child breaks: checked with all the children who come to the production."""
    every = [one for one in entrants_of(entrant.production) if one == entrant or comes(one)]
    found = findings_among(every, chaperones_of(entrant.production), on)
    return [one for one in found if one.child == str(entrant.number)]


def parent_part(case: Case) -> ParentPart | None:
    """What the parent said last; None while nothing has come. No query where the parts were read with the case."""
    return next(reversed(list(case.parent_parts.all())), None)


def school_part(case: Case) -> SchoolPart | None:
    """What the school said last; None while nothing has come. No query where the parts were read with the case."""
    return next(reversed(list(case.school_parts.all())), None)


def lacking_of(entrant: Entrant) -> list[str]:
    """What the application of a child still lacks before it can be checked, in sentences."""
    case = entrant.case
    parent, school = (parent_part(case), school_part(case)) if case else (None, None)
    # Not asked for where the days were read with the case.
    days = [one for one in entrant.days.all() if one.taken_off_at is None]
    return lacking.of(entrant, entrant.production, days, parent, school, papers.newest(entrant))


def complete_finding(case: Case, party: Party | None, on: date) -> str | None:
    """What the application lacks before it is checked, but for the school’s answer, which is no veto."""
    entrant = case.performance
    parent = parent_part(case)
    days, held = list(entrant.every_line), papers.newest(entrant)
    found = lacking.of(entrant, entrant.production, days, parent, None, held, waits_for_school=False)
    return " ".join(found) or None


def consented_finding(case: Case, party: Party | None, on: date) -> str | None:
    """That no parent consents, in a sentence; None where one does."""
    return lacking.of_consent(parent_part(case))


def needed_finding(case: Case, party: Party | None, on: date) -> str | None:
    """That no licence is needed, since the child is over compulsory school age on its first day; None where it is."""
    entrant = case.performance
    if case.child is None or entrant.first_on is None:
        return None
    over_on = school_age_ends(case.child.born_on)
    if entrant.first_on <= over_on:
        return None
    return f"No licence is needed: compulsory school age ended on {plain_day(over_on)}, before the first performance."


def fell_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why there is nothing to consider; None where the attendance fell or an inspection asks, and nobody has considered
    it."""
    asked = (pathway.CONSIDERING.key, pathway.REVIEWING.key)
    if case.deadlines.filter(clock__in=asked, state=State.RUNNING).exists():
        return None
    return "Nothing has happened since an officer looked last: the attendance has not fallen, and no inspection asks."


def elsewhere_on_its_days(entrant: Entrant) -> list[ScheduleLine]:
    """The days of this schedule on which the same child is in another production, too."""
    if entrant.case is None:
        return []
    rows = ScheduleLine.objects.filter(
        entrant__case__child=entrant.case.child_id, on__in=entrant.schedule.values("on"), **DATED
    )
    rows = rows.exclude(entrant=entrant).exclude(entrant__case__stage__in=COMES_NOT)
    return list(rows.select_related("entrant__production", "entrant__case").order_by("on", "pk"))


def elsewhere_of(production: Production, entrants: Sequence[Entrant]) -> list[tuple[str, date, str]]:
    """The days on which children of a production are in another one, too: the child’s number, the day, in words. Two
    queries for them all."""
    by_child = {one.case.child_id: one for one in entrants if one.case is not None}
    own_days = ScheduleLine.objects.filter(entrant__in=[one.pk for one in entrants], **DATED)
    days = set(own_days.values_list("entrant", "on"))
    rows = ScheduleLine.objects.filter(entrant__case__child__in=list(by_child), on__in={on for _, on in days}, **DATED)
    rows = rows.exclude(entrant__production=production).exclude(entrant__case__stage__in=COMES_NOT)
    found = dict.fromkeys(
        (str(own.number), row.on, f"Also in “{row.entrant.production.name}” ({row.entrant.case.reference})")
        for row in rows.select_related("entrant__production", "entrant__case").order_by("on", "pk")
        if row.entrant.case and (own := by_child[row.entrant.case.child_id]) and (own.pk, row.on) in days
    )
    return list(found)


def performed_on(entrant: Entrant) -> list[date]:
    """The days on which the child performed, or is to perform before this schedule ends: those that the parent names,
    and those of its other licences here."""
    case = entrant.case
    if case is None:
        return []
    part = parent_part(case)
    licensed = ScheduleLine.objects.filter(
        entrant__case__child=case.child_id, entrant__case__licence__isnull=False, **DATED
    )
    others = licensed.exclude(entrant=entrant).values_list("on", flat=True)
    return sorted({*(part.performed_on if part else []), *others})


def absence_in_words(value: str) -> str:
    """Whether the school agrees, in words."""
    return SchoolPart.Absence(value).label


def listed_for(user: User) -> list[Entrant]:
    """Every child of a production who waits for somebody to say who it is, and every open case, by first performance.

    A few queries, however many there are. The caller records the sight of those it shows.
    """
    waits = Q(case=None, match=Entrant.Match.WAITS)
    rows = entrants_for(user).filter(waits | Q(case__isnull=False, case__closed_on=None))
    rows = rows.select_related("case__owner", "case__licence").prefetch_related(
        "days", "papers", "case__parent_parts", "case__school_parts"
    )
    return list(rows.order_by(F("first_on").asc(nulls_last=True), "pk"))


def confirmation_for(key: str) -> LimitConfirmation:
    """A confirmation of a limit that still counts; 404 for any other."""
    return get_or_404(LimitConfirmation.objects.filter(withdrawn_on=None), key=key)
