"""Board packs: frozen and never changed, agreed by somebody, compared, traced to their rows, and nobody named."""

import io
import re
import zipfile
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pikepdf
import pytest
from django.db import InternalError, transaction
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from oxle.accounts.models import User
from oxle.audit.models import Sight
from oxle.core.errors import Refused, Stale
from oxle.meetings.models import Meeting
from oxle.missing_out.models import Pack, PackRow
from oxle.missing_out.packs import freezing, remarks
from oxle.missing_out.packs.counting import counted_for
from oxle.missing_out.packs.figures import BY, Movement, movement, tables
from oxle.missing_out.packs.hashing import is_whole, row_digest
from oxle.missing_out.packs.moved import Moved, moved_by
from oxle.missing_out.packs.queries import rows_for
from oxle.missing_out.packs.since import known_since
from oxle.people import actions as people
from oxle.provision.models import Offer
from oxle.schooldays.wording import full_day
from tests import make
from tests.exclusions.make import People, moment
from tests.missing_out import concerning
from tests.missing_out.packing import agreed, frozen, group, group_work, member_of, offered_nothing, page
from tests.printed import roles_of

pytestmark = pytest.mark.django_db
BEGUN, FROZEN, LATER, TODAY = date(2026, 9, 10), date(2026, 10, 14), date(2026, 11, 20), date(2026, 12, 3)
FIRST_MEETING = date(2026, 10, 21)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-12-03T12:00:00+00:00")


# --- the meetings ---------------------------------------------------------------------------------------------


def test_the_group_meets_once_in_each_term_as_far_into_it_as_the_first_time(there: People) -> None:
    series = group(date(2026, 9, 1), date(2026, 10, 13))
    found = list(series.meetings.order_by("on").values_list("on", flat=True))
    terms = [term.starts_on for term in _terms() if term.ends_on >= date(2026, 10, 13)]
    assert len(found) == len([day for day in terms if day <= date(2027, 9, 1)])
    assert found[0] == date(2026, 10, 13)
    assert all(any(term.starts_on <= day <= term.ends_on for term in _terms()) for day in found)


def _terms() -> Any:
    from oxle.schooldays.queries import calendar_for

    return calendar_for(None).terms


# --- frozen, and never changed --------------------------------------------------------------------------------


def test_a_pack_keeps_the_register_of_a_day_whatever_becomes_of_it(
    there: People, manager: User, called: list[Meeting]
) -> None:
    pack = frozen(called[0], manager, FROZEN)
    row = pack.rows.get()
    assert (row.child, row.rated, row.days, row.school) == (there.child, 2, row.days, str(there.school))
    before = (row.counted(), pack.digest)
    Offer.objects.update(to_on=date(2026, 9, 30))
    row.refresh_from_db()
    pack.refresh_from_db()
    assert (row.counted(), pack.digest) == before
    assert is_whole(pack, pack.rows.all())


@pytest.mark.parametrize(
    "change",
    [
        lambda: PackRow.objects.update(rated=0),
        lambda: PackRow.objects.update(told={}),
        lambda: PackRow.objects.update(child=None, told={}),
        lambda: PackRow.objects.all().delete(),
        lambda: Pack.objects.update(digest="0" * 64),
        lambda: Pack.objects.update(frozen_on=date(2026, 10, 1)),
        lambda: Pack.objects.all()._raw_delete("default"),
    ],
)
def test_the_database_refuses_to_change_or_delete_what_was_frozen(
    manager: User, called: list[Meeting], change: Any
) -> None:
    frozen(called[0], manager, FROZEN)
    with pytest.raises(InternalError, match=r"never changed|Cannot (update|delete)"), transaction.atomic():
        change()
    assert (Pack.objects.count(), PackRow.objects.get().rated) == (1, 2)


def test_an_agreed_pack_is_agreed_for_ever(manager: User, called: list[Meeting]) -> None:
    pack = agreed(called[0], manager, FROZEN)
    with pytest.raises(InternalError, match="agreed_pack"), transaction.atomic():
        Pack.objects.filter(pk=pack.pk).update(words="Other words")


def test_the_hash_tells_that_a_row_is_not_as_it_was_frozen(manager: User, called: list[Meeting]) -> None:
    pack = frozen(called[0], manager, FROZEN)
    row = pack.rows.get()
    assert row.digest == row_digest(row)
    row.days += 1
    assert not is_whole(pack, [row])
    row.digest = row_digest(row)
    assert not is_whole(pack, [row])


# --- one pack of a meeting --------------------------------------------------------------------------------------


