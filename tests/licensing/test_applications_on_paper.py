"""An officer enters an application for performances that came on paper: all of it, as of the day it came, once."""

from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from licensing.performances.models import Production
from oxle.cases.models import Case
from oxle.core import dates
from oxle.correspondence import sending
from tests import make
from tests.exclusions.make import calendar, moment
from tests.licensing.employing import paper
from tests.licensing.on_sheets import day

ON = date(2026, 11, 16)
CHILDREN = (
    "First names,Family name,Date of birth,Address,Postcode,School,Part,Parent\n"
    "Ivy,Marrow,5/12/2017,3 Home Road,OX1 1AC,,A villager,Hazel Marrow\n"
    "Ben,Okoro,1/5/2014,4 Home Road,OX1 1AD,,A villager,Ash Okoro"
)
DAYS = (
    "Child,Date,Arrives,Leaves,Performs,Chaperone\n"
    "Ivy Marrow,5/12/2026,09:00,11:00,09:30-10:30,Mabel Finch\n"
    "Ben Okoro,5/12/2026,09:00,11:00,09:30-10:30,Mabel Finch"
)
BEN = "Ben Okoro,5/12/2026,09:00,11:00,09:30-10:30,Mabel Finch,"
# With a row of Ivy’s whose last cell, the place, is still to come.
DAYS_AT = (
    "Child,Date,Arrives,Leaves,Performs,Chaperone,Place\nIvy Marrow,5/12/2026,09:00,11:00,09:30-10:30,Mabel Finch,"
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", moment(ON).isoformat())
    calendar()


@pytest.fixture
def browser():
    return make.signed_in(make.user("admin_officer"))


def typed(browser: Any, **changes: Any) -> dict[str, Any]:
    url = reverse("licensing:production_enter")
    return {
        "once": browser.get(url).context["once"], **day("received_on", "2026-11-12"),
        "organisation": "Example Productions", "applicant_name": "Robin Example", "lines": "1 Stage Street",
        "postcode": "OX1 1AA", "policy": "yes", "name": "The Long Show", "kind": "theatre", "said": "They sing.",
        "places": "Exampleton Playhouse, 2 Stage Street, OX1 1AB", "table": CHILDREN, "days": DAYS, "email": "",
        "chaperones": "Mabel Finch, Oxfordshire, 31 12 2027", "travel": "By bus.", **changes,
    }  # fmt: skip


def sent(browser: Any, data: dict[str, Any]) -> Any:
    return browser.post(reverse("licensing:production_enter"), data)


def test_what_came_on_paper_is_received_as_of_its_day_once_and_nobody_is_sent_a_link(browser):
    child = make.child("Ivy", "Marrow", date(2017, 12, 5), at=make.school())
    make.address(child, postcode="OX1 1AC")
    data = typed(browser, risks=paper())
    assert [sent(browser, data).status_code for _ in range(2)] == [302, 302]
    made = Production.objects.get()
    assert (made.received_on, made.origin, made.by is None, made.risk_assessment is None, made.email) == (
        date(2026, 11, 12), "council", False, False, "",
    )  # fmt: skip
    ivy, ben = made.entrants.order_by("number")
    assert (ivy.case.child, ivy.case.opened_on, ben.match, ben.case) == (child, date(2026, 11, 12), "waits", None)
    assert [(one.on, one.chaperone) for one in ivy.days.all()] == [(date(2026, 12, 5), "Mabel Finch")]
    assert [(one.name, one.approved_until_on) for one in made.chaperones.all()] == [("Mabel Finch", date(2027, 12, 31))]
    while sending.send_next(at=dates.now()):
        pass
    assert [one for one in mail.outbox if "/licensing/part/" in one.body] == []


def test_the_officer_reads_which_columns_of_a_pasted_schedule_were_not_read(browser):
    first, *rows = DAYS.splitlines()
    answer = sent(browser, typed(browser, days="\n".join([f"{first},Mood", *(f"{row},good" for row in rows)])))
    assert answer.status_code == 302
    shown = browser.get(answer.headers["Location"]).content.decode()
    assert "In the days and times: not read, since no column of ours is called so: Mood." in shown


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"days": DAYS.replace("Ben Okoro", "Benn Okoro")}, "days", "Child"),
        ({"days": "Nothing"}, "days", ""),
        ({"days": f"{DAYS_AT}Example Hall"}, "days", "Row 2, Place: no place in the list is called “Example Hall”"),
        ({"table": CHILDREN.replace("1/5/2014", "1/5/2028")}, "table", "Date of birth"),
        ({"places": ", 2 Stage Street"}, "places", "Line 1: write the name of the place first"),
        ({"places": ""}, "places", "Enter the places"),
        ({"body_number": "BO-0000-0001"}, "body_number", "Enter the number as it stands on the approval"),
        ({"chaperones": "Mabel Finch"}, "chaperones", "Line 1: write the name, the council and the last day"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_is_kept(browser, changes, field, words):
    answer = sent(browser, typed(browser, **changes))
    assert answer.status_code == 200
    assert words in " ".join(answer.context["form"].errors[field])
    assert (Production.objects.count(), Case.objects.count()) == (0, 0)


def test_an_application_on_paper_takes_several_places_and_makes_up_for_no_line_at_which_it_is(browser):
    child = make.child("Ivy", "Marrow", date(2017, 12, 5), at=make.school())
    make.address(child, postcode="OX1 1AC")
    places = (
        "Exampleton Playhouse, 2 Stage Street, Exampleton, ex1 2ab\nThe Corn Hall, Farville, FA1 1AA, Farshire\nA barn"
    )
    sent(browser, typed(browser, places=places, days=f"{DAYS_AT}the corn hall\n{BEN}"))
    made = Production.objects.get()
    assert [(one.name, one.lines, one.postcode, one.authority) for one in made.places.order_by("pk")] == [
        ("Exampleton Playhouse (as applied for)", "2 Stage Street\nExampleton", "ex1 2ab", ""),
        ("The Corn Hall (as applied for)", "Farville", "FA1 1AA", "Farshire"),
        ("A barn (as applied for)", "", "", ""),
    ]
    assert made.entrants.get(given="Ivy").days.get().place.name == "The Corn Hall (as applied for)"
    assert made.entrants.get(given="Ben").days.get().place is None


def test_of_one_place_every_line_is_there(browser):
    child = make.child("Ivy", "Marrow", date(2017, 12, 5), at=make.school())
    make.address(child, postcode="OX1 1AC")
    sent(browser, typed(browser))
    made = Production.objects.get()
    assert made.entrants.get(given="Ivy").days.get().place == made.places.get()


def test_only_who_works_on_licences_enters_one():
    assert make.signed_in(make.user("ehe_officer")).get(reverse("licensing:production_enter")).status_code == 403
