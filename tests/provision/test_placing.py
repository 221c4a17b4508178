"""Placing children with providers: only with one that can be chosen, that has a place on each day, and lawfully."""

from datetime import date
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from oxle.core.errors import Refused, Stale
from oxle.core.rules import change_rule
from oxle.people import actions as people
from oxle.provision import actions
from oxle.provision.lapses import Lasting
from oxle.provision.models import Offer, OfferKind, Provider, ProviderKind
from oxle.provision.places import full_days, places_on
from oxle.provision.placing import change_last_day, place
from oxle.provision.registration import must_register
from oxle.provision.rules import SAFEGUARDING_LASTS
from oxle.provision.wording import places_in_words
from tests import make

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)
FULL = [150] * 10
MONDAY, TUESDAY = [150] * 2 + [0] * 8, [0] * 2 + [150] * 2 + [0] * 6


def provider(name: str = "Demo Unit", kind: ProviderKind = ProviderKind.PRU, **details) -> Provider:
    facts = {
        "places": [2, 2, 2, 2, 2],
        "safeguarding_checked_on": date(2026, 3, 2),
        "quality_checked_on": date(2026, 3, 2),
    } | details
    return actions.add_provider(name=name, kind=kind, by=make.someone(), **facts)


def placed(child, at: Provider, **facts) -> Offer:
    told = {
        "kind": OfferKind.ALTERNATIVE,
        "from_on": ON,
        "to_on": None,
        "minutes": FULL,
        "full_time": False,
        "basis": "Education Act 1996 s.19",
        "source": "OX-0000-0000",
        "by": make.someone(),
        "on": ON,
    } | facts
    return place(child, at, **told)


def refused(child, at: Provider, **facts) -> tuple[str, str]:
    with pytest.raises(Refused) as why:
        placed(child, at, **facts)
    return why.value.message, why.value.field


def child(number: int = 0, born_on: date = date(2014, 3, 4)):
    return make.child(f"Number{number}", "Pupil", born_on)


def test_a_check_counts_for_a_year_to_the_day_and_no_longer():
    unit = provider(safeguarding_checked_on=date(2025, 11, 23), quality_checked_on=date(2025, 11, 22))
    assert Lasting.settings(ON).until(unit) == {
        "safeguarding check": date(2026, 11, 23),
        "quality visit": date(2026, 11, 22),
    }
    assert Lasting.settings(ON).lapses(unit) == ["The quality visit counted until 22 November 2026."]
    assert Lasting.settings(date(2026, 11, 22)).lapses(unit) == []


def test_how_long_a_check_counts_is_a_setting():
    unit = provider(safeguarding_checked_on=date(2026, 3, 2))
    change_rule(SAFEGUARDING_LASTS, "6 months", from_on=date(2026, 10, 1), reason="Agreed")
    assert Lasting.settings(ON).lapses(unit) == ["The safeguarding check counted until 2 September 2026."]


def test_what_nobody_looked_at_or_will_only_look_at_does_not_count():
    unit = provider(safeguarding_checked_on=None, quality_checked_on=date(2026, 12, 1))
    assert Lasting.settings(ON).lapses(unit) == ["No safeguarding check is recorded.", "No quality visit is recorded."]


def test_nobody_is_placed_where_a_check_has_lapsed_or_will_have_by_the_first_day():
    lapsed = provider(safeguarding_checked_on=date(2025, 11, 1))
    assert refused(child(), lapsed) == (
        "Demo Unit cannot be chosen. The safeguarding check counted until 1 November 2026.",
        "provider",
    )
    lapsing = provider("Other Unit", quality_checked_on=date(2025, 12, 1))
    assert refused(child(1), lapsing, from_on=date(2026, 12, 2)) == (
        "Other Unit cannot be chosen. The quality visit counted until 1 December 2026.",
        "provider",
    )
    assert placed(child(1), lapsing, from_on=date(2026, 12, 1)).provider == lapsing


def test_nobody_is_placed_with_a_suspended_provider_and_who_is_there_stays():
    unit = provider()
    there = placed(child(), unit)
    actions.suspend(unit, unit.version, because="A complaint.", by=make.someone(), on=ON)
    assert refused(child(1), unit) == (
        "Demo Unit cannot be chosen. It has been suspended since 23 November 2026.",
        "provider",
    )
    there.refresh_from_db()
    assert there.to_on is None
    unit.refresh_from_db()
    actions.lift_suspension(unit, unit.version, by=make.someone())
    assert placed(child(1), unit).provider == unit


def test_a_day_of_the_week_without_a_free_place_is_named():
    unit = provider(places=[1, 2, 0, 0, 0])
    placed(child(), unit, minutes=MONDAY)
    assert refused(child(1), unit, minutes=[150] * 4 + [0] * 6) == (
        "Demo Unit has no place free on Monday.",
        "sessions",
    )
    assert refused(child(1), unit) == (
        "Demo Unit has no place free on Monday, Wednesday, Thursday and Friday.",
        "sessions",
    )
    assert placed(child(1), unit, minutes=TUESDAY, from_on=date(2026, 11, 24)).provider == unit


