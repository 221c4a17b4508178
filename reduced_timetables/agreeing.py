"""What a reduced timetable lacks before it can be validated, and what of it appears unlawful, in sentences. Pure."""

from collections.abc import Collection, Sequence
from datetime import date

from oxle.schooldays.wording import plain_day
from reduced_timetables.models import Agreement, EarlyHelp, Reason, Timetable, Whose
from reduced_timetables.rules import AGREED_LAW
from reduced_timetables.weeks import Week

MISSING = {
    Whose.PARENT: f"The written agreement of a parent is missing ({AGREED_LAW}).",
    Whose.VIRTUAL_SCHOOL: "The agreement of the Virtual School is missing: the child is looked after.",
    Whose.YOUTH_JUSTICE: "The agreement of the youth justice worker is missing.",
    Whose.SOCIAL_WORKER: "The agreement of the social worker is missing.",
    Whose.SEN_OFFICER: "The agreement of the SEN officer is missing: the child has an EHC plan.",
}

NOT_HERE = (
    "A parent is said to have agreed, and the written agreement is not here: attach it, or ask the parent by the link "
    f"({AGREED_LAW})."
)

BEHAVIOUR_RULED_OUT = (
    "A reduced timetable must not be used for that (Working together to improve school attendance, 2024)."
)
EXCEPTIONAL = (
    f"It is for exceptional circumstances alone ({AGREED_LAW}): say what they are, and what else you tried for the "
    "behaviour."
)

NO_SESSION = (
    "no session is named in which the pupil is in school. The times at which a pupil attends are what must be agreed "
    f"({AGREED_LAW}), and a pupil who is in for none is out of education: say which sessions there are, or bring the "
    "pupil back."
)

AGREED_TO_NONE = (
    "A parent agreed by the link to a timetable that named no session. The times are what must be agreed "
    f"({AGREED_LAW}): ask the parent again, now that they are told."
)


def is_evidenced(one: Agreement) -> bool:
    """Whether an agreement is here in writing: as a file, or given by the parent by the link."""
    return one.document_id is not None or one.by_link


def missing(
    told: Timetable, agreements: Sequence[Agreement], recorded: Collection[Whose], weeks: Sequence[Week]
) -> list[str]:
    """What must be there before the timetable, or its extension, can be validated, and is not. `recorded`: who must
    agree by the child's record, whatever was told. `weeks`: those that are to be agreed to now."""
    stands = [one for one in agreements if one.since_on == told.since_on and one.stands]
    given = {one.whose for one in stands}
    lacks = [MISSING[whose] for whose in Whose if whose in {*told.must_agree, *recorded} and whose not in given]
    if Whose.PARENT in given and not any(is_evidenced(one) for one in stands if one.whose == Whose.PARENT):
        lacks.append(NOT_HERE)
    if not told.child_view:
        lacks.append("The child’s view is missing.")
    if told.early_help == EarlyHelp.NOT_DONE:
        lacks.append("The early help assessment was neither done nor offered.")
    if told.risk_assessed_on is None:
        lacks.append("The risk assessment is missing.")
    elif told.risk_assessed_on >= told.since_on:
        lacks.append(
            f"The risk assessment of {plain_day(told.risk_assessed_on)} is not dated before the start, "
            f"{plain_day(told.since_on)}."
        )
    if not told.services_informed:
        lacks.append("It is not said which other services were told.")
    lacks += [f"From {plain_day(week.from_on)} on {NO_SESSION}" for week in weeks if not any(week.minutes)][:1]
    return lacks


def unlawful(
    told: Timetable,
    agreements: Sequence[Agreement],
    *,
    told_on: date,
    longest_on: date | None,
    review_by: date | None = None,
    confirmed: bool = False,
) -> list[str]:
    """What appears unlawful or late in what was told on a day, beside what is missing.

    `longest_on`: the last day that the setting allows; None where it cannot be worked out. `review_by`: the same of
    the first review, which no law dates. `confirmed`: somebody compared what we say of the guidance with its text, so
    that a school may read it (`rules.BEHAVIOUR_CONFIRMED`).
    """
    found = told_late(told, told_on)
    if longest_on is not None and told.ends_on > longest_on:
        found.append(
            f"It is planned until {plain_day(told.ends_on)}. The longest time without an extension ends on "
            f"{plain_day(longest_on)}."
        )
    if review_by is not None and told.review_on > review_by:
        found.append(
            f"Its first review is on {plain_day(told.review_on)}. We ask for one by {plain_day(review_by)}, so that it "
            "lasts no longer than it must: say why it is later, or review it before."
        )
    found += signed_late(told, agreements)
    if told.reason == Reason.BEHAVIOUR:
        found.append(f"It is to manage behaviour. {BEHAVIOUR_RULED_OUT if confirmed else EXCEPTIONAL}")
    return found


def late(told: Timetable, agreements: Sequence[Agreement], *, told_on: date) -> list[str]:
    """What came only after the start of other sessions: that they were told, and that a parent agreed."""
    return [*told_late(told, told_on), *signed_late(told, agreements)]


def told_late(told: Timetable, told_on: date) -> list[str]:
    """That we were told only after the start of what is to be agreed to."""
    if told_on <= told.since_on:
        return []
    return [
        f"We were told on {plain_day(told_on)}, after the start on {plain_day(told.since_on)}: we must be told before."
    ]


def signed_late(told: Timetable, agreements: Sequence[Agreement]) -> list[str]:
    """Which parents agreed only after the start of what they agreed to."""
    return [
        f"{one.given_by} agreed on {plain_day(one.agreed_on)}, after the start on {plain_day(told.since_on)}: nobody "
        f"had agreed to the days before ({AGREED_LAW})."
        for one in agreements
        if one.whose == Whose.PARENT and one.stands and one.since_on == told.since_on and one.agreed_on > told.since_on
    ]
