"""The council of the area where an excluded child lives owes education from day 6: of one from elsewhere another."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from exclusions.permanent import letters, panels, pathway, queries
from oxle.cases import actions as cases
from oxle.cases.models import Case, CaseLetter
from oxle.cases.sweep import sweep
from oxle.core.errors import Refused
from tests import make
from tests.exclusions.make import FIRST_ON, People, moment

pytestmark = pytest.mark.django_db
OTHER = "Exampleshire County Council"
DAY_SIX = date(2026, 11, 16)
OF_THIS_COUNCIL = {"arrangement", "day_six", "day_six_after"}


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-10T10:00:00+00:00")
    return People()


@pytest.fixture
def client(people: People) -> Client:
    return make.signed_in(people.officer)


def lives(client: Client, case: Case, here: str = "no", authority: str = OTHER) -> Any:
    """An officer records where the child lives."""
    case.refresh_from_db()
    typed = {"lives_here": here, "authority": authority, "known_from": "The parents", "version": case.version}
    on = {"on_day": 10, "on_month": 11, "on_year": 2026, "once": f"{case.version}".zfill(20)}
    return client.post(reverse("cases:step", args=[case.key, "home"]), {**typed, **on})


def due(case: Case) -> dict[str, date | None]:
    return {one.clock: one.due_on for one in case.deadlines.filter(state="running")}


def test_until_somebody_knows_better_it_is_owed_by_this_council(people: People) -> None:
    dates = due(people.tell())
    assert dates.keys() >= OF_THIS_COUNCIL
    assert "home_day_six" not in dates


def test_of_a_child_who_lives_elsewhere_day_6_is_that_councils_and_no_date_of_this_one(
    people: People, client: Client
) -> None:
    case = people.tell()
    lives(client, case)
    dates = due(case)
    assert dates["home_day_six"] == DAY_SIX
    assert not OF_THIS_COUNCIL & dates.keys()
    assert case.deadlines.get(clock="home_day_six").against == "other body"
    sweep(at=moment(date(2026, 11, 20)))
    assert not case.deadlines.filter(clock__contains="day_six", escalated_for__isnull=False).exists()
    six = queries.day_six(Case.objects.get())
    assert (six.is_elsewhere, six.is_late(date(2026, 12, 1))) == (True, False)


def test_the_page_of_the_case_says_who_owes_it(people: People, client: Client) -> None:
    case = people.tell()
    lives(client, case)
    rows = {row["key"]: row["value"] for row in panels.about(Case.objects.get(), people.officer)["rows"]}
    assert rows["Education is owed by"] == f"{OTHER}, where the child lives"


def test_no_address_proposes_another_council_and_the_case_says_that_nobody_has_decided(
    people: People, client: Client
) -> None:
    make.address(people.child, "1 Far Lane, Farton", postcode="ZZ9 9ZZ")
    case = people.tell()

    def owed_by() -> Any:
        rows = panels.about(Case.objects.get(), people.officer)["rows"]
        return {row["key"]: row["value"] for row in rows}["Education is owed by"]

    assert owed_by() == "This council. Nobody has recorded where the child lives, and no address decides it"
    assert due(case).keys() >= OF_THIS_COUNCIL
    lives(client, case, "yes", "")
    assert owed_by() == "This council: the child lives here, as recorded on 10 November 2026"


def test_that_council_is_told_by_a_letter_with_its_name_and_asked_to_confirm_it(people: People, client: Client) -> None:
    case = people.tell()
    lives(client, case)
    letter = CaseLetter.objects.get(letter__kind=letters.HOME_NOTICE.key).letter
    assert letter.organisation.name == OTHER
    assert (letter.context["authority"], letter.context["day_six_on"]) == (OTHER, DAY_SIX.isoformat())
    assert due(case)["home_receipt"] == date(2026, 11, 11)
    case.refresh_from_db()
    on = date(2026, 11, 10)
    facts = {"confirmed_by": "Their inclusion team, by e-mail"}
    cases.take(case, pathway.HOME_RECEIVED, by=people.officer, on=on, at=moment(on), facts=facts)
    assert "home_receipt" not in due(case)


def test_a_child_who_lives_here_after_all_is_owed_it_by_this_council_again(people: People, client: Client) -> None:
    case = people.tell()
    lives(client, case)
    lives(client, case, "yes", "")
    dates = due(case)
    assert dates.keys() >= OF_THIS_COUNCIL
    assert not {"home_day_six", "home_receipt"} & dates.keys()
    assert not case.parties.filter(role=letters.HOME_COUNCIL, to_on=None).exists()
    assert CaseLetter.objects.get(letter__kind=letters.HOME_NOTICE.key).letter.state == "withdrawn"


def test_another_council_than_the_one_recorded_first_gets_the_letter(people: People, client: Client) -> None:
    case = people.tell()
    lives(client, case)
    lives(client, case, authority="Othershire  Council")
    unsent = CaseLetter.objects.exclude(letter__state="withdrawn").get(letter__kind=letters.HOME_NOTICE.key)
    assert unsent.letter.organisation.name == "Othershire Council"
    assert due(case)["home_day_six"] == DAY_SIX


def test_a_first_day_that_is_put_right_moves_what_the_other_council_owes(people: People, client: Client) -> None:
    case = people.tell()
    lives(client, case)
    told = case.events.get(step="tell", superseded_by=None)
    said = {"by": people.officer, "on": FIRST_ON, "at": moment(date(2026, 11, 12)), "reason": "A slip."}
    cases.correct(told, facts={"first_on": "2026-11-10"}, **said)
    assert due(case)["home_day_six"] == date(2026, 11, 17)
    assert not OF_THIS_COUNCIL & due(case).keys()


def test_nobody_confirms_a_letter_that_was_not_written(people: People) -> None:
    with pytest.raises(Refused, match="another council’s area"):
        cases.take(people.tell(), pathway.HOME_RECEIVED, by=people.officer, on=FIRST_ON, at=moment(FIRST_ON))


def test_a_school_that_says_where_the_child_lives_asks_for_the_record_and_takes_no_date_off_this_council(
    people: People, client: Client
) -> None:
    case = people.tell(lives_in=OTHER)
    assert due(case).keys() >= OF_THIS_COUNCIL
    assert due(case)["home_said"] == date(2026, 11, 10)
    rows = {row["key"]: row["value"] for row in panels.about(Case.objects.get(), people.officer)["rows"]}
    assert rows["Lives in the area of"] == f"{OTHER}, as the school says"
    form = client.get(reverse("cases:step", args=[case.key, "home"])).context["form"]
    assert [form[name].value() for name in ("lives_here", "authority", "known_from")] == [
        "no", OTHER, "The school’s notice",
    ]  # fmt: skip
    lives(client, case)
    assert "home_said" not in due(case)


def test_where_no_school_says_so_nobody_is_asked_to_record_it(people: People, client: Client) -> None:
    case = people.tell()
    assert "home_said" not in due(case)
    form = client.get(reverse("cases:step", args=[case.key, "home"])).context["form"]
    assert form["lives_here"].value() is None


@pytest.mark.parametrize(
    ("here", "authority", "error"),
    [
        ("no", " ", "Enter the council in whose area the child lives"),
        ("yes", OTHER, "Leave this empty, or answer above"),
    ],
)
def test_the_page_asks_for_the_council_of_a_child_from_elsewhere_alone(
    people: People, client: Client, here: str, authority: str, error: str
) -> None:
    case = people.tell()
    assert error in lives(client, case, here, authority).content.decode()
    assert not case.events.filter(step="home").exists()