def test_a_place_is_free_again_the_day_after_the_last_and_a_place_to_come_counts_already():
    unit = provider(places=[1, 1, 1, 1, 1])
    first = placed(child(), unit, to_on=date(2026, 12, 4))
    assert refused(child(1), unit, from_on=date(2026, 12, 4))[1] == "sessions"
    placed(child(1), unit, from_on=date(2026, 12, 7))
    # Until the day before that one begins.
    actions.end_offer(first, to_on=ON, by=make.someone())
    assert full_days(unit, [1], date(2026, 11, 24), date(2026, 12, 4)) == []
    assert full_days(unit, [1], date(2026, 11, 24), date(2026, 12, 8)) == ["Tuesday"]
    assert full_days(unit, [1], date(2026, 11, 24), None) == ["Tuesday"]


def lengthened(offer: Offer, to_on: date) -> None:
    change_last_day(offer, to_on=to_on, by=make.someone(), on=ON, version=offer.version)


def test_a_place_is_lengthened_only_while_its_days_are_free_and_its_provider_can_be_chosen():
    unit = provider(places=[1] * 5)
    first = placed(child(), unit, to_on=date(2026, 12, 4))
    placed(child(1), unit, from_on=date(2026, 12, 14), minutes=MONDAY)
    lengthened(first, date(2026, 12, 11))
    with pytest.raises(Refused, match="no place free on Monday in the time added"):
        lengthened(first, date(2026, 12, 14))
    unit.refresh_from_db()
    actions.suspend(unit, unit.version, because="A complaint.", by=make.someone(), on=ON)
    with pytest.raises(Refused, match="Demo Unit cannot be chosen"):
        lengthened(first, date(2026, 12, 13))
    first.refresh_from_db()
    assert first.to_on == date(2026, 12, 11)
    # To end sooner is always possible.
    lengthened(first, date(2026, 12, 1))


def test_places_that_begin_later_count_towards_the_five_full_time_pupils():
    farm = provider("Demo Farm", ProviderKind.NON_SCHOOL, places=[9] * 5)
    for number in range(4):
        placed(child(number), farm, full_time=True, from_on=date(2026, 12, 7))
    short = placed(child(5), farm, full_time=True, to_on=date(2026, 12, 6))
    assert refused(child(6), farm, full_time=True, to_on=date(2026, 12, 7))[1] == "full_time"
    with pytest.raises(Refused, match="It would have 5 full-time pupils"):
        lengthened(short, date(2026, 12, 7))


def test_places_are_those_there_taken_and_free_on_the_day_and_never_fewer_than_none():
    unit = provider(places=[2, 2, 1, 1, 1])
    placed(child(), unit, minutes=MONDAY)
    placed(child(1), unit, minutes=MONDAY, from_on=date(2026, 11, 30))
    unit.places = [0, 2, 1, 1, 1]
    unit.save()
    shown = {day: [(one.there, one.taken, one.free) for one in places_on([unit], day)[unit.pk]] for day in (
        ON, date(2026, 11, 30),
    )}  # fmt: skip
    assert shown[ON][0] == (0, 1, 0)
    assert shown[date(2026, 11, 30)][:2] == [(0, 2, 0), (2, 0, 2)]


def test_a_place_that_begins_later_is_reserved_and_one_that_goes_on_with_other_hours_is_no_second_one():
    unit = provider(places=[3] * 5)
    goes_on = child()
    placed(goes_on, unit, minutes=MONDAY, to_on=date(2026, 11, 29))
    placed(goes_on, unit, minutes=FULL, from_on=date(2026, 11, 30))
    placed(child(1), unit, minutes=MONDAY, from_on=date(2026, 12, 7))
    monday, tuesday, *_ = places_on([unit], ON)[unit.pk]
    assert [(one.taken, one.reserved, one.free) for one in (monday, tuesday)] == [(1, 1, 2), (0, 1, 3)]
    assert places_in_words(monday) == "2 free of 3, 1 taken, 1 reserved for later"


def test_a_child_outside_the_ages_is_refused_by_their_age_on_the_first_day():
    unit = provider(age_from=11, age_to=13)
    ten = child(born_on=date(2015, 11, 24))
    assert refused(ten, unit) == ("Demo Unit takes children aged 11 to 13, and this child is then 10.", "provider")
    assert placed(ten, unit, from_on=date(2026, 11, 24)).child == ten
    assert refused(child(1, date(2012, 11, 23)), unit)[1] == "provider"


def test_a_place_without_a_session_is_none():
    assert refused(child(), provider(), minutes=[0] * 10) == ("Select at least one session of the week.", "sessions")


@pytest.mark.parametrize(
    ("day", "minutes", "said"),
    [
        (date(2026, 11, 28), FULL, "Saturday 28 November 2026"),
        (date(2026, 11, 24), MONDAY, "Tuesday 24 November 2026"),
    ],
)
def test_no_place_begins_on_a_day_without_a_session(day, minutes, said):
    assert refused(child(), provider(), from_on=day, minutes=minutes) == (
        f"{said} has none of the sessions that were chosen. Enter the first day on which the child goes there.",
        "from_on",
    )


