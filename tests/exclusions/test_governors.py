"""The governors' clerk in the portal: what they see and record, at which schools, and that the council sees it."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from exclusions.permanent import pathway
from exclusions.suspensions import actions as suspensions
from exclusions.suspensions.pathway import DECIDED
from exclusions.suspensions.queries import totals
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases.challenges import challenges_of
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.cases.sweep import sweep
from oxle.correspondence.models import Message
from oxle.people import actions as registry
from oxle.provision.models import Offer
from tests import make
from tests.exclusions.make import People, moment, suspended, told_of_suspension

pytestmark = pytest.mark.django_db
NOW = "2026-11-27T10:00:00+00:00"
ON = date(2026, 11, 27)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", NOW)
    return People()


@pytest.fixture
def clerk(people: People) -> User:
    return make.user("governors_clerk", people.school.organisation, name="Clerk")


def page(case: Case, step: Step | None = None) -> str:
    if step is None:
        return reverse("exclusions:governors:case", args=[case.key])
    return reverse("exclusions:governors:record", args=[case.key, step.key])


def day(name: str, on: date) -> dict[str, int]:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def recorded(client: Client, case: Case, step: Step, on: date = ON, **typed: Any) -> str:
    """The page after the clerk recorded a step; what it says."""
    case.refresh_from_db()
    said = {**day("on", on), "version": case.version, **typed}
    return client.post(page(case, step), said, follow=True).content.decode()


def upheld(people: People, case: Case, on: date = ON) -> Event:
    return cases.take(
        case, pathway.UPHOLD, by=people.officer, on=on, at=moment(on), facts={"parents_told_on": on.isoformat()}
    )


def test_the_clerk_records_that_the_governors_upheld_an_exclusion_and_the_officer_reads_it(
    people: People, clerk: User
) -> None:
    case, client = people.tell(), make.signed_in(clerk)
    listed = client.get(reverse("exclusions:governors:list")).content.decode()
    assert people.child.shown_name in listed
    assert "30 November 2026" in listed
    text = recorded(
        client, case, pathway.UPHOLD, attended="Three governors and the head.", **day("parents_told_on", ON)
    )
    assert "a review can be asked for" in text
    assert "Your school" in text
    event = case.events.get(step="uphold")
    assert (event.by, event.facts["attended"]) == (clerk, "Three governors and the head.")
    timeline = make.signed_in(people.officer).get(reverse("cases:timeline", args=[case.key])).content.decode()
    assert "Three governors and the head." in timeline


def test_what_the_clerk_leaves_out_is_asked_for_at_its_field(people: People, clerk: User) -> None:
    case = people.tell()
    text = recorded(make.signed_in(clerk), case, pathway.UPHOLD, **day("parents_told_on", ON))
    assert "Enter who attended" in text
    assert not case.events.filter(step="uphold").exists()


def test_a_clerk_sees_no_other_school_and_no_case_of_somebody_they_know(people: People, clerk: User) -> None:
    case, client = people.tell(), make.signed_in(clerk)
    stranger = make.signed_in(make.user("governors_clerk", make.school("Elsewhere").organisation))
    assert stranger.get(page(case)).status_code == 404
    assert stranger.get(page(case, pathway.UPHOLD)).status_code == 404
    assert client.get(page(case)).status_code == 200
    registry.declare_conflict(people.child, user=clerk, reason="A nephew", by=people.officer, on=ON)
    assert client.get(page(case)).status_code == 404
    assert people.child.shown_name not in client.get(reverse("exclusions:governors:list")).content.decode()


def test_the_clerk_reads_nothing_of_what_the_council_notes_or_the_head_told(people: People, clerk: User) -> None:
    case = people.tell(behaviour="A chair was thrown.", wellbeing="Sleeps badly.")
    cases.take(case, pathway.CHALLENGE, by=people.officer, on=ON, at=moment(ON), reason="Told very late.")
    text = make.signed_in(clerk).get(page(case)).content.decode()
    assert not [said for said in ("A chair was thrown", "Sleeps badly", "Told very late") if said in text]


@pytest.mark.parametrize(("is_academy", "status"), [(True, 200), (False, 404)])
def test_a_review_is_recorded_by_the_clerk_of_an_academy_only(
    people: People, clerk: User, is_academy: bool, status: int
) -> None:
    people.school.is_academy = is_academy
    people.school.save()
    case = people.tell()
    upheld(people, case)
    client = make.signed_in(clerk)
    assert client.get(page(case, pathway.ASK_REVIEW)).status_code == status
    assert (pathway.ASK_REVIEW.label in client.get(page(case)).content.decode()) is is_academy


def test_the_clerk_records_that_the_parents_declined_the_place_that_was_offered_back_after_a_review(
    people: People, clerk: User
) -> None:
    case, client = people.tell(), make.signed_in(clerk)
    upheld(people, case, date(2026, 11, 13))
    for step, on, facts in (
        (pathway.ASK_REVIEW, date(2026, 11, 16), {"review_made_on": "2026-11-16"}),
        (pathway.REVIEW_SENT_BACK, date(2026, 11, 24), {"outcome": "quashed"}),
    ):
        case.refresh_from_db()
        cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts)
    said = {"attended": "Three governors.", "reason": "They look for another school."}
    for offered_on, wrong in (
        (date(2026, 11, 23), "The governors cannot have offered it before the panel sent the decision back"),
        (date(2026, 11, 27), "The governors cannot have offered it after the parents declined it"),
    ):
        on = date(2026, 11, 26)
        assert wrong in recorded(client, case, pathway.DECLINED, on, **said, **day("offered_on", offered_on))
    text = recorded(client, case, pathway.DECLINED, **said, **day("offered_on", date(2026, 11, 25)))
    assert "The parents declined the place that the governors offered back" in text
    case.refresh_from_db()
    assert case.stage == "final"
    timeline = make.signed_in(people.officer).get(reverse("cases:timeline", args=[case.key])).content.decode()
    assert "Offered on 25 November 2026. Attended: Three governors." in timeline


@pytest.mark.parametrize("step", [pathway.ARRANGE, pathway.LEAVE, pathway.RESCIND, pathway.MISTAKE])
def test_what_is_the_councils_or_the_heads_is_not_the_clerks(people: People, clerk: User, step: Step) -> None:
    case = people.tell()
    assert make.signed_in(clerk).get(page(case, step)).status_code in {403, 404}


def test_the_head_cancels_an_exclusion_until_the_governors_have_decided(people: People) -> None:
    case, client = people.tell(), make.signed_in(people.head)
    cancel = reverse("exclusions:cancel", args=[case.key])
    assert cancel in client.get(reverse("exclusions:sent", args=[case.key])).content.decode()
    upheld(people, case)
    assert cancel not in client.get(reverse("exclusions:sent", args=[case.key])).content.decode()
    assert "cannot be done now" in client.get(cancel).content.decode()


def test_an_attendance_lead_tells_of_an_exclusion_and_does_not_cancel_it(people: People) -> None:
    case, lead = people.tell(), make.user("school_attendance_lead", people.school.organisation)
    client, cancel = make.signed_in(lead), reverse("exclusions:cancel", args=[case.key])
    assert cancel not in client.get(reverse("exclusions:sent", args=[case.key])).content.decode()
    said = {**day("on", ON), "version": case.version, "averted_by": "managed_move", "reason": "The head said so."}
    assert client.post(cancel, said).status_code == 403
    case.refresh_from_db()
    assert case.stage == "excluded"


def test_a_cancelled_exclusion_says_what_averted_it_and_is_closed(people: People) -> None:
    case, client = people.tell(), make.signed_in(people.head)
    typed = {**day("on", ON), "version": case.version, "averted_by": "managed_move", "reason": "Agreed with all."}
    client.post(reverse("exclusions:cancel", args=[case.key]), typed)
    case.refresh_from_db()
    assert case.stage == "rescinded"
    assert case.events.get(step="rescind").facts["averted_by"] == "managed_move"


def test_a_decision_after_the_governors_last_day_counts_and_is_challenged(people: People) -> None:
    case = people.tell()
    upheld(people, case, date(2026, 12, 1))
    assert case.stage == "upheld"
    assert (
        "The governors decided on 1 December 2026, after their last day, 30 November 2026" in challenges_of(case)[0].why
    )


def test_a_late_meeting_is_challenged_once_not_again_when_it_decides(people: People) -> None:
    case, late = people.tell(), date(2026, 12, 1)
    cases.take(
        case, pathway.CALL_GOVERNORS, by=people.officer, on=ON, at=moment(ON), facts={"meeting_on": late.isoformat()}
    )  # fmt: skip
    upheld(people, case, late)
    assert len(challenges_of(case)) == 1


def test_a_challenge_of_a_late_meeting_ends_where_the_governors_decided_in_time(people: People, clerk: User) -> None:
    case = people.tell()
    facts = {"meeting_on": "2026-12-01"}
    cases.take(case, pathway.CALL_GOVERNORS, by=people.officer, on=ON, at=moment(ON), facts=facts)
    shown = make.signed_in(clerk).get(reverse("exclusions:governors:case", args=[case.key])).content.decode()
    assert "The governors meet" in shown
    assert "1 December 2026" in shown
    upheld(people, case, date(2026, 11, 27))
    assert [one.answer is not None for one in challenges_of(case)] == [True]


def test_a_clerk_records_what_the_governors_decided_of_suspensions(people: People, clerk: User) -> None:
    one = suspended(people, date(2026, 11, 3), date(2026, 11, 25))
    assert one.case is not None
    client = make.signed_in(clerk)
    assert "Enter who attended" in recorded(client, one.case, DECIDED, decision="reinstated", attended=" ")
    text = recorded(client, one.case, DECIDED, decision="reinstated", attended="Two governors.")
    assert "The governors decided" in text
    assert one.case.events.get(step="decided").facts["decision"] == "reinstated"


def test_governors_who_reinstate_a_pupil_end_the_suspension_before_the_day_of_coming_back(
    people: People, clerk: User
) -> None:
    one = suspended(people, date(2026, 11, 3), date(2026, 12, 4))
    assert one.case is not None
    client, back_on = make.signed_in(clerk), date(2026, 11, 30)
    said: dict[str, Any] = {"decision": "reinstated", "attended": "Two governors."}
    assert "Enter the day from which the pupil is reinstated" in recorded(client, one.case, DECIDED, **said)
    text = recorded(client, one.case, DECIDED, **said, **day("back_on", date(2026, 11, 26)))
    assert "The pupil cannot be reinstated from a day before the governors decided it" in text
    recorded(client, one.case, DECIDED, **said, **day("back_on", back_on))
    one.refresh_from_db()
    assert (one.last_on, one.sessions) == (ON, 38)
    assert totals(people.child, people.school, ON).in_term == 38
    assert Offer.objects.get(source=one.reference).to_on == ON
    (changed,) = one.amendments.get().changed
    assert (changed["was"], changed["now"]) == ("4 December 2026", "27 November 2026")
    shown = make.signed_in(people.officer).get(reverse("cases:timeline", args=[one.case.key])).content.decode()
    assert "The pupil is reinstated from 30 November 2026." in shown


def test_of_a_suspension_that_they_ended_early_nothing_is_owed_that_its_days_do_not_make(
    people: People, clerk: User
) -> None:
    exam = {"exam_missed": True, "exam_on": date(2026, 12, 2)}
    one = suspended(people, date(2026, 11, 25), date(2026, 12, 4), **exam)
    assert one.case is not None
    assert one.case.deadlines.filter(clock="day_six", state="running").exists()
    said = {"decision": "reinstated", "attended": "Two.", "chair_alone": "no", **day("back_on", date(2026, 11, 30))}
    recorded(make.signed_in(clerk), one.case, DECIDED, **said)
    one.refresh_from_db()
    assert (one.sessions, one.exam_on) == (6, None)
    one.case.refresh_from_db()
    assert one.case.stage == "settled"
    assert not one.case.deadlines.filter(state="running").exists()


def test_what_the_governors_owe_is_asked_of_their_clerk_too_and_other_things_are_not(
    people: People, clerk: User
) -> None:
    people.tell(date(2026, 10, 1), decided_on=date(2026, 10, 1), first_on=date(2026, 10, 1))
    sweep(at=moment(ON))
    asked = Message.objects.filter(kind="cases.chaser", user=clerk)
    assert asked.count() == 1
    assert Message.objects.filter(kind="cases.chaser", user=people.head).count() >= 1


def test_somebody_who_acts_for_two_schools_may_do_at_each_only_what_their_role_there_is(
    people: People, clerk: User
) -> None:
    case, elsewhere = people.tell(), make.school("Elsewhere")
    make.give_role(clerk, "school_attendance_lead", elsewhere.organisation)
    other = make.user("governors_clerk", elsewhere.organisation, name="Another")
    make.give_role(other, "school_attendance_lead", people.school.organisation)
    assert make.signed_in(clerk).get(page(case)).status_code == 200
    assert make.signed_in(clerk).get(reverse("exclusions:sent", args=[case.key])).status_code == 404
    assert make.signed_in(other).get(page(case)).status_code == 404
    assert make.signed_in(other).get(reverse("exclusions:sent", args=[case.key])).status_code == 200


def test_what_is_due_first_stands_at_the_top_of_the_list_and_what_is_not_due_at_its_end(
    people: People, clerk: User
) -> None:
    people.tell()
    # Challenged, since it was told late: nothing is due from the governors.
    other = make.child("Nothing", "Due", at=people.school)
    facts = told_of_suspension(date(2026, 11, 3), date(2026, 11, 3))
    suspensions.tell(other, people.school, told=facts, letter=None, by=people.head, on=ON, at=moment(ON))
    listed = make.signed_in(clerk).get(reverse("exclusions:governors:list")).content.decode()
    assert listed.index(people.child.shown_name) < listed.index(other.shown_name)
