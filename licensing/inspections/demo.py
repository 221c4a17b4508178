"""Inspections of the made-up county: of employers and of productions, at every stage, two of them overdue."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from licensing.inspections import actions, pathway, queries
from licensing.inspections.models import Inspection
from licensing.performances.models import Production
from licensing.work.models import Employer
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.demo.county import County

INSPECTIONS = 20
# In turn: every third of the first is of a production.
OF_A_PRODUCTION = 3
GOOD = "The rota and the permits hang in the office. The two children there took their breaks and knew whom to ask."
BAD = "No rota of the children’s hours. One of them was on a ladder, and nobody had told the staff that she may not be."
PUT_RIGHT = "Keep a rota of the children’s hours where we can see it.\nTell all staff which work a child may not do."


@dataclass(frozen=True)
class Story:
    """How far an inspection has come: planned so many days ago (or ahead, if negative), and where it ends."""

    planned: int
    stage: pathway.Stage
    # By when it must be put right, in days from today.
    by: int = 0


STORIES = (
    Story(-3, pathway.PLANNED),
    Story(-9, pathway.PLANNED),
    Story(-16, pathway.PLANNED),
    Story(4, pathway.PLANNED),
    Story(1, pathway.VISITED),
    Story(8, pathway.VISITED),
    Story(20, pathway.FOLLOW_UP, 7),
    Story(25, pathway.FOLLOW_UP, 14),
    Story(30, pathway.FOLLOW_UP, -4),
    Story(60, pathway.PUT_RIGHT, -20),
    Story(70, pathway.PUT_RIGHT, -25),
    Story(15, pathway.GOES_ON, 10),
    Story(12, pathway.CALLED_OFF),
)


def build(county: County) -> None:
    """These inspections, and as many more in which all was in order; none in a large county."""
    if county.size.in_bulk:
        return
    employers = list(Employer.objects.order_by("pk"))
    productions = [one for one in Production.objects.order_by("pk") if queries.place_of(one)]
    for number in range(INSPECTIONS):
        story = STORIES[number] if number < len(STORIES) else Story(18 + 6 * (number % 7), pathway.IN_ORDER)
        shows = number % OF_A_PRODUCTION == 0 and productions and story.stage is not pathway.GOES_ON
        of = productions[number % len(productions)] if shows else employers[number % len(employers)]
        _play(county, number, story, of)


def _play(county: County, number: int, story: Story, of: Employer | Production) -> None:
    by = county.people["admin"]
    day = county.days_ago(story.planned) if story.planned >= 0 else county.on - timedelta(story.planned)
    entered = county.days_ago(max(story.planned, 0) + 9)
    why = list(Inspection.Why)[number % 3]
    case = actions.plan(
        of, planned_on=day, why=why, announced=bool(number % 2), by=by, on=entered, at=county.moment(entered)
    )
    if story.stage is pathway.PLANNED:
        return
    if story.stage is pathway.CALLED_OFF:
        _take(county, case, pathway.CALL_OFF, day, reason="The shop was closed for the week.")
        return
    good = story.stage is pathway.IN_ORDER
    said = {"spoken_to": "The manager", "children_seen": 2, "findings": GOOD if good else BAD}
    actions.visit(case, pathway.VISIT, data=said, **_taken(county, day))
    if good:
        _take(county, case, pathway.CLEAR, day)
    elif story.stage is not pathway.VISITED:
        _after(county, case, story, day)


def _after(county: County, case: Case, story: Story, day: date) -> None:
    written = min(day + timedelta(2), county.on)
    by_on = max(county.on + timedelta(story.by), written)
    facts = {pathway.PUT_RIGHT_ON.key: by_on.isoformat()}
    taken = _taken(county, written, reason=PUT_RIGHT, facts=facts)
    actions.follow(case, pathway.FOLLOW, data={"put_right_on": by_on}, **taken)
    if story.stage is pathway.PUT_RIGHT:
        _take(county, case, pathway.DONE, by_on, reason="The rota hangs in the office, and the staff have signed.")
    if story.stage is pathway.GOES_ON:
        in_force = list(queries.in_force_at(case)[:1])
        if in_force:
            taken = _taken(county, written, reason="A child was on a ladder.")
            actions.ask(case, pathway.ASK, data={"cases": in_force}, **taken)
        seen = "A boy who has no permit was in the store, and would not say his name."
        actions.enquire(case, pathway.ENQUIRE, data={}, **_taken(county, written, reason=seen))
        _take(county, case, pathway.GO_ON, written, reason="The enquiry has it.")


def _taken(county: County, on: date, *, reason: str = "", facts: dict[str, str] | None = None) -> dict[str, Any]:
    at = county.moment(on, 14)
    return {"by": county.people["admin"], "on": on, "at": at, "reason": reason, "facts": facts or {}}


def _take(county: County, case: Case, step: pathway.Step, on: date, *, reason: str = "") -> None:
    cases.take(case, step, **_taken(county, on, reason=reason))
