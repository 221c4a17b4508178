"""The pages about a child who needs a school, as an officer uses them."""

from typing import Any

import pytest
from django.urls import reverse

from exclusions.fair_access.models import FairAccessReferral
from oxle.cases.models import Case
from tests import make
from tests.exclusions.fair import opened
from tests.exclusions.make import People

pytestmark = pytest.mark.django_db
NOW = "2026-11-27T10:00:00+00:00"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", NOW)
    return People()


def typed(people: People, **changes: Any) -> dict[str, Any]:
    """What the form of a new case is sent with."""
    return {
        "came": "found", "school": people.school.key, "category": "l", "part": "placement", "sen": "none",
        "social_worker": "no", "wish": "Near the grandmother.", "voice": "With my friends.", **changes,
    }  # fmt: skip


def test_an_officer_opens_the_case_of_a_leaver_before_the_release_from_the_pupils_record(people: People) -> None:
    client = make.signed_in(people.officer)
    page = reverse("exclusions:fair_access:open", args=[people.child.key])
    assert page in client.get(reverse("people:child", args=[people.child.key])).content.decode()
    release = {"release_on_day": "14", "release_on_month": "12", "release_on_year": "2026"}
    leaves = {"came": "leaving", "leaves": "A secure children’s home", **release}
    text = client.post(page, typed(people, **leaves), follow=True).content.decode()
    case = Case.objects.get()
    assert f"The case is open: {case.reference}." in text
    assert "14 December 2026" in text
    assert "Not written down yet. The panel needs it." in text


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"came": "refused"}, ["Select the school that refused", "Enter why it refused"]),
        ({"came": "leaving"}, ["Enter what the child leaves", "Enter the day of release"]),
        (
            {"leaves": "A home"},
            ["Leave this empty, or select “The child leaves a secure or residential placement” above"],
        ),
    ],
)
def test_what_is_asked_only_of_some_is_asked_of_them_and_nothing_typed_is_lost(
    people: People, answers: dict[str, str], said: list[str]
) -> None:
    page = reverse("exclusions:fair_access:open", args=[people.child.key])
    text = make.signed_in(people.officer).post(page, typed(people, **answers)).content.decode()
    assert [words for words in said if words not in text] == []
    assert "Near the grandmother." in text
    assert not Case.objects.exists()


def test_a_step_that_waits_for_what_is_not_written_leads_to_where_it_is_written(people: People) -> None:
    case = opened(people, needs="")
    client = make.signed_in(people.officer)
    change = reverse("exclusions:fair_access:change", args=[case.key])
    text = client.get(reverse("cases:step", args=[case.key, "refer"])).content.decode()
    assert "Write down first what a school must know" in text
    assert change in text
    version = {"version": "1", "needs": "A quiet place, and <b>no</b> crowds."}
    text = client.post(change, typed(people, **version), follow=True).content.decode()
    assert FairAccessReferral.objects.get().needs == "A quiet place, and <b>no</b> crowds."
    assert "A quiet place, and &lt;b&gt;no&lt;/b&gt; crowds." in text
