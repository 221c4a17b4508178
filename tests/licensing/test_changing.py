"""What came later or is different by now: recorded before a licence is decided, and amended on it afterwards."""

import html
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from licensing.performances import actions, deciding, offers, pathway, queries, schedules
from licensing.performances.change_forms import cells_of
from licensing.performances.models import Entrant
from licensing.performances.submitting import PlaceGiven
from oxle.cases.actions import take
from oxle.cases.models import Case, CaseLetter
from oxle.core.errors import Refused
from oxle.correspondence.contents import html_of
from tests import make
from tests.attendance import make as referrals
from tests.exclusions.make import moment
from tests.licensing.performing import application, applied, day, given, licence_of, parents_part

ON = date(2026, 11, 16)
AT = moment(ON)
FIRST, LAST = date(2026, 12, 12), date(2026, 12, 13)  # a weekend
HEADINGS = "Child,Date,Arrives,Leaves,Performs,Breaks,Meals,Lessons,Chaperone,Teacher,Night work,Place"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", AT.isoformat())


@pytest.fixture
def officer() -> Any:
    return make.user("admin_officer")


@pytest.fixture
def browser(officer: Any) -> Client:
    return make.signed_in(officer)


@pytest.fixture
def child() -> Any:
    referrals.calendar()
    made = make.child("Ida", "Example", date(2015, 5, 6), at=make.school(), upn="H801200001001")
    make.address(make.parent(made, "Robin", "Example", parental_responsibility=True))
    return made


@pytest.fixture
def bare(child: Any) -> Entrant:
    """A child of whom the applicant said neither the part nor the place, and sent no risk assessment."""
    told = given(child, role="")
    whole = application([told], [day(1, told, FIRST, place=None)])
    whole = replace(whole, production=replace(whole.production, risk_words=""), places=[PLACE, PlaceGiven("Barn")])
    return actions.submit(whole, on=ON, at=AT).entrants.get()


PLACE = PlaceGiven("Example Hall (all performances)", "2 Stage Road", "OX1 1AA", "Exampleshire")


def step(browser: Client, case: Case, key: str, **answers: Any) -> Any:
    """A step’s page as somebody sends it, in what it shows unless they change it."""
    case.refresh_from_db()
    address = reverse("cases:step", args=[case.key, key])
    form = browser.get(address).context["form"]
    shown = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    data: dict[str, Any] = {"version": case.version}
    for name, value in {**shown, **answers}.items():
        if isinstance(value, date):
            data |= {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}
        elif value is not None:
            data[name] = value
    return browser.post(address, data)


def table(*rows: str) -> str:
    return "\n".join([HEADINGS, *rows])


def test_what_an_application_lacked_is_recorded_and_it_can_be_checked_then(
    bare: Entrant, browser: Client, officer: Any
):
    case = bare.case
    assert queries.lacking_of(bare)[:3] == [
        "A day names no place.", "There is no risk assessment.", "The child’s part in the production is not said.",
    ]  # fmt: skip
    row = "Ida Example,12/12/2026,09:00,12:00,09:30-10:30,,,,Kit Chaperone,,,example hall"
    risks = SimpleUploadedFile("risks.txt", b"Nothing is dangerous.", "text/plain")
    answer = step(browser, case, "supply", role="A goat", days=table(row), risk_assessment=risks)
    assert answer.status_code == 302
    said = offers.STEP_WORDS["licensing/performance/supply"](case.events.get(step="supply"))
    assert said == "Different: part, days and times, risk assessment."
    actions.parent_says(case, parents_part(), by=None, on=ON, at=AT)
    assert queries.complete_finding(Case.objects.get(pk=case.pk), None, ON) is None
    entrant = Entrant.objects.get()
    assert (entrant.role, entrant.schedule.get().place.name) == ("A goat", "Example Hall (all performances)")
    assert entrant.production.risk_assessment is not None
    take(case, pathway.CHECK, by=officer, on=ON, at=AT)
    assert case.stage == "checking"


def test_the_page_shows_the_days_as_they_are_and_sent_so_changes_nothing(child: Any, browser: Client) -> None:
    made = applied([child], [FIRST, LAST], on=ON)
    entrant = made.entrants.get()
    before = list(entrant.schedule.values("number", "on", "arrives", "leaves", "performing", "chaperone", "place"))
    assert cells_of(entrant, entrant.schedule.first()) == [
        "Ida Example", "12/12/2026", "09:00", "12:00", "09:30-10:30", "", "", "", "Kit Chaperone", "", "",
        "Example Hall",
    ]  # fmt: skip
    assert step(browser, entrant.case, "supply").status_code == 302
    assert list(entrant.schedule.values(*before[0])) == before
    assert offers.STEP_WORDS["licensing/performance/supply"](entrant.case.events.get(step="supply")) == ""


