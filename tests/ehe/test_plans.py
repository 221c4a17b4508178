"""Plans for examinations and after Year 11: said on the case, begun with, and what the child went on to at its end."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from ehe import pathway, queries
from oxle.cases import actions as cases
from oxle.cases.models import Case
from tests import make
from tests.ehe.make import People, looked_at, moment

pytestmark = pytest.mark.django_db
ON, LATER = date(2026, 11, 9), date(2026, 11, 16)
# Of the child of these tests, who was born on 6 May 2013.
LAST_DAY = date(2029, 6, 29)
PLANNED = {"exams": "private", "exam_words": "Mathematics, June 2029", "after": "college", "after_words": "Northmere"}


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2029-06-29T10:00:00+00:00")
    return People()


@pytest.fixture
def case(people: People) -> Case:
    case = people.told(ON)
    looked_at(case, people.officer, ON)
    return case


def sent(people: People, case: Case, step: str, **typed: Any) -> Any:
    case.refresh_from_db()
    return make.signed_in(people.officer).post(
        reverse("cases:step", args=[case.key, step]), {"on": "29/6/2029", "version": case.version, **typed}
    )


def page_rows(people: People, case: Case) -> dict[str, str]:
    page = make.signed_in(people.officer).get(case.get_absolute_url())
    rows = next(one["rows"] for one in page.context["panels"] if "lacking" in one)
    return {row["key"]: row["value"] for row in rows if row["key"] in {"Examinations", "After Year 11"}}


def test_plans_are_said_on_the_case_and_the_next_time_the_form_begins_with_them(people: People, case: Case) -> None:
    assert page_rows(people, case) == {}
    assert sent(people, case, "plans", **PLANNED).status_code == 302
    assert page_rows(people, case) == {
        "Examinations": "As a private candidate, at a centre that takes them: Mathematics, June 2029",
        "After Year 11": "A sixth form or a college: Northmere",
    }
    form = make.signed_in(people.officer).get(reverse("cases:step", args=[case.key, "plans"])).context["form"]
    assert {name: form[name].value() for name in PLANNED} == PLANNED


def test_both_must_be_answered_and_not_known_is_an_answer(people: People, case: Case) -> None:
    page = sent(people, case, "plans")
    assert page.context["form"].errors == {
        "exams": ["Select which examinations are planned"],
        "after": ["Select what is to follow Year 11"],
    }
    assert sent(people, case, "plans", exams="unknown", after="unknown").status_code == 302


def test_who_is_over_age_leaves_with_what_they_go_on_to_and_not_what_was_planned(people: People, case: Case) -> None:
    cases.take(case, pathway.PLANS, by=people.officer, on=LATER, at=moment(LATER), facts=PLANNED)
    page = make.signed_in(people.officer).get(reverse("cases:step", args=[case.key, "age_out"]))
    assert page.context["form"]["after_words"].value() == "Northmere"
    refused = sent(people, case, "age_out")
    assert refused.context["form"].errors == {"after": ["Select what the child goes on to"]}
    assert sent(people, case, "age_out", after="apprenticeship").status_code == 302
    case.refresh_from_db()
    assert case.stage == "of_age"
    assert queries.plans_of(case) == {
        "exams": "private", "exam_words": "Mathematics, June 2029", "after": "apprenticeship",
    }  # fmt: skip
    assert page_rows(people, case)["After Year 11"] == "An apprenticeship"
