"""Wherever percentages of a register stand in a table it is said how they were worked out, in the same words."""

from datetime import date
from html import unescape

import pytest

from attendance.referrals import letters
from oxle.correspondence import contents
from oxle.correspondence.actions import new_letter
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 16)
WORDS = (
    "A percentage is a share of the sessions that a pupil could attend, cut after two decimals and never rounded up."
)
FIGURES = {
    "school_name": "Example School",
    "from_on": date(2026, 9, 2),
    "to_on": ON,
    "possible": 62,
    "unauthorised": 16,
    "attendance_percent": "74.19%",
}


@pytest.mark.parametrize("kind", [kind for kind in letters.ALL if "attendance_percent" in kind.may_say])
def test_every_letter_with_the_registers_figures_says_how_the_percentage_was_worked_out(kind):
    child, adult = make.child(), make.adult()

    def said(context):
        letter = new_letter(kind, recipient=adult, child=child, context=context, by=None, at=referrals.moment(ON))
        text = " ".join(contents.html_of(letter, on=ON, address="1 Example Street").split())
        return text.count("74.19%"), text.count(WORDS)

    assert said(FIGURES) == (1, 1)
    # Without a register there is nothing to say it of.
    assert said({"school_name": "Example School"}) == (0, 0)


def test_five_letters_hold_the_registers_figures():
    assert [kind.key.removeprefix("attendance.") for kind in letters.ALL if "attendance_percent" in kind.may_say] == [
        "first_warning",
        "pace_letter",
        "panel_invitation",
        "pace_invitation",
        "final_warning",
    ]


def test_so_do_the_pages_of_the_school_and_of_the_council():
    people = court.People()
    draft = referrals.draft(people.school, people.child, people.lead, ON)
    pages = [
        make.signed_in(people.lead).get(f"/attendance/referrals/{draft.key}/{page}/") for page in ("register", "check")
    ]
    case = referrals.sent(people.school, people.child, people.lead, ON)
    senior = make.signed_in(people.senior)
    pages += [senior.get(case.get_absolute_url()), senior.get(f"/attendance/cases/{case.key}/decide/")]
    said = [" ".join(unescape(page.text).split()) for page in pages]
    assert [(text.count("(74.19%)"), text.count(WORDS)) for text in said] == [(1, 1)] * 4
