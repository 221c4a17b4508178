"""What duties count stands in a pack beside the register, and leaves the service rounded, without small numbers."""

import re
from datetime import date

import pytest
from django.urls import reverse

from licensing.bodies.models import BodyApproval
from oxle.missing_out.models import Pack
from oxle.missing_out.packs.beside import Beside, counted_beside, grouped, outward_of_duties
from oxle.people.models import Child
from oxle.transfers.actions import record_received
from tests import make
from tests.exclusions.make import People
from tests.licensing import organising
from tests.missing_out.packing import agreed, group, offered_nothing
from tests.transfers.make import Places, moment

ON = date(2026, 10, 14)
KEPT = [["at_home", "Educated at home", 3], ["licensing.bodies", "Approved organisations", 4],
        ["licensing.permits", "Work permits in force", 12], ["gone.old", "Something", 1]]  # fmt: skip
BODIES = "Approved organisations (BOPA) in force"
LICENSING = "Licensing"


def test_the_figures_of_each_duty_stand_under_its_name_and_those_of_one_that_is_gone_under_its_key() -> None:
    assert grouped(KEPT) == [
        Beside("Beside the register", (("Educated at home", 3),)),
        Beside(LICENSING, (("Approved organisations", 4), ("Work permits in force", 12))),
        Beside("gone", (("Something", 1),)),
    ]


def test_only_what_duties_count_leaves_the_service_with_them_and_without_small_numbers() -> None:
    shown = [outward_of_duties(KEPT, f"series {number}") for number in range(100)]
    assert {tuple(title for title, _ in each) for each in shown} == {(LICENSING, "gone")}
    lines = [dict(line for _, lines in each for line in lines) for each in shown]
    assert {name: {each[name] for each in lines} for name in lines[0]} == {
        "Approved organisations": {None}, "Work permits in force": {10, 15}, "Something": {None},
    }  # fmt: skip


@pytest.fixture
def pack(monkeypatch: pytest.MonkeyPatch) -> Pack:
    """A pack of a day on which one organisation is approved."""
    monkeypatch.setenv("OXLE_NOW", "2026-12-03T12:00:00+00:00")
    there = People()
    offered_nothing(there.child, there.school, date(2026, 9, 10))
    organising.approved(ON, by=make.user("admin_officer"))
    meeting = group(date(2026, 9, 1), date(2026, 10, 21)).meetings.order_by("on").first()
    assert meeting is not None
    return agreed(meeting, make.user("manager"), ON)


def opened(pack: Pack, name: str) -> str:
    """What a manager is answered."""
    answer = make.signed_in(pack.frozen_by).get(reverse(f"missing_out:packs:{name}", args=[pack.key]))
    assert answer.status_code == 200
    return answer.content.decode()


def numbers(page: str, label: str) -> list[str]:
    """What stands beside a label in the tables of a page."""
    return re.findall(rf"{re.escape(label)}</th><td[^>]*>([^<]*)</td>", page)


@pytest.mark.django_db
def test_a_pack_keeps_what_duties_count_on_its_day_and_says_it_under_the_name_of_each(pack: Pack) -> None:
    assert ["licensing.bodies", BODIES, 1] in pack.beside
    page = opened(pack, "pack")
    assert f">{LICENSING}</caption>" in page
    assert numbers(page, BODIES) == ["1"]
    BodyApproval.objects.update(until_on=ON)
    assert numbers(opened(pack, "pack"), BODIES) == ["1"]


@pytest.mark.django_db
def test_outside_a_small_number_is_told_neither_on_the_page_nor_in_the_file(pack: Pack) -> None:
    (shown,) = numbers(opened(pack, "outward"), BODIES)
    assert shown in ("withheld", "5")
    lines = opened(pack, "outward_file").splitlines()
    assert [line for line in lines if BODIES in line] == [f"{LICENSING},{BODIES},{shown}"]


@pytest.mark.django_db
def test_every_figure_has_a_key_of_its_own() -> None:
    keys = [key for key, _, _ in counted_beside(ON)]
    assert len(keys) == len(set(keys))
    assert any(str(key).startswith("licensing.") for key in keys)


def test_a_share_stays_inside_since_it_tells_more_than_a_rounded_number() -> None:
    kept = [["exclusions.day_six", "Day 6 came", 12], ["exclusions.day_six_percent", "Of each 100", 91]]
    assert [lines for _, lines in outward_of_duties(kept, "series")] in ([[("Day 6 came", 10)]], [[("Day 6 came", 15)]])


@pytest.mark.django_db
def test_moves_are_counted_as_they_stood_until_every_file_is_receipted_and_by_the_school_that_owes_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-24T10:00:00+00:00")
    there = Places()
    move, key = there.moved(), there.old.key
    owed = {f"records_of_{key}": 1, f"records_of_overdue_{key}": 1}

    def counted(on: date) -> dict[str, str | int]:
        return {str(key): number for key, _, number in counted_beside(on) if str(key).startswith("records")}

    assert counted(date(2026, 11, 23)) == {"records": 0, "records_overdue": 0}
    assert counted(date(2026, 12, 11)) == {"records": 1, "records_overdue": 1} | owed
    came_on = date(2026, 12, 14)
    came = {"received_on": came_on, "receiver": "The office", "on": came_on, "at": moment(came_on)}
    Child.objects.update(restricted=True, restricted_because="Refuge.")
    assert counted(date(2026, 12, 11)) == {"records": 1, "records_overdue": 1}
    Child.objects.update(restricted=False, restricted_because="")
    for one in move.lines.all():
        record_received(one, one.version, **came, by=there.next_head)
    assert counted(date(2026, 12, 11)) == {"records": 1, "records_overdue": 1} | owed
    assert counted(came_on) == {"records": 0, "records_overdue": 0}


@pytest.mark.django_db
def test_the_moves_of_each_school_stand_under_a_title_that_says_once_who_is_left_out_with_how_many_are_overdue(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-24T10:00:00+00:00")
    there = Places()
    there.moved()
    titles = {one.title: one.lines for one in grouped(counted_beside(date(2026, 12, 11)))}
    assert ("Moves of pupils with a file that is overdue", 1) in titles["Beside the register"]
    name = str(there.old)
    assert titles[
        "Moves whose records are not all receipted, by the school or unit that owes them, restricted pupils left out"
    ] == ((f"Moves from {name}", 1), (f"Moves from {name} with a file that is overdue", 1))