def test_a_row_that_cannot_be_read_is_named_and_nothing_is_kept(bare: Entrant, browser: Client) -> None:
    rows = ("Ida Example,12/12/2026,09:00,12:00,,,,,,,,The Moon", "Ida Example,soon,09:00,12:00,,,,,,,,Barn")
    answer = step(browser, bare.case, "supply", role="A goat", days=table(*rows))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors["days"]) == [
        "Row 2, Place: no place in the list is called “The Moon”",
        "Row 3, Date: “soon” is no date, such as 5/12/2026",
    ]
    # A heading of no column of ours is named, since what stands under it would be lost.
    there = table("Ida Example,12/12/2026,09:00,12:00,,,,,,,,Example Hall").replace("Teacher", "Tutor of the day")
    answer = step(browser, bare.case, "supply", role="A goat", days=there)
    assert list(answer.context["form"].errors["days"]) == [
        "Not read, since no column of ours is called so: Tutor of the day."
    ]
    bare.refresh_from_db()
    assert (bare.role, bare.schedule.get().place, bare.case.events.count()) == ("", None, 1)


def test_another_first_day_moves_the_day_by_which_it_must_be_decided(bare: Entrant, browser: Client) -> None:
    case = bare.case
    due = case.deadlines.filter(clock="first_performance", state="running")
    assert due.get().due_on == FIRST
    row = "Ida Example,5/12/2026,09:00,12:00,,,,,Kit Chaperone,,,Barn"
    step(browser, case, "supply", role="A goat", days=table(row))
    assert due.get().due_on == date(2026, 12, 5)
    assert Entrant.objects.get().first_on == date(2026, 12, 5)


def licensed(child: Any, officer: Any) -> Case:
    entrant = applied([child], [FIRST, LAST], on=ON).entrants.get()
    licence_of(entrant.case, officer, ON, FIRST, at=AT)
    return entrant.case


def licence_page(case: Case) -> str:
    letter = CaseLetter.objects.filter(case=case, letter__kind="licensing.licence").last().letter
    return html.unescape(re.sub(r"<[^>]+>", " ", html_of(letter, on=ON, address="1 Example Street")))


def test_an_amended_licence_says_the_new_day_the_new_times_and_the_new_place(
    child: Any, browser: Client, officer: Any
) -> None:
    case = licensed(child, officer)
    number = case.licence.number
    answer = step(
        browser, case, "amend", reason="The matinee moved.", from_on=FIRST, until_on=date(2026, 12, 20),
        places="The Corn Hall, 3 Market Place, Farville, FA1 1AA, Farshire",
        chaperones="Mabel Finch, Farshire, 31 12 2027", travel="By train.",
        days=table("Ida Example,20/12/2026,10:00,13:00,10:30-11:30,,,,Mabel Finch,,,the corn hall"),
    )  # fmt: skip
    assert answer.status_code == 302
    said = licence_page(case)
    assert [one.name for one in case.parties.filter(role="host")] == ["Exampleshire", "Farshire"]
    for words in ("Sunday 20 December 2026", "10:00 to 13:00", "The Corn Hall", "Mabel Finch", "By train.", number):
        assert words in said, words
    assert "12 December" not in said.partition("Days and times")[2]


def test_a_licence_is_amended_over_a_limit_only_with_a_reason_which_is_kept(
    child: Any, browser: Client, officer: Any
) -> None:
    case = licensed(child, officer)
    days = table("Ida Example,12/12/2026,06:00,12:00,09:30-10:30,11:00-11:15,10:30-11:15,,Kit Chaperone,,,")
    answers = {"reason": "Make-up.", "from_on": FIRST, "until_on": FIRST, "days": days.replace("11:00-11:15", "")}
    refused = step(browser, case, "amend", **answers)
    assert (refused.status_code, list(refused.context["form"].errors)) == (200, ["over_limits"])
    assert Entrant.objects.get().schedule.first().arrives == 540
    assert step(browser, case, "amend", **answers, over_limits="She sleeps there.").status_code == 302
    case.licence.refresh_from_db()
    assert (case.licence.over_limits, Entrant.objects.get().schedule.get().arrives) == ("She sleeps there.", 360)


