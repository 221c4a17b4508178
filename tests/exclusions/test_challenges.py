"""What is late or appears unlawful is received, named with its rule, and challenged; the child counts as out."""

from datetime import date
from typing import Any

import pytest

from exclusions import lawful
from exclusions.permanent import pathway, queries
from oxle.cases import actions as cases
from oxle.cases.challenges import challenges_of, listed_of
from oxle.cases.models import Case
from oxle.cases.taking_back import take_back
from oxle.core.errors import Refused
from oxle.people.models import EnrolmentKind
from oxle.provision.models import Offer, OfferKind
from tests import make
from tests.exclusions.make import FIRST_ON, People, moment, suspended

pytestmark = pytest.mark.django_db
LATE = (
    "The council was told on 12 November 2026, and the exclusion was decided on 9 November 2026: it must be told "
    "without delay (SI 2012/1033)."
)


@pytest.fixture
def people() -> People:
    return People()


def asked(case: Case) -> list[tuple[date, str]]:
    """What was challenged, with the day."""
    return [(one.on, one.why) for one in challenges_of(case)]


def test_a_notice_on_the_day_is_not_challenged(people: People) -> None:
    assert asked(people.tell()) == []


def test_a_notice_after_the_day_is_received_and_challenged_and_the_child_counts_as_out(people: People) -> None:
    case = people.tell(on=date(2026, 11, 12))
    assert asked(case) == [(date(2026, 11, 12), LATE)]
    challenge = case.events.get(step="challenge")
    assert (challenge.by, challenge.order) == (None, 2)
    assert case.deadlines.get(clock="challenge_answer").due_on == date(2026, 11, 19)
    offer = Offer.objects.get()
    assert (offer.kind, offer.from_on) == (OfferKind.NONE, FIRST_ON)


def test_parents_told_after_the_first_day_are_challenged(people: People) -> None:
    case = people.tell(on=FIRST_ON, parents_told_on=date(2026, 11, 10))
    assert asked(case) == [
        (
            FIRST_ON,
            "The parents were told in writing on 10 November 2026, after the first excluded day, 9 November 2026"
            ": they are told by the end of its afternoon session (Education and Inspections Act 2006 s.104).",
        )
    ]


CONVERTED = (
    "It begins on 9 November 2026, and a suspension lasted until 6 November 2026 (SI 2012/1033 and its guidance: a "
    "suspension cannot be turned into a permanent exclusion; one may follow it exceptionally, usually on new evidence)."
)


def test_a_suspension_that_is_turned_into_a_permanent_exclusion_is_received_and_challenged_once(
    people: People,
) -> None:
    suspended(people, date(2026, 11, 3), date(2026, 11, 6))
    case = people.tell()
    call(people, case, "2026-11-30")
    assert asked(case) == [(FIRST_ON, CONVERTED)]


@pytest.mark.parametrize(
    ("last_on", "changes"),
    [
        (date(2026, 11, 5), {}),
        (date(2026, 11, 6), {"lunchtime": True}),
        (date(2026, 11, 6), {"school": "Other School"}),
    ],
    ids=["a school day between", "lunchtimes", "another school's"],
)
def test_an_exclusion_that_does_not_begin_where_a_suspension_by_the_school_ended_is_not_asked_about(
    people: People, last_on: date, changes: dict[str, Any]
) -> None:
    if "school" in changes:
        other = make.school("Other School")
        make.enrolled(people.child, other, kind=EnrolmentKind.DUAL_SUBSIDIARY)
        changes = {"school": other}
    suspended(people, date(2026, 11, 3), last_on, **changes)
    assert asked(people.tell()) == []


def test_governors_who_meet_on_their_last_day_are_not_challenged_and_a_day_later_they_are(people: People) -> None:
    case = people.tell()
    call(people, case, "2026-11-30")
    assert asked(case) == []
    call(people, case, "2026-12-01")
    assert asked(case) == [
        (
            date(2026, 11, 11),
            "The governors meet on 1 December 2026, after their last day, 30 November 2026 (SI 2012/1033). "
            "A late decision still counts.",
        )
    ]


def call(people: People, case: Case, meeting_on: str) -> None:
    case.refresh_from_db()
    on = date(2026, 11, 11)
    facts = {"meeting_on": meeting_on}
    cases.take(case, pathway.CALL_GOVERNORS, by=people.officer, on=on, at=moment(on), facts=facts)


def test_what_is_asked_again_in_the_same_words_stands_once_on_a_page_and_in_full_on_the_timeline(
    people: People,
) -> None:
    case = people.tell()
    for day in ("2026-12-02", "2026-11-30", "2026-12-02"):
        call(people, case, day)
    assert [(one.answer is None, one.why == asked(case)[0][1]) for one in challenges_of(case)] == [
        (False, True),
        (True, True),
    ]
    (listed,) = listed_of(case)
    assert (listed.answer, listed.why) == (None, asked(case)[0][1])


def test_a_question_that_somebody_answered_stays_beside_the_same_one_that_is_asked_again(people: People) -> None:
    case = people.tell()
    call(people, case, "2026-12-02")
    reply = {"answer": "The chair is ill."}
    case.refresh_from_db()
    cases.take(case, pathway.REPLY, by=people.head, on=date(2026, 11, 12), at=moment(date(2026, 11, 12)), facts=reply)
    for day in ("2026-11-30", "2026-12-02"):
        call(people, case, day)
    assert [one.replied for one in listed_of(case)] == ["The chair is ill.", ""]


