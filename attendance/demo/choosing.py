"""Which pupils of a large county have which stories: one that is still open, and any number that have ended."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from attendance.demo import stories
from attendance.demo.stories import Plan, Taken
from oxle.demo.county import County, Pupil

Telling = Callable[[int], list[Taken]]
DAY = timedelta(days=1)
# Open stories: of how many in a hundred, and between how many days ago they came to where they are.
OPEN: Sequence[tuple[Telling, int, int, int]] = (
    (stories.received, 11, 0, 13),
    (stories.resubmitted, 3, 0, 9),
    (stories.returned, 8, 0, 26),
    (stories.accepted, 15, 5, 44),
    (stories.invited, 10, 16, 36),
    (stories.reminded, 3, 24, 34),
    (stories.monitoring, 14, 1, 41),
    (stories.interviewed, 6, 1, 35),
    (stories.target_met, 9, 1, 39),
    (stories.target_missed, 6, 1, 20),
    (stories.missed_again, 2, 1, 10),
    (stories.warned, 5, 1, 31),
    (stories.route_changed, 1, 1, 10),
    (stories.paused, 2, 1, 40),
    (stories.paused_later, 2, 1, 40),
    (stories.resumed, 1, 1, 20),
    (stories.court, 1, 1, 20),
    (stories.supervision, 1, 1, 20),
)
# These begin a second case: of the parent who is prosecuted, or for the family court.
LEADS_ON = {stories.court, stories.supervision}
CLOSED: Sequence[tuple[Telling, int]] = (
    (stories.rejected, 15),
    (stories.improved, 40),
    (stories.improved_late, 25),
    (stories.withdrawn, 20),
)
# Arranged meetings are between so many days ago and so many days ahead.
MEETING_FROM, MEETING_TO = -4, 12
# A step that would fall on a weekend or a holiday is taken as many days earlier at most.
ROUNDING = 5
# Between two stories of one pupil, and between the last one and today, pass as many days at least.
APART = 15 * DAY


@dataclass(frozen=True)
class Choice:
    """A pupil and the story that is theirs. `ended`: it is over; `leads_on`: it begins a second case."""

    pupil: Pupil
    plan: Plan
    ended: bool = False
    leads_on: bool = False


def choose(county: County) -> Iterator[Choice]:
    """As many stories as the county's size names, the open ones first; no two of one pupil run side by side."""
    pupils = [pupil for pupil in county.all_pupils() if pupil.left_on is None and pupil.year >= 1]
    county.random.shuffle(pupils)
    began: dict[int, date] = {}
    made = 0
    for pupil in pupils:
        if made >= county.size.open_cases:
            break
        choice = _open(county, pupil, may_lead_on=made + 2 <= county.size.open_cases)
        began[pupil.child.pk] = county.days_ago(choice.plan.steps[0][1])
        made += 1 + choice.leads_on
        yield choice
    while made < county.size.cases and pupils:
        with_room = []
        for pupil in pupils:
            found = _closed(county, pupil, began.get(pupil.child.pk, county.on))
            if found is None:
                continue
            began[pupil.child.pk] = county.days_ago(found.plan.steps[0][1])
            with_room.append(pupil)
            made += 1
            yield found
            if made == county.size.cases:
                return
        pupils = with_room


def _open(county: County, pupil: Pupil, *, may_lead_on: bool) -> Choice:
    kinds = [row for row in OPEN if may_lead_on or row[0] not in LEADS_ON]
    telling, _, newest, oldest = county.random.choices(kinds, [share for _, share, _, _ in kinds])[0]
    steps = telling(county.random.randint(newest, oldest))
    if county.days_ago(steps[0][1]) < pupil.from_on:
        telling, steps = stories.received, stories.received(county.random.randint(0, 3))
    days = county.random.randint(MEETING_FROM, MEETING_TO)
    meeting = {stories.invited: days, stories.reminded: 1}.get(telling)
    return Choice(pupil, Plan(telling.__name__, tuple(steps), meeting=meeting), leads_on=telling in LEADS_ON)


def _closed(county: County, pupil: Pupil, before: date) -> Choice | None:
    """A story that ended some time before a day; None when the pupil has not been at the school for long enough."""
    telling = county.random.choices([row[0] for row in CLOSED], [share for _, share in CLOSED])[0]
    (_, takes), *_ = telling(0)
    latest = before - APART
    earliest = pupil.from_on + (takes + ROUNDING) * DAY
    if latest < earliest:
        return None
    ended = latest - county.random.randint(0, (latest - earliest).days) * DAY
    steps = telling((county.on - ended).days)
    return Choice(pupil, Plan(telling.__name__, tuple(steps)), ended=True)
