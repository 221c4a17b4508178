"""Concerns of teams: told and matched, never dropped; one line for each pupil; and only what remains goes up."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from oxle.accounts.models import User
from oxle.cases.concern_models import Advice, Concern, Conclusion
from oxle.cases.work import work_of
from oxle.core.errors import Refused, Stale
from oxle.missing_out.concerns import actions
from oxle.missing_out.concerns.queries import State, going_up, lines_for, own_for
from oxle.people import actions as people
from oxle.people.models import Child
from oxle.provision.actions import make_offer
from oxle.provision.models import SESSIONS_A_WEEK, OfferKind
from tests import make
from tests.exclusions.make import People, moment
from tests.missing_out import concerning
from tests.missing_out.concerning import concern, told

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = date(2026, 12, 3)
AT = moment(TODAY)
UPN = "H801200001001"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-12-03T12:00:00+00:00")


@pytest.fixture
def there() -> People:
    return People("missing_out_officer")


@pytest.fixture
def team(there: People) -> User:
    return make.user("virtual_school_officer", make.organisation("team", "Virtual School"), name="Virtual")


@pytest.fixture
def other(there: People) -> User:
    return make.user("virtual_school_officer", make.organisation("team", "Early Help"), name="Early")


def matched(there: People, by: User, on: date = TODAY, **changes: Any) -> Concern:
    """A concern about the pupil of the school, of which somebody said so an hour after noon."""
    one = concern(by, on, **changes)
    actions.say_whom(one, 1, child=there.child, by=there.officer, at=moment(on))
    return one


def concluded(
    there: People, *, goes_up: bool = False, later: int = 1, because: str = "Starts on Monday."
) -> Conclusion:
    """What the officer concludes some minutes later."""
    return actions.conclude(
        there.child, goes_up=goes_up, because=because, by=there.officer, on=TODAY, at=AT + timedelta(minutes=later)
    )


def advised(there: People, **changes: Any) -> Advice:
    """A challenge of the officer about the pupil."""
    return concerning.advised(there.child, there.officer, TODAY, **changes)


def out(there: People) -> None:
    """Nobody offers the pupil a full day since November: red by December."""
    make_offer(there.child, there.school, kind=OfferKind.NONE, from_on=date(2026, 11, 2), to_on=None,
               minutes=[0] * SESSIONS_A_WEEK, source="OX", by=None)  # fmt: skip


# --- told, and matched ----------------------------------------------------------------------------------------


def test_a_upn_with_its_day_of_birth_or_the_name_at_the_address_says_whom_it_is_about(team: User) -> None:
    by_upn, by_home = make.child("Upper", "Example", upn=UPN), make.child("Home", "Example", date(2013, 5, 6))
    make.address(by_home, "1 Example Street", "OX1 1AA")
    first = concern(team, TODAY, upn=UPN, given="Other", family="Spelling")
    second = concern(team, TODAY, given="Home", family="Example", born_on=date(2013, 5, 6), postcode="ox1 1aa")
    assert [(one.match, one.child, one.matched_by) for one in (first, second)] == [
        ("upn", by_upn, None), ("details", by_home, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "said", [{"upn": UPN, "born_on": date(2014, 3, 5)}, {"born_on": None, "upn": UPN}, {"postcode": "OX9 9ZZ"}, {}]
)
def test_where_there_is_any_doubt_a_concern_waits_for_a_person(there: People, team: User, said: dict[str, Any]) -> None:
    people.edit_child(there.child, 1, upn=UPN, by=there.officer, on=TODAY)
    one = concern(team, TODAY, **said)
    assert (one.match, one.child) == ("waits", None)
    assert [task.url for task in work_of(there.officer, TODAY).today + work_of(there.officer, TODAY).next_days] == [
        reverse("missing_out:concerns:match", args=[one.key])
    ]


def test_a_concern_waits_until_a_person_says_whom_makes_a_record_or_answers(there: People, team: User) -> None:
    of, made, answered = (concern(team, TODAY, given=given) for given in ("One", "Two", "Three"))
    page = make.signed_in(there.officer).get(reverse("missing_out:concerns:queue")).content.decode()
    assert [name in page for name in ("One Pupil", "Two Pupil", "Three Pupil")] == [True] * 3
    actions.say_whom(of, 1, child=there.child, by=there.officer, at=AT)
    child = actions.make_record(made, 1, by=there.officer, on=TODAY, at=AT)
    actions.answer(answered, 1, text="Lives in another county.", by=there.officer, at=AT)
    assert (child.shown_name, child.born_on) == ("Two Pupil", date(2014, 3, 4))
    assert not Concern.objects.filter(match="waits").exists()
    assert [row.stands for row in own_for(team)] == ["Answered", "We look at it", "We look at it"]
    assert own_for(team)[0].answer == "Lives in another county."
    with pytest.raises(Refused, match="known already"):
        actions.answer(of, of.version, text="No.", by=there.officer, at=AT)


def test_two_officers_do_not_say_two_pupils(there: People, team: User) -> None:
    one = concern(team, TODAY)
    again = Concern.objects.get()
    actions.say_whom(one, 1, child=there.child, by=there.officer, at=AT)
    with pytest.raises(Stale):
        actions.say_whom(again, 1, child=make.child("Second"), by=there.officer, at=AT)


def test_what_is_about_another_pupil_waits_again(there: People, team: User) -> None:
    one = matched(there, team)
    actions.take_off(one, one.version)
    assert (one.match, one.child, one.matched_at, one.matched_by) == ("waits", None, None, None)
    actions.say_whom(one, one.version, child=there.child, by=there.officer, at=AT)
    concluded(there)
    with pytest.raises(Refused, match="Conclude anew first"):
        actions.take_off(one, one.version)


def test_the_record_of_an_unknown_pupil_needs_a_day_of_birth(there: People, team: User) -> None:
    with pytest.raises(Refused, match="no date of birth"):
        actions.make_record(concern(team, TODAY, born_on=None), 1, by=there.officer, on=TODAY, at=AT)


def test_safety_is_asked_first_and_whoever_worries_has_told_the_mash(there: People, team: User) -> None:
    browser, url = make.signed_in(team), reverse("missing_out:concerns:tell")
    sent = {
        "once": _once(browser.get(url)), "worried": "yes", "given": "Demo", "family": "Pupil", "kinds": ["waits"],
        "why": "So.", "did": "Asked.", "asks": "A school.",
    }  # fmt: skip
    page = browser.post(url, sent).content.decode()
    assert "Enter the day on which you told the MASH" in page
    assert page.index("worried about the pupil’s safety") < page.index("first names")
    assert not Concern.objects.exists()
    day = {"told_mash_on_day": "2", "told_mash_on_month": "12", "told_mash_on_year": "2026"}
    answer = browser.post(url, sent | day)
    assert answer.status_code == 302
    assert Concern.objects.get().told_mash_on == date(2026, 12, 2)
    # The second click of the same form.
    assert browser.post(url, sent | day).headers["Location"] == answer.headers["Location"]
    assert Concern.objects.count() == 1


def _once(page: Any) -> str:
    return str(page.context["once"])


# --- who sees what --------------------------------------------------------------------------------------------


def test_a_team_sees_its_own_concerns_and_what_became_of_them_and_nothing_else(
    there: People, team: User, other: User
) -> None:
    mine, theirs = matched(there, team), matched(there, other, why="Seen in town.")
    one = advised(there)
    concluded(there, goes_up=True, because="No service helps.")
    browser = make.signed_in(team)
    listed = browser.get(reverse("missing_out:concerns:own_list")).content.decode()
    shown = browser.get(reverse("missing_out:concerns:own", args=[mine.key])).content.decode()
    assert "Goes to the Strategic Group" in listed
    assert "Goes to the Strategic Group" in shown
    for text in ("Seen in town", "No service helps", "Admissions"):
        assert text not in shown + listed
    assert browser.get(reverse("missing_out:concerns:own", args=[theirs.key])).status_code == 404
    for page in ("workspace", "queue"):
        assert browser.get(reverse(f"missing_out:concerns:{page}")).status_code == 403
    answered = {"answered_on": TODAY, "answer": "A place.", "outcome": "done"}
    actions.record_answer(one, 1, **answered, by=there.officer, on=TODAY, at=AT)
    concluded(there, later=2)
    assert [(row.stands, row.answer) for row in own_for(team)] == [("Settled", "Starts on Monday.")]


def test_a_conflict_of_interest_closes_a_concern_to_its_own_team_and_to_an_officer(there: People, team: User) -> None:
    one = matched(there, team)
    senior = make.user("manager")
    for user in (team, there.officer):
        people.declare_conflict(there.child, user=user, reason="A niece.", by=senior, on=TODAY)
    assert own_for(team) == []
    assert make.signed_in(team).get(reverse("missing_out:concerns:own", args=[one.key])).status_code == 404
    assert lines_for(there.officer, TODAY) == []
    assert [line.child for line in lines_for(senior, TODAY)] == [there.child]


def test_a_concern_about_a_restricted_record_is_not_lost_and_tells_nothing(there: People, team: User) -> None:
    matched(there, team)
    there.child.refresh_from_db()
    people.restrict(there.child, there.child.version, because="A refuge.", by=there.officer, on=TODAY)
    officer = make.user("missing_out_officer", name="Other")
    page = make.signed_in(officer).get(reverse("missing_out:concerns:queue")).content.decode()
    assert "A concern about a restricted record" in page
    assert "Demo Pupil" not in page
    assert lines_for(officer, TODAY) == []
    glass = reverse("people:break_glass", args=[there.child.key])
    assert glass in [task.url for task in work_of(officer, TODAY).today]
    # Its own team goes on seeing what it told.
    assert [row.stands for row in own_for(team)] == ["We look at it"]


# --- the workspace --------------------------------------------------------------------------------------------


def test_several_concerns_of_one_pupil_and_the_register_are_one_line(there: People, team: User, other: User) -> None:
    out(there)
    for by in (team, other, team):
        matched(there, by)
    (line,) = lines_for(there.officer, TODAY)
    assert (line.child, line.teams) == (there.child, ["Virtual School", "Early Help"])
    assert (line.rating.rated.label, len(line.new)) == ("Red", 3)
    page = make.signed_in(there.officer).get(reverse("missing_out:concerns:workspace")).content.decode()
    assert page.count(">Demo Pupil</a>") == 1


def test_a_red_pupil_of_whom_nobody_told_is_there_and_a_green_one_is_not(there: People) -> None:
    assert lines_for(there.officer, TODAY) == []
    out(there)
    assert [line.teams for line in lines_for(there.officer, TODAY)] == [[]]


def test_a_merge_makes_one_line_of_two(there: People, team: User) -> None:
    matched(there, team)
    second = make.child("Demo", "Copy", date(2014, 3, 4))
    actions.say_whom(concern(team, TODAY, family="Copy"), 1, child=second, by=there.officer, at=AT)
    people.merge(there.child, second, reason="Same birth certificate", by=there.officer, at=AT)
    assert [(line.child, len(line.concerns)) for line in lines_for(there.officer, TODAY)] == [(there.child, 2)]


def state(there: People, on: date = TODAY) -> State | None:
    """How the pupil stands."""
    return next((line.state for line in lines_for(there.officer, on)), None)


def test_how_a_pupil_stands_follows_from_what_was_told_asked_and_concluded(there: People, team: User) -> None:
    matched(there, team)
    assert state(there) == State.TO_LOOK_AT
    one = advised(there)
    assert state(there) == State.WAITS
    with pytest.raises(Refused, match="An answer is still awaited"):
        concluded(there)
    actions.record_answer(
        one, 1, answered_on=TODAY, answer="A place from Monday.", outcome="done", by=there.officer, on=TODAY, at=AT
    )
    assert state(there) == State.TO_LOOK_AT
    concluded(there)
    assert state(there) == State.SETTLED
    # What a team tells after that is looked at anew.
    later = concern(team, TODAY)
    actions.say_whom(later, 1, child=there.child, by=there.officer, at=AT + timedelta(hours=1))
    assert state(there) == State.TO_LOOK_AT
    concluded(there, goes_up=True, later=90)
    assert state(there) == State.GOES_UP


def test_a_settled_pupil_who_is_rated_worse_since_or_stays_red_too_long_is_looked_at_again(there: People) -> None:
    out(there)
    concluded(there)
    assert state(there) == State.SETTLED
    assert state(there, TODAY + 42 * DAY) == State.SETTLED
    assert state(there, TODAY + 43 * DAY) == State.TO_LOOK_AT
    Conclusion.objects.update(rated=1)
    assert state(there) == State.TO_LOOK_AT


def test_what_was_settled_of_a_pupil_who_is_green_leaves_the_list_in_time(there: People, team: User) -> None:
    matched(there, team)
    concluded(there)
    assert [state(there, TODAY + days * DAY) for days in (42, 43)] == [State.SETTLED, None]


def test_only_those_whose_newest_conclusion_says_so_go_up_each_with_its_sentence(there: People) -> None:
    concluded(there)
    assert going_up(there.officer) == []
    concluded(there, goes_up=True, later=2, because="Three schools refused.")
    assert [(one.child, one.because, one.since, one.by) for one in going_up(there.officer)] == [
        (there.child, "Three schools refused.", TODAY, there.officer)
    ]
    concluded(there, later=3)
    assert going_up(there.officer) == []


# --- advice and challenges ------------------------------------------------------------------------------------


def test_an_answer_that_is_overdue_stands_in_the_work_of_whoever_asked(there: People) -> None:
    one = advised(there, due_on=TODAY + DAY)
    assert [(task.title, task.waiting_on) for task in work_of(there.officer, TODAY).waiting] == [
        ("The answer to a challenge", "Admissions")
    ]
    late = work_of(there.officer, TODAY + 2 * DAY).today
    assert [(task.title, task.due_on, task.url) for task in late] == [
        ("Chase the answer to a challenge", TODAY + DAY, reverse("missing_out:concerns:advice_answer", args=[one.key]))
    ]
    colleague = make.user("missing_out_officer", name="Other")
    assert work_of(colleague, TODAY + 2 * DAY).today == []
    # Whoever asked has left: it is everybody's.
    User.objects.filter(pk=there.officer.pk).update(is_active=False)
    assert [task.title for task in work_of(colleague, TODAY + 2 * DAY).today] == ["Chase the answer to a challenge"]


@pytest.mark.parametrize(
    ("said", "match"),
    [
        ({"answered_on": TODAY + DAY}, "today or in the past"),
        ({"answered_on": TODAY - DAY}, "It was asked on"),
        ({"outcome": "no_answer"}, "An answer may still come"),
    ],
)
def test_an_answer_is_of_a_day_since_it_was_asked_and_is_given_up_only_once_it_is_late(
    there: People, said: dict[str, Any], match: str
) -> None:
    answered = {"answered_on": TODAY, "answer": "Yes.", "outcome": "done", **said}
    with pytest.raises(Refused, match=match):
        actions.record_answer(advised(there), 1, **answered, by=there.officer, on=TODAY, at=AT)


def test_advice_is_answered_on_a_day_to_come(there: People) -> None:
    with pytest.raises(Refused, match="must be in the future"):
        advised(there, due_on=TODAY)


# --- the database itself --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"why": ""}, {"kinds": []}, {"match": "upn"}, {"match": "answered"}, {"answer": "So."},
        {"told_mash_on": TODAY + DAY}, {"since_on": TODAY + DAY},
    ],
)  # fmt: skip
def test_the_database_keeps_no_concern_that_says_nothing_or_contradicts_itself(
    team: User, wrong: dict[str, Any]
) -> None:
    row = told() | {"told_on": TODAY, "told_at": AT, "told_by": team, "team": team.memberships.get().organisation}
    Concern.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.create(**(row | wrong))


@pytest.mark.parametrize(
    "wrong", [{"due_on": TODAY}, {"text": ""}, {"answered_on": TODAY}, {"answer": "Yes."}, {"outcome": "done"}]
)
def test_the_database_keeps_no_advice_without_a_day_or_with_half_an_answer(
    there: People, wrong: dict[str, Any]
) -> None:
    row = {
        "child": there.child, "kind": "advice", "to_whom": "Admissions", "text": "Ask.", "asked_on": TODAY,
        "asked_at": AT, "asked_by": there.officer, "due_on": TODAY + DAY,
    }  # fmt: skip
    Advice.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Advice.objects.create(**(row | wrong))


def test_a_conclusion_says_why(there: People) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        concluded(there, because="")


def test_it_goes_with_the_record_of_the_child(there: People, team: User) -> None:
    from oxle.cases.destroying import what_it_holds

    matched(there, team)
    advised(there)
    concluded(there, goes_up=True)
    held = dict(what_it_holds(Child.objects.get(pk=there.child.pk)))
    assert [held[what] for what in ("concerns of teams", "advice and challenges", "conclusions about concerns")] == [
        1, 1, 1,
    ]  # fmt: skip
