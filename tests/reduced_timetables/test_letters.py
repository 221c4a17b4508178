"""The letters about a reduced timetable: who gets which, what each says, and whom an unanswered challenge reaches."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from oxle.cases import actions as cases
from oxle.cases.confirming import confirmation
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.correspondence.contents import html_of
from oxle.correspondence.models import Letter, Message
from oxle.people.actions import declare_conflict
from oxle.schooldays.wording import plain_day
from reduced_timetables import changing, escalating, letters, pathway
from reduced_timetables.offers import STEP_ACTIONS
from tests import make
from tests.exclusions.make import People, moment
from tests.reduced_timetables.make import timetabled

pytestmark = pytest.mark.django_db
STARTS_ON, ENDS_ON = date(2026, 11, 9), date(2026, 12, 6)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-12-11T10:00:00+00:00")
    return People()


def told(people: People, **changes: Any) -> Case:
    return timetabled(people.child, people.school, people.head, STARTS_ON, ENDS_ON, **changes)


def take(people: People, case: Case, step: Step, on: date, *, reason: str = "", **facts: Any) -> Event:
    case.refresh_from_db()
    return cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts, reason=reason)


def drafted(case: Case) -> list[tuple[str, str]]:
    """Which letters wait, and to whom."""
    rows = case.letters.filter(letter__state=Letter.State.DRAFTED).select_related("letter", "party").order_by("pk")
    return [(one.letter.kind.removeprefix("reduced_timetables."), one.party.role) for one in rows]


def said(case: Case, kind: str) -> dict[str, Any]:
    """What the last letter of a kind says."""
    return case.letters.filter(letter__kind=f"reduced_timetables.{kind}").last().letter.context


def test_what_is_missing_is_asked_of_the_school_by_letter_and_a_parent_who_has_not_agreed_is_asked(
    people: People,
) -> None:
    case = told(people, who=[], child_view="")
    assert drafted(case) == [("challenge", "school"), ("agreement", "parent")]
    assert said(case, "challenge") == {
        "school_name": str(people.school),
        "starts_on": "2026-11-09",
        "asked": "The written agreement of a parent is missing (SI 2024/208 reg 11(6)). The child’s view is missing.",
        "answer_by_on": "2026-11-13",
    }


def test_of_one_to_which_a_parent_agreed_no_parent_is_asked(people: People) -> None:
    assert drafted(told(people, child_view="")) == [("challenge", "school")]


def test_a_second_challenge_leaves_nothing_of_the_first_out_of_the_letter(people: People) -> None:
    case = told(people, child_view="")
    take(people, case, pathway.CHALLENGE, date(2026, 11, 10), reason="The pupil was sent home.")
    assert drafted(case) == [("challenge", "school")]
    assert said(case, "challenge")["asked"] == "The child’s view is missing.\nThe pupil was sent home."


def test_once_validated_the_school_and_the_parents_are_told_unless_the_officer_says_otherwise(people: People) -> None:
    case = told(people)
    take(people, case, pathway.VALIDATE, date(2026, 11, 9))
    assert drafted(case) == [("acknowledgement", "school"), ("for_parents", "parent")]
    assert said(case, "for_parents")["week"].startswith("12 hours 30 minutes a week, every day\n")
    take(people, case, pathway.RETURN, date(2026, 11, 30), letters=False)
    assert drafted(case) == []


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        (pathway.VALIDATE, "for_parents"),
        (pathway.CHALLENGE, "agreement"),
        (pathway.RETURN, "closed_for_parents"),
        (pathway.END, "closed_for_parents"),
        (pathway.CONVERT, "closed_for_parents"),
    ],
)
def test_a_parent_who_came_on_the_record_since_has_the_letters_too(people: People, step: Step, kind: str) -> None:
    case = told(people, **({"who": []} if step is pathway.CHALLENGE else {}))
    late = make.parent(people.child, "Fern", "Latecome")
    on = date(2026, 12, 7)
    said = {"by": people.officer, "on": on, "at": moment(on), "facts": {}, "reason": "As it stands."}
    do = STEP_ACTIONS[f"{pathway.TIMETABLE.key}/{step.key}"]
    do(case, step, data={"into": "ap"}, **said)
    parties = case.letters.filter(letter__kind=f"reduced_timetables.{kind}", party__adult=late)
    assert [one.event.step for one in parties.select_related("event")] == [step.key]


OFF_SITE = {"off_site_hours": Decimal("4.5"), "off_site_where": "The farm at Demo Copse"}
THERE = "4 hours 30 minutes a week, The farm at Demo Copse"


def test_a_parent_reads_in_either_letter_how_much_is_taught_off_site_and_where(people: People) -> None:
    asked, told_of = told(people, who=[], **OFF_SITE), make.child("Also", at=people.school)
    make.parent(told_of, "Fern", "Also")
    valid = timetabled(told_of, people.school, people.head, STARTS_ON, ENDS_ON, **OFF_SITE)
    take(people, valid, pathway.VALIDATE, date(2026, 11, 9))
    for case, kind in ((asked, "agreement"), (valid, "for_parents")):
        letter = case.letters.get(letter__kind=f"reduced_timetables.{kind}").letter
        assert f"<p>Taught off site: {THERE}.</p>" in html_of(letter, on=ENDS_ON, address="1 Example Street")


def test_of_a_timetable_with_nothing_off_site_a_letter_says_nothing_of_it(people: People) -> None:
    letter = told(people, who=[]).letters.get(letter__kind="reduced_timetables.agreement").letter
    assert "off site" not in html_of(letter, on=ENDS_ON, address="1 Example Street")


def test_of_a_closing_both_are_told_how_it_ended(people: People) -> None:
    case = told(people)
    take(people, case, pathway.RETURN, date(2026, 12, 7))
    assert drafted(case) == [("closed", "school"), ("closed_for_parents", "parent")]
    assert said(case, "closed_for_parents")["ended_as"] == "The pupil is back full-time."


def test_letters_about_the_whole_of_it_name_its_first_day_and_not_that_of_its_extension(people: People) -> None:
    case, on = told(people), date(2026, 12, 3)
    take(people, case, pathway.VALIDATE, STARTS_ON)
    longer = {
        "ends_on": date(2026, 12, 18), "review_on": date(2026, 12, 14), "risk_assessed_on": None, "sessions": None,
        "given_by": "", "agreed_on": None,
    }  # fmt: skip
    whole = Case.objects.get(pk=case.pk)
    facts = {"why": "Two weeks more."}
    changing.extend(whole, pathway.EXTEND, data=longer, by=people.officer, on=on, at=moment(on), facts=facts, reason="")
    case.reduced_timetable.refresh_from_db()
    assert case.reduced_timetable.since_on == date(2026, 12, 7)
    take(people, case, pathway.RETURN, date(2026, 12, 4))
    for kind in ("closed", "closed_for_parents"):
        assert (said(case, kind)["starts_on"], said(case, kind)["closed_on"]) == ("2026-11-09", "2026-12-04")


def test_a_school_that_closes_one_is_told_for_whom_the_letters_wait(people: People) -> None:
    case, on = told(people), date(2026, 12, 7)
    event = cases.take(case, pathway.RETURN, by=people.head, on=on, at=moment(on))
    words = confirmation(pathway.RETURN, event, people.head)
    assert words.endswith(" for an exclusion and reintegration officer to release them.")


def test_the_sweep_asks_in_the_portal_and_an_officer_who_asks_by_letter_too(people: People) -> None:
    case = told(people)
    on = date(2026, 11, 16)
    cases.take(case, pathway.ASK, by=None, on=on, at=moment(on))
    assert drafted(case) == []
    take(people, case, pathway.ASK, on)
    assert (drafted(case), said(case, "half_term")["answer_by_on"]) == ([("half_term", "school")], "2026-11-23")


def escalated(people: People, case: Case, manager: Any) -> Event:
    case.refresh_from_db()
    on = date(2026, 11, 23)
    taken = {"by": people.officer, "on": on, "at": moment(on), "facts": {}, "reason": "Nobody answers."}
    return escalating.escalate(case, pathway.ESCALATE, data={"manager_key": manager.key}, **taken)


def test_a_challenge_that_nobody_answers_is_to_be_escalated_and_reaches_the_manager_who_is_named(
    people: People,
) -> None:
    manager, other = make.user("manager", name="Maple Example"), make.user("manager", name="Other Example")
    case = told(people, who=[])
    due = {one.clock: one.due_on for one in case.deadlines.filter(state="running")}
    assert due["to_escalate"] == date(2026, 11, 20)
    escalated(people, case, manager)
    due = {one.clock: one.due_on for one in case.deadlines.filter(state="running")}
    assert ("to_escalate" in due, due["taken_up"]) == (False, date(2026, 11, 30))
    mail = Message.objects.get(kind="reduced_timetables.to_manager")
    assert (mail.user, mail.reference) == (manager, case.reference)
    assert said(case, "escalation")["manager"] == "Maple Example"
    assert [task.due_on for task in escalating.work_of(manager, date(2026, 11, 24))] == [date(2026, 11, 30)]
    assert escalating.work_of(other, date(2026, 11, 24)) == []
    client = make.signed_in(manager)
    assert "Take up a reduced timetable with the school" in client.get(reverse("cases:work")).content.decode()
    page = client.get(reverse("cases:step", args=[case.key, "take_up"]))
    shown = {row["key"]: row["value"] for row in page.context["shows"]}
    assert (shown["Pupil"], shown["School"]) == (str(case.child), str(case.school))
    assert (shown["The school answered"], shown["Why it was escalated"]) == (
        "Nothing yet",
        "23 November 2026: Nobody answers.",
    )
    asked = case.events.get(step="challenge")
    assert shown["What appears unlawful"] == [f"{plain_day(asked.on)}: {asked.reason}"]
    assert shown["What appears unlawful"][0] in page.content.decode()
    on = date(2026, 11, 25)
    cases.take(case, pathway.TAKE_UP, by=manager, on=on, at=moment(on), facts={"done": "Rang the head."})
    assert escalating.work_of(manager, on) == []


def test_what_nobody_answers_is_escalated_and_taken_up_also_once_the_timetable_is_closed(people: People) -> None:
    manager = make.user("manager", name="Maple Example")
    case = told(people, who=[])
    take(people, case, pathway.RETURN, date(2026, 11, 16))
    assert case.deadlines.get(clock="to_escalate", state="running").due_on == date(2026, 11, 20)
    escalated(people, case, manager)
    assert said(case, "escalation")["manager"] == "Maple Example"
    assert [task.due_on for task in escalating.work_of(manager, date(2026, 11, 24))] == [date(2026, 11, 30)]
    client = make.signed_in(manager)
    assert client.get(reverse("cases:step", args=[case.key, "take_up"])).status_code == 200
    on = date(2026, 11, 25)
    case.refresh_from_db()
    cases.take(case, pathway.TAKE_UP, by=manager, on=on, at=moment(on), facts={"done": "Rang the head."})
    case.refresh_from_db()
    assert (escalating.work_of(manager, on), case.stage) == ([], "returned")


def test_of_a_timetable_entered_by_mistake_nothing_is_escalated(people: People) -> None:
    case = told(people, who=[])
    escalated(people, case, make.user("manager"))
    take(people, case, pathway.CHALLENGE, date(2026, 11, 23), reason="The pupil was sent home.")
    take(people, case, pathway.MISTAKE, date(2026, 11, 24), reason="Another pupil.")
    assert not case.deadlines.filter(state="running").exists()


def test_it_cannot_be_escalated_to_who_does_not_decide_or_is_in_conflict_with_the_child(people: People) -> None:
    case, manager = told(people, who=[]), make.user("manager")
    declare_conflict(people.child, user=manager, reason="A niece.", by=people.officer, on=date(2026, 11, 2))
    for nobody in (manager, people.officer):
        with pytest.raises(Refused, match="Choose one of the senior managers"):
            escalated(people, case, nobody)
    assert not Message.objects.filter(kind="reduced_timetables.to_manager").exists()


def test_every_letter_can_be_written_from_what_a_case_holds(people: People) -> None:
    case = told(people, who=[])
    event = case.events.first()
    for kind in letters.ALL:
        known = letters.context(kind, case, None, event)
        lacks = {name for name in kind.needs if name not in known}
        assert lacks <= {"manager", "ended_as"}, kind.key
