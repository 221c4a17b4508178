"""What the Strategic Group sees to: themes, decisions by reference, actions that come back, and the director."""

from datetime import date, datetime, time
from typing import Any

import pytest
from django.db import InternalError, transaction
from django.urls import reverse

from oxle.accounts.models import User
from oxle.cases.concern_models import Conclusion
from oxle.cases.sweep import sweep
from oxle.cases.work import work_of
from oxle.core.dates import LONDON
from oxle.core.errors import Refused
from oxle.correspondence.models import Message
from oxle.meetings import actions as meetings
from oxle.meetings.models import Capacity, Meeting
from oxle.missing_out.concerns.actions import conclude
from oxle.missing_out.group import actions
from oxle.missing_out.group.queries import Kind, came_back, themes_for
from oxle.missing_out.group_models import GroupAction, GroupDecision, Theme
from oxle.missing_out.models import Pack, PackRow
from oxle.people import actions as people
from oxle.people.models import Child
from tests import make
from tests.exclusions.make import People
from tests.missing_out.packing import agreed, frozen, group, offered_nothing

pytestmark = pytest.mark.django_db
BEGUN, FROZEN, FIRST_MEETING = date(2026, 9, 10), date(2026, 10, 14), date(2026, 10, 21)
# The second meeting of the group, as far into its term as the first.
TODAY = FIRST_MEETING


def at(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, time(hour), LONDON)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-10-21T12:00:00+01:00")


@pytest.fixture
def there() -> People:
    people_there = People("missing_out_officer")
    offered_nothing(people_there.child, people_there.school, BEGUN)
    return people_there


@pytest.fixture
def other(there: People) -> Child:
    child = make.child(given="Wren", family="Otherby", at=there.school)
    offered_nothing(child, there.school, BEGUN)
    return child


@pytest.fixture
def manager() -> User:
    return make.user("manager", name="Marl Manager")


@pytest.fixture
def officer() -> User:
    return make.user("missing_out_officer", name="Olive Officer")


@pytest.fixture
def called(there: People) -> list[Meeting]:
    return list(group(date(2026, 9, 1), FIRST_MEETING).meetings.order_by("on")[:2])


@pytest.fixture
def pack(called: list[Meeting], other: Child, manager: User) -> Pack:
    return agreed(called[0], manager, FROZEN)


def row_of(pack: Pack, child: Child) -> PackRow:
    return pack.rows.get(child=child)


def decided(matter: PackRow | Theme, meeting: Meeting, by: User, **changes: Any) -> GroupDecision:
    """A decision of the first meeting that gives its recorder something to do."""
    todo = actions.Todo("Ask the three schools again.", by, date(2026, 11, 20))
    details = {"kind": Kind.ACT, "words": "Nobody has asked since.", "todo": todo, "on": TODAY, "at": at(TODAY)}
    return actions.decide(meeting, matter, by=by, **(details | changes))


def theme_of(called: list[Meeting], pupils: list[Child], by: User, on: date = date(2026, 10, 12)) -> Theme:
    return actions.make_theme(
        called[0].series, barrier="No tuition north of the river", shows="Two wait for it.",
        action="Buy tuition for the north.", pupils=pupils, by=by, at=at(on),
    )  # fmt: skip


def director(meeting: Meeting, user: User | None, name: str = "") -> None:
    meetings.add_member(
        meeting.series, capacity=Capacity.DIRECTOR, from_on=date(2026, 9, 1), by=make.someone(), user=user, name=name
    )


def member_of(meeting: Meeting) -> User:
    user = make.user("strategic_group_member", name="Mere Member")
    meetings.add_member(
        meeting.series, capacity=Capacity.MEMBER, from_on=date(2026, 9, 1), by=make.someone(), user=user, name=""
    )
    return user


def text(user: User, name: str, *keys: str) -> str:
    answer = make.signed_in(user).get(reverse(f"missing_out:{name}", args=keys))
    assert answer.status_code == 200
    return answer.content.decode()


def tasks(user: User, on: date = TODAY) -> list[tuple[str, date | None]]:
    found = work_of(user, on)
    each = [*found.today, *found.next_days, *found.later, *found.undated]
    return [(one.title, one.due_on) for one in each if "group/actions" in one.url]


# --- decisions and actions ----------------------------------------------------------------------------------------