def test_the_fifth_full_time_pupil_would_make_a_provider_a_school_and_is_refused_where_it_is_not_registered():
    farm = provider("Demo Farm", ProviderKind.NON_SCHOOL, places=[9] * 5)
    for number in range(4):
        placed(child(number), farm, full_time=True)
    # Part of a week is no full-time pupil; nor is one who is over compulsory school age.
    placed(child(4), farm, minutes=MONDAY)
    assert refused(child(5), farm, full_time=True) == (
        "Demo Farm is not registered as a school. It would have 5 full-time pupils, and with 5 it must register as a "
        "school.",
        "full_time",
    )
    farm.age_to = 18
    farm.save()
    assert placed(child(6, date(2009, 9, 2)), farm, full_time=True).full_time
    assert must_register(farm, ON) == ""


@pytest.mark.parametrize("kind", ["ehcp", "looked_after"])
def test_one_full_time_pupil_with_a_plan_or_looked_after_is_enough(kind):
    farm = provider("Demo Farm", ProviderKind.TUTOR)
    theirs = child()
    people.add_vulnerability(
        theirs, kind=kind, from_on=date(2026, 1, 5), source="Social care", by=make.someone(), on=ON
    )
    message, field = refused(theirs, farm, full_time=True)
    assert message.startswith("Demo Farm is not registered as a school. It would have a full-time pupil who has an EHC")
    assert field == "full_time"
    assert placed(theirs, farm, minutes=MONDAY).provider == farm


def test_a_registered_school_takes_as_many_full_time_pupils_as_it_has_places():
    unit = provider(places=[9] * 5)
    for number in range(5):
        placed(child(number), unit, full_time=True)
    assert Offer.objects.count() == 5


def test_a_second_editor_of_a_provider_is_told():
    unit = provider()
    actions.change_provider(unit, 1, name="Renamed Unit", places=[3] * 5, by=make.someone())
    with pytest.raises(Stale):
        actions.change_provider(unit, 1, name="Other name", places=[4] * 5, by=make.someone())
    unit.refresh_from_db()
    assert (unit.name, unit.places) == ("Renamed Unit", [3] * 5)


def test_two_providers_of_one_name_or_urn_are_refused():
    provider(urn="910001")
    for details in ({"name": "Demo Unit"}, {"name": "Other Unit", "urn": "910001"}):
        with pytest.raises(Refused):
            provider(**details)
    other = provider("Other Unit")
    with pytest.raises(Refused, match="There is already a provider called Demo Unit"):
        actions.change_provider(other, other.version, name="Demo Unit", by=make.someone())


def test_a_price_says_for_what_and_the_ages_are_in_order():
    for details in ({"price": Decimal(80)}, {"price_for": "day"}, {"age_from": 12, "age_to": 11}):
        with pytest.raises(Refused):
            provider(**details)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"places": [1, 1]}, "provider_has_places_of_five_days"),
        ({"age_from": 12, "age_to": 11}, "provider_ages_in_order"),
        ({"price": Decimal(80)}, "provider_price_says_for_what"),
        ({"suspended_on": ON}, "provider_suspended_says_why"),
    ],
)
def test_the_database_refuses_a_provider_that_cannot_be_true(fields, constraint):
    unit = provider()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Provider.objects.filter(pk=unit.pk).update(**fields)


@pytest.mark.django_db(transaction=True)
def test_two_officers_cannot_both_give_the_last_place_away():
    unit, children = provider(places=[1] * 5), [child(0), child(1)]
    by, ready, said = make.someone(), Barrier(2), []

    def give(one) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('oxle.actor', 'test', false)")
        ready.wait()
        try:
            said.append(placed(one, unit, by=by).child_id)
        except Refused as why:
            said.append(why.field)
        finally:
            connection.close()

    threads = [Thread(target=give, args=[one]) for one in children]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, said)) == sorted([str(Offer.objects.get().child_id), "sessions"])


@pytest.mark.parametrize(
    ("plan", "minutes", "said"),
    [
        (None, 119, "The place has 19 hours 50 minutes a week. A full week is 24 hours, for the child’s key stage"),
        (None, 144, None),
        (1_200, 119, "The place has 19 hours 50 minutes a week. A full week is 20 hours, as the child’s EHC plan says"),
        (1_200, 120, None),
    ],
)
def test_a_place_is_full_time_only_with_a_full_week_of_the_child(plan, minutes, said):
    pupil, unit = child(), provider()
    if plan:
        actions.state_full_week(pupil, from_on=ON, minutes=plan, source="The plan", by=make.someone())
    if said:
        assert refused(pupil, unit, full_time=True, minutes=[minutes] * 10) == (
            f"{said}. Select no, or offer more.", "full_time",
        )  # fmt: skip
        assert not placed(pupil, unit, minutes=[minutes] * 10).full_time
    else:
        assert placed(pupil, unit, full_time=True, minutes=[minutes] * 10).full_time
