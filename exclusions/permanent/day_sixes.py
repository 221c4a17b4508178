"""How often education after a permanent exclusion began by day 6: the one count of every report. No writes."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from exclusions.first_there import Claim, contradictions
from exclusions.permanent import pathway
from exclusions.permanent.rules import BREACH, FIRST_DAY_COUNTS, FIRST_DAY_DOES_NOT
from oxle.cases.clocks import State
from oxle.cases.models import Deadline, Event
from oxle.core.rules import RuleBook
from oxle.schooldays.school_years import Span

# By which clock day 6 is counted where it says whether there was a breach.
DECIDES = {FIRST_DAY_COUNTS: pathway.DAY_SIX.key, FIRST_DAY_DOES_NOT: pathway.DAY_SIX_AFTER.key}


@dataclass(frozen=True)
class DaySixes:
    """The permanent exclusions whose day 6, in the reading that decides, lies in a span, by whether education began.
    It is missing once that day is over."""

    in_time: int
    late: int
    missing: int

    @property
    def all(self) -> int:
        """In how many education was owed on day 6."""
        return self.in_time + self.late + self.missing


def day_sixes(span: Span, on: date, book: RuleBook) -> DaySixes:
    """As it was on a day, by what is known of that day now. Nothing counts of an exclusion that stood no more by its
    day 6, was entered by mistake, or is of a child to whom another council owes education. What the register of
    a provider or of another school contradicts is no education that began."""
    rows = Deadline.objects.filter(
        case__pathway=pathway.PERMANENT.key, case__opened_on__lte=on, clock__in=DECIDES.values(),
        due_on__gte=span.starts_on, due_on__lte=min(span.ends_on, on),
        state__in=[State.MET, State.RUNNING, State.ENDED],
    ).exclude(case__stage=pathway.MISTAKEN.key)  # fmt: skip
    steps = Event.objects.filter(case=OuterRef("case"), superseded_by=None)
    rows = rows.annotate(
        ended=Exists(steps.filter(step=pathway.NOT_OWED.key)), begun=Exists(steps.filter(step=pathway.BEGIN.key))
    )
    found, said = Counter[str](), list[Claim]()
    read = (
        "case", "case__child", "case__reference", "case__school", "ended", "begun", "clock", "due_on", "met_on",
        "case__closed_on", "case__permanent_exclusion__first_on",
    )  # fmt: skip
    for case, child, reference, school, ended, begun, clock, due_on, met_on, closed_on, first_on in rows.values_list(
        *read
    ):
        if DECIDES[book.value(BREACH, first_on)] != clock or (closed_on is not None and closed_on < due_on):
            continue
        if met_on is None or met_on > on:
            found["nothing owed" if due_on in (closed_on, on) else "missing"] += 1
        elif ended and not begun:
            found["nothing owed" if met_on <= due_on else "missing"] += 1
        elif met_on <= due_on and begun:
            said.append(Claim(case, child, reference, met_on, school))
        else:
            found["in time" if met_on <= due_on else "late"] += 1
    # Nobody came in time of whom the register where they were says that they were not there.
    found["missing"] += (denied := len(contradictions(said)))
    found["in time"] += len(said) - denied
    return DaySixes(found["in time"], found["late"], found["missing"])
