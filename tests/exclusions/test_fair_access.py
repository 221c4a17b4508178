"""Education by day 6 does not wait for the next panel: somebody decides without it, by name, and the panel is told."""

from datetime import date

import pytest

from exclusions.permanent import pathway
from exclusions.permanent.fair_access import before_panel
from exclusions.permanent.step_forms import ArrangeForm
from oxle.cases import actions as cases
from oxle.cases import revoking
from oxle.core.errors import Refused
from oxle.meetings.models import Item
from oxle.provision.models import Offer, OfferKind
from tests.exclusions.make import FIRST_ON, People, moment, unit
from tests.exclusions.test_permanent import arrange, take
from tests.meetings.make import meeting, panel

pytestmark = pytest.mark.django_db
WITHOUT = {"decided_by": "The team manager", "because": "The panel comes four weeks too late."}


@pytest.fixture
def people() -> People:
    return People()


def test_the_next_panel_is_set_beside_the_earlier_day_6(people: People) -> None:
    panel()
    stands = before_panel(people.tell(), FIRST_ON)
    assert stands is not None
    assert stands.is_late
    assert stands.words == "North panel meets on 4 December 2026, after day 6, 16 November 2026."


def test_a_panel_on_day_6_is_not_late(people: People) -> None:
    panel(first_on=date(2026, 11, 16))
    stands = before_panel(people.tell(), FIRST_ON)
    assert stands is not None
    assert not stands.is_late


def test_before_a_panel_that_is_in_time_education_is_arranged_without_being_asked_who_decided(people: People) -> None:
    panel(first_on=date(2026, 11, 16))
    arrange(people, people.tell(), date(2026, 11, 10), date(2026, 11, 12), provider=unit())
    assert Offer.objects.get(kind=OfferKind.ALTERNATIVE).from_on == date(2026, 11, 12)
    assert not Item.objects.exists()


def test_where_the_panel_comes_after_day_6_nothing_is_arranged_until_somebody_decides_without_it(
    people: People,
) -> None:
    panel()
    case = people.tell()
    provider = unit()
    with pytest.raises(Refused, match="Say who decided without it, and why"):
        arrange(people, case, date(2026, 11, 10), date(2026, 11, 12), provider=provider)
    assert not Offer.objects.filter(kind=OfferKind.ALTERNATIVE).exists()
    arrange(people, case, date(2026, 11, 10), date(2026, 11, 12), provider=provider, **WITHOUT)
    assert Offer.objects.get(kind=OfferKind.ALTERNATIVE).from_on == date(2026, 11, 12)


def test_the_next_panel_is_told_what_was_decided_by_whom_and_why(people: People) -> None:
    series = panel()
    case = people.tell()
    arrange(people, case, date(2026, 11, 10), date(2026, 11, 12), provider=unit(), **WITHOUT)
    told = Item.objects.get()
    assert (told.meeting, told.between, told.decided_by, told.words, told.decided_on, told.place) == (
        meeting(series), True, "The team manager", "The panel comes four weeks too late.", date(2026, 11, 10),
        "Demo Unit from 12 November 2026",
    )  # fmt: skip
    # It is no place that a later step overtakes.
    case.refresh_from_db()
    upheld_on = date(2026, 11, 20)
    told_on = {"parents_told_on": upheld_on.isoformat()}
    cases.take(case, pathway.UPHOLD, by=people.officer, on=upheld_on, at=moment(upheld_on), facts=told_on)
    told.refresh_from_db()
    assert told.overtaken_on is None


def places(meeting_on: date | None = None) -> list[str]:
    """What meetings, or those of one day, are told of places that were decided without them."""
    rows = Item.objects.filter(between=True).order_by("pk")
    return [item.place for item in (rows.filter(meeting__on=meeting_on) if meeting_on else rows)]


def test_it_is_asked_again_of_another_place_and_the_panel_is_told_which_one_stands(people: People) -> None:
    panel()
    case, provider = people.tell(), unit()
    arrange(people, case, date(2026, 11, 10), date(2026, 11, 16), provider=provider, **WITHOUT)
    with pytest.raises(Refused, match="Say who decided without it, and why"):
        arrange(people, case, date(2026, 11, 11), date(2026, 11, 13), provider=provider)
    assert places() == ["Demo Unit from 16 November 2026"]
    arrange(people, case, date(2026, 11, 11), date(2026, 11, 13), provider=provider, **WITHOUT)
    assert places(date(2026, 12, 4)) == [
        "Demo Unit from 16 November 2026. Overtaken on 11 November 2026", "Demo Unit from 13 November 2026",
    ]  # fmt: skip


