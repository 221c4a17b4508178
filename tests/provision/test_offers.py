"""Offers of education: what may stand beside what, in the words of the actions and in the database itself."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from oxle.accounts.visibility import visible_to
from oxle.core.errors import Refused, Stale
from oxle.provision.actions import add_provider, change_offer, end_offer, make_offer
from oxle.provision.models import SESSIONS_A_WEEK, WEEKDAYS, Offer, OfferKind, Provider, ProviderKind
from oxle.registers.extract_rows import Half
from tests import make

pytestmark = pytest.mark.django_db
FULL = [150] * 10
HALF = [150, 0] * 5


@pytest.fixture
def officer():
    return make.user("tracking_officer")


@pytest.fixture
def child():
    return make.child()


@pytest.fixture
def unit(officer) -> Provider:
    return add_provider(name="Demo Tuition Centre", kind=ProviderKind.NON_SCHOOL, by=officer)


def offer(child, place, from_on: date, to_on: date | None = None, minutes=HALF, **more) -> Offer:
    facts = {"kind": OfferKind.ALTERNATIVE, "source": "OX-0000-0000", "by": None} | more
    return make_offer(child, place, from_on=from_on, to_on=to_on, minutes=minutes, **facts)


def test_a_place_makes_one_offer_at_a_time(child, unit):
    offer(child, unit, date(2026, 9, 7), date(2026, 10, 23))
    with pytest.raises(Refused) as refused:
        offer(child, unit, date(2026, 10, 23))
    assert (refused.value.message, refused.value.field) == (
        "Demo Tuition Centre already offers this child education from 7 September 2026 to 23 October 2026",
        "from_on",
    )
    assert offer(child, unit, date(2026, 10, 24)).to_on is None


def test_two_places_may_each_offer_part_of_a_week(child, unit):
    offer(child, make.school(), date(2026, 9, 7), kind=OfferKind.REDUCED)
    offer(child, unit, date(2026, 9, 7))
    assert Offer.objects.count() == 2


def test_two_providers_never_have_a_child_in_one_session(child, unit, officer):
    other = add_provider(name="Demo Unit", kind=ProviderKind.PRU, by=officer)
    offer(child, other, date(2026, 9, 7), date(2026, 10, 23), minutes=[0, 150] * 4 + [150, 0])
    with pytest.raises(Refused) as refused:
        offer(child, unit, date(2026, 10, 23))
    assert (refused.value.message, refused.value.field) == (
        "Demo Unit already has this child on Friday morning from 7 September 2026 to 23 October 2026",
        "from_on",
    )
    # In other sessions of the same days it may, on other days as well, and a longer place is asked the same.
    beside = offer(child, unit, date(2026, 9, 7), date(2026, 10, 22), minutes=[150, 0] * 4 + [0, 0])
    after = offer(child, make.school(), date(2026, 9, 7), minutes=FULL)
    assert (beside.minutes_a_week, after.minutes_a_week) == (600, 1500)
    later = offer(child, unit, date(2026, 10, 24), minutes=FULL)
    with pytest.raises(Refused, match="already has this child on Monday afternoon"):
        end_offer(Offer.objects.get(provider=other), to_on=later.from_on, by=None)


def test_two_full_time_offers_cannot_both_be_kept(child, unit):
    offer(child, make.school(), date(2026, 9, 7), minutes=FULL, full_time=True)
    with pytest.raises(Refused, match="Example School already offers this child full-time education from 7 September"):
        offer(child, unit, date(2027, 1, 4), minutes=FULL, full_time=True)


def test_another_child_may_have_the_same_offer(child, unit):
    offer(child, unit, date(2026, 9, 7), full_time=True)
    offer(make.child("Demo", "Other"), unit, date(2026, 9, 7), full_time=True)
    assert Offer.objects.count() == 2


@pytest.mark.parametrize("minutes", [[-1] + [0] * 9, [301] + [0] * 9])
def test_a_session_is_between_0_and_300_minutes(child, unit, minutes):
    with pytest.raises(Refused, match="A session must be between 0 and 300 minutes"):
        offer(child, unit, date(2026, 9, 7), minutes=minutes)


def test_an_offer_ends_after_it_begins(child, unit):
    with pytest.raises(Refused, match="The last day must be the same as or after the first day"):
        offer(child, unit, date(2026, 9, 7), date(2026, 9, 6))


def test_other_hours_from_a_day_on_leave_what_was_before(child, unit):
    first = offer(child, unit, date(2026, 9, 7), date(2026, 12, 18))
    second = change_offer(first, from_on=date(2026, 11, 2), minutes=FULL, by=None, version=1)
    rows = Offer.objects.values_list("from_on", "to_on", "minutes")
    assert list(rows) == [
        (date(2026, 9, 7), date(2026, 11, 1), HALF),
        (date(2026, 11, 2), date(2026, 12, 18), FULL),
    ]
    assert (second.kind, second.source, second.place) == (first.kind, first.source, unit)


def test_other_hours_from_the_first_day_correct_the_offer_itself(child, unit):
    made = offer(child, unit, date(2026, 9, 7))
    change_offer(made, from_on=date(2026, 9, 7), minutes=FULL, by=None, version=1)
    assert [(row.minutes, row.version) for row in Offer.objects.all()] == [(FULL, 2)]


def test_a_second_editor_of_an_offer_is_told(child, unit):
    made = offer(child, unit, date(2026, 9, 7))
    end_offer(made, to_on=date(2026, 10, 23), by=None, version=1)
    with pytest.raises(Stale):
        end_offer(made, to_on=date(2026, 10, 22), by=None, version=1)


def test_an_offer_cannot_be_made_longer_over_the_next_one(child, unit):
    first = offer(child, unit, date(2026, 9, 7), date(2026, 10, 23))
    offer(child, unit, date(2026, 11, 2))
    with pytest.raises(Refused, match="already offers this child education from 2 November 2026"):
        end_offer(first, to_on=date(2026, 11, 2), by=None)


def test_a_provider_is_known_once_by_its_urn(officer):
    add_provider(name="Demo Unit", kind=ProviderKind.PRU, urn="900100", by=officer)
    with pytest.raises(Refused, match="There is already a provider with URN 900100"):
        add_provider(name="Demo Unit again", kind=ProviderKind.PRU, urn="900100", by=officer)


def row(child, **fields) -> Offer:
    facts = {"kind": "tuition", "from_on": date(2026, 9, 7), "minutes": HALF, "source": "OX-0000-0000"}
    return Offer.objects.create(child=child, **(facts | fields))


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"to_on": date(2026, 9, 6)}, "offer_ends_after_it_begins"),
        ({"minutes": [150] * 9}, "offer_has_ten_sessions"),
        ({"source": ""}, "offer_says_where_from"),
        ({"school": None}, "offer_is_one_places"),
    ],
)
def test_the_database_refuses_an_offer_that_cannot_be_true(child, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row(child, **({"school": make.school()} | fields))


def test_the_database_refuses_an_offer_of_two_places(child, unit):
    with pytest.raises(IntegrityError, match="offer_is_one_places"), transaction.atomic():
        row(child, school=make.school(), provider=unit)


def test_the_database_refuses_overlapping_offers_of_a_school_of_a_provider_and_full_time(child, unit):
    school = make.school()
    row(child, school=school)
    row(child, provider=unit, full_time=True)
    with pytest.raises(IntegrityError, match="one_offer_of_a_school_at_a_time"), transaction.atomic():
        row(child, school=school, from_on=date(2027, 1, 4))
    with pytest.raises(IntegrityError, match="one_offer_of_a_provider_at_a_time"), transaction.atomic():
        row(child, provider=unit, from_on=date(2027, 1, 4))
    with pytest.raises(IntegrityError, match="one_full_time_offer_at_a_time"), transaction.atomic():
        row(child, school=make.school("Demo Other School"), full_time=True)


@pytest.mark.parametrize("session", range(SESSIONS_A_WEEK))
def test_the_database_refuses_a_second_provider_in_any_session(child, unit, session):
    other = add_provider(name="Demo Tutor", kind=ProviderKind.TUTOR, by=make.someone())
    mine = [60 if number == session else 0 for number in range(SESSIONS_A_WEEK)]
    row(child, provider=unit, minutes=mine, to_on=date(2026, 12, 18))
    # The rest of the week, a school beside it, and the day after are free.
    row(child, provider=other, minutes=[0 if number == session else 60 for number in range(SESSIONS_A_WEEK)])
    row(child, school=make.school(), minutes=mine)
    third = add_provider(name="Demo Third", kind=ProviderKind.TUTOR, by=make.someone())
    weekday, half = WEEKDAYS[session // 2].lower(), Half(session % 2)
    with pytest.raises(IntegrityError, match=f"one_provider_on_{weekday}_{half}"), transaction.atomic():
        row(child, provider=third, minutes=mine, from_on=date(2026, 12, 18))
    row(child, provider=third, minutes=mine, from_on=date(2026, 12, 19))


def test_a_schools_staff_see_their_own_schools_offers_to_their_own_pupils(child, unit):
    school = make.school()
    make.enrolled(child, school)
    own = row(child, school=school)
    row(child, provider=unit)
    row(make.child("Demo", "Other"), school=make.school("Demo Other School"))
    lead = make.user("school_attendance_lead", at=school.organisation)
    assert list(visible_to(lead, Offer)) == [own]
    assert visible_to(make.user("attendance_officer"), Offer).count() == 3
