"""Meetings with parents who educate at home: recorded and put right, and what follows is work until it is done."""

from datetime import date

import pytest
from django.urls import reverse

from ehe import meetings
from ehe.meeting_models import FollowUp, ParentsMeeting
from oxle.cases.work import work_of
from oxle.core.errors import Refused, Stale
from tests import make
from tests.ehe.make import moment, parents_met

pytestmark = pytest.mark.django_db
ON, TODAY = date(2026, 11, 16), date(2026, 11, 20)


@pytest.fixture
def officer(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return make.user("ehe_officer")


def posted(**changes: str) -> dict[str, str]:
    day = {"held_on_day": "16", "held_on_month": "11", "held_on_year": "2026"}
    return {**day, "place": "The library", "came": "12", "took_part": "Admissions", "asked": "<b>Exams?</b>"} | changes


def test_a_meeting_is_recorded_on_its_page_with_who_came_and_what_was_asked(officer) -> None:
    browser = make.signed_in(officer)
    page = browser.post(reverse("ehe:meeting_add"), posted(), follow=True).content.decode()
    made = ParentsMeeting.objects.get()
    assert (made.on, made.came, made.invited, made.by) == (ON, 12, None, officer)
    assert "Everybody could come" in page
    assert "&lt;b&gt;Exams?&lt;/b&gt;" in page
    assert made.place in browser.get(reverse("ehe:meetings")).content.decode()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"held_on_day": "21"}, "must be today or in the past"),
        ({"came": "-1"}, "parents came"),
        ({"took_part": ""}, "who took part"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(officer, changes: dict[str, str], says: str) -> None:
    response = make.signed_in(officer).post(reverse("ehe:meeting_add"), posted(**changes))
    assert says in response.content.decode()
    assert "&lt;b&gt;Exams?&lt;/b&gt;" in response.content.decode()
    assert not ParentsMeeting.objects.exists()


def test_what_follows_is_in_the_work_of_whoever_recorded_it_until_it_is_settled(officer) -> None:
    made = parents_met(ON, by=officer)
    one = made.follow_ups.get()
    assert [task.title for task in meetings.tasks_of(officer, TODAY)] == [one.what]
    assert one.what in [task.title for task in work_of(officer, TODAY).today]
    assert meetings.tasks_of(make.user("ehe_officer", name="Another"), TODAY) == []
    with pytest.raises(Refused, match="Say why"):
        meetings.settle(one, one.version, outcome="not_done", came_of_it=" ", by=officer, on=TODAY, at=moment(TODAY))
    url = reverse("ehe:follow_up_settle", args=[made.key, one.key])
    make.signed_in(officer).post(url, {"outcome": "done", "came_of_it": "Sent to all.", "version": one.version})
    one.refresh_from_db()
    assert (one.outcome, one.settled_on, one.settled_by) == (FollowUp.Outcome.DONE, TODAY, officer)
    assert meetings.tasks_of(officer, TODAY) == []
    with pytest.raises(Refused, match="already"):
        meetings.settle(one, one.version, outcome="done", came_of_it="", by=officer, on=TODAY, at=moment(TODAY))


def test_nothing_follows_from_a_meeting_before_it(officer) -> None:
    made = parents_met(ON, by=officer, follow_ups=0)
    with pytest.raises(Refused, match="16 November 2026"):
        meetings.follow(made, what="A", who="B", due_on=date(2026, 11, 15), by=officer, on=TODAY, at=moment(TODAY))


def test_two_officers_do_not_put_a_meeting_right_over_each_other(officer) -> None:
    made = parents_met(ON, by=officer)
    said = {"held_on": ON, "place": "The hall", "invited": 30, "came": 14, "took_part": "Admissions", "asked": ""}
    taken = {"by": officer, "on": TODAY, "at": moment(TODAY)}
    version = made.version
    meetings.correct(made, version, **said, **taken)
    made.refresh_from_db()
    assert (made.place, made.came) == ("The hall", 14)
    with pytest.raises(Stale):
        meetings.correct(made, version, **said, **taken)
    with pytest.raises(Refused, match="today or in the past"):
        meetings.correct(made, made.version, **said | {"held_on": date(2026, 11, 21)}, **taken)


def test_what_follows_from_another_meeting_is_not_found(officer) -> None:
    one, other = parents_met(ON, by=officer), parents_met(ON, by=officer)
    url = reverse("ehe:follow_up_settle", args=[one.key, other.follow_ups.get().key])
    assert make.signed_in(officer).get(url).status_code == 404
