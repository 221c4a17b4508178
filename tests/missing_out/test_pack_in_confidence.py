"""A reason that is known in confidence is in no page of a pack for whoever may not know of it, also not beside a child
whose record is open to them, and not in a number."""

import io
import zipfile
from datetime import date

import pytest
from django.urls import reverse

from oxle.accounts.models import User
from oxle.meetings import actions as meetings
from oxle.meetings.models import Capacity
from oxle.missing_out.models import Pack, PackRow
from oxle.missing_out.register import IN_CONFIDENCE, UNEXPLAINED
from oxle.provision.models import Offer
from tests import make
from tests.exclusions.make import People, separated
from tests.missing_out.packing import agreed, group, offered_nothing

pytestmark = pytest.mark.django_db
BEGUN, FROZEN = date(2026, 9, 10), date(2026, 10, 14)
SECRET = "Kept apart for safeguarding"


@pytest.fixture
def manager() -> User:
    return make.user("manager", name="Marl Manager")


@pytest.fixture
def pack(monkeypatch: pytest.MonkeyPatch, manager: User) -> Pack:
    """An agreed pack with a child who is kept apart from others at their school, and one of whom nobody says why."""
    monkeypatch.setenv("OXLE_NOW", "2026-12-03T12:00:00+00:00")
    there = People()
    separated(there, BEGUN)
    offered_nothing(make.child("Other", at=there.school), there.school, BEGUN)
    made = agreed(group(date(2026, 9, 1), date(2026, 10, 21)).meetings.earliest("on"), manager, FROZEN)
    assert sorted(row.kinds for row in made.rows.all()) == [[SECRET], [UNEXPLAINED]]
    return made


@pytest.fixture
def member(pack: Pack) -> User:
    """Somebody who reads the packs of the group, and nothing else."""
    user = make.user("strategic_group_member", name="Mere Member")
    meetings.add_member(
        pack.meeting.series, capacity=Capacity.MEMBER, from_on=BEGUN, by=make.someone(), user=user, name=""
    )
    return user


def secret_of(pack: Pack) -> PackRow:
    """The row of the child who is kept apart."""
    return pack.rows.get(kinds=[SECRET])


def page(user: User, name: str, pack: Pack, query: str = "") -> str:
    """What a person reads on a page of a pack."""
    answer = make.signed_in(user).get(reverse(f"missing_out:packs:{name}", args=[pack.key]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", ["exclusion_officer", "tracking_officer", "ehe_officer"])
def test_what_is_known_since_words_a_reason_in_confidence_as_the_register_does(
    pack: Pack, manager: User, role: str
) -> None:
    Offer.objects.update(from_on=date(2026, 10, 12))
    child, officer = secret_of(pack).child, make.user(role, name="Odd Officer")
    assert child is not None
    shown = page(officer, "since", pack)
    assert SECRET not in shown
    assert reverse("missing_out:rating", args=[child.key]) in shown
    assert shown.count(IN_CONFIDENCE) == 2
    assert page(manager, "since", pack).count(SECRET) == 2


def test_every_figure_counts_a_reason_in_confidence_as_the_case_of_another_team_and_leads_to_just_its_rows(
    pack: Pack, manager: User, member: User
) -> None:
    officer = make.user("exclusion_officer", name="Odd Officer")
    for user, reason in ((member, IN_CONFIDENCE), (officer, IN_CONFIDENCE), (manager, SECRET)):
        browser = make.signed_in(user)
        answer = browser.get(reverse("missing_out:packs:pack", args=[pack.key]))
        book = browser.get(reverse("missing_out:packs:workbook", args=[pack.key])).content
        with zipfile.ZipFile(io.BytesIO(book)) as inside:
            told = [answer.content.decode(), " ".join(inside.read(name).decode() for name in inside.namelist())]
        assert [(IN_CONFIDENCE in one, SECRET in one) for one in told] == [
            (reason == IN_CONFIDENCE, reason == SECRET)
        ] * 2
        by_reason = {one["line"].label: one["cells"] for one in answer.context["tables"][0]["lines"]}
        assert by_reason.keys() == {reason, UNEXPLAINED}
        assert [cell["number"] for cell in by_reason[reason]] == [1, 0, 0, 1]
        table = browser.get(by_reason[reason][0]["url"]).context["table"]
        assert [one.record.row for one in table.rows] == [secret_of(pack)]


def test_the_dashboard_does_not_tell_a_reason_in_confidence_by_how_many_there_were_before(
    pack: Pack, manager: User
) -> None:
    for user, told in ((make.user("exclusion_officer", name="Odd Officer"), False), (manager, True)):
        shown = make.signed_in(user).get(reverse("missing_out:dashboard:page")).content.decode()
        assert (SECRET in shown) is told
        assert (IN_CONFIDENCE in shown) is not told


def test_the_figures_for_those_outside_do_not_tell_a_reason_in_confidence_whoever_asks(
    pack: Pack, manager: User
) -> None:
    for name in ("outward", "outward_file"):
        assert SECRET not in page(manager, name, pack)
