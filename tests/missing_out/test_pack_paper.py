"""A board pack on paper: nobody is named in it or in anything that it carries, and its tables can be read."""

import re
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from oxle.accounts.models import User
from oxle.correspondence import rendering
from oxle.meetings import actions as meetings
from oxle.meetings.models import Capacity, Meeting
from oxle.missing_out.group import actions as group_actions
from oxle.missing_out.models import Pack
from oxle.missing_out.packs import freezing, remarks
from oxle.missing_out.packs.figures import BY
from tests import make
from tests.exclusions.make import People, moment
from tests.missing_out import concerning
from tests.missing_out.packing import agreed, frozen, offered_nothing
from tests.printed import inside, on_paper, pages_of

pytestmark = pytest.mark.django_db
BEGUN, FROZEN, LATER, FIRST_MEETING = date(2026, 9, 10), date(2026, 10, 14), date(2026, 11, 20), date(2026, 10, 21)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-12-03T12:00:00+00:00")


def pdf_of(pack: Pack, user: User) -> bytes:
    """A pack as somebody downloads it."""
    answer = make.signed_in(user).get(reverse("missing_out:packs:pdf", args=[pack.key]))
    assert answer["Content-Type"] == "application/pdf"
    return bytes(answer.content)


@on_paper
def test_no_pdf_of_a_pack_names_a_child_in_its_text_or_in_anything_that_it_carries(
    there: People, manager: User, called: list[Meeting]
) -> None:
    rare, at = make.child("Zephyrine", "Quillonby", at=there.school, born_on=date(2014, 5, 1)), moment(FROZEN)
    offered_nothing(rare, there.school, BEGUN)
    concerning.actions.conclude(
        rare, goes_up=True, because="Nobody offers Zephyrine a place; the QUILLONBY family waits.", by=there.officer,
        on=FROZEN, at=at,
    )  # fmt: skip
    group_actions.make_theme(
        called[0].series, barrier="No tuition for Zephyrine", shows="The Quillonby family waits.",
        action="Buy tuition.", pupils=[rare, there.child], by=there.officer, at=at,
    )  # fmt: skip
    pack = frozen(called[0], manager, FROZEN)
    row = pack.rows.get(child=rare)
    remarks.remark(pack, row, words="Zephyrine moved twice.", by=manager, at=at)
    freezing.agree(pack, pack.version, words="Look at the red ones first.", by=manager, at=at)
    member = make.user("strategic_group_member", name="Mere Member")
    meetings.add_member(
        called[0].series, capacity=Capacity.MEMBER, from_on=date(2026, 9, 1), by=make.someone(), user=member, name=""
    )
    for user in (manager, member):
        content = pdf_of(pack, user)
        text, carried = "\n".join(pages_of(content)), inside(content)
        # What is said of the pupil is there, and what is looked for would be found: in the text, and in strings of both
        # kinds, a property of the file and what is said in place of a picture.
        assert (row.reference in text, "pupil] moved twice." in text) == (True, True)
        assert ("Pack for" in carried, "Bar chart, by reason" in carried) == (True, True)
        everything = f"{text}\n{carried}".lower()
        assert [name for name in ("zephyrine", "quillonby") if name in everything] == []


@on_paper
def test_no_word_of_a_heading_breaks_however_narrow_its_column_is(manager: User, called: list[Meeting]) -> None:
    agreed(called[0], manager, FROZEN)
    words = "\n".join(pages_of(pdf_of(frozen(called[1], manager, LATER), manager))).split()
    assert (words.count("Before"), words.count("Change")) == (len(BY), len(BY))
    assert [word for word in words if word in ("registe", "regist", "Chang", "Befor", "Ambe", "Gree")] == []


@on_paper
def test_no_caption_stands_alone_at_the_foot_of_a_page_and_a_long_table_repeats_its_headings(
    manager: User, called: list[Meeting]
) -> None:
    pack = frozen(called[0], manager, FROZEN)
    # Of so many sizes that a page ends between each of their parts.
    beside = [{"title": f"Table {at}", "lines": [("What there is", 1)] * (1 + at % 7)} for at in range(60)]
    beside.append({"title": "Long table", "lines": [(f"Line {at}", at) for at in range(90)]})
    shown = {"pack": pack, "title": "Pack", "made_for": manager, "made_at": moment(FROZEN), "beside": beside}
    pages = pages_of(rendering.pdf(render_to_string("missing_out/packs/papers/pack.html", shown)))
    bodies = [page.rpartition("Confidential. Made for")[0].split("\n") for page in pages]
    lines = [[line.strip() for line in body if line.strip()] for body in bodies]
    captions = re.compile(r"Table \d+|Long table")
    assert sum(bool(captions.fullmatch(line)) for page in lines for line in page) == len(beside)
    assert [page[-1] for page in lines if page and captions.fullmatch(page[-1])] == []
    long = [page for page in lines if any(line.startswith("Line ") for line in page)]
    assert len(long) > 1
    assert [page for page in long if not any(line.startswith("What is counted") for line in page)] == []
