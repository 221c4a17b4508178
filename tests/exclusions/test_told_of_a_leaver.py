"""A pupil whom the school has taken off the roll does not fall through: it tells of the exclusion all the same, and so
does an officer for it; the case opens, day 6 counts, and the register is asked about."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from exclusions.suspensions.models import Suspension
from oxle.cases import casework
from oxle.cases.actions import duty_team
from oxle.cases.challenges import challenges_of
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case
from oxle.people.actions.access import declare_conflict, restrict
from oxle.people.actions.children import rename
from oxle.people.actions.school_life import leave
from oxle.people.models import Enrolment, NameKind
from oxle.people.own_pupils import left_school_of
from oxle.people.visibility import pupils_told_of
from oxle.provision.ledger import ledger
from tests import make
from tests.exclusions.make import FIRST_ON, People, moment

pytestmark = pytest.mark.django_db
LEFT_ON = date(2026, 11, 9)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    """The pupil was taken off the roll on the day of the exclusion, and it is two days later."""
    monkeypatch.setenv("OXLE_NOW", "2026-11-11T10:00:00+00:00")
    made = People()
    enrolment = Enrolment.objects.get()
    leave(enrolment, enrolment.version, by=made.officer, on=LEFT_ON)
    return made


def typed(**changes: Any) -> dict[str, Any]:
    """What the form of a permanent exclusion is sent with."""
    days = {
        f"{name}_{part}": value
        for name in ("decided_on", "first_on", "governors_told_on", "parents_told_on")
        for part, value in (("day", 9), ("month", 11), ("year", 2026))
    }
    said = {
        "wellbeing": "Sleeps badly.", "exploitation": "no", "sen": "none", "social_worker": "no", "tried": "A mentor.",
        "first_session": "am", "reasons": ["DB"], "incident_place": "The hall", "behaviour": "A chair was thrown.",
        "exam_missed": "no", "work_set": "yes", "work_words": "On paper.",
        "once": "k" * 20,
    }  # fmt: skip
    return {**days, **said, **changes}


def found(client: Client, begin: str, people: People) -> Any:
    return client.post(begin, {"q": str(people.child)}, follow=True)


def test_the_school_finds_the_pupil_is_told_that_they_left_and_the_case_and_its_clocks_open(people: People) -> None:
    client = make.signed_in(people.head)
    text = found(client, reverse("exclusions:begin"), people).content.decode()
    assert "Left Example School on 9 November 2026" in text
    page = reverse("exclusions:notice", args=[people.child.key])
    assert "The last day on the register of Example School was 9 November 2026" in client.get(page).content.decode()
    assert client.post(page, typed()).status_code == 302
    case = Case.objects.get()
    assert (case.school, case.deadlines.get(clock="day_six").due_on) == (people.school, date(2026, 11, 16))
    # A question of its own, beside the one about the late notice.
    assert any("last day on the register is 9 November 2026" in one.why for one in challenges_of(case))
    assert ledger(people.child, FIRST_ON, date(2026, 11, 13)).lacking == 5


def test_an_officer_enters_it_for_the_school(people: People) -> None:
    message = casework.receive_message(
        team=duty_team("exclusions"), channel="post", received_on=FIRST_ON, sender="Example School",
        text="Excluded today.", files=[], by=people.officer, at=moment(FIRST_ON),
    )  # fmt: skip
    officer = make.user("exclusion_officer", duty_team("exclusions"), email="officer@example.org")
    client = make.signed_in(officer)
    args = [message.key, people.school.key]
    assert "Left Example School" in found(client, reverse("exclusions:enter_begin", args=args), people).content.decode()
    page = reverse("exclusions:enter_notice", args=[*args, people.child.key])
    assert client.post(page, typed()).status_code == 302
    assert (Case.objects.get().opened_on, InboxMessage.objects.get().state) == (date(2026, 11, 9), "linked")


def test_of_a_suspension_too(people: People) -> None:
    client = make.signed_in(people.head)
    page = reverse("exclusions:suspensions:notice", args=[people.child.key])
    end = {"last_on_day": 10, "last_on_month": 11, "last_on_year": 2026, "ends_after": "pm", "lunchtime": "no"}
    client.post(page, typed(**end, exam_missed="no", days_carried="0"))
    assert Suspension.objects.get().child == people.child


def test_who_moved_on_is_found_by_the_school_left_and_by_no_other(people: People) -> None:
    other = make.school("Other School")
    make.enrolled(people.child, make.school("New School"), date(2026, 11, 10))
    stranger = make.user("head", other.organisation, email="other@example.org")
    assert "Left" in found(make.signed_in(people.head), reverse("exclusions:begin"), people).content.decode()
    client = make.signed_in(stranger)
    assert "No pupil of your school was found" in found(client, reverse("exclusions:begin"), people).content.decode()
    assert client.get(reverse("exclusions:notice", args=[people.child.key])).status_code == 404


def _restricted(people: People) -> None:
    restrict(people.child, people.child.version, because="In a refuge", by=people.officer, on=LEFT_ON)


def _renamed(people: People) -> None:
    name = {"kind": NameKind.LEGAL, "given": "Demo", "family": "Adopted"}
    rename(people.child, people.child.version, **name, by=people.officer, on=LEFT_ON)


def _in_conflict(people: People) -> None:
    declare_conflict(people.child, user=people.head, reason="A niece", by=people.officer, on=LEFT_ON)


@pytest.mark.parametrize("changed", [_restricted, _renamed, _in_conflict])
def test_a_school_is_shown_no_leaver_of_whom_it_must_not_learn(people: People, changed: Any) -> None:
    changed(people)
    client = make.signed_in(people.head)
    assert "No pupil of your school was found" in found(client, reverse("exclusions:begin"), people).content.decode()
    assert client.get(reverse("exclusions:notice", args=[people.child.key])).status_code == 404


def test_who_left_more_than_a_year_ago_is_told_of_no_more(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    for on, known in ((date(2027, 11, 9), [people.child]), (date(2027, 11, 10), [])):
        monkeypatch.setenv("OXLE_NOW", f"{on.isoformat()}T10:00:00+00:00")
        assert list(pupils_told_of(people.head, [people.school], on)) == known
        assert (left_school_of(people.child, [people.school], on) is not None) == bool(known)


def test_what_else_a_school_tells_is_of_its_pupils_alone(people: People) -> None:
    client = make.signed_in(people.head)
    assert client.get(reverse("exclusions:off_site:notice", args=[people.child.key])).status_code == 404
