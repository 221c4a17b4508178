"""An excluded pupil may not come off the roll before the review rights have ended: it is received, and challenged."""

from datetime import date

import pytest
from django.urls import reverse

from cme import returning
from cme.models import Deletion
from exclusions.permanent import pathway, roll
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases.challenges import challenges_of
from oxle.cases.models import Case
from oxle.cases.pathways import Step
from oxle.people.actions.school_life import edit_enrolment, leave
from oxle.people.models import Child, Enrolment
from oxle.schools.models import School
from tests import make
from tests.cme.test_returns import UPN
from tests.exclusions.make import People, moment

pytestmark = pytest.mark.django_db
# Given the decision on 2 December, the parents have until 7 January 2027 (W24).
UPHELD_ON, LAST_DAY, AFTER = date(2026, 12, 2), date(2027, 1, 7), date(2027, 1, 8)


@pytest.fixture
def people() -> People:
    return People()


def off_roll(people: People, monkeypatch: pytest.MonkeyPatch, on: date) -> Enrolment:
    monkeypatch.setenv("OXLE_NOW", f"{on.isoformat()}T10:00:00+00:00")
    enrolment = Enrolment.objects.get(child=people.child)
    leave(enrolment, enrolment.version, by=people.officer, on=on)
    return enrolment


def upheld(people: People) -> Case:
    case = people.tell()
    facts = {"parents_told_on": UPHELD_ON.isoformat()}
    cases.take(case, pathway.UPHOLD, by=people.officer, on=UPHELD_ON, at=moment(UPHELD_ON), facts=facts)
    case.refresh_from_db()
    return case


def asked(case: Case) -> list[str]:
    return [one.why for one in challenges_of(case) if "on the register" in one.why]


def test_one_taken_off_the_roll_before_the_governors_decide_is_received_and_challenged(people, monkeypatch) -> None:
    case = people.tell()
    off_roll(people, monkeypatch, date(2026, 11, 20))
    assert asked(case) == [
        "The pupil’s last day on the register is 20 November 2026, before the review rights have ended: the name stays "
        "until nobody has asked for a review in 15 school days, the parents say in writing that they will not, or the "
        "review is over (SI 2024/208 reg. 9)."
    ]
    assert Enrolment.objects.get().to_on == date(2026, 11, 20)
    assert case.deadlines.get(clock="challenge_answer").due_on == date(2026, 11, 27)


def told_deleted(people: People, school: School, on: date) -> None:
    """The school's own return that it took the pupil off, on the ground that the exclusion is complete."""
    said = {"deleted_on": on, "last_attended_on": None, "ground": "excluded", "destination_school": None,
            "destination": "The unit, says the council."}  # fmt: skip
    returning.tell_deleted(school, people.child, said, by=people.head, on=on, at=moment(on))


