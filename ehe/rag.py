"""What home education tells the register of pupils missing out: whose is not suitable, and of whom nobody hears."""

from datetime import date, timedelta

from django.db.models import QuerySet

from ehe import pathway
from oxle.accounts.permissions import read
from oxle.cases.as_at import open_on
from oxle.cases.criteria import Asked, Criterion, Fired, Rated, threshold
from oxle.cases.involvement import Involved
from oxle.cases.models import Case, Event, Visit
from oxle.cases.standing import as_they_stand
from oxle.core.rules import whole_number
from oxle.people.models import Vulnerability, VulnerabilityKind
from oxle.people.visibility import in_force
from oxle.schooldays.wording import plain_day

# By which somebody was in touch with the family; a visit counts where somebody answered.
IN_TOUCH = (pathway.MEET.key, pathway.CONTACT.key, pathway.RECEIVE.key)
MISSING_OUT = (
    Involved(
        "Home education, not suitable", pathway.EHE.key, stages=frozenset({pathway.UNSUITABLE.key})
    ),
)  # fmt: skip
GONE = {pathway.EHE.key: frozenset({pathway.MOVED.key})}
NOT_HEARD_FOR = threshold(
    "ehe.red_not_heard_for",
    "Red: a child in need or with a child protection plan is taught at home, and nobody was in touch, for more than",
    28,
    parse=whole_number,
)


def _in_need(on: date) -> QuerySet[Case]:
    """The open cases of those who are taught at home, and are in need or have a plan."""
    kinds = (VulnerabilityKind.CHILD_IN_NEED, VulnerabilityKind.CHILD_PROTECTION)
    known = Vulnerability.objects.filter(in_force(on), kind__in=kinds)
    return Case.objects.filter(open_on(on), pathway=pathway.EHE.key, child__in=known.values("child"))


def _not_heard(asked: Asked) -> dict[int, Fired]:
    """Who is taught at home, is in need or has a plan, and with whose family nobody was in touch for long."""
    before = asked.on - timedelta(days=asked.threshold(NOT_HEARD_FOR))
    at_home = _in_need(asked.on).filter(child__among=asked.keys)
    opened = {case: (child, on) for case, child, on in at_home.values_list("pk", "child", "opened_on")}
    last: dict[int, date] = {case: on for case, (_, on) in opened.items()}
    for event in as_they_stand(Event.objects.filter(case__in=opened, step__in=IN_TOUCH)):
        if event.on <= asked.on:
            last[event.case_id] = max(last[event.case_id], event.on)
    seen = Visit.objects.filter(case__in=opened, on__lte=asked.on).exclude(outcome=Visit.Outcome.NOBODY)
    for case, on in seen.values_list("case", "on"):
        last[case] = max(last[case], on)
    return {
        opened[case][0]: Fired(
            on,
            f"Taught at home, in need or with a child protection plan, and nobody in touch since {plain_day(on)}.",
        )
        for case, on in last.items()
        if on < before
    }


CRITERIA = (
    Criterion(
        "ehe.not_heard", "Taught at home, in need, and nobody in touch", Rated.RED, _not_heard, NOT_HEARD_FOR,
        read("ehe"), lambda on: _in_need(on).values("child"),
    ),
)  # fmt: skip
