"""The governors of a school as a series of meetings: it follows from what is recorded on each exclusion."""

from datetime import date, time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from exclusions.governors.sittings import GOVERNORS
from exclusions.permanent import pathway
from exclusions.suspensions import pathway as suspended
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases import revoking, taking_back
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.meetings.following import series_of
from oxle.meetings.models import Capacity, Item, Meeting, State
from tests import make
from tests.exclusions.make import People, moment
from tests.exclusions.make import suspended as suspended_for
from tests.meetings.test_pages import typed

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 27)
MEETS = date(2026, 11, 25)
LATER = date(2026, 11, 26)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T10:00:00+00:00")
    return People()


@pytest.fixture
def clerk(people: People) -> User:
    return make.user("governors_clerk", people.school.organisation, name="Clerk")


def told_of_another(people: People) -> Case:
    """A permanent exclusion of another pupil of the same school."""
    people.child = make.child("Another", at=people.school)
    return people.tell()


def taken(people: People, case: Case, step: Step, on: date = ON, **facts: Any) -> Event:
    case.refresh_from_db()
    return cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts)


def called(people: People, case: Case, meets: date = MEETS, **facts: Any) -> Event:
    return taken(people, case, pathway.CALL_GOVERNORS, date(2026, 11, 20), meeting_on=meets.isoformat(), **facts)


def upheld(people: People, case: Case, on: date = MEETS, **facts: Any) -> Event:
    return taken(people, case, pathway.UPHOLD, on, parents_told_on=on.isoformat(), **facts)


def meeting_of(case: Case) -> Meeting:
    return Item.objects.select_related("meeting__series__school").get(case=case, kind="governors").meeting


def test_a_meeting_that_is_recorded_on_an_exclusion_is_one_of_the_schools_governors(people: People) -> None:
    case = people.tell()
    called(people, case, meets_at="17:30", meets_where="The library")
    meeting = meeting_of(case)
    assert (meeting.series.school, meeting.series.kind) == (people.school, "governors")
    assert (meeting.on, meeting.starts_at, meeting.place) == (MEETS, time(17, 30), "The library")
    assert meeting.state == State.PLANNED
    page = make.signed_in(people.officer).get(reverse("meetings:list")).content.decode()
    assert f"25 November 2026, {people.school.name}</a>: 1 exclusion. 17:30, The library." in page
    assert "It is not recorded what they decided" in page


def test_one_meeting_of_governors_is_on_each_exclusion_that_is_before_them_on_that_day(people: People) -> None:
    first, second = people.tell(), told_of_another(people)
    called(people, first)
    called(people, second)
    assert meeting_of(first) == meeting_of(second)
    upheld(people, first)
    assert meeting_of(first).state == State.PLANNED, "the other is not decided yet"
    upheld(people, second)
    assert meeting_of(second).state == State.HELD


def test_a_meeting_that_is_called_for_another_day_leaves_nothing_on_the_day_before(people: People) -> None:
    case = people.tell()
    called(people, case)
    called(people, case, LATER)
    assert list(Meeting.objects.filter(series__kind="governors").values_list("on", "state")) == [(LATER, "planned")]
    assert Item.objects.get(case=case).meeting.on == LATER


def test_a_day_that_is_put_right_moves_the_meeting(people: People) -> None:
    case = people.tell()
    event = called(people, case)
    facts = {"meeting_on": LATER.isoformat()}
    cases.correct(event, by=people.officer, on=event.on, at=moment(ON), reason="A slip.", facts=facts)
    assert meeting_of(case).on == LATER


def test_what_the_governors_decide_is_what_the_meeting_decided_on_that_day(people: People) -> None:
    case = people.tell()
    called(people, case)
    upheld(people, case, LATER)
    item = Item.objects.get(case=case)
    assert (item.meeting.on, item.decision, item.decided_on, item.recorded_by) == (
        LATER, "upheld", LATER, people.officer,
    )  # fmt: skip
    assert item.meeting.state == State.HELD
    assert not Meeting.objects.filter(on=MEETS).exists(), "they met on the later day, and on no other"


def test_a_decision_that_is_taken_back_is_before_the_governors_again(people: People) -> None:
    case = people.tell()
    called(people, case)
    event = upheld(people, case)
    revoking.revoke(event, by=people.officer, at=moment(ON), reason="It was another pupil.")
    item = Item.objects.get(case=case)
    assert (item.decision, item.recorded_by, item.meeting.state) == ("", None, State.PLANNED)
    assert (item.meeting.minutes, item.meeting.closed_by) == ("", None)


def test_a_decision_of_the_chair_alone_says_so(people: People) -> None:
    case = people.tell()
    upheld(people, case, chair_alone=True)
    assert Item.objects.get(case=case).decided_by == "the chair alone, before an examination"


