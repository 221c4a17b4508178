"""What suspensions add to the made-up county: about two hundred, most of them short, and each thing that can follow."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from exclusions.demo_letters import letter
from exclusions.incident import Weapon
from exclusions.reasons import ReasonCode
from exclusions.suspensions import actions
from exclusions.suspensions.models import Suspension, Withdrawn
from exclusions.suspensions.rules import SHORT_DAYS
from exclusions.telling import Session, SupportForSen
from oxle.demo.county import County
from oxle.people.models import Child
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School

Story = Callable[[], object]
REASONS = (
    [ReasonCode.DB], [ReasonCode.PA, ReasonCode.DB], [ReasonCode.DA], [ReasonCode.PP, ReasonCode.VP], [ReasonCode.OW],
    [ReasonCode.DM, ReasonCode.DB, ReasonCode.VA],
)  # fmt: skip


@dataclass(frozen=True)
class Out:
    """A suspension of the demonstration: how many days ago it began, for how many school days, and what is special.

    `exam`: after how many of its school days an examination begins that the pupil misses; `longer`: by how many school
    days it was put right since; `mistaken`: it was withdrawn the day after.
    """

    ago: int
    days: int
    changes: Mapping[str, Any] = field(default_factory=dict)
    longer: int = 0
    mistaken: bool = False
    exam: int | None = None


# Of one pupil each: a run that is owed education, one told late, one too many, and what was put right or withdrawn.
SPECIAL: tuple[tuple[Out, ...], ...] = (
    (Out(15, 3, {"lunchtime": True}),),
    (Out(12, 3), Out(7, 4)),
    (Out(9, 8, {"tried": "A mentor.", "behaviour": "A fight on the field, and another the day after."}, exam=7),),
    (Out(40, 5), Out(26, 5), Out(10, 2)),
    (Out(20, 4, {"sessions_carried": 86}),),
    (Out(5, 1, {"looked_after": True, "tried": "Time out with the key adult.", "behaviour": "Left the site twice."}),),
    (Out(11, 1, longer=1),),
    (Out(14, 2, mistaken=True),),
)
# Of every so many suspensions the school had not set work yet when it told of it, and has not said so since.
WITHOUT_WORK = 11
# The others, in school days: how long they last, in the order in which they come.
USUAL_DAYS = (1, 2, 1, 1, 3, 1, 2, 5, 1, 1, 2, 1)
# How many pupils were out once or twice besides, how far back, and that every fourth of them came back to it.
PUPILS, WITHIN, EVERY = 148, 75, 4


def stories(county: County) -> Mapping[int, list[Story]]:
    """A story for each suspended pupil, by the school; none in a large county."""
    if county.size.in_bulk:
        return {}
    schools = [school for school in county.schools if school.pk in county.leads]
    told: dict[int, list[Story]] = {school.pk: [] for school in schools}
    # A county that is made smaller for a test has too few pupils for the usual ones.
    usual = PUPILS if county.size.children > PUPILS * 10 else 0
    for number, outs in enumerate([*SPECIAL, *map(_usual, range(usual))]):
        school = schools[number % len(schools)]
        child = county.take(school).child
        oldest_first = sorted(outs, key=lambda one: one.ago, reverse=True)
        spans = [_span(county, school, out) for out in oldest_first]
        # What the school marks is written at the end, for all pupils together.
        county.excluded[child.pk] = [
            span
            for span, out in zip(spans, oldest_first, strict=True)
            if not out.mistaken and "lunchtime" not in out.changes
        ]
        told[school.pk] += [
            partial(_suspend, county, number, child, school, out, first_on)
            for out, (first_on, _) in zip(oldest_first, spans, strict=True)
        ]
    return told


def weapon_of(reasons: list[ReasonCode]) -> dict[str, Any]:
    """What is told of a weapon where that is among the reasons."""
    if ReasonCode.OW not in reasons:
        return {}
    words = "A pair of scissors, which the school has."
    return {"weapon": True, "weapon_type": Weapon.OBJECT, "weapon_words": words, "weapon_used": False}


def work_of(is_set: bool) -> dict[str, Any]:
    """What is told of the work of the first five school days."""
    how = "A pack that the parents fetch, and tasks on line; the form tutor marks them on Fridays."
    return {"work_set": is_set, "work_words": how if is_set else "The teachers are asked for it."}


def _usual(number: int) -> tuple[Out, ...]:
    """One pupil's: a short one, and for some another well before it."""
    ago, days = 1 + number * 13 % WITHIN, USUAL_DAYS[number % len(USUAL_DAYS)]
    again = (Out(ago + 40, USUAL_DAYS[(number + 1) % len(USUAL_DAYS)]),) if number % EVERY == 0 else ()
    return (Out(ago, days), *again)


def _span(county: County, school: School, out: Out) -> tuple[date, date]:
    """The first and the last day on which the pupil was out."""
    calendar = county.calendar(school)
    first_on = calendar.last_school_day_on_or_before(county.days_ago(out.ago))
    more = out.days + out.longer - 1
    return first_on, calendar.school_day_after(first_on, more) if more else first_on


def _suspend(county: County, number: int, child: Child, school: School, out: Out, first_on: date) -> None:
    calendar, lead = county.calendar(school), county.leads[school.pk]
    told = {
        "decided_on": first_on,
        "first_on": first_on,
        "first_session": Session.MORNING,
        "last_on": calendar.school_day_after(first_on, out.days - 1) if out.days > 1 else first_on,
        "ends_after": Session.AFTERNOON,
        "reasons": [reason.value for reason in REASONS[number % len(REASONS)]],
        "parents_told_on": first_on,
        "wellbeing": "Quieter since half term. Says that lessons go too fast.",
        "sen": list(SupportForSen)[number % 4],
        "social_worker": number % 4 == 3,
        "looked_after": False,
        **weapon_of(REASONS[number % len(REASONS)]),
        **({} if out.changes.get("lunchtime") else work_of(number % WITHOUT_WORK != 1)),
        "exam_missed": out.exam is not None,
        "exam_on": calendar.school_day_after(first_on, out.exam) if out.exam else None,
        **out.changes,
    }
    at = county.moment(first_on, 14, number % 60)
    came = letter(at) if out.days > SHORT_DAYS or out.longer else None
    one = actions.tell(child, school, told=told, letter=came, by=lead, on=first_on, at=at)
    if out.longer or out.mistaken:
        _change(county, one, out)


def _change(county: County, one: Suspension, out: Out) -> None:
    """What the school itself put right, or withdrew, a few days later."""
    on = county.days_ago(max(out.ago - 2, 0))
    taken = {"version": one.version, "by": county.leads[one.school_id], "on": on, "at": county.moment(on, 9, 20)}
    if out.mistaken:
        reason = "Entered for the wrong pupil of two with one name."
        actions.withdraw(one, as_=Withdrawn.MISTAKE, out_until_on=None, reason=reason, **taken)
        return
    last_on = county.calendar(one.school).school_day_after(one.last_on, out.longer)
    changed = [
        {
            "what": "Last school day on which the pupil may not come",
            "was": plain_day(one.last_on),
            "now": plain_day(last_on),
        }
    ]
    told = {"last_on": last_on}
    actions.put_right(one, told=told, changed=changed, reason="The letter to the parents says so.", **taken)
