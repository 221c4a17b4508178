"""Makes what the tests of meetings begin with: a fair access panel, and exclusions that come before it."""

from datetime import date, time
from typing import Any

from exclusions.fair_access.panel import FAIR_ACCESS
from exclusions.panel_referrals import actions as panel_referrals
from exclusions.panel_referrals.models import PanelReferral
from exclusions.permanent import pathway
from exclusions.unit_referrals.models import Risk
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.meetings.actions import add_series
from oxle.meetings.models import Meeting, Series
from tests import make
from tests.exclusions.make import People, moment, taught

# The panel met on the day before the first excluded day of `People.tell`.
FIRST_ON = date(2026, 11, 6)
NEXT_ON = date(2026, 12, 4)
SCHOOLS_AREA = "North"


def panel(on: date = FIRST_ON, **changes: Any) -> Series:
    """A fair access panel that meets every four weeks, for the schools of every area."""
    details = {
        "kind": FAIR_ACCESS.key, "name": "North panel", "area": "", "weeks": 4, "first_on": FIRST_ON,
        "starts_at": time(10), "place": "County Hall",
    } | changes  # fmt: skip
    return add_series(on=on, by=make.someone(), **details)


def meeting(series: Series, on: date = NEXT_ON) -> Meeting:
    """The meeting of a day."""
    return series.meetings.get(on=on)


def waiting(people: People) -> Case:
    """An exclusion that the governors upheld, whose way to a new school is the panel, and where education has begun."""
    case = people.tell()
    taught(people, case, date(2026, 11, 13))
    for step, on, facts in (
        (pathway.UPHOLD, date(2026, 11, 20), {"parents_told_on": "2026-11-20"}),
        (pathway.CONSULT, date(2026, 11, 24), {"wish": "A school nearer home."}),
        (pathway.CHOOSE_WAY, date(2026, 11, 25), {"way": "fair_access"}),
    ):
        case.refresh_from_db()
        cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts)
    case.refresh_from_db()
    return case


def referral(**changes: Any) -> dict[str, Any]:
    """What an officer confirms of an excluded child for the panel."""
    return {
        "wish": "A school nearer home.",
        "voice": "I want to start again.",
        "parents_know": True,
        "sen": "none",
        "social_worker": False,
        "services": {},
        "exploitation": "no",
        "exploitation_words": "",
        "schools_before": "",
        "tried": "A mentor.",
        "risks": {risk.value: {"likelihood": "none", "measures": ""} for risk in Risk},
        "review_on": date(2027, 1, 8),
        "needs": "Works well in small groups.",
    } | changes


def confirmed(
    people: People, case: Case, version: int = 0, *, on: date = date(2026, 11, 26), **changes: Any
) -> PanelReferral:
    """The referral of an excluded child to the panel, which the officer has confirmed."""
    details = referral(**changes)
    return panel_referrals.confirm(case, version, details=details, by=people.officer, on=on, at=moment(on))
