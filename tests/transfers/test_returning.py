"""What a unit or second school has follows when the time there is over; what never went there is not owed to it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from oxle.cases.sweep import sweep
from oxle.core.errors import Refused
from oxle.correspondence.models import Message
from oxle.people import actions as people
from oxle.people.models import Enrolment, EnrolmentKind
from oxle.provision.actions import drop_offer, end_offer
from oxle.provision.models import Offer, ProviderKind
from oxle.provision.placing import change_last_day
from oxle.transfers import actions, standing
from oxle.transfers.finding import find, find_all
from oxle.transfers.models import How, Kind, Line, Reason, Transfer
from oxle.transfers.queries import waiting_for
from tests import make
from tests.transfers.make import TODAY, Places, line, moment, placed

pytestmark = pytest.mark.django_db
BEGAN, OVER = date(2026, 11, 2), date(2026, 11, 20)
NOT_THERE = "The pupil is not there any more, and nothing had been sent."


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setenv("OXLE_NOW", moment().isoformat())
    return Places()


def back() -> Transfer:
    """The one move back that stands."""
    return Transfer.objects.get(reason__in=[Reason.PLACE_OVER, Reason.DUAL_OVER], withdrawn_at=None)


def sent(transfer: Transfer, by, kind: Kind = Kind.GENERAL) -> None:
    """One file of a move was sent today."""
    one = line(transfer, kind)
    actions.record_sent(one, one.version, sent_on=TODAY, sent_how=How.SYSTEM, by=by, on=TODAY, at=moment())


def was_placed(places: Places, **changes) -> Offer:
    """A place that is over."""
    return placed(places, **{"from_on": BEGAN, "to_on": OVER, **changes})


def test_a_place_that_is_over_opens_the_way_back_to_the_pupils_school(places):
    offer = was_placed(places)
    one = back()
    assert (one.sender, one.to_school, one.reason, one.offer) == (places.unit, places.old, Reason.PLACE_OVER, offer)
    assert (one.ceased_on, one.known_on, one.starts_on) == (OVER, OVER, date(2026, 11, 21))
    # Five and fifteen school days after its last day.
    assert dict(one.lines.values_list("kind", "due_on")) == {
        Kind.CTF: date(2026, 12, 11), Kind.GENERAL: date(2026, 12, 11), Kind.SAFEGUARDING: date(2026, 11, 27),
    }  # fmt: skip


def test_the_units_people_are_told_the_next_morning_without_a_name(places):
    was_placed(places)
    message = Message.objects.get(kind="transfers.to_send", user=places.teacher)
    assert (message.due_at.date(), message.reference) == (date(2026, 11, 25), "1")


def test_the_sweep_finds_a_place_whose_last_day_has_passed_and_finding_again_opens_nothing_more(places, monkeypatch):
    placed(places, to_on=TODAY)
    assert find_all(at=moment()) == ([], 0)
    monkeypatch.setenv("OXLE_NOW", moment(date(2026, 11, 25)).isoformat())
    assert sweep(at=moment(date(2026, 11, 25))).moves == 1
    assert (back().ceased_on, sweep(at=moment(date(2026, 11, 25))).moves) == (TODAY, 0)
    assert find(at=moment(date(2026, 11, 25)), children=[places.child.pk]) == []


def test_a_college_is_no_school_and_owes_no_common_transfer_file_which_the_line_says_and_nobody_counts(places):
    places.unit.kind = ProviderKind.FURTHER_EDUCATION
    places.unit.save()
    was_placed(places)
    one = back()
    assert dict(one.lines.values_list("kind", "owed")) == {
        Kind.CTF: False, Kind.GENERAL: True, Kind.SAFEGUARDING: True,
    }  # fmt: skip
    assert line(one, Kind.CTF).due_on is None
    with pytest.raises(Refused, match="Not owed"):
        sent(one, places.teacher, Kind.CTF)
    assert waiting_for(places.teacher, TODAY, own=True).to_send == 2
    page = make.signed_in(places.teacher).get(f"/transfers/{one.key}/").content.decode()
    assert "Not owed: only a school makes a common transfer file" in page
    assert f"/transfers/{one.key}/ctf/sent/" not in page
    for kind in (Kind.GENERAL, Kind.SAFEGUARDING):
        actions.record_received(
            line(one, kind), 1, received_on=TODAY, receiver="Office", by=places.head, on=TODAY, at=moment()
        )
    assert waiting_for(places.officer, TODAY) is None


@pytest.mark.parametrize("kind", [ProviderKind.PRU, ProviderKind.AP_ACADEMY, ProviderKind.HOSPITAL])
def test_a_unit_that_is_a_school_owes_all_three_files(places, kind):
    places.unit.kind = kind
    places.unit.save()
    was_placed(places)
    assert set(back().lines.values_list("owed", flat=True)) == {True}


def test_a_tutor_who_takes_no_records_over_has_none_to_send_back(places):
    places.unit.kind = ProviderKind.TUTOR
    places.unit.save()
    was_placed(places, full_time=False, minutes=[150] + [0] * 9)
    assert not Transfer.objects.exists()


@pytest.mark.parametrize(("next_on", "goes_on"), [(date(2026, 12, 10), True), (date(2026, 12, 11), False)])
def test_a_place_that_goes_on_after_a_holiday_is_not_over(places, next_on, goes_on):
    was_placed(places, to_on=date(2026, 11, 19))
    placed(places, from_on=next_on)
    assert Transfer.objects.filter(reason=Reason.PLACE_OVER, withdrawn_at=None).exists() != goes_on


def test_of_a_child_on_no_register_it_waits_for_the_school_that_has_the_child_next(places):
    places.leave(BEGAN)
    was_placed(places)
    assert not Transfer.objects.filter(reason=Reason.PLACE_OVER).exists()
    places.arrive(date(2026, 11, 23))
    one = back()
    assert (one.to_school, one.known_on, one.starts_on) == (places.new, date(2026, 11, 23), date(2026, 11, 23))


def test_where_the_child_begins_at_a_new_school_the_units_notes_go_there(places):
    was_placed(places)
    places.leave(date(2026, 11, 20))
    places.arrive(date(2026, 11, 23))
    assert (back().to_school, back().known_on) == (places.new, date(2026, 11, 23))


def test_notes_that_were_sent_to_the_last_school_go_on_with_its_own_files(places):
    was_placed(places)
    sent(back(), places.teacher)
    places.leave(date(2026, 11, 20))
    places.arrive(date(2026, 11, 23))
    assert back().to_school == places.old
    assert Transfer.objects.get(reason=Reason.LEFT).to_school == places.new


def test_a_unit_does_not_learn_the_new_school_of_a_restricted_child(places):
    places.leave(BEGAN)
    was_placed(places)
    people.restrict(places.child, places.child.version, because="A refuge.", by=places.officer, on=TODAY)
    places.arrive(date(2026, 11, 23))
    one = back()
    assert not one.is_known
    assert make.signed_in(places.teacher).get(f"/transfers/{one.key}/").status_code == 404
    assert not Message.objects.filter(kind="transfers.to_send", user=places.teacher).exists()
    find(at=moment())
    assert not back().is_known


def test_a_unit_does_not_learn_the_new_school_of_a_child_for_whom_a_duty_fears(places, monkeypatch):
    monkeypatch.setattr(standing, "told_by_a_person", standing.told_by_a_person)
    feared = Enrolment.objects.filter(school=places.old)
    standing.told_by_a_person.append(lambda: feared.all())
    try:
        places.leave(BEGAN)
        was_placed(places)
        places.arrive(date(2026, 11, 23))
        find(at=moment())
        assert not back().is_known
    finally:
        standing.told_by_a_person.pop()


def test_a_move_to_a_unit_whose_place_ended_with_nothing_sent_is_withdrawn_and_not_opened_again(places, monkeypatch):
    placed(places, to_on=TODAY)
    there = Transfer.objects.get()
    monkeypatch.setenv("OXLE_NOW", moment(date(2026, 11, 25)).isoformat())
    find_all(at=moment(date(2026, 11, 25)))
    there.refresh_from_db()
    assert (there.withdrawn_by, there.withdrawn_because) == (None, NOT_THERE)
    find_all(at=moment(date(2026, 11, 25)))
    assert [one.reason for one in Transfer.objects.filter(withdrawn_at=None)] == [Reason.PLACE_OVER]


def test_a_move_to_a_unit_of_which_a_file_was_sent_stands_when_the_place_has_ended(places, monkeypatch):
    placed(places, to_on=TODAY)
    there = Transfer.objects.get()
    sent(there, places.head)
    find_all(at=moment(date(2026, 11, 25)))
    there.refresh_from_db()
    assert there.withdrawn_at is None


def test_a_move_that_a_referral_opened_is_withdrawn_as_well_when_the_place_is_over(places):
    named = actions.open_transfer(
        places.child, places.old, reason=Reason.NAMED, to=places.unit, known_on=BEGAN, at=moment(BEGAN), by=None
    )
    was_placed(places)
    named.refresh_from_db()
    assert named.withdrawn_because == NOT_THERE


def test_a_move_to_a_unit_that_is_named_anew_stands_though_an_earlier_place_there_is_over(places):
    was_placed(places)
    named = actions.open_transfer(
        places.child, places.old, reason=Reason.NAMED, to=places.unit, known_on=TODAY, at=moment(), by=places.officer
    )
    find_all(at=moment())
    named.refresh_from_db()
    assert named.withdrawn_at is None


def test_the_records_of_a_leaver_that_never_went_to_the_unit_go_to_the_next_school(places):
    places.leave(date(2026, 10, 30))
    left = Transfer.objects.get()
    actions.name_destination(
        left, left.version, to=places.unit, known_on=BEGAN, starts_on=BEGAN, at=moment(BEGAN), by=places.officer
    )
    was_placed(places)
    left.refresh_from_db()
    assert (left.withdrawn_at, left.where_to) == (None, "")
    places.arrive(date(2026, 11, 23))
    left.refresh_from_db()
    assert left.to_school == places.new


def test_a_place_that_is_prolonged_after_all_takes_the_way_back_away_and_the_records_go_there_again(places):
    offer = was_placed(places)
    assert back()
    change_last_day(offer, to_on=date(2026, 12, 4), by=places.officer, on=TODAY, version=offer.version)
    standing_now = Transfer.objects.get(withdrawn_at=None)
    assert (standing_now.reason, standing_now.to_provider) == (Reason.PLACED, places.unit)
    assert "has not ended" in Transfer.objects.get(reason=Reason.PLACE_OVER).withdrawn_because


def test_the_records_go_there_again_when_a_place_that_was_over_goes_on_with_another(places, monkeypatch):
    placed(places, to_on=TODAY)
    find_all(at=moment(date(2026, 11, 25)))
    monkeypatch.setenv("OXLE_NOW", moment(date(2026, 11, 26)).isoformat())
    placed(places, from_on=date(2026, 11, 26))
    assert [one.reason for one in Transfer.objects.filter(withdrawn_at=None)] == [Reason.PLACED]


def test_a_place_with_another_last_day_moves_the_dates(places):
    offer = was_placed(places)
    end_offer(offer, to_on=date(2026, 11, 18), by=places.officer)
    find_all(at=moment())
    one = back()
    assert (one.ceased_on, one.known_on) == (date(2026, 11, 18), date(2026, 11, 18))
    assert line(one, Kind.SAFEGUARDING).due_on == date(2026, 11, 25)


def test_no_file_is_overdue_the_moment_a_move_opens_whose_place_had_ended_long_before_it_was_told(places):
    was_placed(places, from_on=date(2026, 10, 5), to_on=date(2026, 10, 30))
    one = back()
    assert (one.ceased_on, one.known_on) == (date(2026, 10, 30), date(2026, 10, 30))
    # Five and fifteen school days after it was told, and not after the place was over.
    assert dict(one.lines.values_list("kind", "due_on")) == {
        Kind.CTF: date(2026, 12, 15), Kind.GENERAL: date(2026, 12, 15), Kind.SAFEGUARDING: date(2026, 12, 1),
    }  # fmt: skip


def test_only_the_file_that_nobody_could_send_in_time_counts_from_the_day_on_which_it_was_told(places):
    was_placed(places, to_on=date(2026, 11, 6))
    assert dict(back().lines.values_list("kind", "due_on")) == {
        Kind.CTF: date(2026, 11, 27), Kind.GENERAL: date(2026, 11, 27), Kind.SAFEGUARDING: date(2026, 12, 1),
    }  # fmt: skip


def test_a_place_that_never_was_takes_its_way_back_with_it_at_once(places):
    drop_offer(was_placed(places), by=places.officer)
    assert not Transfer.objects.filter(withdrawn_at=None).exists()


def test_what_a_person_withdrew_or_opened_by_hand_is_not_opened_by_the_service(places):
    was_placed(places)
    one = back()
    actions.withdraw(one, one.version, because="Taken along.", by=places.officer, at=moment())
    assert find_all(at=moment()) == ([], 0)
    other = make.child("Birch", "Example", at=places.old)
    places.child = other
    actions.open_transfer(
        other, places.unit, reason=Reason.BY_HAND, because="Back", to=places.old, at=moment(), by=places.officer
    )
    was_placed(places)
    assert not Transfer.objects.filter(child=other, reason=Reason.PLACE_OVER).exists()


def dual(places: Places) -> Enrolment:
    """A second registration at the new school since the beginning of the month."""
    people.edit_enrolment(places.child.enrolments.get(), 1, by=places.officer, on=TODAY, kind=EnrolmentKind.DUAL_MAIN)
    return make.enrolled(places.child, places.new, from_on=BEGAN, kind=EnrolmentKind.DUAL_SUBSIDIARY)


def test_a_second_registration_that_is_over_opens_the_way_back_to_the_main_school(places):
    second = dual(places)
    there = Transfer.objects.get()
    people.leave(second, second.version, by=places.officer, on=OVER)
    one = back()
    assert (one.sender, one.to_school, one.reason, one.ceased_on) == (places.new, places.old, Reason.DUAL_OVER, OVER)
    assert line(one, Kind.CTF).due_on == date(2026, 12, 11)
    there.refresh_from_db()
    assert (there.reason, there.withdrawn_because) == (Reason.DUAL, NOT_THERE)
    assert find_all(at=moment()) == ([], 0)


def test_a_second_registration_that_becomes_the_only_one_sends_nothing_back(places):
    second = dual(places)
    people.leave(second, second.version, by=places.officer, on=OVER)
    people.leave(places.child.enrolments.get(school=places.old), 2, by=places.officer, on=OVER)
    make.enrolled(places.child, places.new, from_on=date(2026, 11, 23))
    assert not Transfer.objects.filter(reason=Reason.DUAL_OVER, withdrawn_at=None).exists()


def test_a_second_registration_that_goes_on_after_all_takes_the_way_back_away(places):
    second = dual(places)
    people.leave(second, second.version, by=places.officer, on=OVER)
    second.refresh_from_db()
    people.edit_enrolment(second, second.version, by=places.officer, on=TODAY, to_on=None)
    assert [one.reason for one in Transfer.objects.filter(withdrawn_at=None)] == [Reason.DUAL]


def test_looking_again_asks_no_more_the_more_have_come_back(places):
    def asked() -> int:
        find_all(at=moment())
        with CaptureQueriesContext(connection) as queries:
            assert find_all(at=moment()) == ([], 0)
        return len(queries)

    was_placed(places)
    one = asked()
    for number in range(3):
        places.child = make.child(f"Birch {number}", "Example", at=places.old)
        was_placed(places)
    assert Line.objects.filter(transfer__from_provider=places.unit).count() == 12
    assert asked() == one
