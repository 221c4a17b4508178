"""Managed moves: for good, voluntary and planned; they end when the register shows the pupil at the new school."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from exclusions.managed_moves import actions, lawful, pathway
from exclusions.managed_moves.forms import ConfirmForm
from exclusions.managed_moves.models import ManagedMove
from exclusions.managed_moves.offers import STEP_WORDS
from exclusions.telling import SupportForSen
from oxle.cases import actions as cases
from oxle.cases.challenges import challenges_of
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.people.actions import restrict
from oxle.registers.models import ChildWeek
from oxle.schools.models import School
from oxle.transfers.models import Transfer
from tests import make
from tests.exclusions.make import People, directed, moment, moving, told_of_move

pytestmark = pytest.mark.django_db
STARTS_ON = date(2026, 12, 7)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T10:00:00+00:00")
    return People()


def due(case: Case) -> dict[str, date | None]:
    """The dates that run."""
    return {one.clock: one.due_on for one in case.deadlines.filter(state="running")}


def take(people: People, case: Case, step: Step, on: date, **facts: Any) -> Event:
    case.refresh_from_db()
    reason = "The family wishes it." if step.reason else ""
    return cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts, reason=reason)


def asked(case: Case) -> list[str]:
    """What was challenged."""
    return [one.why for one in challenges_of(case)]


def test_a_move_that_everybody_agreed_to_in_writing_is_not_challenged_and_owes_no_agreement(people: People) -> None:
    case = moving(people, STARTS_ON)
    assert (asked(case), "agreement" in due(case)) == ([], False)
    assert due(case)["enrolment"] == STARTS_ON


def test_until_everybody_has_agreed_that_is_due_five_school_days_before(people: People) -> None:
    case = moving(people, STARTS_ON, to_head_agreed_on=None)
    assert due(case)["agreement"] == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("plan", "starts_on", "word"),
    [
        ("Six weeks on Trial first.", date(2026, 7, 27), "Trial"),
        ("He stays, to be reviewed after Easter.", STARTS_ON, "reviewed after"),
        ("A trial of six weeks.", date(2026, 7, 24), ""),
        ("An industrial estate visit; reviews with the tutor.", STARTS_ON, ""),
    ],
)
def test_since_26_july_2026_a_plan_with_a_trial_or_a_review_after_which_it_could_end_appears_unlawful(
    plan: str, starts_on: date, word: str
) -> None:
    found = lawful.of_plan(plan, starts_on=starts_on)
    assert [f"The plan says “{word}”: from 26 July 2026" in one for one in found] == ([True] if word else [])


def test_a_plan_with_a_trial_is_received_labelled_and_challenged(people: People) -> None:
    case = moving(people, STARTS_ON, plan="A trial of six weeks.")
    (why,) = asked(case)
    assert why.startswith("The plan says “trial”")
    assert (case.is_open, due(case)["challenge_answer"]) == (True, date(2026, 11, 23))


def test_a_pupil_who_moved_before_everybody_agreed_is_asked_about(people: People) -> None:
    case = moving(
        people, STARTS_ON, parents_agreed_by="", parents_agreed_on=None, in_writing=False, to_head_agreed_on=None
    )  # fmt: skip
    take(people, case, pathway.ENROL, STARTS_ON)
    (why,) = asked(case)
    assert "the parents had not agreed in writing and the head of the new school had not agreed" in why


def test_what_everybody_had_agreed_before_the_council_was_told_says_on_which_day(people: People) -> None:
    case = moving(people, STARTS_ON, decided_on=date(2026, 11, 9), parents_agreed_on=date(2026, 11, 10))
    event = case.events.get(step="agree")
    in_words = STEP_WORDS["exclusions/managed_moves/agree"]
    # The head of the new school agreed on the day on which it was told, 16 November.
    assert (event.on, in_words(event)) == (date(2026, 11, 16), "")
    sooner = {"parents_agreed_on": date(2026, 11, 10), "to_head_agreed_on": date(2026, 11, 12)}
    other = moving(people, STARTS_ON, child=make.child("Other", "Pupil", at=people.school), **sooner)
    event = other.events.get(step="agree")
    assert (event.on, in_words(event)) == (date(2026, 11, 16), "They had agreed on 12 November 2026.")
    page = reverse("exclusions:managed_moves:sent", args=[other.key])
    assert "They had agreed on 12 November 2026." in make.signed_in(people.head).get(page).content.decode()


def test_nobody_is_on_the_new_roll_whom_the_register_of_that_school_which_it_sends_us_does_not_have(
    people: People,
) -> None:
    new = make.school("New School")
    case = moving(people, STARTS_ON, to_school=new, to_name="")
    other = make.child("Other", "Pupil", at=new)
    ChildWeek.objects.create(child=other, school=new, monday=date(2026, 11, 23), marks="/ \\ " * 5, source="extract")
    with pytest.raises(
        Refused, match="The register of New School, which it sends us, does not have the child on 7 Dec"
    ):
        take(people, case, pathway.ENROL, STARTS_ON)
    with pytest.raises(Refused, match="planned for 7 December 2026"):
        take(people, case, pathway.ENROL, date(2026, 12, 1))
    make.enrolled(people.child, new, date(2026, 12, 1), kind="main")
    take(people, case, pathway.ENROL, date(2026, 12, 1))


def test_nobody_is_on_the_new_roll_before_the_planned_day_where_its_register_is_not_ours_to_see(
    people: People,
) -> None:
    case = moving(people, STARTS_ON)
    planned = "planned for 7 December 2026, and nobody is on its roll before that"
    with pytest.raises(Refused, match=planned):
        take(people, case, pathway.ENROL, date(2026, 12, 4))
    take(people, case, pathway.ENROL, STARTS_ON)
    taken = {"by": people.officer, "at": moment(date(2026, 12, 9)), "reason": "A slip"}
    enrolled = case.events.get(step="enrol")
    with pytest.raises(Refused, match=planned):
        cases.correct(enrolled, on=date(2026, 12, 4), **taken)
    cases.correct(enrolled, on=date(2026, 12, 8), **taken)
    told = case.events.get(step="tell")
    with pytest.raises(Refused, match=r"recorded on 8 December 2026\. The first day there is planned for 9 "):
        cases.correct(told, on=told.on, facts={"starts_on": "2026-12-09"}, **taken)
    assert ManagedMove.objects.get().starts_on == STARTS_ON


def test_a_move_that_was_brought_forward_is_put_right_and_the_pupil_is_on_the_roll_from_then(people: People) -> None:
    case = moving(people, STARTS_ON)
    told = case.events.get(step="tell")
    cases.correct(
        told, by=people.officer, on=told.on, at=moment(date(2026, 12, 2)), reason="Brought forward",
        facts={"starts_on": "2026-12-02"},
    )  # fmt: skip
    take(people, case, pathway.ENROL, date(2026, 12, 2))
    case.refresh_from_db()
    assert case.stage == "on_roll"


def test_an_agreement_recorded_late_is_labelled_and_one_put_right_reaches_the_move(people: People) -> None:
    case = moving(people, STARTS_ON, to_head_agreed_on=None)
    take(people, case, pathway.ENROL, STARTS_ON)
    case.refresh_from_db()
    said = {
        "parents_agreed_by": "Both parents", "parents_agreed_on": date(2026, 11, 16), "in_writing": True,
        "to_head_agreed_on": date(2026, 11, 23),
    }  # fmt: skip
    taken = {"by": people.officer, "on": STARTS_ON, "at": moment(STARTS_ON)}
    event = actions.agree(case, pathway.AGREE, data=said, **taken)
    assert STEP_WORDS["exclusions/managed_moves/agree"](event) == "Late: the pupil was on the new roll already."
    cases.correct(event, **taken, reason="A slip", data=said | {"to_head_agreed_on": date(2026, 11, 24)})
    assert ManagedMove.objects.get().to_head_agreed_on == date(2026, 11, 24)
    page = reverse("cases:correct", args=[case.key, case.events.get(step="agree", superseded_by=None).order])
    assert "Both parents" in make.signed_in(people.officer).get(page).content.decode()


def test_it_ends_only_once_the_pupil_is_on_the_roll_and_the_register_shows_them_there(people: People) -> None:
    case = moving(people, STARTS_ON)
    with pytest.raises(Refused, match="cannot be done while the case is at “Planned”"):
        take(people, case, pathway.CONFIRM, STARTS_ON)
    take(people, case, pathway.ENROL, STARTS_ON)
    assert due(case)["confirmation"] == date(2027, 1, 5)
    take(people, case, pathway.CONFIRM, date(2026, 12, 14), register="All ten sessions.")
    case.refresh_from_db()
    assert (case.stage, case.closed_on) == ("attending", date(2026, 12, 14))


def test_it_does_not_end_before_its_first_day_nor_while_the_register_of_the_new_school_shows_the_pupil_nowhere(
    people: People,
) -> None:
    new = make.school("New School")
    case = moving(people, STARTS_ON, to_school=new, to_name="")
    make.enrolled(people.child, new, date(2026, 12, 1), kind="main")
    take(people, case, pathway.ENROL, date(2026, 12, 1))
    with pytest.raises(Refused, match="The first day there is 7 December 2026"):
        take(people, case, pathway.CONFIRM, date(2026, 12, 4))
    week = ChildWeek.objects.create(
        child=people.child, school=new, monday=STARTS_ON, marks="O " * 10, source="extract"
    )  # fmt: skip
    case.refresh_from_db()
    typed = {"on_day": "8", "on_month": "12", "on_year": "2026", "register": "Every day."}
    form = ConfirmForm(typed, on=date(2026, 12, 8), case=case, step=pathway.CONFIRM, parties=())
    shown = "The register of New School shows the child there in 0 of 4 sessions since 7 December 2026."
    assert (form.errors["on"], shown in str(form.fields["register"].help_text)) == ([shown], True)
    ChildWeek.objects.filter(pk=week.pk).update(marks="O / " + "O " * 8)
    take(people, case, pathway.CONFIRM, date(2026, 12, 8))


def test_the_records_follow_the_pupil_to_the_new_school(people: People) -> None:
    new = make.school("New School")
    take(people, moving(people, STARTS_ON, to_school=new, to_name=""), pathway.ENROL, STARTS_ON)
    transfer = Transfer.objects.get()
    assert (transfer.sender, transfer.to_school, transfer.starts_on) == (people.school, new, STARTS_ON)


def test_no_records_follow_where_a_move_is_withdrawn(people: People) -> None:
    case = moving(people, STARTS_ON, to_school=make.school("New School"), to_name="")
    take(people, case, pathway.ENROL, STARTS_ON)
    take(people, case, pathway.WITHDRAW, STARTS_ON)
    assert Transfer.objects.get().withdrawn_at is not None


def test_of_a_pupil_with_a_social_worker_or_a_plan_others_are_told_within_two_school_days(people: People) -> None:
    assert "others" not in due(moving(people, STARTS_ON))
    other = make.child("Other", at=people.school)
    case = moving(people, STARTS_ON, child=other, sen=SupportForSen.PLAN)
    assert due(case)["others"] == date(2026, 11, 18)
    take(people, case, pathway.TELL_OTHERS, date(2026, 11, 17), told="The social worker")
    assert "others" not in due(case)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"starts_on": date(2026, 12, 5)}, "5 December 2026 is not a school day at New School"),
        ({"starts_on": date(2026, 11, 13)}, "It was planned on 16 November 2026"),
        ({"parents_agreed_on": date(2026, 11, 17)}, "Nobody can have agreed after that"),
        ({"to_school": "same"}, "the pupil is at this one"),
    ],
)
def test_only_what_cannot_be_is_refused(people: People, changes: dict[str, Any], said: str) -> None:
    new = people.school if changes.get("to_school") else make.school("New School")
    with pytest.raises(Refused, match=said):
        moving(people, **{"starts_on": STARTS_ON, **changes, "to_school": new, "to_name": ""})
    assert not Case.objects.exists()


def test_the_first_day_put_right_moves_its_date(people: People) -> None:
    case = moving(people, STARTS_ON)
    event = case.events.get(step="tell")
    cases.correct(
        event, by=people.officer, on=event.on, at=moment(event.on), reason="A slip",
        facts={"starts_on": "2026-12-14"},
    )  # fmt: skip
    assert (ManagedMove.objects.get().starts_on, due(case)["enrolment"]) == (date(2026, 12, 14), date(2026, 12, 14))


def test_the_first_day_can_be_put_right_where_everybody_agreed_after_the_council_was_told(people: People) -> None:
    case = moving(people, STARTS_ON)
    ManagedMove.objects.update(parents_agreed_on=date(2026, 11, 20), to_head_agreed_on=date(2026, 11, 20))
    event = case.events.get(step="tell")
    cases.correct(
        event, by=people.officer, on=event.on, at=moment(event.on), reason="A slip",
        facts={"starts_on": "2026-12-14"},
    )  # fmt: skip
    assert ManagedMove.objects.get().starts_on == date(2026, 12, 14)


def typed_day(name: str, day: date) -> dict[str, int]:
    """A day as its three boxes are sent."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_a_head_tells_of_a_move_and_records_who_agreed_and_an_officer_sees_the_direction_that_ends(
    people: People,
) -> None:
    direction = directed(people, date(2026, 11, 9), date(2026, 12, 18))
    client = make.signed_in(people.head)
    notice = reverse("exclusions:managed_moves:notice", args=[people.child.key])
    typed = {
        "pupil_view": "Wants to be with a cousin.", "sen": "none", "social_worker": "no", "reasons": "A fresh start.",
        "plan": "A mentor there.", "to_school": "", "to_name": "", "in_writing": "no",
        **typed_day("decided_on", date(2026, 11, 27)), **typed_day("starts_on", STARTS_ON),
    }  # fmt: skip
    assert "Select the school, or enter its name below: one of the two" in client.post(notice, typed).content.decode()
    text = client.post(notice, {**typed, "to_name": "Far <School>"}, follow=True).content.decode()
    told = ManagedMove.objects.get()
    assert "Far &lt;School&gt;" in text
    step = reverse("exclusions:managed_moves:step", args=[told.case.key, "agree"])
    given = {
        "parents_agreed_by": "Both parents", "in_writing": "yes", "version": told.case.version,
        **{key: value for name in ("on", "parents_agreed_on", "to_head_agreed_on")
           for key, value in typed_day(name, date(2026, 11, 27)).items()},
    }  # fmt: skip
    refused = client.post(step, {**given, "in_writing": "no"}).content.decode()
    assert "The parents must agree to a managed move in writing" in refused
    assert not told.case.events.filter(step="agree").exists()
    assert client.post(step, given).status_code == 302
    told.refresh_from_db()
    assert told.all_agreed
    page = make.signed_in(people.officer).get(told.case.get_absolute_url()).content.decode()
    assert direction.reference in page


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"to_name": ""}, "managed_move_is_to_one_school"),
        ({"starts_on": date(2026, 11, 13)}, "managed_move_begins_once_planned"),
        ({"pupil_view": ""}, "managed_move_says_why"),
        ({"parents_agreed_by": ""}, "managed_move_agreed_by_somebody"),
    ],
)
def test_the_database_keeps_what_cannot_be_out(people: People, changes: dict[str, Any], constraint: str) -> None:
    case = people.tell()
    facts = told_of_move(STARTS_ON) | changes
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ManagedMove.objects.create(case=case, told_at=moment(date(2026, 11, 16)), **facts)


