"""Our letters on exclusions are read and released by those who work on them, and no attendance officer reads them."""

from datetime import date

import pytest

from attendance.referrals.letters import FIRST_WARNING
from exclusions.permanent import arranging, pathway
from exclusions.permanent.letters import DAY_SIX_OFFER
from oxle.accounts.visibility import visible_to
from oxle.core.errors import Refused
from oxle.correspondence.actions import release_letter
from oxle.correspondence.models import Letter
from oxle.correspondence.queries import to_release
from tests import make
from tests.exclusions.make import People, moment, unit

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 10)


@pytest.fixture
def letter() -> Letter:
    people = People()
    make.address(people.parent)
    case = people.tell()
    data = {
        "provider": unit(lines="1 Unit Lane", postcode="OX1 1AA", report_to="The office"),
        "starts_on": date(2026, 11, 16),
        "minutes": [150] * 10,
        "full_time": True,
        "decided_by": "",
        "because": "",
    }
    facts = {"times": "9:15am to 2:45pm", "transport": ""}
    arranging.arrange(case, pathway.ARRANGE, data=data, by=people.officer, on=ON, at=moment(ON), facts=facts, reason="")
    return Letter.objects.get(kind=DAY_SIX_OFFER.key)


def test_the_exclusion_officer_reads_and_releases_the_letter_that_a_step_drafted(letter: Letter) -> None:
    officer = make.user("exclusion_officer", name="Another officer")
    assert list(to_release(officer)) == [letter]
    released = release_letter(letter, by=officer, on=ON, at=moment(ON))
    assert released.state == Letter.State.RELEASED


@pytest.mark.parametrize(
    ("role", "seen", "to_let_go"),
    [
        ("manager", 1, 1),
        # An office posts the letters of every duty, and lets none of this one go.
        ("admin_officer", 1, 0),
        ("senior_attendance_officer", 1, 0),
        # These are shown a summary of exclusions, and no more.
        ("attendance_officer", 0, 0),
        ("ehe_officer", 0, 0),
    ],
)
def test_whoever_is_shown_a_summary_of_exclusions_reads_none_of_their_letters(
    letter: Letter, role: str, seen: int, to_let_go: int
) -> None:
    person = make.user(role)
    assert (visible_to(person, Letter).count(), to_release(person).count()) == (seen, to_let_go)


def test_a_senior_attendance_officer_does_not_release_a_letter_on_an_exclusion(letter: Letter) -> None:
    with pytest.raises(Refused):
        release_letter(letter, by=make.user("senior_attendance_officer"), on=ON, at=moment(ON))


def test_the_exclusion_officer_reads_no_letter_on_attendance() -> None:
    child = make.child()
    facts = {"kind": FIRST_WARNING.key, "kind_version": 1, "drafted_at": moment(ON)}
    Letter.objects.create(child=child, adult=make.adult(), **facts)
    assert visible_to(make.user("attendance_officer"), Letter).count() == 1
    assert visible_to(make.user("exclusion_officer"), Letter).count() == 0