def test_what_is_decided_opens_as_a_task_of_its_owner_until_it_is_done(
    pack: Pack, there: People, officer: User, manager: User
) -> None:
    decided(row_of(pack, there.child), pack.meeting, officer)
    assert tasks(officer) == [("Ask the three schools again.", date(2026, 11, 20))]
    assert tasks(manager) == []
    action = GroupAction.objects.get()
    actions.finish(
        action, action.version, done_on=TODAY, came_of_it="Two said yes.", by=officer, on=TODAY, at=at(TODAY)
    )
    assert tasks(officer) == []
    with pytest.raises(Refused, match="done already"):
        actions.finish(action, action.version, done_on=TODAY, came_of_it="", by=officer, on=TODAY, at=at(TODAY))


def test_what_somebody_who_left_was_given_is_in_the_work_of_whoever_works_on_the_register(
    pack: Pack, there: People, officer: User, manager: User
) -> None:
    decided(row_of(pack, there.child), pack.meeting, officer)
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert tasks(manager) == [("Ask the three schools again.", date(2026, 11, 20))]


def test_its_owner_is_reminded_of_it_by_a_reference_alone(pack: Pack, there: People, officer: User) -> None:
    action = decided(row_of(pack, there.child), pack.meeting, officer).actions.get()
    sweep(at=at(date(2026, 11, 10)))
    assert not Message.objects.filter(user=officer, reference=action.reference).exists()
    sweep(at=at(date(2026, 11, 18)))
    found = Message.objects.get(user=officer, reference=action.reference)
    assert (found.kind, found.link) == ("missing_out.due", reverse("missing_out:group:done", args=[action.key]))


def test_what_was_decided_comes_back_at_the_next_meeting_with_what_is_overdue(
    pack: Pack, called: list[Meeting], there: People, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(row_of(pack, there.child), pack.meeting, officer)
    reference = row_of(pack, there.child).reference
    second = called[1]
    monkeypatch.setenv("OXLE_NOW", "2026-11-23T12:00:00+00:00")
    page = text(officer, "packs:of_meeting", second.key)
    for words in (reference, "Nobody has asked since.", "Ask the three schools again.", "Overdue", "1 action"):
        assert words in page
    member = member_of(second)
    assert "Ask the three schools again." in text(member, "packs:of_meeting", second.key)


def test_an_action_that_nobody_ended_comes_back_at_every_meeting_until_it_is_done(
    pack: Pack, called: list[Meeting], there: People, officer: User
) -> None:
    action = decided(row_of(pack, there.child), pack.meeting, officer).actions.get()
    third = called[0].series.meetings.order_by("on")[2]
    later = at(third.on)
    # A decision of the second meeting, so that the first is not the one before.
    second = agreed(called[1], officer, date(2026, 11, 20))
    decided(row_of(second, there.child), called[1], officer, todo=None, kind=Kind.STAYS, on=called[1].on,
            at=at(called[1].on))  # fmt: skip
    assert len(came_back(officer, third, third.on, until=later).decided) == 2
    done = called[1].on
    actions.finish(action, action.version, done_on=done, came_of_it="Done.", by=officer, on=done, at=at(done))
    assert [one.label for one in came_back(officer, third, third.on, until=later).decided] == [Kind.STAYS.label]


def test_an_agreed_pack_tells_what_was_to_be_done_when_it_was_agreed(
    pack: Pack, called: list[Meeting], there: People, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    action = decided(row_of(pack, there.child), pack.meeting, officer).actions.get()
    second = agreed(called[1], officer, date(2026, 11, 20))
    day = date(2026, 11, 23)
    actions.finish(action, action.version, done_on=day, came_of_it="Two said yes.", by=officer, on=day, at=at(day))
    monkeypatch.setenv("OXLE_NOW", "2026-11-24T12:00:00+00:00")
    assert "By 20 November 2026" in text(officer, "packs:pack", second.key)
    assert "Done on 23 November 2026: Two said yes." in text(officer, "packs:of_meeting", called[1].key)


def test_nothing_is_decided_before_the_day_of_the_meeting_nor_once_it_is_closed(
    pack: Pack, there: People, officer: User
) -> None:
    row = row_of(pack, there.child)
    with pytest.raises(Refused, match="The meeting is on 21 October 2026"):
        decided(row, pack.meeting, officer, on=date(2026, 10, 20))
    meeting = pack.meeting
    meetings.hold(meeting, meeting.version, came=[], minutes="Held.", by=officer, on=TODAY, at=at(TODAY))
    with pytest.raises(Refused, match="closed"):
        decided(row, meeting, officer)
    page = text(officer, "group:decide", meeting.key, row.key)
    assert "This meeting is closed." in page


def test_where_somebody_is_to_act_the_decision_says_who(pack: Pack, there: People, officer: User) -> None:
    row = row_of(pack, there.child)
    with pytest.raises(Refused, match="Enter what somebody does"):
        decided(row, pack.meeting, officer, todo=None)
    url = reverse("missing_out:group:decide", args=[pack.meeting.key, row.key])
    answer = make.signed_in(officer).post(url, {"kind": "act", "words": "Why not."})
    for words in ("Enter what somebody does", "Select who does it", "Enter the day by which it is done"):
        assert words in answer.content.decode()
    assert not GroupDecision.objects.exists()


def test_a_decision_is_recorded_on_its_page_and_stands_in_the_pack(pack: Pack, there: People, officer: User) -> None:
    row = row_of(pack, there.child)
    url = reverse("missing_out:group:decide", args=[pack.meeting.key, row.key])
    client = make.signed_in(officer)
    once = client.get(url).context["once"]
    sent = {
        "kind": "act", "words": "A bus.", "what": "Ask for a bus.", "owner": officer.key, "due_on_day": "20",
        "due_on_month": "11", "due_on_year": "2026", "once": once,
    }  # fmt: skip
    for _ in range(2):
        assert client.post(url, sent)["Location"] == reverse("missing_out:packs:pack", args=[pack.key])
    assert GroupDecision.objects.count() == 1
    page = text(officer, "packs:pack", pack.key)
    assert "Decided in this meeting" in page
    assert "Ask for a bus." in page


def test_the_name_of_the_pupil_becomes_the_reference(pack: Pack, other: Child, officer: User) -> None:
    row = row_of(pack, other)
    todo = actions.Todo("Ring Wren’s mother.", officer, date(2026, 11, 20))
    decision = decided(row, pack.meeting, officer, words="Wren OTHERBY waits.", todo=todo)
    assert decision.words == f"{row.reference} waits."
    assert decision.actions.get().what == f"Ring {row.reference}’s mother."


def test_a_pupil_who_needs_the_group_no_more_goes_up_no_more(
    pack: Pack, called: list[Meeting], there: People, officer: User
) -> None:
    conclude(there.child, goes_up=True, because="Nobody acts.", by=officer, on=TODAY, at=at(TODAY, 9))
    decided(row_of(pack, there.child), pack.meeting, officer, kind=Kind.EASED, todo=None, words="A school has them.")
    last = Conclusion.objects.order_by("at").last()
    assert last is not None
    assert (last.goes_up, last.because) == (
        False, "The Strategic Group decided on 21 October 2026: A school has them.",
    )  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        lambda: GroupDecision.objects.update(words="Other words"),
        lambda: GroupDecision.objects.update(words=""),
        lambda: GroupDecision.objects.all()._raw_delete("default"),
        lambda: GroupAction.objects.all()._raw_delete("default"),
    ],
)
def test_the_database_keeps_what_was_decided(pack: Pack, there: People, officer: User, change: Any) -> None:
    decided(row_of(pack, there.child), pack.meeting, officer)
    with pytest.raises(InternalError, match=r"never changed|Cannot delete"), transaction.atomic():
        change()