@pytest.mark.parametrize(
    ("stood_by_on", "said"),
    [
        (date(2027, 1, 7), []),
        (
            date(2027, 1, 8),
            [
                (
                    date(2027, 1, 8),
                    "The governors decided on 8 January 2027, after their last day, 7 January 2027 (SI 2012/1033). "
                    "A late decision still counts.",
                )
            ],
        ),
    ],
)
def test_governors_who_decide_again_after_their_ten_school_days_are_challenged(
    people: People, stood_by_on: date, said: list[tuple[date, str]]
) -> None:
    case = people.tell()
    for step, on, facts in (
        (pathway.UPHOLD, date(2026, 11, 20), {"parents_told_on": "2026-11-20"}),
        (pathway.ASK_REVIEW, date(2026, 11, 24), {"review_made_on": "2026-11-24"}),
        (pathway.REVIEW_SENT_BACK, date(2026, 12, 9), {"outcome": "recommended"}),
        (pathway.STAND_BY, stood_by_on, {}),
    ):
        case.refresh_from_db()
        reason = "They looked again." if step.reason else ""
        cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts, reason=reason)
    assert case.stage == "final"
    assert asked(case) == said


@pytest.mark.parametrize(("on", "late"), [(date(2026, 11, 30), False), (date(2026, 12, 1), True)])
def test_governors_who_reinstate_late_are_challenged_though_the_case_closes_with_it(
    people: People, on: date, late: bool
) -> None:
    case = people.tell()
    reinstate(people, case, on)
    assert (case.stage, case.is_open) == ("reinstated", False)
    why = (
        f"The governors decided on {on.day} December 2026, after their last day, 30 November 2026 (SI 2012/1033). "
        "A late decision still counts."
    )
    assert asked(case) == ([(on, why)] if late else [])
    assert [row.state for row in case.deadlines.filter(clock="challenge_answer")] == (["running"] if late else [])


def test_a_late_reinstatement_that_is_taken_back_is_challenged_no_more(people: People) -> None:
    case, on = people.tell(), date(2026, 12, 1)
    reinstate(people, case, on)
    take_back(case, by=people.officer, at=moment(on), reason="The wrong case.")
    assert [bool(one.answer) for one in challenges_of(case)] == [True]


def test_governors_who_reinstate_late_after_a_review_are_challenged(people: People) -> None:
    case = people.tell()
    for step, on, facts in (
        (pathway.UPHOLD, date(2026, 11, 20), {"parents_told_on": "2026-11-20"}),
        (pathway.ASK_REVIEW, date(2026, 11, 24), {"review_made_on": "2026-11-24"}),
        (pathway.REVIEW_SENT_BACK, date(2026, 12, 9), {"outcome": "recommended"}),
    ):
        case.refresh_from_db()
        cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts)
    reinstate(people, case, date(2027, 1, 8))
    assert [why for _, why in asked(case)] == [
        "The governors decided on 8 January 2027, after their last day, 7 January 2027 (SI 2012/1033). "
        "A late decision still counts."
    ]


def reinstate(people: People, case: Case, on: date) -> None:
    case.refresh_from_db()
    cases.take(case, pathway.REINSTATE, by=people.officer, on=on, at=moment(on), reason="They heard the parents.")


def test_a_day_of_the_governors_that_nobody_can_count_yet_is_not_called_late() -> None:
    assert lawful.of_meeting(date(2027, 9, 20), by=None) == []


def test_an_answer_ends_the_challenge_and_says_how(people: People) -> None:
    case = people.tell(on=date(2026, 11, 12))
    answer(people, case)
    (challenge,) = challenges_of(case)
    assert challenge.answer is not None
    assert challenge.answer.facts == {"answer": "The office was closed.", "ends": "stands"}
    assert case.deadlines.get(clock="challenge_answer").state == "met"


def answer(people: People, case: Case) -> None:
    case.refresh_from_db()
    on = date(2026, 11, 16)
    facts = {"answer": "The office was closed.", "ends": "stands"}
    cases.take(case, pathway.ANSWER_CHALLENGE, by=people.officer, on=on, at=moment(on), facts=facts)


def test_the_school_reads_what_it_is_asked_and_by_when(people: People) -> None:
    case = people.tell(on=date(2026, 11, 12))
    assert next((row["title"], row["text"]) for row in queries.history_for_school(case)) == (
        "The council asks you about what appears unlawful",
        LATE,
    )
    assert "challenge_answer" in [one.clock for one in queries.dates_for_school(case)]


def test_an_officer_challenges_with_a_reason(people: People) -> None:
    case = people.tell()
    with pytest.raises(Refused, match="Give the reason"):
        cases.take(case, pathway.CHALLENGE, by=people.officer, on=FIRST_ON, at=moment(FIRST_ON))
    why = "The parents were told to keep the child at home to cool off."
    cases.take(case, pathway.CHALLENGE, by=people.officer, on=FIRST_ON, at=moment(FIRST_ON), reason=why)
    assert asked(case) == [(FIRST_ON, why)]
