"""How long applications for performance licences are kept after they are closed, and which tables hold them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from licensing.parts.models import PartAsked
from licensing.performances.models import Entrant, Licence, ParentPart, Production, ScheduleLine, SchoolPart
from licensing.performances.paper_models import ChildPaper
from licensing.performances.pathway import LICENCE
from oxle.cases.offers import Abandoned, Record
from oxle.cases.retention import Retention, from_birth, from_closing
from oxle.core.rules import Rule, whole_number, whole_number_or_none

SCHEDULE = "Local retention schedule (unsourced)"


def _years(key: str, label: str, value: int, *, may_be_none: bool = False) -> Rule[int]:
    read = whole_number_or_none if may_be_none else whole_number
    return Rule(f"licensing.{key}", label, value, read, SCHEDULE, local=True, certain=False, unit="years")


KEPT = _years("keep_performance", "How long the case of a performance licence is kept after it is closed", 6)
UNTIL_AGE = _years(
    "keep_performance_until_age",
    "The age of the child until which the case of a performance licence is kept, if that is longer (0: not counted)",
    0,
    may_be_none=True,
)
OF_NO_CASE = _years(
    "keep_production",
    "How long an application for performances is kept after it came, once none of its children has a case here",
    1,
)
# How long the child of an application waits for somebody to say who it is; an employer’s application, too.
UNMATCHED: Rule[int] = Rule(
    "licensing.keep_unmatched",
    "How long an application is kept of whose child nobody says who it is, after it came",
    365,
    whole_number,
    "The service’s choice: as long as an application for performances without a case (unsourced)",
    local=True,
    certain=False,
    unit="days",
)
AGE_KEPT: Rule[int] = Rule(
    "licensing.keep_proof_of_age",
    "How long a copy of a birth certificate is kept after it came, once the licence is decided on",
    6,
    whole_number,
    "The service’s choice: it was read for the decision, and our own record bears the date (unsourced)",
    local=True,
    certain=False,
    unit="months",
)
RETENTION = {LICENCE.key: Retention("Performance licence", (from_closing(KEPT), from_birth(UNTIL_AGE)))}

# Of another area, or of whom nobody said who it is.
_OF_NO_CASE = "OLD.case_id IS NULL"
_DAY_OF_NO_CASE = "EXISTS (SELECT 1 FROM public.licensing_entrant e WHERE e.id = OLD.entrant_id AND e.case_id IS NULL)"
RECORDS = (
    Record(PartAsked, "entrant__case", "links for parts of applications", _DAY_OF_NO_CASE),
    Record(ParentPart, "case", "parents’ parts of applications"),
    Record(SchoolPart, "case", "schools’ parts of applications"),
    Record(Licence, "case", "performance licences"),
    Record(ScheduleLine, "entrant__case", "lines of schedules", _DAY_OF_NO_CASE),
    # A copy of a birth certificate may go before its case does.
    Record(ChildPaper, "entrant__case", "papers of children who perform", f"OLD.kind = 'age' OR {_DAY_OF_NO_CASE}"),
    Record(Entrant, "case", "applications for a performance licence", _OF_NO_CASE),
)


def _parts_of_child(row: Any) -> Iterator[tuple[str, QuerySet[Any]]]:
    yield "links for parts of applications", PartAsked.objects.filter(entrant=row)
    yield "lines of schedules", ScheduleLine.objects.filter(entrant=row)
    yield "papers of children who perform", ChildPaper.objects.filter(entrant=row)


def _parts_of_production(row: Any) -> Iterator[tuple[str, QuerySet[Any]]]:
    yield "places of performance", row.places.all()
    yield "chaperones of a production", row.chaperones.all()
    # Among its parts for the sake of its file, which goes with it.
    yield "applications for performances", Production.objects.filter(pk=row.pk)


def _no_holds(row: Any) -> Q:
    """It is about no record, so no hold can be put on it."""
    return Q(pk__in=[])


WAITING = Abandoned(
    record="Child of a production of whom nobody said who it is",
    time=UNMATCHED,
    since="the day it was received",
    because="Nobody said who the child is for the time of the setting: no case could open.",
    rows=lambda: Entrant.objects.filter(case=None, match=Entrant.Match.WAITS),
    touched="received_at",
    parts=_parts_of_child,
    holds=_no_holds,
)


def _proofs_of_age() -> QuerySet[ChildPaper]:
    """The files by which the age was shown, of children about whom it is decided: until then they are needed."""
    decided = Q(entrant__case__licence__isnull=False) | Q(entrant__case__closed_on__isnull=False)
    return ChildPaper.objects.filter(decided, kind=ChildPaper.Kind.AGE, file__isnull=False)


AGE = Abandoned(
    record="Copy of a birth certificate of a child who performs",
    time=AGE_KEPT,
    since="the day it came",
    because="It was read for the decision. The date of birth stays on the record, and the copy is kept for no longer.",
    rows=_proofs_of_age,
    touched="received_at",
    parts=lambda row: iter([("papers of children who perform", ChildPaper.objects.filter(pk=row.pk))]),
    holds=lambda row: Q(case=row.entrant.case_id),
)
GIVEN_UP = (
    WAITING,
    AGE,
    Abandoned(
        record="Child of a production who lives in another area",
        time=OF_NO_CASE,
        since="the day it was received",
        because="Another authority decides: there is no case of the child here.",
        rows=lambda: Entrant.objects.filter(case=None, match=Entrant.Match.ELSEWHERE),
        touched="received_at",
        parts=_parts_of_child,
        holds=_no_holds,
    ),
    Abandoned(
        record="Application for performances without a child",
        time=OF_NO_CASE,
        since="the day it was received",
        because="Every child of it was sent on, or its case was destroyed: nothing here rests on it any more.",
        rows=lambda: Production.objects.filter(entrants=None),
        touched="received_at",
        parts=_parts_of_production,
        holds=_no_holds,
    ),
)
