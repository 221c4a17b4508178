"""Remarks of the team that prepares a pack: beside a figure, a pupil or a theme, agreed with it, and then for ever."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse

from oxle.accounts.models import User
from oxle.cases.criteria import Rated
from oxle.core.errors import Refused, Stale
from oxle.meetings import actions as meetings
from oxle.meetings.models import Capacity, Meeting
from oxle.missing_out import actions
from oxle.missing_out.group import actions as group_actions
from oxle.missing_out.models import Pack
from oxle.missing_out.packs import freezing, remarks
from oxle.missing_out.packs.hashing import is_whole
from oxle.missing_out.remark_models import Remark
from oxle.people import actions as people
from oxle.people.models import Child
from oxle.provision.models import Offer
from tests import make
from tests.exclusions.make import People, moment
from tests.missing_out.packing import frozen, group, offered_nothing

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 14)
AT = moment(ON)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-10-14T12:00:00+01:00")


@pytest.fixture
def there() -> People:
    return People("missing_out_officer")


@pytest.fixture
def rare(there: People) -> Child:
    child = make.child("Zephyrine", "Quillonby", at=there.school, born_on=date(2014, 5, 1))
    for one in (child, there.child):
        offered_nothing(one, there.school, date(2026, 9, 10))
    return child


@pytest.fixture
def meeting(rare: Child) -> Meeting:
    return group(date(2026, 9, 1), date(2026, 10, 21)).meetings.order_by("on")[0]


@pytest.fixture
def pack(meeting: Meeting, there: People) -> Pack:
    return frozen(meeting, there.officer, ON)


def of_rare(pack: Pack, rare: Child, by: User, words: str = "They moved twice.") -> Remark:
    """A remark about one pupil of a pack."""
    return remarks.remark(pack, pack.rows.get(child=rare), words=words, by=by, at=AT)


def agreed(pack: Pack) -> None:
    """A manager agrees the pack."""
    freezing.agree(pack, pack.version, words="Look.", by=make.user("manager"), at=AT)


def member_of(meeting: Meeting) -> User:
    """Somebody who reads the packs of the meeting."""
    user = make.user("strategic_group_member", name="Mere Member")
    meetings.add_member(
        meeting.series, capacity=Capacity.MEMBER, from_on=ON, by=make.someone(), user=user, name=""
    )  # fmt: skip
    return user


def read(user: User, pack: Pack, name: str = "pack") -> str:
    """What somebody reads of a pack."""
    answer = make.signed_in(user).get(reverse(f"missing_out:packs:{name}", args=[pack.key]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_remark_stands_beside_its_figure_pupil_or_theme_and_members_read_it_once_the_pack_is_agreed(
    pack: Pack, rare: Child, there: People
) -> None:
    theme = group_actions.make_theme(
        pack.meeting.series, barrier="No tuition", shows="They wait.", action="Buy.", pupils=[rare, there.child],
        by=there.officer, at=AT,
    )  # fmt: skip
    of_rare(pack, rare, there.officer)
    for matter, words in (
        (theme, "Since the summer."), ("area", "A district has no unit."), ("phase=Secondary", "One left out."),
        ("beside=at_home", "Three more than last year."),
    ):  # fmt: skip
        remarks.remark(pack, matter, words=words, by=there.officer, at=AT)
    member = member_of(pack.meeting)
    agreed(pack)
    page = read(member, pack)
    places = [
        page.index(one) for one in
        ("By district</caption>", "A district has no unit.", "By phase</caption>", "Secondary:", "One left out.",
         "Three more than last year.", "No tuition</h3>", "Since the summer.", "They moved twice.")
    ]  # fmt: skip
    assert places == sorted(places)
    assert "Change" not in page[page.index("They moved twice.") :]


def test_a_remark_names_nobody_neither_the_pupil_by_any_part_nor_another_by_the_full_name(
    pack: Pack, rare: Child, there: People
) -> None:
    theirs = of_rare(pack, rare, there.officer, "ZEPHYRINE waits; so does Demo Pupil, and the demo is over.")
    figure = remarks.remark(
        pack, "area", words="Zephyrine Quillonby is one, and Quillonby a village.", by=there.officer, at=AT
    )
    assert theirs.words == "[the pupil] waits; so does [name taken out], and the demo is over."
    assert figure.words == "[name taken out] is one, and Quillonby a village."


def test_what_is_said_to_the_members_and_why_a_rating_was_raised_name_neither_pupils_nor_their_families(
    meeting: Meeting, rare: Child, there: People
) -> None:
    mild = make.child("Thaddeus", "Quarrendon", at=there.school, born_on=date(2014, 5, 1))
    offered_nothing(mild, there.school, ON)
    mother = make.parent(mild, "Philomena", "Quarrendon")
    make.related(make.child("Ottoline", "Quarrendon"), mother)
    actions.raise_rating(
        mild, rated=Rated.RED, reason="Philomena Quarrendon says that Thaddeus and Ottoline Quarrendon hide.",
        until_on=None, by=there.officer, on=ON, at=AT,
    )  # fmt: skip
    one = frozen(meeting, there.officer, ON)
    words = "Quillonby, Zephyrine, Zephyrine Quillonby, Ottoline Quarrendon and Philomena Quarrendon come first."
    freezing.agree(one, one.version, words=words, by=there.officer, at=AT)
    one.refresh_from_db()
    out = "[name taken out]"
    assert one.words == f"{out}, {out}, {out} and {out} come first."
    assert one.rows.get(child=mild).told["set"].endswith(f": {out} says that [the pupil] and {out} hide.")


def test_who_may_not_read_a_pupils_row_reads_no_remark_about_it(pack: Pack, rare: Child, there: People) -> None:
    one = of_rare(pack, rare, there.officer)
    people.restrict(rare, 1, because="A refuge", by=there.officer, on=ON)
    stranger = make.user("missing_out_officer", name="Odd Officer")
    assert "They moved twice." not in read(stranger, pack)
    client = make.signed_in(stranger)
    for name, about in (("remark_change", one.key), ("remark_take_away", one.key), ("remark_add", one.row.key)):
        assert client.get(reverse(f"missing_out:packs:{name}", args=[pack.key, about])).status_code == 404


@pytest.mark.parametrize(
    "does",
    [
        lambda one: remarks.change(one, 1, words="Other.", by=one.made_by, at=AT),
        lambda one: remarks.take_away(one, 1),
        lambda one: remarks.remark(one.pack, "area", words="More.", by=one.made_by, at=AT),
    ],
)
def test_no_remark_of_an_agreed_pack_is_written_changed_or_taken_away(
    pack: Pack, rare: Child, there: People, does: Callable[[Remark], Any]
) -> None:
    one = of_rare(pack, rare, there.officer)
    agreed(pack)
    with pytest.raises(Refused, match="agreed"):
        does(one)


@pytest.mark.parametrize(
    "change",
    [
        lambda: Remark.objects.update(words="Other."),
        lambda: Remark.objects.update(words=""),
        lambda: Remark.objects.all().delete(),
        lambda: Remark.objects.create(
            pack=Pack.objects.get(), figure="area", words="More.", made_at=AT, made_by=User.objects.first(), digest=""
        ),
        lambda: Pack.objects.update(agreed_digest=""),
    ],
)
def test_the_database_refuses_it_too(pack: Pack, rare: Child, there: People, change: Callable[[], Any]) -> None:
    of_rare(pack, rare, there.officer)
    agreed(pack)
    with pytest.raises(InternalError, match=r"never changed|agreed_pack"), transaction.atomic():
        change()


def test_a_remark_is_about_one_thing(pack: Pack, there: People) -> None:
    with pytest.raises(IntegrityError, match="remark_is_about_one_thing"), transaction.atomic():
        Remark.objects.create(pack=pack, words="Nothing.", made_at=AT, made_by=there.officer, digest="")


def test_the_hash_of_what_was_agreed_answers_for_the_remarks_and_for_what_is_said_to_the_members(
    pack: Pack, rare: Child, there: People
) -> None:
    one = of_rare(pack, rare, there.officer)
    agreed(pack)
    rows = list(pack.rows.all())
    assert is_whole(Pack.objects.get(), rows)
    pack = Pack.objects.get()
    pack.words = "Do not look."
    assert not is_whole(pack, rows)
    pack = Pack.objects.get()
    one.words = "They never moved."
    one.digest = "0" * 64
    assert pack.agreed_digest != remarks_hash(pack, [one])


def remarks_hash(pack: Pack, found: list[Remark]) -> str:
    """The hash of a pack with some remarks."""
    from oxle.missing_out.packs.hashing import agreed_digest

    return agreed_digest(pack, found)


def test_two_who_change_one_remark_do_not_lose_what_the_first_said(pack: Pack, rare: Child, there: People) -> None:
    one, same = of_rare(pack, rare, there.officer), Remark.objects.get()
    remarks.change(one, 1, words="They moved three times.", by=there.officer, at=AT)
    with pytest.raises(Stale):
        remarks.change(same, 1, words="They stay.", by=there.officer, at=AT)
    with pytest.raises(Stale):
        remarks.take_away(same, 1)
    assert Remark.objects.get().words == "They moved three times."


def test_a_pack_that_is_frozen_anew_has_the_remarks_of_the_one_before_as_far_as_their_pupil_is_in_it(
    pack: Pack, rare: Child, there: People
) -> None:
    of_rare(pack, rare, there.officer)
    remarks.remark(pack, pack.rows.get(child=there.child), words="Back soon.", by=there.officer, at=AT)
    remarks.remark(pack, "area", words="Look here.", by=there.officer, at=AT)
    Offer.objects.filter(child=there.child).delete()
    second = frozen(pack.meeting, there.officer, ON)
    assert [(one.words, one.row and one.row.child) for one in second.remarks.all()] == [
        ("They moved twice.", rare), ("Look here.", None),
    ]  # fmt: skip
    agreed(second)
    assert is_whole(Pack.objects.get(pk=second.pk), second.rows.all())


def test_the_pages_write_change_and_take_away_a_remark(pack: Pack, rare: Child, there: People) -> None:
    client, row = make.signed_in(there.officer), pack.rows.get(child=rare)

    def send(name: str, *keys: str, **typed: Any) -> Any:
        url = reverse(f"missing_out:packs:{name}", args=[pack.key, *keys])
        shown = client.get(url).context
        return client.post(url, {"once": shown.get("once", ""), "version": shown.get("version", ""), **typed})

    assert send("remark_add", row.key, words="Moved.").status_code == 302
    assert send("remark_of_figure", figure="beside=at_home", words="More.").status_code == 302
    one = Remark.objects.get(row=row)
    assert send("remark_change", one.key, words="Moved twice.").status_code == 302
    page = read(there.officer, pack)
    assert ("Moved twice." in page, "Educated at home, suitably or not looked at yet:" in page) == (True, True)
    assert send("remark_take_away", one.key).status_code == 302
    assert [each.figure for each in Remark.objects.all()] == ["beside=at_home"]