def test_what_was_decided_of_a_restricted_pupil_is_only_counted(
    pack: Pack, called: list[Meeting], other: Child, officer: User
) -> None:
    decided(row_of(pack, other), pack.meeting, officer)
    people.restrict(other, other.version, because="A refuge", by=make.someone(), on=TODAY)
    found = came_back(officer, called[1], called[1].on, until=at(called[1].on))
    assert (found.decided, found.closed) == ([], 1)
    row = row_of(pack, other)
    url = reverse("missing_out:group:decide", args=[pack.meeting.key, row.key])
    assert make.signed_in(officer).get(url).status_code == 404


# --- the director ------------------------------------------------------------------------------------------------


def test_what_is_escalated_is_the_directors_within_five_working_days(
    pack: Pack, there: People, officer: User, manager: User
) -> None:
    user = make.user("strategic_group_member", name="Dora Director")
    director(pack.meeting, user)
    action = actions.escalate(
        pack.meeting, row_of(pack, there.child), because="Refused twice.", by=officer, on=TODAY, at=at(TODAY)
    )
    assert (action.owner, action.due_on, action.decision.kind) == (user, date(2026, 10, 28), Kind.DIRECTOR)
    assert "Say what is done about it, as director" in text(user, "packs:list")
    with pytest.raises(Refused, match="asked about this already"):
        actions.escalate(
            pack.meeting, row_of(pack, there.child), because="Again.", by=manager, on=TODAY, at=at(TODAY)
        )  # fmt: skip


