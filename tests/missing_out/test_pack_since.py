"""What a pack reported beside what is known now: figures of duties, places, marks, who stands beside the register."""

from datetime import date

import pytest

from ehe import actions as home
from oxle.accounts.models import User
from oxle.meetings.models import Meeting
from oxle.missing_out.concerns import actions as concerns
from oxle.missing_out.models import Pack
from oxle.missing_out.packs.beside import REGISTER
from oxle.missing_out.packs.since import NOT_THERE, Differs, Figure, Since, known_since
from oxle.people.actions import add_vulnerability
from oxle.people.models import Child, Enrolment
from oxle.provision.models import Offer
from tests import make
from tests.ehe.make import told_of_home
from tests.exclusions.make import People, moment
from tests.missing_out.packing import agreed, page

pytestmark = pytest.mark.django_db
BEGUN, FROZEN, TODAY = date(2026, 9, 10), date(2026, 10, 14), date(2026, 12, 3)
AT_HOME = "Educated at home, suitably or not looked at yet"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-12-03T12:00:00+00:00")


@pytest.fixture
def pack(there: People, manager: User, called: list[Meeting]) -> Pack:
    """A pack with one pupil, red, at a school in no district, with no mark."""
    return agreed(called[0], manager, FROZEN)


def since(pack: Pack, user: User) -> Since:
    return known_since(user, pack, list(pack.rows.all()), TODAY)


def only(pack: Pack, user: User) -> Differs:
    [found] = since(pack, user).lines
    return found


def taught_at_home(name: str, since_on: date) -> Child:
    child = make.child(name, "Example")
    home.tell(child, None, told=told_of_home(), origin="council", by=make.someone(), on=since_on, at=moment(since_on))
    return child


def test_a_figure_of_a_duty_that_counts_otherwise_now_stands_beside_what_was_reported(
    pack: Pack, manager: User
) -> None:
    assert since(pack, manager).figures == []
    assert "All other figures of the pack count the same now." in page(manager, "since", pack.key)
    taught_at_home("Late", date(2026, 10, 12))
    found = since(pack, manager).figures
    assert Figure(REGISTER, AT_HOME, 0, 1) in found
    # The duty of home education counts the same child, and a day after the pack counts for nothing.
    assert [one for one in found if one.title == "Elective home education"]
    taught_at_home("Later", date(2026, 10, 15))
    assert since(pack, manager).figures == found
    shown = page(manager, "since", pack.key)
    assert f"{REGISTER}: {AT_HOME}" in shown
    assert "All other figures" not in shown


def test_hours_a_mark_and_another_school_are_said(there: People, pack: Pack, manager: User) -> None:
    assert since(pack, manager).lines == []
    Offer.objects.update(minutes=[60, *[0] * 9])
    assert "14 hours 24 minutes of the week so far not offered" in only(pack, manager).was
    assert "13 hours 24 minutes of the week so far not offered" in only(pack, manager).now
    Offer.objects.update(minutes=[0] * 10)
    assert since(pack, manager).lines == []
    add_vulnerability(there.child, kind="ehcp", from_on=BEGUN, source="SEN", by=there.officer, on=TODAY)
    assert ("Education, health and care plan" in only(pack, manager).was) is False
    assert "Education, health and care plan" in only(pack, manager).now
    other = make.school("Other School")
    Enrolment.objects.filter(child=there.child).update(school=other)
    Offer.objects.update(school=other)
    assert there.school.name in only(pack, manager).was
    assert other.name in only(pack, manager).now


def test_who_stood_beside_the_register_is_compared_and_counts_for_no_rating(
    there: People, manager: User, called: list[Meeting]
) -> None:
    child = taught_at_home("Home", BEGUN)
    concerns.conclude(
        child, goes_up=True, because="Only the group can help.", by=there.officer, on=FROZEN, at=moment(FROZEN)
    )
    pack = agreed(called[0], manager, FROZEN)
    assert pack.rows.filter(on_register=False).count() == 1
    assert (since(pack, manager).lines, since(pack, manager).counts[2]) == ([], ("Green", 0, 0))
    add_vulnerability(child, kind="child_in_need", from_on=BEGUN, source="Social care", by=there.officer, on=TODAY)
    found = only(pack, manager)
    assert found.reference == pack.rows.get(on_register=False).reference
    assert found.was.startswith("Beside the register: Green. Educated at home")
    assert "Child in need" in found.now
    assert found.now != NOT_THERE