def test_a_return_that_says_that_the_name_is_off_before_the_rights_end_is_received_and_challenged_too(
    people, monkeypatch
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    case = people.tell()
    told_deleted(people, people.school, date(2026, 11, 20))
    [said] = asked(case)
    assert said.startswith("The pupil’s last day on the register is 20 November 2026, before the review rights")
    assert Deletion.objects.count() == 1
    off_roll(people, monkeypatch, date(2026, 11, 20))
    assert asked(case) == [said], "the same day is asked once, however it came"


def test_a_return_of_another_school_or_once_nobody_asked_for_a_review_in_time_is_not_challenged(
    people, monkeypatch
) -> None:
    monkeypatch.setenv("OXLE_NOW", f"{AFTER.isoformat()}T10:00:00+00:00")
    case = upheld(people)
    told_deleted(people, make.school("Other School"), UPHELD_ON)
    told_deleted(people, people.school, AFTER)
    assert asked(case) == []


def test_on_the_last_day_for_asking_for_a_review_it_is_too_early_and_the_day_after_it_is_not(
    people, monkeypatch
) -> None:
    case = upheld(people)
    enrolment = off_roll(people, monkeypatch, AFTER)
    assert asked(case) == []
    edit_enrolment(enrolment, enrolment.version, by=people.officer, on=AFTER, to_on=LAST_DAY)
    assert len(asked(case)) == 1


def test_while_a_review_is_asked_for_it_is_challenged_however_late_it_is(people, monkeypatch) -> None:
    case = upheld(people)
    on = date(2026, 12, 10)
    facts = {"review_made_on": on.isoformat()}
    cases.take(case, pathway.ASK_REVIEW, by=people.officer, on=on, at=moment(on), facts=facts)
    off_roll(people, monkeypatch, date(2027, 1, 29))
    assert len(asked(case)) == 1


def test_once_the_parents_will_not_ask_for_a_review_the_name_may_go(people, monkeypatch) -> None:
    case = upheld(people)
    on = date(2026, 12, 10)
    cases.take(case, pathway.WAIVE_REVIEW, by=people.officer, on=on, at=moment(on), reason="They wrote so.")
    off_roll(people, monkeypatch, date(2026, 12, 11))
    assert asked(case) == []


def test_the_same_last_day_is_challenged_once(people, monkeypatch) -> None:
    case = people.tell()
    enrolment = off_roll(people, monkeypatch, date(2026, 11, 20))
    edit_enrolment(enrolment, enrolment.version, by=people.officer, on=date(2026, 11, 23), year_group="8")
    assert len(asked(case)) == 1


def test_a_return_that_is_challenged_says_so_to_the_school_and_to_officers_until_there_was_a_good_reason(
    people, monkeypatch
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    case, tracking = people.tell(), make.user("tracking_officer")
    mine, theirs = make.signed_in(people.head), make.signed_in(tracking)

    def stands() -> list[str]:
        pages = ((mine, "cme:my_returns"), (theirs, "cme:returns"))
        tables = [client.get(reverse(page)).context["table"] for client, page in pages]
        return [row.record.stands for table in tables for row in table.rows]

    def take(step: Step, by: User, **facts: str) -> None:
        case.refresh_from_db()
        on = date(2026, 11, 20)
        cases.take(case, step, by=by, on=on, at=moment(on), facts=facts)

    told_deleted(people, people.school, date(2026, 11, 20))
    assert stands() == ["Answer the council", "Challenged"]
    page = mine.get(reverse("cme:my_returns")).content.decode()
    assert roll.CONTESTED in page
    assert f'href="{reverse("exclusions:sent", args=[case.key])}"' in page
    take(pathway.REPLY, people.head, answer="A slip of the office.")
    assert stands() == ["Challenged", "Challenged"]
    take(pathway.ANSWER_CHALLENGE, people.officer, answer="It is on again.", ends="put_right")
    assert stands() == ["Received", "A new-pupil return is due by 25 November 2026"]


def test_a_school_that_sends_such_a_return_is_told_at_once(people, monkeypatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    people.tell()
    Child.objects.filter(pk=people.child.pk).update(upn=UPN)
    sent = {"upn": UPN, "ground": "excluded", "deleted_on_day": "20", "deleted_on_month": "11",
            "deleted_on_year": "2026", "destination": "The unit"}  # fmt: skip
    page = make.signed_in(people.head).post(reverse("cme:deletion"), sent, follow=True).content.decode()
    assert f"{roll.CONTESTED}. Answer the council from this page." in page


def test_the_school_reads_that_the_pupil_stays_on_the_roll_only_while_review_rights_last(people) -> None:
    case, client = people.tell(), make.signed_in(people.head)
    page = reverse("exclusions:sent", args=[case.key])
    assert "The pupil stays on your roll until the review rights have ended." in client.get(page).content.decode()
    on = date(2026, 11, 20)
    for step, facts in ((pathway.UPHOLD, {"parents_told_on": on.isoformat()}), (pathway.WAIVE_REVIEW, {})):
        case.refresh_from_db()
        reason = "They said so in writing." if step.reason else ""
        cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts, reason=reason)
    text = client.get(page).content.decode()
    assert "The review rights have ended: the name may come off your roll." in text
    assert "stays on your roll" not in text