def test_a_meeting_has_one_agreed_pack_and_it_is_the_newest(manager: User, called: list[Meeting]) -> None:
    first, second = frozen(called[0], manager, FROZEN), frozen(called[0], manager, FROZEN)
    with pytest.raises(Refused, match="Agree the newest pack"):
        freezing.agree(first, 1, words="", by=manager, at=moment(FROZEN))
    freezing.agree(second, 1, words="Yes.", by=manager, at=moment(FROZEN))
    with pytest.raises(Refused, match="agreed already"):
        freezing.agree(Pack.objects.get(pk=second.pk), 2, words="", by=manager, at=moment(FROZEN))
    with pytest.raises(Refused, match="agreed already"):
        frozen(called[0], manager, FROZEN)
    assert [(one.number, one.agreed_by) for one in Pack.objects.order_by("number")] == [(1, None), (2, manager)]


def test_two_persons_do_not_agree_one_pack(manager: User, called: list[Meeting]) -> None:
    pack = frozen(called[0], manager, FROZEN)
    Pack.objects.update(version=2)
    with pytest.raises(Stale):
        freezing.agree(pack, 1, words="", by=manager, at=moment(FROZEN))


@pytest.mark.parametrize(
    ("frozen_on", "why"), [(date(2026, 10, 15), "today or in the past"), (date(2020, 1, 6), "cannot be worked out")]
)
def test_no_register_is_frozen_of_a_day_to_come_or_before_the_terms(
    manager: User, called: list[Meeting], frozen_on: date, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        frozen(called[0], manager, frozen_on, on=FROZEN)


def test_the_pack_of_a_later_meeting_is_of_a_later_day(manager: User, called: list[Meeting]) -> None:
    agreed(called[0], manager, FROZEN)
    with pytest.raises(Refused, match="of that day or a later one"):
        frozen(called[1], manager, FROZEN, on=LATER)


# --- compared with the pack before ------------------------------------------------------------------------------


def test_a_pack_says_who_is_new_who_is_still_red_and_who_is_off(
    there: People, manager: User, called: list[Meeting]
) -> None:
    gone = make.child("Gone", "Example", at=there.school, born_on=date(2014, 5, 1))
    offered_nothing(gone, there.school, BEGUN)
    first = agreed(called[0], manager, FROZEN)
    Offer.objects.filter(child=gone).update(to_on=date(2026, 10, 30))
    new = make.child("New", "Example", at=there.school, born_on=date(2014, 5, 1))
    offered_nothing(new, there.school, date(2026, 11, 16))
    second = frozen(called[1], manager, LATER)
    assert (second.before, {row.child: movement(row, False) for row in second.rows.all()}) == (
        first, {there.child: Movement.STILL_RED, new: Movement.NEW},
    )  # fmt: skip
    same = first.rows.get(child=there.child).reference
    assert second.rows.get(child=there.child).reference == same
    counted = {one.key: one for one in tables(second.rows.all(), first.rows.all())}["school"].lines[0]
    assert (counted.label, counted.red, counted.all, counted.before, counted.change) == (
        str(there.school),
        1,
        2,
        2,
        "0",
    )
    shown = page(manager, "pack", second.key)
    assert "Off the register since" in shown
    # Among those who are still red, and with what is told of them.
    assert shown.count(f">{same}</a>") == 2


# --- what a number is made of -----------------------------------------------------------------------------------


def test_a_child_who_was_off_the_register_comes_back_by_the_reference_they_had(
    there: People, manager: User, called: list[Meeting]
) -> None:
    first = agreed(called[0], manager, FROZEN)
    Offer.objects.filter(child=there.child).update(to_on=date(2026, 10, 30))
    assert not agreed(called[1], manager, LATER).rows.exists()
    offered_nothing(there.child, there.school, date(2026, 11, 23))
    third = frozen(called[0].series.meetings.order_by("on")[2], manager, TODAY)
    assert third.rows.get().reference == first.rows.get().reference


def test_each_number_leads_to_the_rows_of_which_it_is_made(there: People, manager: User, called: list[Meeting]) -> None:
    offered_nothing(make.child("Late", "Example", at=there.school, born_on=date(2014, 5, 1)), there.school, FROZEN)
    pack = frozen(called[0], manager, FROZEN)
    shown = page(manager, "pack", pack.key)
    query = f"?school={str(there.school).replace(' ', '+')}&amp;rated=Red"
    assert f"{reverse('missing_out:packs:rows', args=[pack.key])}{query}" in shown
    rows = page(manager, "rows", pack.key, query.replace("&amp;", "&"))
    red, green = pack.rows.get(rated=2), pack.rows.get(rated=0)
    assert (red.reference in rows, green.reference in rows) == (True, False)
    assert reverse("missing_out:rating", args=[there.child.key]) in rows
    assert set(Sight.objects.filter(what="list").latest("pk").children) == {there.child.pk, green.child_id}


def test_no_pack_names_a_child_in_a_page_or_a_workbook(there: People, manager: User, called: list[Meeting]) -> None:
    rare = make.child("Zephyrine", "Quillonby", at=there.school, born_on=date(2014, 5, 1))
    offered_nothing(rare, there.school, BEGUN)
    concerning.actions.conclude(
        rare, goes_up=True, because="Nobody offers Zephyrine a place; the QUILLONBY family waits.", by=there.officer,
        on=FROZEN, at=moment(FROZEN),
    )  # fmt: skip
    pack = agreed(called[0], manager, FROZEN)
    member = member_of(called[0])
    for user in (manager, member):
        texts = [page(user, name, pack.key) for name in ("pack", "rows")]
        book = make.signed_in(user).get(reverse("missing_out:packs:workbook", args=[pack.key])).content
        with zipfile.ZipFile(io.BytesIO(book)) as inside:
            texts += [inside.read(name).decode() for name in inside.namelist()]
        assert "the [the pupil] family waits" in texts[0]
        assert not [text for text in texts if "zephyrine" in text.lower() or "quillonby" in text.lower()]


def test_the_pdf_is_tagged_and_says_for_whom_it_was_made(manager: User, called: list[Meeting]) -> None:
    pack = agreed(called[0], manager, FROZEN)
    answer = make.signed_in(manager).get(reverse("missing_out:packs:pdf", args=[pack.key]))
    assert answer["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked) is True
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo["/Title"]) == f"Pack for {full_day(pack.meeting.on)}"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
        roles = roles_of(pdf.Root.StructTreeRoot)
        # One main heading, and header cells in each table.
        assert roles.count("/H1") == 1
        parts = "".join(f"{role} " for role in roles).split("/Table ")[1:]
        assert parts
        assert all("/TH " in one for one in parts)
    text = "".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.content)).pages)
    assert "Made for Marl Manager" in text
    so_far = "So far in the last week with school, up to 14 October 2026, nobody offered them"
    assert so_far in " ".join(text.split())
    assert so_far in page(manager, "pack", pack.key)
    assert pack.rows.get().reference in text
    assert "Demo" not in text


