"""Of a child whom another council has taught no register here shows it: the case says on whose word it rests."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from exclusions.permanent import panels, pathway
from exclusions.permanent.words import WORDS
from oxle.cases.models import Case
from tests import make
from tests.exclusions.make import People
from tests.exclusions.test_first_there import MONDAY, marked, placed
from tests.exclusions.test_home_council import lives
from tests.exclusions.test_permanent import take
from tests.offers import Offers

pytestmark = pytest.mark.django_db
ROW = "Education has begun"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-21T10:00:00+00:00")
    return People()


@pytest.fixture
def client(people: People) -> Client:
    return make.signed_in(people.officer)


def begin(client: Client, case: Case, step: str = "begin", **changes: Any) -> Any:
    """An officer records that education has begun on the Monday, as they were told on the Wednesday."""
    case.refresh_from_db()
    return client.post(
        reverse("cases:step", args=[case.key, step]),
        {
            "on_day": 16, "on_month": 11, "on_year": 2026, "told_on_day": 18, "told_on_month": 11, "told_on_year": 2026,
            "confirmed_by": "Their inclusion team, by telephone.", "evidence": "The register of their unit.",
            "version": case.version, "once": f"{case.version}".zfill(20), **changes,
        },
    )  # fmt: skip


def errors(response: Any) -> dict[str, list[str]]:
    return dict(response.context["form"].errors) if response.status_code == 200 else {}


def shown(case: Case, people: People) -> Any:
    rows = panels.about(Case.objects.get(pk=case.pk), people.officer)["rows"]
    return {row["key"]: row["value"] for row in rows}[ROW]


@pytest.mark.parametrize("step", ["begin", "begin_in_part"])
def test_another_councils_word_is_taken_only_with_the_day_on_which_it_was_given_and_what_it_rests_on(
    people: People, client: Client, step: str
) -> None:
    case = people.tell()
    lives(client, case)
    left_out = {"told_on_day": "", "told_on_month": "", "told_on_year": "", "evidence": ""}
    assert errors(begin(client, case, step, **left_out)) == {
        "told_on": ["Enter the day on which they said so"], "evidence": ["Enter what they go by"],
    }  # fmt: skip
    assert errors(begin(client, case, step, told_on_day=13)) == {
        "told_on": ["The child first came on 16 November 2026. They cannot have said so before"]
    }
    assert begin(client, case, step).status_code == 302
    event = case.events.get(step=step)
    assert (event.facts["told_on"], event.facts["evidence"]) == ("2026-11-18", "The register of their unit.")
    assert WORDS[step](event) == (
        "Confirmed by: Their inclusion team, by telephone. On 18 November 2026. They go by: The register of their unit."
    )


def test_the_case_says_that_it_rests_on_their_word_and_that_no_register_shows_it(
    people: People, client: Client
) -> None:
    case = people.tell()
    lives(client, case)
    begin(client, case)
    assert shown(case, people) == [
        "16 November 2026, said by Their inclusion team, by telephone on 18 November 2026, not confirmed by a register",
        "They go by: The register of their unit.",
    ]


def test_what_was_said_is_put_right_with_its_day_and_what_it_rests_on(people: People, client: Client) -> None:
    case = people.tell()
    lives(client, case)
    begin(client, case)
    event = case.events.get(step="begin")
    case.refresh_from_db()
    url = reverse("cases:correct", args=[case.key, event.order])
    filled_in = Offers(client.get(url).content.decode()).forms
    typed = next(one.fields for one in filled_in if "evidence" in one.fields)
    assert (typed["told_on_day"], typed["evidence"]) == (["18"], ["\nThe register of their unit."])
    assert client.post(url, {**typed, "evidence": "A visit.", "reason": "A slip."}).status_code == 302
    facts = case.events.get(supersedes=event).facts
    assert (facts["told_on"], facts["evidence"]) == ("2026-11-18", "A visit.")


def test_of_a_place_that_was_arranged_here_nothing_more_is_asked_and_its_register_confirms_it(
    people: People, client: Client
) -> None:
    case, provider = placed(people)
    assert set(client.get(reverse("cases:step", args=[case.key, "begin"])).context["form"].fields) == {
        "on", "confirmed_by",
    }  # fmt: skip
    take(people, case, pathway.BEGIN, MONDAY, confirmed_by="The office")
    assert shown(case, people) == ["16 November 2026, said by The office, not confirmed by a register"]
    marked(people.child, provider, "/ \\ ")
    assert shown(case, people) == ["16 November 2026"]