def test_a_director_who_does_not_sign_in_is_asked_by_whoever_escalates(
    pack: Pack, there: People, officer: User
) -> None:
    director(pack.meeting, None, "Dora Director")
    action = actions.escalate(
        pack.meeting, row_of(pack, there.child), because="Refused twice.", by=officer, on=TODAY, at=at(TODAY)
    )
    assert (action.owner, action.what) == (officer, "Ask Dora Director, the director, what is done")


def test_nothing_is_escalated_where_nobody_is_the_director(pack: Pack, there: People, officer: User) -> None:
    row = row_of(pack, there.child)
    with pytest.raises(Refused, match="Nobody is the director"):
        actions.escalate(pack.meeting, row, because="Refused.", by=officer, on=TODAY, at=at(TODAY))
    assert "Nobody is the director" in text(officer, "group:escalate", pack.meeting.key, row.key)


# --- themes ------------------------------------------------------------------------------------------------------


def test_a_theme_made_before_a_pack_is_agreed_stands_in_it_and_one_made_after_does_not(
    called: list[Meeting], there: People, other: Child, officer: User, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = frozen(called[0], manager, FROZEN)
    theme_of(called, [there.child, other], officer)
    assert "No tuition north of the river" in text(officer, "packs:pack", preview.key)
    pack = agreed(called[0], manager, FROZEN)
    actions.make_theme(
        called[0].series, barrier="No transport", shows="", action="Ask.", pupils=[there.child, other], by=officer,
        at=at(TODAY),
    )  # fmt: skip
    page = text(member_of(called[0]), "packs:pack", pack.key)
    assert "No tuition north of the river" in page
    assert "2 pupils" in page
    assert "No transport" not in page
    for child in (there.child, other):
        assert row_of(pack, child).reference in page


def test_a_theme_needs_two_pupils_and_names_none_of_them(
    called: list[Meeting], there: People, other: Child, officer: User
) -> None:
    with pytest.raises(Refused, match="at least two"):
        theme_of(called, [other], officer)
    theme = actions.make_theme(
        called[0].series, barrier="Wren and others wait", shows="Otherby told us.", action="Help Wren.",
        pupils=[there.child, other], by=officer, at=at(TODAY),
    )  # fmt: skip
    assert (theme.barrier, theme.shows, theme.action) == (
        "[the pupil] and others wait", "[the pupil] told us.", "Help [the pupil].",
    )  # fmt: skip


def test_pupils_are_put_under_a_theme_and_taken_off_on_its_page(
    called: list[Meeting], pack: Pack, there: People, other: Child, officer: User
) -> None:
    third = make.child(given="Third", family="Pupil", at=there.school)
    offered_nothing(third, there.school, BEGUN)
    theme = theme_of(called, [there.child, other], officer)
    url = reverse("missing_out:group:theme_pupils", args=[theme.key])
    client = make.signed_in(officer)
    assert "Select at least two pupils" in client.post(url, {"pupils": [third.key], "version": 1}).content.decode()
    client.post(url, {"pupils": [third.key, other.key], "version": 1})
    there_now = theme.pupils.filter(left_at=None).values_list("child", flat=True)
    assert set(there_now) == {third.pk, other.pk}
    (line,) = themes_for(officer, TODAY, until=at(date(2026, 10, 13)))
    assert line.pupils == 2
    assert row_of(pack, there.child).reference in line.references


def test_a_theme_is_made_on_its_page_of_the_pupils_of_the_workspace(
    called: list[Meeting], pack: Pack, there: People, other: Child, officer: User
) -> None:
    client = make.signed_in(officer)
    page = client.get(reverse("missing_out:group:theme_add") + f"?pupil={other.key}")
    assert page.context["form"]["pupils"].value() == [other.key]
    sent = {
        "barrier": "No bus", "shows": "Two walk.", "action": "Ask for a bus.", "pupils": [other.key, there.child.key],
        "once": page.context["once"],
    }  # fmt: skip
    assert client.post(reverse("missing_out:group:theme_add"), sent).status_code == 302
    assert "No bus" in text(officer, "group:themes")


def test_a_theme_whose_barrier_is_gone_ends_and_stands_in_no_later_pack(
    called: list[Meeting], there: People, other: Child, officer: User, manager: User
) -> None:
    theme = theme_of(called, [there.child, other], officer)
    agreed(called[0], manager, FROZEN)
    decided(theme, called[0], officer, kind=Kind.EASED, todo=None, words="There is tuition now.")
    theme.refresh_from_db()
    assert theme.ended_because == "There is tuition now."
    with pytest.raises(Refused, match="has ended"):
        decided(theme, called[0], officer)
    second = agreed(called[1], manager, date(2026, 11, 20))
    page = text(officer, "packs:pack", second.key)
    assert "The barrier is gone" in page
    assert "No theme stands before the group." in page