def test_each_table_has_the_same_chart_in_the_page_and_in_the_pdf_with_a_text_alternative(
    manager: User, called: list[Meeting]
) -> None:
    pack = agreed(called[0], manager, FROZEN)
    browser = make.signed_in(manager)
    text = browser.get(reverse("missing_out:packs:pack", args=[pack.key])).content.decode()
    shown = [unescape(one) for one in re.findall(r'<img class="oxle-chart" [^>]*alt="([^"]+)"', text)]
    assert [one.partition(".")[0] for one in shown] == [f"Bar chart, {by.title.lower()}" for by in BY]
    answer = browser.get(reverse("missing_out:packs:pdf", args=[pack.key]))
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        alternatives = [str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert sorted(alternatives) == sorted(shown)


# --- who reads what ---------------------------------------------------------------------------------------------


def test_a_member_reads_the_agreed_pack_of_their_own_group_and_no_other(
    there: People, manager: User, called: list[Meeting]
) -> None:
    member, stranger = member_of(called[0]), make.user("strategic_group_member", name="Odd Stranger")
    pack = frozen(called[0], manager, FROZEN)
    url = reverse("missing_out:packs:pack", args=[pack.key])
    assert make.signed_in(member).get(url).status_code == 404
    freezing.agree(pack, 1, words="", by=manager, at=moment(FROZEN))
    assert [make.signed_in(user).get(url).status_code for user in (member, stranger)] == [200, 404]
    led = make.signed_in(member).get(reverse("meetings:pack", args=[called[0].key]), follow=True)
    assert led.redirect_chain[-1][0] == url


def test_a_member_reads_red_children_by_reference_and_nothing_of_the_others(
    there: People, manager: User, called: list[Meeting]
) -> None:
    late, closed = (make.child(name, "Example", at=there.school, born_on=date(2014, 5, 1)) for name in ("Late", "Shut"))
    offered_nothing(late, there.school, FROZEN)
    offered_nothing(closed, there.school, BEGUN)
    people.restrict(closed, 1, because="A refuge", by=there.officer, on=FROZEN)
    pack, member = agreed(called[0], manager, FROZEN), member_of(called[0])
    seen = rows_for(member, pack, list(pack.rows.all()), TODAY)
    assert ([line.row.child for line in seen.lines], seen.closed) == ([there.child], 2)
    assert seen.lines[0].url == ""
    assert "2 more are not open to you" in page(member, "rows", pack.key)
    assert pack.rows.count() == 3


# --- what is known since ----------------------------------------------------------------------------------------


def test_what_was_put_right_stands_beside_what_was_reported(
    there: People, manager: User, called: list[Meeting]
) -> None:
    pack = agreed(called[0], manager, FROZEN)
    assert known_since(manager, pack, list(pack.rows.all()), TODAY).lines == []
    Offer.objects.update(from_on=date(2026, 10, 12))
    since = known_since(manager, pack, list(pack.rows.all()), TODAY)
    assert since.counts == [("Red", 1, 0), ("Amber", 0, 0), ("Green", 0, 1)]
    assert [(one.reference, one.was[:4], one.now[:6]) for one in since.lines] == [
        (pack.rows.get().reference, "Red.", "Green.")
    ]
    shown = page(manager, "since", pack.key)
    assert "As reported" in shown
    assert pack.rows.get().rated == 2


def test_merged_records_take_their_rows_with_them_and_the_pack_is_whole(
    there: People, manager: User, called: list[Meeting]
) -> None:
    pack, kept = frozen(called[0], manager, FROZEN), make.child("Other", "Spelling")
    people.merge(kept, there.child, by=there.officer, at=moment(TODAY), reason="One child")
    assert pack.rows.get().child == kept
    assert is_whole(pack, pack.rows.all())


# --- movement, and the workbook ---------------------------------------------------------------------------------


def test_each_line_of_each_table_says_who_is_new_red_still_red_eased_and_off(
    there: People, manager: User, called: list[Meeting]
) -> None:
    north, south = make.school("North School"), make.school("South School")
    stays, new, eased, gone = (
        make.child(name, "Example", at=school, born_on=date(2014, 5, 1))
        for name, school in (("Stays", north), ("New", south), ("Eased", north), ("Gone", south))
    )
    for child, school in ((stays, north), (eased, north), (gone, south)):
        offered_nothing(child, school, BEGUN)
    offered_nothing(new, south, date(2026, 10, 1))
    first = agreed(called[0], manager, FROZEN)
    Offer.objects.filter(child__in=[gone, eased]).update(to_on=date(2026, 10, 30))
    offered_nothing(eased, north, date(2026, 11, 18))
    second = frozen(called[1], manager, LATER)
    now, then = (
        counted_for(manager, each, LATER, {row.pk for row in each}) for each in (second.rows.all(), first.rows.all())
    )
    found = moved_by(now, then)["school"]
    assert (found["North School"], found["South School"], found[str(there.school)]) == (
        Moved(still_red=1, eased=1), Moved(new_red=1, off=1), Moved(still_red=1),
    )  # fmt: skip
    shown = page(manager, "pack", second.key)
    rows_url = reverse("missing_out:packs:rows", args=[second.key])
    assert f'href="{rows_url}?school=South+School&amp;moved=New+red">1<' in shown
    still = shown[shown.index("Still red, and why") : shown.index('id="gone"')]
    assert [second.rows.get(child=one).reference in still for one in (stays, there.child, new)] == [True, True, False]
    off = shown[shown.index('id="gone"') : shown.index('id="figures"')]
    assert first.rows.get(child=gone).reference in off
    assert "South School" in off


def test_the_workbook_has_decisions_themes_and_remarks_as_far_as_they_are_open(
    there: People, manager: User, called: list[Meeting]
) -> None:
    closed = make.child("Shut", "Example", at=there.school, born_on=date(2014, 5, 1))
    offered_nothing(closed, there.school, BEGUN)
    offered_nothing(make.child("Other", "Example", at=there.school, born_on=date(2014, 5, 1)), there.school, FROZEN)
    pack = frozen(called[0], manager, FROZEN)
    for child, words in ((there.child, "Back soon."), (closed, "Not for all.")):
        remarks.remark(pack, pack.rows.get(child=child), words=words, by=manager, at=moment(FROZEN))
    freezing.agree(pack, pack.version, words="", by=manager, at=moment(FROZEN))
    people.restrict(closed, 1, because="A refuge", by=there.officer, on=FROZEN)
    member = member_of(called[0])
    group_work(Pack.objects.get(), owner=member, by=manager, on=FIRST_MEETING)
    book = make.signed_in(member).get(reverse("missing_out:packs:workbook", args=[pack.key])).content
    sheets = load_workbook(io.BytesIO(book))
    assert sheets.sheetnames == [
        "Figures", "Pupils", "Not on the register", "Decisions", "Themes", "Remarks", "Criteria",
    ]  # fmt: skip
    cells = {
        name: [[one.value for one in row] for row in sheets[name].iter_rows(min_row=2)] for name in sheets.sheetnames
    }
    row = pack.rows.get(child=there.child)
    assert [line[:9] for line in cells["Decisions"]] == [
        ["In this meeting", datetime(2026, 10, 21), row.reference, None, "Somebody acts", "Nobody asked.",
         "Ask the schools again.", "Mere Member", datetime(2026, 10, 21)],
    ]  # fmt: skip
    assert cells["Remarks"] == [[row.reference, "Back soon.", "Marl Manager"]]
    assert len(cells["Pupils"]) == 1
