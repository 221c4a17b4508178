"""What of an exclusion appears unlawful or late, in sentences that name the rule. It is received all the same."""

from datetime import date

from oxle.accounts.permissions import release, write
from oxle.schooldays.limits import calendar_days, school_days
from oxle.schooldays.wording import plain_day

REGULATIONS = "SI 2012/1033"
# Which of its grounds speaks of a pupil who is excluded for good is unsourced; a school reads these words.
REGISTER_LAW = "SI 2024/208 reg. 9"
# Only the head excludes, and only the head cancels (Education Act 2002 s.51A).
HEAD_ALONE = write("head")
# Our letters on exclusions go within a day or two: whoever works on the case checks and releases them, or a manager. A
# permission of its own: who releases on a duty as such decides on its cases, and so sees the restricted ones.
RELEASED_WITH = release("exclusion_letters")
# Parents are told in writing where and when education begins, not less than 48 hours before; the clock of a case counts
# in days, so the hour at which it begins is the hour of its last day. That day can be a Sunday: its page says beside it
# on which school day and which working day it can be done in time.
FURTHER_NOTICE_DAYS = calendar_days(2).before()
FURTHER_NOTICE_LAW = (
    "Education and Inspections Act 2006 s.104 and SI 2007/1870: not less than 48 hours before it begins, so by that "
    "hour of this day"
)

# The parents are told by the end of the afternoon session of the first excluded day, so on that day.
PARENTS_TOLD_BY = school_days(1).beginning_with()
PARENTS_TOLD_LAW = (
    "Education and Inspections Act 2006 s.104: in writing, by the end of the afternoon session of that day"
)

# The governors decide before the day on which an examination or test begins that the pupil would miss.
BEFORE_EXAM = calendar_days(1).before()
BEFORE_EXAM_LAW = (
    f"{REGULATIONS}: where the pupil would miss a public examination or national curriculum test they decide before "
    "it, so far as is reasonably practicable; in a maintained school their chair may consider it alone where it is not"
)


def of_notice(*, decided_on: date, first_on: date, received_on: date, parents_told_on: date | None) -> list[str]:
    """What appears unlawful in when the council and the parents were told; of parents who are not told yet nothing,
    while a date of the case runs for it.

    The council is told without delay, which is on the day; the parents in writing by the end of the afternoon session
    of the first excluded day (Education and Inspections Act 2006 s.104).
    """
    found = []
    if received_on > decided_on:
        found.append(
            f"The council was told on {plain_day(received_on)}, and the exclusion was decided on "
            f"{plain_day(decided_on)}: it must be told without delay ({REGULATIONS})."
        )
    if parents_told_on is not None and parents_told_on > first_on:
        found.append(
            f"The parents were told in writing on {plain_day(parents_told_on)}, after the first excluded day, "
            f"{plain_day(first_on)}: they are told by the end of its afternoon session (Education and Inspections Act "
            "2006 s.104)."
        )
    return found


def of_meeting(meeting_on: date, *, by: date | None) -> list[str]:
    """What appears unlawful in the day on which the governors meet; `by` is their last day, None while not known."""
    if by is None or meeting_on <= by:
        return []
    return [
        f"The governors meet on {plain_day(meeting_on)}, after their last day, {plain_day(by)} ({REGULATIONS}). "
        "A late decision still counts."
    ]


def of_decision(decided_on: date, *, by: date | None) -> list[str]:
    """What appears unlawful in the day on which the governors decided; `by` is their last day, None while not known."""
    if by is None or decided_on <= by:
        return []
    return [
        f"The governors decided on {plain_day(decided_on)}, after their last day, {plain_day(by)} ({REGULATIONS}). "
        "A late decision still counts."
    ]


def of_missed_education(*, owed_from: date, last_on: date, law: str) -> list[str]:
    """What appears unlawful in that a suspension ended without the education that its school owed from a day."""
    return [
        f"Education was owed from {plain_day(owed_from)}, and had not begun when the suspension ended on "
        f"{plain_day(last_on)} ({law})."
    ]


def of_exam(exam_on: date) -> list[str]:
    """What appears unlawful where the governors do not decide before an examination or test that the pupil misses.

    The same words before and after its day, so that the same is not asked twice.
    """
    return [
        f"The pupil misses a public examination or national curriculum test that begins on {plain_day(exam_on)}, and "
        "the governors do not decide before it. So far as is reasonably practicable they do, and in a maintained "
        f"school their chair may consider it alone where it is not ({REGULATIONS}). A late decision still counts."
    ]


def of_roll(left_on: date) -> list[str]:
    """What appears unlawful in the last day on the roll of a pupil whose review rights have not ended by then."""
    return [
        f"The pupil’s last day on the register is {plain_day(left_on)}, before the review rights have ended: the name "
        "stays until nobody has asked for a review in 15 school days, the parents say in writing that they will not, "
        f"or the review is over ({REGISTER_LAW})."
    ]


def of_length(*, sessions_in_year: int, most: int, law: str) -> list[str]:
    """What appears unlawful in how long a pupil has been suspended in a school year, in sessions at all schools."""
    if sessions_in_year <= most:
        return []
    return [
        f"This makes {in_days(sessions_in_year)} of suspension in the school year, more than {in_days(most)} ({law})."
    ]


def of_extension(ended_on: date | None, *, first_on: date, law: str) -> list[str]:
    """What appears unlawful in a suspension that begins where another of the same school ended (None: none did)."""
    if ended_on is None:
        return []
    return [
        f"It begins on {plain_day(first_on)}, and another suspension lasted until {plain_day(ended_on)} ({law}; a "
        "further one may follow exceptionally, usually on new evidence)."
    ]


def of_conversion(ended_on: date | None, *, first_on: date) -> list[str]:
    """What appears unlawful in a permanent exclusion that begins where a suspension by the same school ended (None:
    none did)."""
    if ended_on is None:
        return []
    return [
        f"It begins on {plain_day(first_on)}, and a suspension lasted until {plain_day(ended_on)} ({REGULATIONS} and "
        "its guidance: a suspension cannot be turned into a permanent exclusion; one may follow it exceptionally, "
        "usually on new evidence)."
    ]


def of_longer(was_to_end_on: date | None, *, last_on: date, law: str) -> list[str]:
    """What appears unlawful in a suspension that its school made longer once it had begun (None: it did not)."""
    if was_to_end_on is None:
        return []
    return [
        f"It was told to last until {plain_day(was_to_end_on)}, and once it had begun the school put that right to "
        f"{plain_day(last_on)} ({law})."
    ]


def in_days(sessions: int) -> str:
    """Sessions in school days, half of one as .5: “45.5 school days”."""
    days = f"{sessions // 2}.5" if sessions % 2 else f"{sessions // 2}"
    return f"{days} school day{'' if days == '1' else 's'}"