def test_a_meeting_on_an_exclusion_that_the_head_cancels_is_called_off(people: People) -> None:
    case = people.tell()
    called(people, case)
    case.refresh_from_db()
    facts = {"averted_by": "other"}
    cases.take(case, pathway.RESCIND, by=people.officer, on=ON, at=moment(ON), facts=facts, reason="New facts.")
    item = Item.objects.get(case=case)
    assert (item.decision, item.meeting.state) == ("taken_off", State.CALLED_OFF)
    case.refresh_from_db()
    taking_back.take_back(case, by=people.officer, at=moment(ON), reason="A slip.")
    item = Item.objects.get(case=case)
    assert (item.decision, item.meeting.state, item.meeting.because) == ("", State.PLANNED, "")


def test_governors_who_meet_on_a_suspension_are_the_same_series(people: People) -> None:
    suspended_for(people, date(2026, 9, 3), date(2026, 9, 16))
    one = suspended_for(people, date(2026, 11, 9), date(2026, 11, 16), governors_told_on=date(2026, 11, 9))
    case = one.case
    assert case is not None
    meets = {"meeting_on": MEETS.isoformat(), "about": one.reference}
    taken(people, case, suspended.CALL_GOVERNORS, date(2026, 11, 20), **meets)
    permanent = told_of_another(people)
    called(people, permanent)
    assert meeting_of(case) == meeting_of(permanent)
    taken(people, case, suspended.DECIDED, MEETS, decision="upheld", attended="All.", about=one.reference)
    assert Item.objects.get(case=case).decision == "upheld"


def governor(people: People, clerk: User, name: str = "A Governor", since: date = date(2026, 9, 1)) -> str:
    client = make.signed_in(clerk)
    url = reverse("exclusions:governors:member_add", args=[people.school.key])
    said = typed(client, url, name=name, capacity="chair", **day("from_on", since))
    assert name in client.post(url, said, follow=True).content.decode()
    return str(series_of(GOVERNORS, people.school, since).members.get(name=name).key)


def day(name: str, on: date) -> dict[str, int]:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def record(client: Client, case: Case, **typed: Any) -> str:
    case.refresh_from_db()
    url = reverse("exclusions:governors:record", args=[case.key, "uphold"])
    said = {**day("on", MEETS), **day("parents_told_on", MEETS), "version": case.version, **typed}
    return client.post(url, said, follow=True).content.decode()


def test_the_clerk_ticks_who_came_of_the_governors_that_are_named(people: People, clerk: User) -> None:
    came, stayed = governor(people, clerk), governor(people, clerk, "Another Governor")
    case, client = people.tell(), make.signed_in(clerk)
    called(people, case)
    assert "Select who attended, or write it below" in record(client, case)
    record(client, case, came=[came], attended="The parents.")
    rows = meeting_of(case).attendance.values_list("member__key", "came")
    assert dict(rows) == {came: True, stayed: False}
    timeline = make.signed_in(people.officer).get(reverse("cases:timeline", args=[case.key])).content.decode()
    assert "Attended: A Governor. The parents." in timeline
    page = make.signed_in(people.officer).get(reverse("meetings:meeting", args=[meeting_of(case).key]))
    assert "Did not come" in page.content.decode()


def test_whose_membership_ended_before_the_exclusion_cannot_be_ticked(people: People, clerk: User) -> None:
    key, client = governor(people, clerk), make.signed_in(clerk)
    case = people.tell()
    url = reverse("exclusions:governors:member_end", args=[people.school.key, key])
    client.post(url, {**day("to_on", date(2026, 10, 1)), "version": 1}, follow=True)
    page = client.get(reverse("exclusions:governors:record", args=[case.key, "uphold"])).content.decode()
    assert "A Governor" not in page
    assert "Who attended?" in page


def test_a_clerk_names_no_governors_of_another_school(people: People, clerk: User) -> None:
    other, client = make.school(name="Another School"), make.signed_in(clerk)
    assert client.get(reverse("exclusions:governors:member_add", args=[other.key])).status_code == 404
    theirs = series_of(GOVERNORS, other, ON).members.create(name="X", capacity=Capacity.MEMBER, from_on=ON)
    ending = reverse("exclusions:governors:member_end", args=[people.school.key, theirs.key])
    assert client.get(ending).status_code == 404


def test_nobody_changes_a_governors_meeting_but_on_the_exclusion(people: People) -> None:
    case, client = people.tell(), make.signed_in(people.officer)
    called(people, case)
    meeting = meeting_of(case)
    item = Item.objects.get(case=case)
    said = "These meetings follow from what is recorded on each case"
    page = client.get(reverse("meetings:meeting", args=[meeting.key])).content.decode()
    assert said in page
    assert "Record the meeting" not in page
    for name in ("agenda", "move", "call_off", "hold"):
        address = reverse(f"meetings:{name}", args=[meeting.key])
        assert address not in page
        assert said in client.get(address).content.decode()
    for name in ("decide", "put_right"):
        assert said in client.get(reverse(f"meetings:{name}", args=[meeting.key, item.key])).content.decode()
    page = client.get(reverse("meetings:series", args=[meeting.series.key])).content.decode()
    for name in ("change", "call", "end"):
        address = reverse(f"meetings:{name}", args=[meeting.series.key])
        assert address not in page
        assert said in client.get(address).content.decode()
