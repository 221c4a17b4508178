"""Cases as they stood at the end of a past day, by what is known of that day now.

Stages follow from events, so they can be asked of any day. Moves into some stages less moves out of them say whether a
case stood in one of them, whatever was put right since and in which order. What was closed and opened again counts as
open throughout; the owner of a case is the one of today.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Case as When_
from django.db.models import Exists, IntegerField, Max, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum, Value, When

from oxle.cases import clocks, duties, projection
from oxle.cases.clocks import State
from oxle.cases.models import Case, Deadline, Event
from oxle.cases.pathways import TAKEN_BACK
from oxle.core.dates import LONDON
from oxle.core.rules import RuleBook

DAY = timedelta(days=1)


def open_on(on: date, prefix: str = "") -> Q:
    """Of cases, or of what hangs on one by `prefix` ("case__"): open at the end of a day."""
    still = Q(**{f"{prefix}closed_on": None}) | Q(**{f"{prefix}closed_on__gt": on})
    return still & Q(**{f"{prefix}opened_on__lte": on})


def stood_in(stages: Collection[str], on: date, case: str = "pk") -> Q:
    """Of cases, or of rows whose case is the field `case`: they stood in one of some stages at the end of a day."""
    into, out_of = Q(stage_after__in=stages), Q(stage_before__in=stages)
    moves = _moves(on, case).filter(into | out_of).order_by().values("case")
    balance = moves.annotate(balance=Sum(_one(into)) - Sum(_one(out_of))).values("balance")
    return Q(Exists(balance.filter(balance__gt=0)))


def came_to(stages: Collection[str], on: date) -> Subquery:
    """Of cases: the last day, up to a day, on which they came to one of some stages from another."""
    moves = _moves(on, "pk").filter(stage_after__in=stages).exclude(stage_before__in=stages)
    return Subquery(moves.order_by().values("case").annotate(last=Max("on")).values("last"))


def end_of(on: date) -> datetime:
    """The first moment after a day in England."""
    return datetime.combine(on + DAY, time(), LONDON)


def passed(
    cases: QuerySet[Case], on: date, book: RuleBook, *, is_past: bool, before: date, **which: object
) -> list[Deadline]:
    """The deadlines of some cases open on a day that ran at its end and whose last day is before another, the oldest
    first. `which` narrows by columns of a deadline.

    Of a past day the cases on which anything happened since are counted anew from what had happened by then.
    """
    rows = Deadline.objects.filter(case__in=cases.values("pk"), **which).select_related("case")
    stored = rows.filter(state=State.RUNNING, due_on__lt=before)
    if not is_past:
        return list(stored.order_by("due_on", "pk"))
    since = Exists(Event.objects.filter(case=OuterRef("case"), on__gt=on))
    ran = rows.filter(event__on__lte=on).exclude(state=State.MET, met_on__lte=on)
    anew = cases.filter(pk__in=ran.filter(since).values("case"))
    counted = {(one.case_id, one.clock, one.event_id): one for one in _counted_anew(anew, on, book)}
    wanted = [counted.get((one.case_id, one.clock, one.event_id)) for one in ran.filter(since)]
    found = [*stored.filter(~since), *(one for one in wanted if one and one.due_on and one.due_on < before)]
    return sorted(found, key=lambda one: (one.due_on, one.pk or 0))


def _counted_anew(cases: QuerySet[Case], on: date, book: RuleBook) -> Iterator[Deadline]:
    """The deadlines of some cases that ran on a day, as rows that nobody saves."""
    events = Prefetch("events", Event.objects.order_by("order"))
    each = list(cases.select_related("school").prefetch_related(events))
    served, undelivered = projection.served(each)
    for case in each:
        done = projection.effective(list(case.events.all()), served, undelivered)
        by_then = [clocks.known_by(one, on) for one in done if one.on <= on]
        pathway, calendar = duties.pathway(case.pathway, case.pathway_version), projection.calendar_for(case)
        for one in clocks.deadlines(pathway, by_then, calendar, book.value) if by_then else ():
            if one.state == State.RUNNING:
                yield projection.new_row(case, one)


def _moves(on: date, case: str) -> QuerySet[Event]:
    """The events of a case by the end of a day, as they stand."""
    standing = Event.objects.filter(case=OuterRef(case), on__lte=on, superseded_by=None)
    return standing.exclude(step=TAKEN_BACK)


def _one(holds: Q) -> When_:
    return When_(When(holds, then=Value(1)), default=Value(0), output_field=IntegerField())