def test_where_that_was_a_slip_the_first_place_holds_again(people: People) -> None:
    panel()
    case, provider = people.tell(), unit()
    arrange(people, case, date(2026, 11, 10), date(2026, 11, 16), provider=provider, **WITHOUT)
    slip = arrange(people, case, date(2026, 11, 11), date(2026, 11, 17), provider=provider, **WITHOUT)
    revoking.revoke(slip, by=people.officer, at=moment(date(2026, 11, 12)), reason="A slip.")
    assert places() == [
        "Demo Unit from 16 November 2026", "Demo Unit from 17 November 2026. Overtaken on 12 November 2026",
    ]  # fmt: skip


def test_once_education_has_begun_nobody_is_asked_and_the_panel_is_told_that_the_place_is_overtaken(
    people: People,
) -> None:
    panel()
    case = people.tell()
    arrange(people, case, date(2026, 11, 10), date(2026, 11, 12), provider=unit(), **WITHOUT)
    take(people, case, pathway.BEGIN, date(2026, 11, 12), confirmed_by="The office")
    arrange(people, case, date(2026, 11, 13), date(2026, 11, 16), provider=unit("Second Unit"))
    assert places() == ["Demo Unit from 12 November 2026. Overtaken on 13 November 2026"]


def test_the_form_proposes_who_decided_and_why_as_it_was_said_before(people: People) -> None:
    panel()
    case = people.tell()

    def proposed() -> list[str | None]:
        case.refresh_from_db()
        form = ArrangeForm(None, on=date(2026, 11, 11), case=case, step=pathway.ARRANGE, parties=())
        return [form.fields[name].initial for name in WITHOUT]

    assert proposed() == [None, None]
    arrange(people, case, date(2026, 11, 10), date(2026, 11, 12), provider=unit(), **WITHOUT)
    assert proposed() == list(WITHOUT.values())


def test_of_a_place_that_never_was_the_panel_learns_so_and_the_right_one_is_decided_anew(people: People) -> None:
    panel()
    case = people.tell()
    slip = arrange(people, case, date(2026, 11, 10), date(2026, 11, 12), provider=unit(), **WITHOUT)
    revoking.revoke(slip, by=people.officer, at=moment(date(2026, 11, 11)), reason="Another child’s.")
    assert Item.objects.get().overtaken_on == date(2026, 11, 11)
    other = unit("Second Unit")
    with pytest.raises(Refused, match="Say who decided without it, and why"):
        arrange(people, case, date(2026, 11, 11), date(2026, 11, 13), provider=other)
    arrange(people, case, date(2026, 11, 11), date(2026, 11, 13), provider=other, **WITHOUT)
    assert [item.place for item in Item.objects.order_by("pk")] == [
        "Demo Unit from 12 November 2026. Overtaken on 11 November 2026", "Second Unit from 13 November 2026",
    ]  # fmt: skip


def test_a_slip_that_nobody_decided_overtakes_nothing_that_was_decided(people: People) -> None:
    panel()
    case = people.tell()
    arrange(people, case, date(2026, 11, 10), date(2026, 11, 12), provider=unit(), **WITHOUT)
    same = Offer.objects.get(kind=OfferKind.ALTERNATIVE).provider
    slip = arrange(people, case, date(2026, 11, 11), date(2026, 11, 12), provider=same)
    revoking.revoke(slip, by=people.officer, at=moment(date(2026, 11, 11)), reason="A slip.")
    assert Item.objects.get().overtaken_on is None


def test_without_a_panel_for_the_area_nothing_is_asked(people: People) -> None:
    panel(area="South")
    assert before_panel(people.tell(), FIRST_ON) is None
    arrange(people, people.child.cases.get(), date(2026, 11, 10), date(2026, 11, 12), provider=unit())
    assert not Item.objects.exists()


def test_education_is_arranged_also_when_every_planned_panel_is_over(people: People) -> None:
    series = panel()
    series.meetings.all().delete()
    case = people.tell()
    arrange(people, case, date(2026, 11, 10), date(2026, 11, 12), provider=unit(), **WITHOUT)
    assert Item.objects.get().meeting.on == date(2026, 12, 4)
