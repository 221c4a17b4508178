"""Where a pupil is who is closed to the reader of a pack is told by no table of it, and they count all the same."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from oxle.accounts.models import User
from oxle.meetings import actions as meetings
from oxle.meetings.models import Capacity, Meeting
from oxle.missing_out.models import Pack, PackRow
from oxle.missing_out.packs.counting import NOT_SAID
from oxle.people import actions as people
from oxle.people.models import Child
from oxle.schools.models import Phase, Trust
from tests import make
from tests.exclusions.make import People
from tests.missing_out.packing import agreed, group, offered_nothing

pytestmark = pytest.mark.django_db
BEGUN, FROZEN, LATER, TODAY = date(2026, 9, 10), date(2026, 10, 14), date(2026, 11, 20), date(2026, 12, 3)
NOW = datetime(2026, 12, 3, 12, tzinfo=UTC)
SECRETS = ("Refuge Road School", "Quiet Vale", "Quiet Trust")


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> People:
    """A red pupil of one school; the register is asked at noon."""
    monkeypatch.setenv("OXLE_NOW", NOW.isoformat())
    found = People()
    offered_nothing(found.child, found.school, BEGUN)
    return found


@pytest.fixture
def closed(there: People) -> Child:
    """A red pupil of another school, in a district and a trust of its own."""
    trust = Trust.objects.create(uid="90001", name=SECRETS[2])
    school = make.school(SECRETS[0], phase=Phase.PRIMARY, district=SECRETS[1], trust=trust)
    child = make.child("Shut", "Example", at=school, born_on=date(2014, 5, 1))
    offered_nothing(child, school, BEGUN)
    return child


@pytest.fixture
def called(there: People) -> list[Meeting]:
    """The first two meetings of the group."""
    return list(group(date(2026, 9, 1), date(2026, 10, 21)).meetings.order_by("on")[:2])


@pytest.fixture
def manager(there: People) -> User:
    return make.user("manager", name="Marl Manager")


@pytest.fixture
def member(called: list[Meeting]) -> User:
    """Somebody who reads the packs of the group."""
    user = make.user("strategic_group_member", name="Mere Member")
    meetings.add_member(
        called[0].series, capacity=Capacity.MEMBER, from_on=date(2026, 9, 1), by=make.someone(), user=user, name=""
    )
    return user


def told(user: User, pack: Pack) -> str:
    """All that a person reads of a pack, in its pages and its workbook."""
    browser = make.signed_in(user)
    pages = [browser.get(reverse(f"missing_out:packs:{name}", args=[pack.key])).content for name in ("pack", "rows")]
    book = browser.get(reverse("missing_out:packs:workbook", args=[pack.key])).content
    with zipfile.ZipFile(io.BytesIO(book)) as inside:
        return " ".join(one.decode() for one in [*pages, *map(inside.read, inside.namelist())])


def lines(user: User, pack: Pack, title: str) -> dict[str, tuple[int, int | None, str]]:
    """A table of a pack, as a person reads it: of each line how many are red, how many there were before, and where
    the number of the red ones leads."""
    shown = make.signed_in(user).get(reverse("missing_out:packs:pack", args=[pack.key])).context["tables"]
    (found,) = (one for one in shown if one["title"] == title)
    return {one["line"].label: (one["line"].red, one["line"].before, one["cells"][0]["url"]) for one in found["lines"]}


def restricted(child: Child, member: User) -> None:
    people.restrict(child, child.version, because="A refuge", by=make.someone(), on=FROZEN)


def of_family(child: Child, member: User) -> None:
    people.declare_conflict(child, user=member, reason="A niece", by=make.someone(), on=FROZEN)


@pytest.mark.parametrize("close", [restricted, of_family])
def test_a_child_who_is_closed_to_a_member_counts_under_no_place_in_this_pack_and_the_one_before(
    there: People, closed: Child, called: list[Meeting], manager: User, member: User,
    close: Callable[[Child, User], None],
) -> None:  # fmt: skip
    first, second = agreed(called[0], manager, FROZEN), agreed(called[1], manager, LATER)
    assert SECRETS[0] in told(member, second)
    close(closed, member)
    for pack in (first, second):
        assert [one for one in SECRETS if one in told(member, pack)] == []
    for title in ("By district", "By phase", "By school", "By trust"):
        assert lines(member, second, title)[NOT_SAID] == (1, 1, "")
    assert lines(member, second, "By school")[str(there.school)][:2] == (1, 1)


def test_whoever_the_restricted_record_is_open_to_counts_the_child_at_their_school(
    closed: Child, called: list[Meeting], manager: User
) -> None:
    pack = agreed(called[0], manager, FROZEN)
    restricted(closed, manager)
    assert SECRETS[0] not in lines(manager, pack, "By school")
    people.break_glass(closed, reason="Duty call about an injury", by=manager, at=NOW)
    found = lines(manager, pack, "By school")
    assert NOT_SAID not in found
    assert found[str(closed.enrolments.get().school)][0] == 1


def test_a_row_whose_child_was_destroyed_shows_its_place_in_no_table_and_no_list(
    called: list[Meeting], manager: User, member: User
) -> None:
    pack = agreed(called[0], manager, FROZEN)
    row = PackRow.objects.create(
        pack=pack, reference="MO-7K4M-2QX6", rated=2, goes_up=False, kinds=["Missing"], school=SECRETS[0],
        area=SECRETS[1], trust=SECRETS[2], phase="Primary", days=9, days_in_year=9, short=60, told={}, digest="0",
    )  # fmt: skip
    for user in (manager, member):
        assert [one for one in SECRETS if one in told(user, pack)] == []
        red, _, url = lines(user, pack, "By school")[NOT_SAID]
        assert red == 1
        table = make.signed_in(user).get(url).context["table"]
        assert [one.record.row for one in table.rows] == [row]