def coming(people: People, **changes: Any) -> tuple[Case, School, Client]:
    """A move to a school that has not agreed yet, and the session of somebody there."""
    new = make.school("New School")
    lead = make.user("school_attendance_lead", new.organisation)
    return (
        moving(people, STARTS_ON, to_school=new, to_name="", to_head_agreed_on=None, **changes),
        new,
        make.signed_in(lead),
    )


def test_the_new_school_agrees_and_confirms_the_roll_in_its_own_portal_and_then_everybody_has(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, new, client = coming(people)
    assert f"Managed move to you {case.reference}" in client.get(reverse("cases:portal")).content.decode()
    page = reverse("exclusions:managed_moves:coming_step", args=[case.key, "accept"])
    typed = {"on_day": 27, "on_month": 11, "on_year": 2026, "version": case.version}
    text = client.post(page, typed, follow=True).content.decode()
    assert "27 November 2026" in text
    assert (ManagedMove.objects.get().to_head_agreed_on, "agreement" in due(case)) == (date(2026, 11, 27), False)
    assert case.events.filter(step="agree").exists()
    text = client.get(reverse("exclusions:managed_moves:coming", args=[case.key])).content.decode()
    assert ("/step/enrol" in text, "/step/accept" in text) == (False, False)
    assert "Record that the pupil is on the new roll: The first day there is planned for 7 December 2026" in text
    monkeypatch.setenv("OXLE_NOW", "2026-12-07T10:00:00+00:00")
    client = make.signed_in(make.user("head", new.organisation, name="The head there"))
    text = client.get(reverse("exclusions:managed_moves:coming", args=[case.key])).content.decode()
    assert ("coming/" + case.key + "/step/enrol" in text, "cannot do yet" in text) == (True, False)


def test_the_new_school_learns_what_it_must_and_neither_why_the_pupil_leaves_nor_what_is_asked_of_the_old_one(
    people: People,
) -> None:
    case, _, client = coming(people, plan="A trial of six weeks.", reasons="Fights with a teacher.")
    text = client.get(reverse("exclusions:managed_moves:coming", args=[case.key])).content.decode()
    assert "A trial of six weeks." in text
    for hidden in ("Fights with a teacher.", "Looks forward to it.", "appears unlawful", "without a trial"):
        assert hidden not in text
    assert client.get(reverse("exclusions:managed_moves:sent", args=[case.key])).status_code == 404
    for step in ("withdraw", "agree", "tell_others"):
        page = reverse("exclusions:managed_moves:coming_step", args=[case.key, step])
        assert client.get(page).status_code == 404


def test_of_a_restricted_pupil_the_new_school_sees_nothing_nor_does_a_third_school_of_any(
    people: People,
) -> None:
    case, _, client = coming(people)
    page = reverse("exclusions:managed_moves:coming", args=[case.key])
    third = make.user("head", make.school("Third School").organisation, name="Third head")
    assert [one.get(page).status_code for one in (client, make.signed_in(third))] == [200, 404]
    restrict(people.child, people.child.version, because="A refuge.", by=people.officer, on=date(2026, 11, 20))
    assert client.get(page).status_code == 404
    assert case.reference not in client.get(reverse("cases:portal")).content.decode()


def test_a_move_that_is_over_is_shown_to_the_new_school_no_more(people: People) -> None:
    case, _, client = coming(people)
    take(people, case, pathway.WITHDRAW, date(2026, 11, 27))
    assert client.get(reverse("exclusions:managed_moves:coming", args=[case.key])).status_code == 404


def test_an_officer_enters_for_the_new_school_that_it_agrees_and_puts_the_day_right(people: People) -> None:
    case, _, _ = coming(people)
    said = {"by": people.officer, "at": moment(date(2026, 11, 27))}
    event = actions.accept(case, pathway.ACCEPT, data={}, on=date(2026, 11, 26), **said)
    cases.correct(event, on=date(2026, 11, 25), reason="A slip", **said)
    assert ManagedMove.objects.get().to_head_agreed_on == date(2026, 11, 25)
