"""Personal education plans of looked-after children: which are late, weak or missing, who rates one, who reads it."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from oxle.accounts.models import User
from oxle.audit.models import Sight
from oxle.cases.plan_models import EducationPlan
from oxle.core.errors import Refused, Stale
from oxle.core.rules import RuleBook
from oxle.missing_out.looked_after.figures import report, week_of
from oxle.missing_out.plans import actions
from oxle.missing_out.plans.standing import first_due, rows_for, standing
from oxle.people import actions as people_actions
from oxle.people.models import Child
from tests import make
from tests.exclusions.make import People, moment
from tests.missing_out.test_looked_after import looked_after

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 3)
AUTUMN, SUMMER, SPRING = date(2026, 8, 1), date(2026, 4, 7), date(2026, 1, 1)
LONG_AGO = date(2025, 9, 1)


@pytest.fixture(autouse=True)
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-12-03T12:00:00+00:00")
    return People()


@pytest.fixture
def virtual() -> User:
    return make.user("virtual_school_officer", name="Vera Virtual")


def rated(child: Child, by: User, on: date = TODAY, **changes: Any) -> EducationPlan:
    """A good plan of the autumn, held in time, unless said."""
    said = {"term_starts_on": AUTUMN, "held_on": date(2026, 10, 6), "quality": "good", "why": ""} | changes
    return actions.rate(child, **said, by=by, on=on, at=moment(on))


def plan(term: date, held_on: date, quality: str = "good", why: str = "") -> EducationPlan:
    return EducationPlan(term_starts_on=term, held_on=held_on, quality=quality, why=why)


def said(since: date, plans: list[EducationPlan], on: date = TODAY) -> tuple[str, str, date]:
    found = standing(since, plans, on, RuleBook())
    return found.label, found.why, found.due_on


def test_the_first_plan_is_due_ten_working_days_after_the_child_becomes_looked_after() -> None:
    # Two weekends; and over Christmas, with its bank holidays.
    assert first_due(date(2026, 11, 20), RuleBook()) == date(2026, 12, 4)
    assert first_due(date(2026, 12, 21), RuleBook()) == date(2027, 1, 7)
    why = "The first plan is due by 4 December 2026."
    assert said(date(2026, 11, 20), [], date(2026, 12, 4)) == ("Not due yet", why, date(2026, 12, 4))


def test_no_plan_once_the_first_is_overdue_is_red() -> None:
    why = "No plan: the first was due by 4 December 2026."
    assert said(date(2026, 11, 20), [], date(2026, 12, 5)) == ("Red", why, date(2026, 12, 4))
    # What was held before the pupil was looked after is no plan of this time.
    assert said(date(2026, 11, 20), [plan(AUTUMN, date(2026, 10, 1))], date(2026, 12, 5))[0] == "Red"


def test_a_term_that_ended_without_a_plan_is_red_until_one_is_held() -> None:
    spring = plan(SPRING, date(2026, 2, 3))
    assert said(LONG_AGO, [spring], date(2026, 7, 31))[0] == "Green"
    why = "No plan for the summer term 2026: it was due by 31 July 2026."
    assert said(LONG_AGO, [spring], date(2026, 8, 1)) == ("Red", why, date(2026, 7, 31))
    assert said(LONG_AGO, [spring, plan(AUTUMN, date(2026, 9, 8))]) == (
        "Green", "Held on 8 September 2026, in time and complete.", date(2027, 3, 29),
    )  # fmt: skip


def test_a_child_who_became_looked_after_at_the_end_of_a_term_owes_it_no_second_plan() -> None:
    since, first = date(2026, 12, 21), plan(AUTUMN, date(2026, 12, 30))
    assert said(since, [first], date(2027, 1, 20))[0] == "Green"
    assert said(since, [first], date(2027, 3, 30))[:2] == (
        "Red", "No plan for the spring term 2027: it was due by 29 March 2027.",
    )  # fmt: skip


def test_a_plan_that_was_held_after_it_was_due_is_amber() -> None:
    why = "Held late, on 4 August 2026: it was due by 31 July 2026."
    assert said(LONG_AGO, [plan(SPRING, date(2026, 2, 3)), plan(SUMMER, date(2026, 8, 4))])[:2] == ("Amber", why)
    # The first one is late by its own day, long before the term ends.
    late = plan(AUTUMN, date(2026, 10, 20))
    assert said(date(2026, 10, 1), [late])[:2] == (
        "Amber", "Held late, on 20 October 2026: it was due by 15 October 2026.",
    )  # fmt: skip
    assert said(date(2026, 10, 1), [plan(AUTUMN, date(2026, 10, 15))])[0] == "Green"


def test_a_weak_plan_is_amber_and_says_why() -> None:
    weak = plan(AUTUMN, date(2026, 10, 6), "weak", "No targets for reading.")
    assert said(LONG_AGO, [plan(SUMMER, date(2026, 5, 5)), weak])[:2] == (
        "Amber", "Weak, or not complete: No targets for reading.",
    )  # fmt: skip


def test_a_plan_that_was_held_after_a_day_says_nothing_of_that_day() -> None:
    assert said(date(2026, 10, 1), [plan(AUTUMN, date(2026, 10, 13))], date(2026, 10, 12))[0] == "Not due yet"


def test_a_plan_is_refused_for_who_was_not_looked_after_and_twice_for_a_term(people: People, virtual: User) -> None:
    with pytest.raises(Refused, match="was not looked after on 6 October 2026"):
        rated(people.child, virtual)
    looked_after(people.child, LONG_AGO)
    rated(people.child, virtual)
    with pytest.raises(Refused, match="rated already"):
        rated(people.child, virtual, held_on=date(2026, 11, 3))
    with pytest.raises(Refused, match="Say what is weak"):
        rated(people.child, virtual, term_starts_on=SUMMER, held_on=date(2026, 9, 30), quality="weak")


def test_a_term_that_ended_before_the_child_was_looked_after_has_no_plan(people: People, virtual: User) -> None:
    one = rated(looked_after(people.child, date(2026, 9, 1)), virtual)
    with pytest.raises(Refused, match="ended on 31 July 2026, before the pupil was looked after") as refused:
        rated(people.child, virtual, term_starts_on=SUMMER)
    assert refused.value.field == "term_starts_on"
    later = {"term_starts_on": SUMMER, "held_on": date(2026, 10, 7), "quality": "good", "why": ""}
    with pytest.raises(Refused, match="before the pupil was looked after"):
        actions.put_right(one, 1, **later, by=virtual, on=TODAY, at=moment(TODAY))


def test_a_meeting_before_the_term_began_is_of_another_term(people: People, virtual: User) -> None:
    one = rated(looked_after(people.child, LONG_AGO), virtual)
    before = {"held_on": date(2026, 7, 1), "quality": "good", "why": ""}
    with pytest.raises(Refused, match="The autumn term 2026 began on 1 August 2026"):
        actions.put_right(one, 1, term_starts_on=AUTUMN, **before, by=virtual, on=TODAY, at=moment(TODAY))


def test_the_database_keeps_one_plan_a_term_and_a_weak_one_with_its_reason(people: People, virtual: User) -> None:
    one = rated(looked_after(people.child), virtual)
    kept = {"child": people.child, "rated_by": virtual, "rated_on": TODAY, "rated_at": moment(TODAY)}
    for name, changes in (
        ("one_education_plan_a_term", {"held_on": one.held_on, "quality": "good"}),
        ("weak_education_plan_says_why", {"term_starts_on": SUMMER, "held_on": one.held_on, "quality": "weak"}),
        ("held_in_its_term_or_later", {"term_starts_on": TODAY, "held_on": one.held_on, "quality": "good"}),
        ("held_before_it_is_rated", {"term_starts_on": SUMMER, "held_on": date(2026, 12, 4), "quality": "good"}),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            EducationPlan.objects.create(**({"term_starts_on": AUTUMN} | kept | changes))


def test_what_was_entered_by_mistake_counts_no_more_and_is_changed_by_nobody(people: People, virtual: User) -> None:
    one = rated(looked_after(people.child), virtual)
    actions.mark_mistaken(one, 1, because="Another child.", by=virtual, on=TODAY, at=moment(TODAY))
    assert [row.standing.label for row in rows_for(virtual, TODAY)] == ["Red"]
    with pytest.raises(Refused, match="entered by mistake"):
        actions.mark_mistaken(one, 2, because="Again.", by=virtual, on=TODAY, at=moment(TODAY))
    page = make.signed_in(virtual).get(reverse("missing_out:plans:child", args=[people.child.key])).content.decode()
    assert "Another child." in page
    # The term is free again.
    rated(people.child, virtual)


def test_two_people_do_not_put_one_plan_right_past_each_other(people: People, virtual: User) -> None:
    one = rated(looked_after(people.child), virtual)
    changed = {"term_starts_on": AUTUMN, "held_on": date(2026, 10, 7), "quality": "good", "why": ""}
    when = {"by": virtual, "on": TODAY, "at": moment(TODAY)}
    actions.put_right(one, 1, **changed, **when)
    with pytest.raises(Stale):
        actions.put_right(one, 1, **changed, **when)


def test_the_virtual_school_rates_a_plan_on_its_page_and_the_list_says_how_it_stands(
    people: People, virtual: User
) -> None:
    looked_after(people.child)
    browser, url = make.signed_in(virtual), reverse("missing_out:plans:rate", args=[people.child.key])
    once = browser.get(url).context["once"]
    sent = {
        "once": once, "term_starts_on": AUTUMN.isoformat(), "held_on_day": "6", "held_on_month": "10",
        "held_on_year": "2026", "quality": "weak", "why": "",
    }  # fmt: skip
    refused = browser.post(url, sent)
    assert "Say what is weak or missing." in refused.content.decode()
    led = browser.post(url, sent | {"why": "No targets."})
    again = browser.post(url, sent | {"why": "No targets."})
    assert led["Location"] == again["Location"] == reverse("missing_out:plans:child", args=[people.child.key])
    assert EducationPlan.objects.get().rated_by == virtual
    week = browser.get(reverse("missing_out:looked_after:week", args=["2026-11-29"])).content.decode()
    assert f'href="{reverse("missing_out:plans:list")}"' in week
    before = Sight.objects.count()
    page = browser.get(reverse("missing_out:plans:list")).content.decode()
    assert "No targets." in page
    assert [one.children for one in Sight.objects.order_by("pk")[before:]] == [[people.child.pk]]
    assert "Personal education plan" in browser.get(reverse("people:child", args=[people.child.key])).content.decode()


def test_others_read_the_plans_and_only_the_virtual_school_rates_one(people: People, virtual: User) -> None:
    one = rated(looked_after(people.child), virtual)
    manager, keeper = make.user("manager"), make.user("missing_out_officer")
    for user, reads in ((manager, 200), (keeper, 200), (people.officer, 403), (people.head, 403)):
        browser = make.signed_in(user)
        assert browser.get(reverse("missing_out:plans:list")).status_code == reads
        assert browser.get(reverse("missing_out:plans:child", args=[people.child.key])).status_code == reads
        assert browser.get(reverse("missing_out:plans:change", args=[one.key])).status_code == 403


def test_a_restricted_child_is_on_nobodys_list_and_counts_in_the_weekly_report(people: People, virtual: User) -> None:
    looked_after(people.child, date(2026, 9, 1))
    people_actions.restrict(
        people.child, people.child.version, because="A refuge.", by=make.user("manager"), on=TODAY
    )  # fmt: skip
    assert rows_for(virtual, TODAY) == []
    assert make.signed_in(virtual).get(reverse("missing_out:plans:child", args=[people.child.key])).status_code == 404
    figures = {one.label: (one.number, one.before) for one in report(virtual, week_of(TODAY), asked_on=TODAY)}
    assert figures["Personal education plan: red"] == (1, 1)


def test_the_weekly_report_counts_the_plans_of_each_rating_as_they_stood(people: People, virtual: User) -> None:
    looked_after(people.child)
    rated(people.child, virtual, held_on=date(2026, 9, 8))
    looked_after(make.child("New", "Example", at=people.school), date(2026, 11, 25))
    late = looked_after(make.child("Late", "Example", at=people.school), date(2026, 10, 1))
    rated(late, virtual, held_on=date(2026, 11, 24))
    figures = {one.label: (one.number, one.before) for one in report(virtual, week_of(TODAY), asked_on=TODAY)}
    found = [figures[f"Personal education plan: {label}"] for label in ("red", "amber", "green", "not due yet")]
    assert found == [(0, 1), (1, 0), (1, 1), (1, 0)]
