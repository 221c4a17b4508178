"""The register of challenges: sent, answered in time, upheld, changed practice; by school, over every duty."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from ehe import pathway
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases.challenge_register import OfSchool, register_for
from oxle.cases.challenges import is_asked, waiting
from oxle.cases.models import Case
from oxle.cases.pathways import Step
from oxle.cases.taking_back import closing_of, take_back
from oxle.cases.work import work_of
from oxle.core.errors import Refused
from oxle.people.models import Child
from reduced_timetables.pathway import TIMETABLE
from tests import make
from tests.ehe.make import People, moment
from tests.reduced_timetables.make import timetabled

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
ASKED = date(2026, 11, 9)
# Five school days after it.
LAST = date(2026, 11, 16)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def take(people: People, case: Case, step: Step, on: date, **facts: Any) -> None:
    case.refresh_from_db()
    reason = "It appears unlawful." if step.reason else ""
    by: User = people.lead if step is pathway.REPLY else people.officer
    cases.take(case, step, by=by, on=on, at=moment(on), reason=reason, facts=facts)


def challenged(people: People, given: str, answered_on: date | None = None, ends: str = "") -> Case:
    people.child = people.pupil(given)
    case = people.told(ASKED)
    take(people, case, pathway.CHALLENGE, ASKED)
    if answered_on:
        take(people, case, pathway.REPLY, answered_on, answer="We did.")
    if ends:
        take(people, case, pathway.ANSWER_CHALLENGE, TODAY, answer="We did.", ends=ends)
    return case


def counts(one: OfSchool) -> tuple[int, int, int, int, int]:
    return one.sent, one.in_time, one.upheld, one.changed, one.waiting


def test_a_school_has_its_challenges_by_what_became_of_them(people: People) -> None:
    challenged(people, "Waits")
    challenged(people, "Intime", LAST, "put_right")
    challenged(people, "Late", date(2026, 11, 17), "stands")
    challenged(people, "Explained", ASKED, "explained")
    [one] = register_for(people.officer, TODAY)
    assert (one.school, counts(one)) == (people.school, (4, 2, 1, 1, 1))


def ended(people: People, case: Case, on: date, **facts: Any) -> None:
    take(people, case, pathway.ANSWER_CHALLENGE, on, answer="We decided.", ends="explained", **facts)


def test_what_the_council_or_the_service_ends_without_an_answer_is_no_answer_of_the_school(people: People) -> None:
    ended(people, challenged(people, "Ours"), ASKED)
    by_itself = challenged(people, "Itself")
    facts = {"answer": "It was put right.", "ends": "put_right"}
    cases.take(by_itself, pathway.ANSWER_CHALLENGE, by=None, on=ASKED, at=moment(ASKED), facts=facts)
    [one] = register_for(people.officer, TODAY)
    assert counts(one) == (2, 0, 0, 1, 0)
    assert [entry.answered_on for entry in one.entries] == [None, None]
    page = make.signed_in(people.officer).get(reverse("cases:challenges_of", args=[people.school.key])).content.decode()
    assert ("Ended without an answer" in page, "Noted when it ended" in page) == (True, True)
    assert ("The school answered" in page, "An answer is due by" in page) == (False, False)


def test_an_answer_that_did_not_come_in_the_portal_counts_by_the_day_that_the_officer_says(people: People) -> None:
    for given, answered_on in (("Rang", "2026-11-16"), ("Wrote", "2026-11-17")):
        ended(people, challenged(people, given), TODAY, answered_on=answered_on)
    assert counts(register_for(people.officer, TODAY)[0])[:2] == (2, 1)


@pytest.mark.parametrize(
    ("day", "error"),
    [(8, "The school was asked on 9 November 2026"), (19, "on or before the one on which this was decided"), (16, "")],
)
def test_a_school_answers_after_it_was_asked_and_before_the_end_that_rests_on_it(
    people: People, day: int, error: str
) -> None:
    case = challenged(people, "Rang")
    officer, address = make.signed_in(people.officer), reverse("cases:step", args=[case.key, "answer_challenge"])
    case.refresh_from_db()
    typed = {
        "on_day": "18", "on_month": "11", "on_year": "2026", "answer": "It rang.", "ends": "explained",
        "answered_on_day": day, "answered_on_month": "11", "answered_on_year": "2026", "version": case.version,
    }  # fmt: skip
    sent = officer.post(address, typed)
    if error:
        assert error in str(sent.context["form"].errors["answered_on"])
    else:
        assert register_for(people.officer, TODAY)[0].in_time == 1


def test_an_answer_whose_day_is_put_right_counts_by_the_right_day(people: People) -> None:
    case = challenged(people, "Right", date(2026, 11, 17))
    assert register_for(people.officer, TODAY)[0].in_time == 0
    reply = case.events.get(step="reply")
    cases.correct(reply, by=people.lead, on=LAST, at=moment(TODAY), reason="A slip")
    assert register_for(people.officer, TODAY)[0].in_time == 1


def test_a_challenge_whose_day_is_put_right_twice_keeps_its_date(people: People) -> None:
    case = challenged(people, "Twice", LAST)
    for on in (date(2026, 11, 10), date(2026, 11, 11)):
        asked = case.events.filter(step="challenge").latest("order")
        cases.correct(asked, by=people.officer, on=on, at=moment(TODAY), reason="A slip")
    [one] = register_for(people.officer, TODAY)
    assert (counts(one), one.entries[0].due_on) == ((1, 1, 0, 0, 1), date(2026, 11, 18))


def test_a_challenge_is_answered_and_ended_after_its_case_was_closed(people: People) -> None:
    case = challenged(people, "Closed")
    take(people, case, pathway.CHECK_SAFETY, ASKED, checked="All.")
    take(people, case, pathway.RETURN, date(2026, 11, 11))
    closing = case.events.get(step="return")
    assert counts(register_for(people.officer, TODAY)[0]) == (1, 0, 0, 0, 1)
    assert [(one.waits, one.on) for one in waiting(case)] == [(True, ASKED)]
    take(people, case, pathway.REPLY, LAST, answer="We did.")
    assert waiting(case) == []
    [task] = [one for one in work_of(owner_of(case, people.officer), TODAY).next_days if one.case == case.pk]
    assert task.title == "Read the school's answer: close the challenge or uphold it"
    take(people, case, pathway.ANSWER_CHALLENGE, TODAY, answer="We did.", ends="stands")
    assert counts(register_for(people.officer, TODAY)[0]) == (1, 1, 1, 0, 0)
    assert (case.closed_on, case.stage, closing_of(case)) == (date(2026, 11, 11), "returned", closing)
    assert not case.deadlines.filter(state__in=["running", "ended"], clock__startswith="challenge").exists()
    take_back(case, by=people.officer, at=moment(TODAY), reason="A slip")
    assert (case.stage, waiting(case)) == ("enquiry", [])


def owner_of(case: Case, user: User) -> User:
    Case.objects.filter(pk=case.pk).update(owner=user)
    return user


def test_a_case_entered_by_mistake_asks_no_school_anything(people: People) -> None:
    case = challenged(people, "Mistaken")
    assert Case.objects.filter(is_asked(case="pk")).get() == case
    take(people, case, pathway.MISTAKE, ASKED)
    assert (waiting(case), list(Case.objects.filter(is_asked(case="pk")))) == ([], [])
    assert register_for(people.officer, TODAY) == []
    assert not case.deadlines.filter(state="running").exists()


def test_what_ends_after_a_timetable_was_closed_leaves_its_hours_and_letters_alone(people: People) -> None:
    child, back_on = people.pupil("Back"), date(2026, 11, 16)
    case = timetabled(child, people.school, people.lead, date(2026, 11, 9), who=[])
    officer = make.user("exclusion_officer")
    asked_on = case.events.get(step="challenge").on
    cases.take(case, TIMETABLE.step("return"), by=officer, on=back_on, at=moment(back_on))
    letters = list(case.letters.order_by("pk").values_list("letter__kind", "letter__state"))
    offers = list(child.offers.order_by("pk").values_list("kind", "from_on", "to_on"))
    assert ("reduced_timetables.closed", "drafted") in letters
    facts = {"answer": "We did.", "ends": "put_right"}
    cases.take(case, TIMETABLE.step("answer_challenge"), by=officer, on=TODAY, at=moment(TODAY), facts=facts)
    assert list(case.letters.order_by("pk").values_list("letter__kind", "letter__state")) == letters
    assert list(child.offers.order_by("pk").values_list("kind", "from_on", "to_on")) == offers
    assert asked_on <= back_on


def test_a_challenge_that_has_ended_is_not_ended_again(people: People) -> None:
    case = challenged(people, "Twice", LAST, "put_right")
    with pytest.raises(Refused, match="Nothing was challenged that has not ended"):
        take(people, case, pathway.ANSWER_CHALLENGE, TODAY, answer="We did.", ends="stands")


def test_it_holds_every_duty_that_one_reads_and_no_other(people: People) -> None:
    challenged(people, "Home")
    starts_on = date(2026, 11, 9)
    timetabled(people.pupil("Timetable"), people.school, people.lead, starts_on, who=[])
    assert register_for(people.officer, TODAY)[0].sent == 1
    about = {one.about for one in register_for(make.user("manager"), TODAY)[0].entries}
    assert about == {"Elective home education", "Reduced timetable"}


def test_what_is_a_year_ago_or_of_a_child_closed_to_one_is_not_in_it(people: People) -> None:
    case = challenged(people, "Closed")
    assert register_for(people.officer, date(2027, 11, 8))[0].sent == 1
    assert register_for(people.officer, date(2027, 11, 9)) == []
    Child.objects.filter(pk=case.child_id).update(restricted=True, restricted_because="At risk")
    assert register_for(people.officer, TODAY) == []


def test_the_pages_lead_from_a_school_to_each_case(people: People) -> None:
    case = challenged(people, "Shown", LAST, "put_right")
    client = make.signed_in(people.officer)
    assert reverse("cases:challenges_of", args=[people.school.key]) in client.get(reverse("cases:challenges")).text
    page = client.get(reverse("cases:challenges_of", args=[people.school.key]))
    [entry] = page.context["entries"]
    assert (entry["case"], entry["answered_on"], entry["late"]) == (case, LAST, False)
    empty = client.get(reverse("cases:challenges_of", args=[make.school("Quiet School", urn="100097").key]))
    assert "No challenge in the last year." in empty.text