def test_a_day_that_stays_keeps_its_number_and_a_new_one_gets_none_of_another_childs(child: Any, officer: Any) -> None:
    other = make.child("Ben", "Example", date(2014, 5, 6))
    made = applied([child, other], [FIRST, LAST], on=ON)
    ida, ben = made.entrants.order_by("number")
    licence_of(ida.case, officer, ON, FIRST, at=AT)
    lines = [one for one in schedules.lines_of([ida]) if one.on == LAST]
    moved = replace(
        lines[0], on=FIRST, here=day(9, given(child), FIRST, here=(600, 720), performing=[]).line.here, performing=()
    )
    data = {
        "role": "A sheep", "places": [], "chaperones": [], "lines": [*lines, moved], "from_on": FIRST, "until_on": LAST,
        "conditions": "", "over_limits": "", "host": "",
    }  # fmt: skip
    facts = {"until_on": LAST.isoformat()}
    deciding.amend(ida.case, pathway.AMEND, data=data, by=officer, on=ON, at=AT, facts=facts, reason="Later.")
    assert [(one.number, one.on) for one in ida.schedule.all()] == [(5, FIRST), (2, LAST)]
    assert [one.number for one in ben.schedule.all()] == [3, 4]


def test_a_licence_without_a_day_is_none(child: Any, officer: Any) -> None:
    case = licensed(child, officer)
    data = {
        "role": "A sheep", "places": [], "chaperones": [], "lines": [], "from_on": FIRST, "until_on": LAST,
        "conditions": "", "over_limits": "", "host": "",
    }  # fmt: skip
    facts = {"until_on": (LAST + timedelta(1)).isoformat()}
    with pytest.raises(Refused, match="Enter at least one day"):
        deciding.amend(case, pathway.AMEND, data=data, by=officer, on=ON, at=AT, facts=facts, reason="None.")
    assert Entrant.objects.get().schedule.count() == 2


def test_every_other_authority_of_the_places_gets_its_copy_once_and_we_are_none_of_them(
    child: Any, browser: Client, officer: Any, settings: Any
) -> None:
    settings.COUNCIL_NAME = "Exampleshire County Council"
    told = given(child)
    places = [PLACE, PlaceGiven("Barn", authority="Farshire"), PlaceGiven("Mill", authority="Nearshire")]
    lines = [day(1, told, FIRST, place=0), day(2, told, LAST, place=1)]
    entrant = actions.submit(application([told], lines, places=places), on=ON, at=AT).entrants.get()
    case = entrant.case
    actions.parent_says(case, parents_part(), by=None, on=ON, at=AT)
    take(case, pathway.CHECK, by=officer, on=ON, at=AT)
    assert queries.hosts_of(entrant) == ["Farshire"]
    assert step(browser, case, "grant", host="Farshire\nMidshire\nfarshire ").status_code == 302
    hosts = [one.name for one in case.parties.filter(role="host").order_by("pk")]
    assert hosts == ["Farshire", "Midshire"]
    moved = table("Ida Example,13/12/2026,09:00,12:00,09:30-10:30,,,,Kit Chaperone,,,Mill")
    changed = {"reason": "Moved.", "from_on": FIRST, "until_on": LAST, "host": "Farshire\nNearshire", "days": moved}
    assert step(browser, case, "amend", **changed).status_code == 302
    hosts = [one.name for one in case.parties.filter(role="host").order_by("pk")]
    assert hosts == ["Farshire", "Midshire", "Nearshire"]
    waiting = CaseLetter.objects.filter(case=case, letter__kind="licensing.licence", letter__state="drafted")
    assert waiting.filter(party__role="host").count() == 3


@pytest.mark.parametrize("decides", ["grant", "refuse"])
def test_a_parent_who_came_onto_the_record_since_gets_the_letter_too(
    browser: Client, officer: Any, decides: str
) -> None:
    referrals.calendar()
    child = make.child("Ida", "Example", date(2015, 5, 6), at=make.school(), upn="H801200001001")
    entrant = applied([child], [FIRST], on=ON).entrants.get()
    case = entrant.case
    assert not case.parties.filter(role="parent").exists()
    actions.parent_says(case, parents_part(), by=None, on=ON, at=AT)
    take(case, pathway.CHECK, by=officer, on=ON, at=AT)
    make.address(make.parent(child, "Robin", "Example", parental_responsibility=True))
    assert step(browser, case, decides, **({} if decides == "grant" else {"reason": "Unsafe."})).status_code == 302
    to_parents = CaseLetter.objects.filter(case=case, letter__kind__endswith="for_parents")
    assert [one.party.adult.family for one in to_parents] == ["Example"]
