"""What deserves a second look in what a school did before it referred: points to look at, never reasons to refuse.

Pure: no database and no clock. The school reads them before it sends, the senior officer before they decide. The
rules are those of the flow chart of September 2014, with the service's own numbers and units.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from attendance.referrals.models import PreStepKind
from attendance.referrals.steps import TITLES
from oxle.registers.codes import tally
from oxle.schooldays.calendar import SchoolCalendar
from oxle.schooldays.counting import due
from oxle.schooldays.limits import Limit
from oxle.schooldays.wording import listed, plain_day

Kind = PreStepKind
ILLNESS = "I"
# What follows what. Each is compared with the last one before it that was done.
IN_ORDER = (
    Kind.CONTACT,
    Kind.TARGET,
    Kind.FIRST_REVIEW,
    Kind.TARGET_MISSED,
    Kind.PLANNING_MEETING,
    Kind.ACTION_PLAN,
    Kind.SECOND_REVIEW,
    Kind.PLAN_FAILED,
)
# A review, and what its time is counted from: the plan, or where there is none the meeting that should have made it.
REVIEWS = {
    Kind.FIRST_REVIEW: (Kind.TARGET,),
    Kind.SECOND_REVIEW: (Kind.ACTION_PLAN, Kind.PLANNING_MEETING),
}
UNLIKE_THE_CHART = {
    (Kind.CONTACT, "not_offered"): "No attendance contract was offered.",
    (Kind.EARLY_HELP, "offered"): "The family has not answered whether it wants early help.",
    (Kind.TARGET, "parents"): "The pupil had no part in setting the target.",
    (Kind.TARGET, "pupil"): "The parents had no part in setting the target.",
}


@dataclass(frozen=True)
class Told:
    """One step as the school tells it: done on a day, somehow, with an answer; or not applicable."""

    kind: PreStepKind
    done: bool
    on: date | None = None
    answer: str = ""
    has_document: bool = False
    says_how: bool = True


@dataclass(frozen=True)
class Expected:
    """What a referral complete on a day is held against. Percentages and days are the service's settings."""

    on: date
    calendar: SchoolCalendar
    review_within: Limit
    acts_below: Decimal
    illness_days: int
    provision_days: int


@dataclass(frozen=True)
class Point:
    """One thing to look at, in a sentence; `kind` is the step it is about, None when it is about several or none."""

    text: str
    kind: PreStepKind | None = None


def points_of(told: Sequence[Told], codes: Sequence[str], expected: Expected) -> list[Point]:
    """Everything worth a second look, in the order of the steps. `codes` are the marks of the register extract."""
    done = {step.kind: step.on for step in told if step.done and step.on}
    found = [
        *_in_the_future(done, expected.on),
        *_out_of_order(done),
        *_late_reviews(done, expected),
        *_unlike_the_chart(told),
        *_said_by_the_register(told, codes, expected),
    ]
    order = list(Kind)
    return [*sorted((one for one in found if one.kind), key=lambda one: order.index(one.kind)),
            *(one for one in found if not one.kind),
            *_without(told)]  # fmt: skip


def _in_the_future(done: Mapping[Kind, date], today: date) -> Iterable[Point]:
    for kind, on in done.items():
        if on > today:
            yield Point(f"{TITLES[kind]} is dated {plain_day(on)}, which is still to come.", kind)


def _out_of_order(done: Mapping[Kind, date]) -> Iterable[Point]:
    last: Kind | None = None
    for kind in IN_ORDER:
        if kind not in done:
            continue
        if last and done[kind] < done[last]:
            words = (
                f"{TITLES[kind]} is dated {plain_day(done[kind])}, before “{TITLES[last]}” on {plain_day(done[last])}."
            )
            yield Point(words, kind)
        last = kind


def _late_reviews(done: Mapping[Kind, date], expected: Expected) -> Iterable[Point]:
    for review, bases in REVIEWS.items():
        base = next((kind for kind in bases if kind in done), None)
        if review not in done or base is None:
            continue
        counted = due(expected.review_within, done[base], expected.calendar)
        since = f"“{TITLES[base]}” on {plain_day(done[base])}"
        if counted.on is None:
            yield Point(f"Whether it was in time cannot be worked out: {counted.why_not}.", review)
        elif done[review] > counted.on:
            words = (
                f"{TITLES[review]} was on {plain_day(done[review])}, more than {expected.review_within} after {since}. "
                f"It was due by {plain_day(counted.on)}."
            )
            yield Point(words, review)


def _unlike_the_chart(told: Sequence[Told]) -> Iterable[Point]:
    for step in told:
        if step.done and (words := UNLIKE_THE_CHART.get((step.kind, step.answer))):
            yield Point(words, step.kind)


def _said_by_the_register(told: Sequence[Told], codes: Sequence[str], expected: Expected) -> Iterable[Point]:
    counted, ill = tally(codes), sum(code == ILLNESS for code in codes)
    if counted.possible and not counted.attends_less_than(expected.acts_below):
        yield Point(f"Attendance in the register extract is not under {expected.acts_below:f}%.", Kind.CAUSE)
    asked = any(step.kind is Kind.GP_PERMISSION and step.done for step in told)
    if told and ill > 2 * expected.illness_days and not asked:
        words = (
            f"The register shows illness for {_days(ill)}, over {expected.illness_days} days, and permission to "
            "contact the GP was not asked for."
        )
        yield Point(words, Kind.GP_PERMISSION)
    if long := long_illness(codes, expected.provision_days):
        yield Point(f"{long}: ask whether education under section 19 is owed.")


def long_illness(codes: Iterable[str], provision_days: int) -> str:
    """That a pupil was ill for so many days, one after another or not, that s.19 must be thought of; empty if not."""
    ill = sum(code == ILLNESS for code in codes)
    if ill < 2 * provision_days:
        return ""
    return f"The register shows illness for {_days(ill)}, {provision_days} days or more"


def _without(told: Sequence[Told]) -> Iterable[Point]:
    if skipped := [TITLES[step.kind] for step in told if not step.done]:
        yield Point(f"Said not to apply: {listed(skipped)}.")
    if mute := [TITLES[step.kind] for step in told if step.done and not step.says_how]:
        yield Point(f"How it was done is not said: {listed(mute)}.")
    if bare := [TITLES[step.kind] for step in told if step.done and not step.has_document]:
        yield Point(f"No document is attached to: {listed(bare)}.")


def _days(sessions: int) -> str:
    whole, half = divmod(sessions, 2)
    return f"{whole}{'½' if half else ''} days"
