"""What a person sets: raised with a reason, lowered only with a last day and a second person, over by itself."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from oxle.accounts.models import Membership, User
from oxle.audit.models import Change, Sight
from oxle.cases import lowering
from oxle.cases.criteria import Rated
from oxle.cases.rating_models import SetRating
from oxle.cases.work import work_of
from oxle.core.errors import Refused, Stale
from oxle.core.rules import RULES, change_rule
from oxle.missing_out.actions import ask_to_lower, decide, end, raise_rating
from oxle.missing_out.history import travel
from oxle.missing_out.rating import rating_of
from oxle.missing_out.register import register_for
from oxle.people import actions as people
from oxle.people.actions import add_vulnerability
from oxle.people.models import Child
from oxle.provision.actions import make_offer
from oxle.provision.models import SESSIONS_A_WEEK, OfferKind
from tests import make
from tests.exclusions.make import People, moment

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# Out since the 3rd: amber from the 10th, red from 1 December.
TODAY, UNTIL = date(2026, 12, 3), date(2026, 12, 11)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-12-03T09:00:00+00:00")


@pytest.fixture
def there() -> People:
    people_there = People("missing_out_officer")
    make_offer(people_there.child, people_there.school, kind=OfferKind.NONE, from_on=date(2026, 11, 2), to_on=None,
               minutes=[0] * SESSIONS_A_WEEK, source="OX", by=None)  # fmt: skip
    return people_there


@pytest.fixture
def child(there: People) -> Child:
    return there.child


@pytest.fixture
def manager(there: People) -> User:
    return make.user("manager")


def when(on: date = TODAY) -> dict[str, Any]:
    """When it is done."""
    return {"on": on, "at": moment(on)}


def asked(there: People, rated: Rated = Rated.AMBER, until_on: date = UNTIL, on: date = TODAY) -> SetRating:
    """An officer asks for a lower rating."""
    words = {"rated": rated, "reason": "Starts on Monday.", "until_on": until_on}
    return ask_to_lower(there.child, **words, by=there.officer, **when(on))


def lowered(there: People, manager: User, **more: Any) -> SetRating:
    """A rating that two persons lowered."""
    return decide(asked(there, **more), 1, agreed=True, because="", by=manager, **when(more.get("on", TODAY)))


def rated(child: Child, on: date = TODAY, asked_on: date | None = None) -> str:
    """How the child is rated on a day."""
    return rating_of(child, on, asked_on=asked_on).rated.label


def test_a_raised_rating_counts_from_its_day_to_its_last_and_no_timer_ends_it(there: People, child: Child) -> None:
    day = date(2026, 11, 16)
    assert rated(child, day) == "Amber"
    raise_rating(child, rated=Rated.RED, reason="Seen in town.", until_on=date(2026, 11, 18), by=there.officer,
                 **when(day))  # fmt: skip
    assert [rated(child, day + number * DAY) for number in range(-1, 4)] == ["Amber", "Red", "Red", "Red", "Amber"]
    said = rating_of(child, day).said_to(there.officer)
    assert said[0] == f"Raised to red by {there.officer.name} until 18 November 2026: Seen in town."
    assert said[1].startswith("Nobody has offered a full day")
    assert rating_of(child, day).since == day
    assert rating_of(child, day).worked_out == Rated.AMBER
    # What is worked out is never made lower by it.
    assert rated(child, date(2026, 12, 2)) == "Red"


def test_nothing_is_lowered_before_a_second_person_agrees(there: People, child: Child, manager: User) -> None:
    one = asked(there)
    assert rated(child) == "Red"
    decide(one, 1, agreed=True, because="", by=manager, **when())
    assert rated(child) == "Amber"
    assert rating_of(child, TODAY).said_to(there.officer)[0] == (
        f"Lowered to amber by {there.officer.name} and {manager.name} until 11 December 2026: Starts on Monday."
    )
    assert [row.rating.rated for row in register_for(manager, TODAY).rows] == [Rated.AMBER]


def test_a_lowered_rating_ends_by_itself_and_a_past_day_keeps_it(there: People, child: Child, manager: User) -> None:
    lowered(there, manager)
    assert [rated(child, day) for day in (UNTIL, UNTIL + DAY)] == ["Amber", "Red"]
    assert [rated(child, day, asked_on=UNTIL + 9 * DAY) for day in (TODAY - DAY, TODAY, UNTIL)] == [
        "Red", "Amber", "Amber",
    ]  # fmt: skip


def test_what_comes_to_hold_after_it_was_lowered_counts_in_full(there: People, child: Child, manager: User) -> None:
    lowered(there, manager, rated=Rated.GREEN)
    assert rated(child) == "Green"
    add_vulnerability(child, kind="ehcp", from_on=TODAY, source="SEN", by=there.officer, on=TODAY)
    child.enrolments.update(to_on=TODAY)
    assert rated(child, TODAY + DAY) == "Red"


def test_whoever_asked_does_not_agree_in_two_roles_either(there: People, child: Child) -> None:
    both = make.user("missing_out_officer", name="Both")
    Membership.objects.create(user=both, organisation=both.memberships.get().organisation, role="manager",
                              from_on=date(2026, 1, 1))  # fmt: skip
    one = ask_to_lower(child, rated=Rated.AMBER, reason="So.", until_on=UNTIL, by=both, **when())
    with pytest.raises(Refused, match="A second person must agree"):
        decide(one, 1, agreed=True, because="", by=both, **when())
    browser, address = make.signed_in(both), reverse("missing_out:answer", args=[one.key])
    assert "You asked for it yourself" in browser.get(address).content.decode()
    response = browser.post(address, {"agreed": "yes", "because": "", "version": 1})
    assert (response.status_code, "You asked for it yourself" in response.content.decode()) == (409, True)
    one.refresh_from_db()
    assert one.agreed is None
    assert rated(child) == "Red"


def test_a_second_person_who_does_not_agree_says_why_and_nothing_changes(there: People, child: Child, manager) -> None:
    one = asked(there)
    with pytest.raises(Refused, match="Give the reason"):
        decide(one, 1, agreed=False, because="", by=manager, **when())
    decide(one, 1, agreed=False, because="No place is confirmed.", by=manager, **when())
    assert rated(child) == "Red"
    with pytest.raises(Refused, match="Somebody has answered"):
        decide(one, 2, agreed=True, because="", by=manager, **when())
    assert asked(there).waits


def test_what_cannot_be_is_refused_at_its_field(there: People, child: Child, manager: User) -> None:
    for do, field in (
        (lambda: asked(there, rated=Rated.RED), "rated"),
        (lambda: asked(there, until_on=TODAY - DAY), "until_on"),
        (lambda: asked(there, until_on=TODAY + timedelta(weeks=12, days=1)), "until_on"),
        (lambda: raise_rating(child, rated=Rated.RED, reason="So.", until_on=None, by=manager, **when()), "rated"),
    ):
        with pytest.raises(Refused) as refused:
            do()
        assert refused.value.field == field
    change_rule(RULES["missing_out.lowered_for_at_most"], "1", from_on=TODAY, reason="So.")
    with pytest.raises(Refused, match="from today to 10 December 2026"):
        asked(there)
    assert asked(there, until_on=date(2026, 12, 10)).waits
    with pytest.raises(Refused, match="waits for a second person already"):
        asked(there, until_on=TODAY)
    late = SetRating.objects.get()
    with pytest.raises(Refused, match="That day has passed"):
        decide(late, 1, agreed=True, because="", by=manager, **when(date(2026, 12, 11)))
    # Nobody need answer it any more, and it is asked anew.
    later = date(2026, 12, 11)
    assert ask_to_lower(child, rated=Rated.AMBER, reason="So.", until_on=later, by=manager, **when(later)).waits_on(
        later
    )
    assert not late.waits_on(later)
    with pytest.raises(Stale):
        decide(late, 7, agreed=True, because="", by=manager, **when())


def test_what_was_raised_is_taken_back_by_whoever_raised_it_or_lowered_by_two(there: People, manager: User) -> None:
    child, day = there.child, date(2026, 11, 16)
    one = raise_rating(child, rated=Rated.RED, reason="So.", until_on=None, by=there.officer, **when(day))
    with pytest.raises(Refused, match="Whoever raised it takes it back"):
        end(one, 1, because="No.", by=manager, **when(day))
    end(one, 1, because="A slip.", by=there.officer, **when(day + DAY))
    assert [rated(child, on) for on in (day, day + DAY)] == ["Red", "Amber"]
    raise_rating(child, rated=Rated.RED, reason="So.", until_on=None, by=there.officer, **when(day + 2 * DAY))
    lowered(there, manager, on=day + 3 * DAY, until_on=day + 5 * DAY)
    assert [rated(child, day + number * DAY) for number in (2, 3, 5, 6)] == ["Red", "Amber", "Amber", "Red"]


def test_a_lowered_rating_that_is_taken_back_does_not_count_from_that_day(there: People, manager: User) -> None:
    one = lowered(there, manager)
    end(one, 2, because="The place fell through.", by=there.officer, **when(TODAY + DAY))
    assert [rated(there.child, day) for day in (TODAY, TODAY + DAY)] == ["Amber", "Red"]
    with pytest.raises(Refused, match="ended already"):
        end(one, 3, because="Again.", by=there.officer, **when(TODAY + DAY))


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"rated": 2},
        {"until_on": None},
        {"until_on": TODAY - DAY},
        {"before": 3},
        {"agreed": True},
        {"decided": "asker"},
        {"ended_on": TODAY},
        {"is_lowered": False},
    ],
    ids=str,
)
def test_the_database_refuses_what_no_rating_can_be(there: People, manager: User, wrong: dict[str, Any]) -> None:
    row: dict[str, Any] = {
        "child": there.child, "is_lowered": True, "rated": 1, "before": 2, "reason": "So.", "until_on": UNTIL,
        "asked_by": there.officer, "asked_on": TODAY, "asked_at": moment(TODAY),
    }  # fmt: skip
    if wrong.get("decided"):
        wrong = {"agreed": True, "decided_by": there.officer, "decided_on": TODAY, "decided_at": moment(TODAY)}
    SetRating.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        SetRating.objects.create(**(row | wrong))


def test_the_page_says_which_way_it_goes_and_what_would_lower_it(there: People, child: Child) -> None:
    browser = make.signed_in(there.officer)
    page = browser.get(reverse("missing_out:rating", args=[child.key]))
    assert page.context["travel"] == [
        "It is worse: amber a week ago, on 26 November 2026.",
        "What is worked out becomes amber by itself once none of these holds any more: “No education at all, and none "
        "arranged”.",
    ]
    assert "Nobody has raised or lowered this rating" in page.content.decode()
    assert travel(Rated.RED, rating_of(child, TODAY), TODAY)[0] == (
        "No change: red a week ago, on 3 December 2026, too."
    )


def test_a_rating_is_raised_asked_to_be_lowered_and_answered_in_the_browser(there: People, manager: User) -> None:
    child, officer, chief = there.child, make.signed_in(there.officer), make.signed_in(manager)
    page = reverse("missing_out:rating", args=[child.key])
    date_in = {"until_on_day": "11", "until_on_month": "12", "until_on_year": "2026"}
    sent = {"rated": "1", "reason": "<b>Starts</b> on Monday.", **date_in}
    lower = reverse("missing_out:lower", args=[child.key])
    missing = officer.post(lower, {"once": _once(officer, lower), "rated": "1", "reason": ""})
    assert set(missing.context["form"].errors) == {"reason", "until_on"}
    assert officer.post(lower, {"once": _once(officer, lower), **sent})["Location"] == page
    one = SetRating.objects.get()
    assert reverse("missing_out:answer", args=[one.key]) not in officer.get(page).content.decode()
    answer = reverse("missing_out:answer", args=[one.key])
    assert answer in chief.get(page).content.decode()
    assert chief.get(answer).context["asked"] == (
        f"{there.officer.name} asks for it to be lowered to amber until 11 December 2026: <b>Starts</b> on Monday."
    )
    register = reverse("missing_out:register")
    assert [item.pk for item in chief.get(register).context["waiting"]] == [one.pk]
    assert officer.get(register).context["waiting"] == []
    assert officer.get(answer).status_code == 403
    assert chief.post(answer, {"agreed": "yes", "because": "", "version": 1})["Location"] == page
    shown = chief.get(page).content.decode()
    assert "&lt;b&gt;Starts&lt;/b&gt; on Monday." in shown
    assert "<b>Starts</b>" not in shown
    assert chief.get(register).context["waiting"] == []
    assert "Lowered to amber" in officer.get(reverse("missing_out:register")).content.decode()
    assert (
        officer.post(reverse("missing_out:end", args=[one.key]), {"because": "Over.", "version": 2})["Location"] == page
    )
    assert [item["title"] for item in officer.get(page).context["items"]] == [
        "Taken back", "Agreed to lower it", "Asked to lower it to amber until 11 December 2026",
    ]  # fmt: skip
    assert Change.objects.filter(table="cases_setrating").count() == 3


def _once(browser: Any, address: str) -> str:
    return browser.get(address).context["once"]


@pytest.mark.parametrize("role", ["exclusion_officer", "tracking_officer", "ehe_officer"])
def test_officers_of_other_duties_read_the_register_and_set_no_rating(there: People, role: str) -> None:
    browser, key = make.signed_in(make.user(role)), there.child.key
    page = browser.get(reverse("missing_out:rating", args=[key]))
    assert (page.status_code, reverse("missing_out:raise", args=[key]) in page.content.decode()) == (200, False)
    assert browser.get(reverse("missing_out:register")).status_code == 200
    for name in ("raise", "lower"):
        assert browser.get(reverse(f"missing_out:{name}", args=[key])).status_code == 403
    assert browser.get(reverse("missing_out:concerns:workspace")).status_code == 403


def test_a_restricted_childs_rating_is_nobodys_who_may_not_see_the_child(there: People, manager: User) -> None:
    one = asked(there)
    people.restrict(there.child, there.child.version, because="A refuge.", by=there.officer, on=TODAY)
    browser = make.signed_in(make.user("missing_out_officer", name="Other"))
    for name, key in (("rating", there.child.key), ("raise", there.child.key), ("end", one.key)):
        assert browser.get(reverse(f"missing_out:{name}", args=[key])).status_code == 404


def test_the_sight_of_a_childs_rating_is_recorded(there: People, manager: User) -> None:
    one = asked(there)
    browser = make.signed_in(manager)
    for name, key in (("rating", there.child.key), ("answer", one.key), ("end", one.key)):
        browser.get(reverse(f"missing_out:{name}", args=[key]))
        assert Sight.objects.latest("pk").children == [there.child.pk]


def test_what_waits_for_a_second_person_is_in_the_work_of_whoever_may_answer_until_they_do(
    there: People, manager: User
) -> None:
    one, second = asked(there), make.user("manager", name="Second")
    # Whoever asked for it is not asked, also where they may answer others.
    own = there.officer.memberships.get()
    Membership.objects.create(user=own.user, organisation=own.organisation, role="manager", from_on=date(2026, 1, 1))
    asked_of = {user: [task.url for task in lowering.tasks_of(user, TODAY)] for user in (manager, second, own.user)}
    answer = reverse("missing_out:answer", args=[one.key])
    assert asked_of == {manager: [answer], second: [answer], own.user: []}
    [task] = [task for task in work_of(manager, TODAY).today if task.url == answer]
    assert task.child == there.child.pk
    decide(one, one.version, agreed=True, because="", by=manager, **when())
    assert lowering.tasks_of(second, TODAY) == []
