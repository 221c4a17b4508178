"""A child found to be looked after once the exclusion was told, or not to be: day 1 follows what is recorded."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from exclusions.permanent import panels, pathway, queries
from oxle.cases import actions as cases
from oxle.cases import taking_back
from oxle.cases.models import Case
from oxle.correspondence.models import Message
from oxle.people.actions import add_vulnerability, edit_vulnerability, end_vulnerability
from oxle.people.models import Vulnerability, VulnerabilityKind
from oxle.schooldays.models import Calendar
from tests import make
from tests.exclusions.make import FIRST_ON, People, moment, suspended

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 12)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T10:00:00+00:00")
    return People()


def in_care(people: People, from_on: date, kind: str = VulnerabilityKind.LOOKED_AFTER) -> Vulnerability:
    return add_vulnerability(
        people.child, kind=kind, from_on=from_on, source="Social care", by=people.officer, on=TODAY
    )  # fmt: skip


def day_one(case: Case) -> date | None:
    """When education is due of a child who is looked after; None where that does not run."""
    return case.deadlines.filter(clock="looked_after", state="running").values_list("due_on", flat=True).first()


def shown(case: Case, people: People) -> Any:
    case.refresh_from_db()
    rows = {row["key"]: row["value"] for row in panels.about(case, people.officer)["rows"]}
    return rows.get("Looked after")


def test_of_a_child_found_to_be_looked_after_all_along_it_is_due_the_day_after_the_first(people: People) -> None:
    case = people.tell()
    assert day_one(case) is None
    in_care(people, date(2026, 3, 2))
    assert day_one(case) == date(2026, 11, 10)
    assert "found after the notice" in shown(case, people)[0]
    event = case.events.get(step="tell", supersedes__isnull=False)
    assert (event.by, event.facts["changed"][0]["was"]) == (None, "No")


def test_the_virtual_school_is_told_then_and_spoken_to_by_the_next_school_day_unless_it_was_a_slip(
    people: People,
) -> None:
    officer = make.user("virtual_school_officer", email="told@example.org")
    case = people.tell()
    care = in_care(people, date(2026, 3, 2))
    assert [row.user for row in Message.objects.filter(kind="exclusions.virtual_school")] == [officer]
    row = case.deadlines.get(clock="virtual_school", state="running")
    assert row.due_on == date(2026, 11, 13)
    for from_on in (date(2026, 11, 10), date(2026, 3, 2)):
        edit_vulnerability(care, care.version, by=people.officer, on=TODAY, from_on=from_on)
    assert case.deadlines.filter(clock="virtual_school", state="running").get().due_on == date(2026, 11, 13)
    end_vulnerability(care, care.version, by=people.officer, on=date(2026, 11, 6))
    assert not case.deadlines.filter(clock="virtual_school", state="running").exists()
    assert Message.objects.filter(kind="exclusions.virtual_school").count() == 1


def test_of_a_child_who_comes_into_care_meanwhile_it_is_due_the_day_after_that(people: People) -> None:
    case = people.tell()
    in_care(people, date(2026, 11, 11))
    assert day_one(case) == date(2026, 11, 12)


def test_whatever_else_is_recorded_of_a_child_changes_nothing(people: People) -> None:
    case = people.tell()
    in_care(people, date(2026, 3, 2), VulnerabilityKind.CHILD_IN_NEED)
    assert case.events.filter(step="tell").count() == 1


def test_a_child_who_was_not_looked_after_owes_nobody_day_1(people: People) -> None:
    care = in_care(people, date(2026, 3, 2))
    case = people.tell(looked_after=True, virtual_school_spoken_to=True)
    assert day_one(case) == date(2026, 11, 10)
    end_vulnerability(care, care.version, by=people.officer, on=date(2026, 11, 6))
    assert day_one(case) is None
    assert [one.clock for one in queries.day_six(case).dates] == ["day_six", "day_six_after"]
    assert "they are not" in shown(case, people)[1]


def test_a_day_of_care_that_is_put_right_moves_it(people: People) -> None:
    care, case = in_care(people, date(2026, 3, 2)), people.tell()
    assert day_one(case) == date(2026, 11, 10)
    edit_vulnerability(care, care.version, by=people.officer, on=TODAY, from_on=date(2026, 11, 10))
    assert day_one(case) == date(2026, 11, 11)


def test_a_notice_that_is_put_right_reads_it_again(people: People) -> None:
    """A flag that was told and is recorded nowhere goes with the next correction."""
    case = people.tell(looked_after=True, virtual_school_spoken_to=True)
    told = case.events.get(step="tell")
    said = {"by": people.officer, "on": FIRST_ON, "at": moment(TODAY), "reason": "A slip."}
    cases.correct(told, facts={"first_on": "2026-11-10"}, **said)
    assert day_one(case) is None


def test_a_closed_case_keeps_what_it_held(people: People) -> None:
    case = people.tell()
    said = {"by": people.officer, "on": FIRST_ON, "at": moment(TODAY), "reason": "A slip."}
    cases.take(case, pathway.RESCIND, **said)
    in_care(people, date(2026, 3, 2))
    assert case.events.filter(step="tell").count() == 1


def test_a_case_that_stands_again_follows_what_was_recorded_while_it_was_closed(people: People) -> None:
    case = people.tell()
    said = {"by": people.officer, "at": moment(TODAY), "reason": "A slip."}
    cases.take(case, pathway.RESCIND, on=FIRST_ON, **said)
    in_care(people, date(2026, 3, 2))
    case.refresh_from_db()
    taking_back.take_back(case, **said)
    assert day_one(case) == date(2026, 11, 10)


def test_a_first_day_on_which_the_school_was_closed_since_is_no_reason_to_refuse_what_is_recorded(
    people: People,
) -> None:
    case = people.tell()
    Calendar.objects.get().closures.create(kind="inset", starts_on=FIRST_ON, ends_on=FIRST_ON)
    in_care(people, date(2026, 3, 2))
    assert case.events.filter(step="tell").count() == 2


@pytest.mark.parametrize(
    ("kind", "sen", "says"),
    [
        (VulnerabilityKind.EHCP, "none", "Our record says: An EHC plan, since 2 November 2026. Ask which is right"),
        (
            VulnerabilityKind.SEN_SUPPORT,
            "plan",
            "Our record says: SEN support, since 2 November 2026. Ask which is right",
        ),
        (VulnerabilityKind.EHCP, "plan", None),
        (VulnerabilityKind.LOOKED_AFTER, "support", None),
    ],
)
def test_special_needs_that_are_told_otherwise_than_we_hold_them_stand_beside_what_we_hold(
    people: People, kind: str, sen: str, says: str | None
) -> None:
    case = people.tell(sen=sen)
    in_care(people, date(2026, 11, 2), kind)
    rows = {row["key"]: row["value"] for row in panels.about(case, people.officer)["rows"]}
    assert rows.get("Special educational needs, by our record") == says


@pytest.mark.parametrize(
    ("kind", "changes", "row", "says"),
    [
        (VulnerabilityKind.CHILD_IN_NEED, {"social_worker": False}, "Social worker, by our record", "Child in need"),
        (VulnerabilityKind.CHILD_IN_NEED, {"social_worker": True}, "Social worker, by our record", None),
        (
            VulnerabilityKind.EXPLOITATION_RISK,
            {"exploitation": False},
            "Exploitation, by our record",
            "At risk of exploitation",
        ),
        (
            VulnerabilityKind.EXPLOITATION_RISK,
            {"exploitation": True, "exploitation_words": "Gifts"},
            "Exploitation, by our record",
            None,
        ),
    ],
)
def test_a_social_worker_and_exploitation_that_are_told_otherwise_than_we_hold_them_are_pointed_out(
    people: People, kind: str, changes: dict[str, Any], row: str, says: str | None
) -> None:
    case = people.tell(**changes)
    in_care(people, date(2026, 11, 2), kind)
    rows = {one["key"]: one["value"] for one in panels.about(case, people.officer)["rows"]}
    assert rows.get(row) == (says and f"Our record says: {says}, since 2 November 2026. Ask which is right")


def test_of_a_suspension_the_council_sees_what_it_holds_beside_what_was_told_and_the_school_does_not(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T10:00:00+00:00")
    one = suspended(people, FIRST_ON, FIRST_ON)
    in_care(people, date(2026, 11, 2), VulnerabilityKind.EHCP)
    says = "Our record says: An EHC plan, since 2 November 2026."
    for who, page, shown in ((people.officer, "shown", True), (people.head, "sent", False)):
        url = reverse(f"exclusions:suspensions:{page}", args=[one.key])
        assert (says in make.signed_in(who).get(url).content.decode()) is shown
