"""What makes the team hesitate: of a draft, for the school before it sends; of a referral, for whoever decides."""

from collections.abc import Sequence
from datetime import date

from attendance.referrals import rules, sections
from attendance.referrals.models import Draft, PreStepKind, Reason, Referral
from attendance.referrals.points import Expected, Point, Told, points_of
from oxle.registers.codes import shown_percentage, tally
from oxle.registers.extract import NOT_ESTABLISHED, Extract, SessionMark, not_settled
from oxle.registers.queries import marks_between
from oxle.schools.models import School
from oxle.schools.queries import calendar_of


def of_draft(draft: Draft, extract: Extract | None, on: date) -> list[Point]:
    """What the team will look at twice, as far as a draft is filled in. None of it keeps it from being received."""
    if sections.reason_of(draft) != Reason.NOT_ATTENDING:
        return []
    sound = extract if extract is not None and extract.is_sound else None
    codes = [mark.code for mark in sound.marks] if sound else []
    shortfalls = _shortfalls(sound, on) if sound else []
    return [*shortfalls, *points_of(_told_in(draft), codes, expected_on(draft.school, on))]


def of_referral(referral: Referral) -> list[Point]:
    """What is worth a second look in a referral as it was sent; see officer_views.figures for its percentages."""
    case = referral.case
    if referral.reason != Reason.NOT_ATTENDING:
        return []
    told = [
        Told(PreStepKind(step.kind), step.done, step.on, step.answer, step.document_id is not None, bool(step.method))
        for step in referral.pre_steps.all()
    ]
    marks = marks_of(referral)
    codes = [mark.code for mark in marks]
    return [*_not_settled(marks), *points_of(told, codes, expected_on(case.school, referral.complete_on))]


def marks_of(referral: Referral) -> list[SessionMark]:
    """The register's marks over the days of the referral's extract; none where it came without one."""
    if referral.first_on is None or referral.case.child is None:
        return []
    return marks_between(referral.case.child, referral.case.school, referral.first_on, referral.last_on)


def expected_on(school: School, on: date) -> Expected:
    """What a school's referral complete on a day is held against, by the settings of that day."""
    return Expected(
        on=on,
        calendar=calendar_of(school),
        review_within=rules.SCHOOL_REVIEW_WITHIN.on(on),
        acts_below=rules.SCHOOL_ACTS_BELOW.on(on),
        illness_days=rules.ILLNESS_DAYS.on(on),
        provision_days=rules.PROVISION_DAYS.on(on),
    )


def _shortfalls(extract: Extract, on: date) -> list[Point]:
    tally, found = extract.tally, []
    least, over = rules.UNAUTHORISED_AT_LEAST.on(on), rules.MEASURED_OVER.on(on)
    if tally.possible < over:
        words = f"The extract covers {tally.possible} possible sessions. The team measures over at least {over}."
        found.append(Point(words))
    if not tally.meets(least):
        words = f"Unauthorised absence is below {least:f}%. The team accepts a referral below it only for a reason."
        found.append(Point(words))
    return found


def _not_settled(marks: Sequence[SessionMark]) -> list[Point]:
    """That some absences have no reason yet, and what the register shows without them."""
    words = not_settled(marks)
    if not words:
        return []
    settled = tally(mark.code for mark in marks if mark.code != NOT_ESTABLISHED)
    share = settled.unauthorised_absence
    without = f" Without code N unauthorised absence is {shown_percentage(share)}." if share is not None else ""
    return [Point(f"{words}{without}")]


def _told_in(draft: Draft) -> list[Told]:
    with_document = set(draft.files.filter(removed_at=None).values_list("section", flat=True))
    found = []
    for kind in PreStepKind:
        section = sections.step_section(kind)
        if told := draft.answers.get(section):
            done = told["done"] == "yes"
            on = date.fromisoformat(told["on"]) if done and told.get("on") else None
            found.append(
                Told(kind, done, on, told.get("answer", ""), section in with_document, bool(told.get("method")))
            )
    return found
