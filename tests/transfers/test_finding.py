"""Every move opens its three lines by itself, once, and follows what registers and places say later."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from oxle.accounts.visibility import visible_to
from oxle.cases.sweep import sweep
from oxle.correspondence.models import Message
from oxle.people import actions as people
from oxle.people.models import Enrolment, EnrolmentKind
from oxle.provision.actions import drop_offer
from oxle.provision.models import ProviderKind
from oxle.schooldays.school_age import is_of_school_age
from oxle.transfers import actions
from oxle.transfers.actions import open_transfer, record_sent
from oxle.transfers.finding import _that_ended, find
from oxle.transfers.models import How, Kind, Line, Reason, Transfer
from tests import make
from tests.transfers.make import LEFT, TODAY, Places, line, moment, placed

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setenv("OXLE_NOW", moment().isoformat())
    return Places()


def test_a_register_that_ends_opens_three_lines_that_wait_until_it_is_known_where_to(places):
    places.leave()
    transfer = Transfer.objects.get()
    assert (transfer.sender, transfer.where_to, transfer.reason) == (places.old, "", Reason.LEFT)
    found = dict(Line.objects.values_list("kind", "due_on"))
    assert found == {Kind.CTF: date(2026, 12, 4), Kind.GENERAL: None, Kind.SAFEGUARDING: None}


def test_the_register_that_begins_is_where_they_go_and_starts_the_clock_of_the_safeguarding_file(places):
    transfer = places.moved()
    assert (transfer.to_school, transfer.known_on, transfer.starts_on) == (
        places.new, date(2026, 11, 16), date(2026, 11, 16),
    )  # fmt: skip
    assert line(transfer, Kind.SAFEGUARDING).due_on == date(2026, 11, 23)


def test_the_school_that_sends_is_told_the_next_morning_without_a_name(places):
    places.leave()
    message = Message.objects.get(kind="transfers.to_send")
    assert (message.user, message.due_at.date(), message.reference) == (places.head, date(2026, 11, 25), "1")


def test_a_pupil_who_never_moved_costs_a_roll_that_is_brought_in_one_question(places):
    new = make.child("Newcomer", at=places.new)
    with CaptureQueriesContext(connection) as asked:
        assert find(at=moment(), children=[new.pk]) == []
    looked_for = [each["sql"] for each in asked if "SELECT" in each["sql"] and "FOR UPDATE" not in each["sql"]]
    assert len(looked_for) == 1


def test_finding_twice_opens_nothing_twice(places):
    places.moved()
    placed(places)
    before = Transfer.objects.count()
    assert find(at=moment()) == []
    assert Transfer.objects.count() == before == 2


def test_the_sweep_opens_what_nobody_was_told_of(places):
    Enrolment.objects.filter(child=places.child).update(to_on=LEFT)
    assert sweep(at=moment(), dry_run=True).moves == 1
    assert not Transfer.objects.exists()
    assert sweep(at=moment()).moves == 1
    assert Transfer.objects.get().ceased_on == LEFT


def test_a_child_whose_move_cannot_be_opened_stops_nobody_elses(places, caplog):
    other = make.child("Ash", "Example", at=places.old)
    Enrolment.objects.filter(child__in=[places.child, other]).update(to_on=LEFT)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE transfers_transfer ADD CHECK (child_id <> {places.child.pk})")
    done = sweep(at=moment())
    assert (done.moves, done.failed) == (1, 1)
    assert Transfer.objects.get().child == other
    assert [one.getMessage() for one in caplog.records if one.name == "oxle.transfers.finding"] == [
        f"The records of child {places.child.pk} could not be looked at: IntegrityError"
    ]


@pytest.mark.parametrize(
    ("born_on", "left_on", "waits"),
    [
        (date(2010, 8, 31), date(2026, 6, 26), False),  # the last Friday in June of the year in which they turn 16
        (date(2010, 8, 31), date(2026, 6, 25), True),
        (date(2010, 9, 1), date(2026, 7, 21), True),
        (date(2009, 9, 1), date(2026, 4, 30), True),
        (date(2008, 9, 1), date(2026, 4, 30), False),
    ],
)
def test_a_leaver_is_not_looked_at_by_every_sweep_unless_something_says_where_they_go(places, born_on, left_on, waits):
    grown = make.child("Elm", "Example", born_on, at=places.old)
    Enrolment.objects.filter(child=grown).update(to_on=left_on)
    since, on = date(2026, 4, 20), date(2026, 7, 31)
    seen = _that_ended(since, on).filter(child=grown)
    assert seen.exists() == waits == is_of_school_age(born_on, left_on + timedelta(days=1))
    make.enrolled(grown, make.school("Sixth Form"), date(2026, 9, 1))
    assert seen.exists()


def test_a_move_of_long_ago_is_not_opened_by_itself(places):
    Enrolment.objects.filter(child=places.child).update(to_on=TODAY - timedelta(days=91))
    assert find(at=moment()) == []


def test_a_child_who_left_school_for_good_has_no_records_to_move(places):
    grown = make.child("Elm", "Example", date(2009, 9, 2), at=places.old)
    places.leave(child=grown)
    assert not Transfer.objects.exists()


def test_a_place_with_a_unit_opens_a_move_there_though_the_pupil_stays_on_the_register(places):
    placed(places)
    transfer = Transfer.objects.get()
    assert (transfer.reason, transfer.to_provider, transfer.sender) == (Reason.PLACED, places.unit, places.old)
    assert (line(transfer, Kind.CTF).due_on, line(transfer, Kind.SAFEGUARDING).due_on) == (None, date(2026, 11, 30))


def test_a_place_with_a_unit_of_a_child_on_no_register_takes_the_records_from_the_last_school(places):
    places.leave()
    offer = placed(places, from_on=date(2026, 11, 20))
    left, one = Transfer.objects.order_by("pk")
    assert (left.reason, left.known_on) == (Reason.LEFT, None)
    assert (one.reason, one.sender, one.to_provider, one.ceased_on) == (Reason.PLACED, places.old, places.unit, LEFT)
    # Five school days after the day on which the place was known, and fifteen after the last on the register.
    assert (line(one, Kind.SAFEGUARDING).due_on, line(one, Kind.CTF).due_on) == (date(2026, 11, 27), date(2026, 12, 4))
    find(at=moment())
    assert Transfer.objects.count() == 2
    # The school that has the child next is still to get the records.
    places.arrive(date(2026, 11, 23))
    left.refresh_from_db()
    assert (left.to_school, offer.transfers.get().to_provider) == (places.new, places.unit)


def test_a_tutor_takes_no_records_over(places):
    places.unit.kind = ProviderKind.TUTOR
    places.unit.save()
    placed(places, full_time=False, minutes=[150] + [0] * 9)
    assert not Transfer.objects.exists()


def test_a_second_registration_opens_a_move_from_the_main_school(places):
    enrolment = places.child.enrolments.get()
    people.edit_enrolment(enrolment, 1, by=places.officer, on=TODAY, kind=EnrolmentKind.DUAL_MAIN)
    make.enrolled(places.child, places.new, from_on=date(2026, 11, 16), kind=EnrolmentKind.DUAL_SUBSIDIARY)
    transfer = Transfer.objects.get()
    assert (transfer.reason, transfer.sender, transfer.to_school) == (Reason.DUAL, places.old, places.new)


def test_a_register_that_goes_on_after_all_withdraws_a_move_of_which_nothing_was_sent(places):
    places.leave()
    people.edit_enrolment(places.child.enrolments.get(), 2, by=places.officer, on=TODAY, to_on=None)
    transfer = Transfer.objects.get()
    assert transfer.withdrawn_because == "The register or the place that it was opened for was taken back."
    places.leave()
    assert Transfer.objects.filter(withdrawn_at=None).count() == 1


def test_what_was_sent_already_is_left_to_a_person(places):
    transfer = places.moved()
    one = line(transfer, Kind.GENERAL)
    actions.record_sent(one, one.version, sent_on=TODAY, sent_how=How.POST, by=places.head, on=TODAY, at=moment())
    Enrolment.objects.filter(school=places.new).delete()
    people.edit_enrolment(places.child.enrolments.get(), 2, by=places.officer, on=TODAY, to_on=None)
    transfer.refresh_from_db()
    assert transfer.withdrawn_at is None


def test_a_place_that_never_was_withdraws_its_move_at_once_and_the_provider_sees_the_child_no_more(places):
    offer = placed(places)
    assert visible_to(places.teacher, Transfer).count() == 1
    drop_offer(offer, by=places.officer)
    transfer = Transfer.objects.get()
    assert transfer.withdrawn_because == "The register or the place that it was opened for was taken back."
    assert not visible_to(places.teacher, Transfer).exists()


def test_another_last_day_on_the_register_moves_the_dates(places):
    places.leave()
    people.edit_enrolment(places.child.enrolments.get(), 2, by=places.officer, on=TODAY, to_on=date(2026, 11, 20))
    transfer = Transfer.objects.get()
    assert (transfer.ceased_on, line(transfer, Kind.CTF).due_on) == (date(2026, 11, 20), date(2026, 12, 11))


def test_what_somebody_withdrew_is_not_opened_again(places):
    places.leave()
    transfer = Transfer.objects.get()
    actions.withdraw(transfer, transfer.version, because="Taught at home.", by=places.officer, at=moment())
    assert find(at=moment()) == []


def test_a_move_opened_before_the_register_ended_is_the_same_move(places):
    early = actions.open_transfer(
        places.child, places.old, reason=Reason.NAMED, to=places.new, at=moment(), by=places.officer
    )
    places.leave()
    early.refresh_from_db()
    assert (Transfer.objects.count(), early.ceased_on) == (1, LEFT)
    assert line(early, Kind.CTF).due_on == date(2026, 12, 4)


def test_a_calendar_that_changes_moves_what_is_not_sent_at_the_next_sweep(places):
    transfer = places.moved()
    Line.objects.update(due_on=date(2026, 1, 1))
    sweep(at=moment())
    assert line(transfer, Kind.CTF).due_on == date(2026, 12, 4)


def test_where_a_restricted_child_goes_is_said_by_a_person_and_never_shown_to_the_old_school(places):
    places.leave()
    places.child.refresh_from_db()
    people.restrict(places.child, places.child.version, because="A refuge.", by=places.officer, on=TODAY)
    places.arrive()
    find(at=moment(), children=[places.child.pk])
    transfer = Transfer.objects.get()
    assert not transfer.is_known
    assert make.signed_in(places.head).get(f"/transfers/{transfer.key}/").status_code == 404
    actions.name_destination(
        transfer, transfer.version, to=places.new, known_on=TODAY, starts_on=None, at=moment(), by=places.officer
    )
    assert make.signed_in(places.head).get(f"/transfers/{transfer.key}/").status_code == 404
    assert make.signed_in(places.next_head).get(f"/transfers/{transfer.key}/").status_code == 200


def test_a_move_to_another_place_that_was_named_before_is_not_the_one_that_a_new_register_tells_of(places):
    said = {"reason": Reason.NAMED, "to": places.unit, "by": places.officer, "at": moment()}
    actions.open_transfer(places.child, places.old, **said)
    places.moved_without_asking()
    assert {one.where_to for one in Transfer.objects.all()} == {places.unit.name, "New School"}


def test_a_second_registration_is_not_the_school_to_which_a_child_leaves(places):
    unit = make.school("Example Unit School")
    make.enrolled(places.child, unit, from_on=date(2026, 10, 5), kind=EnrolmentKind.DUAL_SUBSIDIARY)
    places.moved_without_asking()
    left = Transfer.objects.get(reason=Reason.LEFT)
    assert left.to_school == places.new


def test_other_hours_at_a_provider_are_no_new_move(places):
    placed(places, from_on=date(2025, 9, 8), to_on=date(2026, 11, 20))
    placed(places)
    assert not Transfer.objects.filter(withdrawn_at=None).exists()


def named(places, to) -> Transfer:
    return open_transfer(
        places.child, places.old, reason=Reason.NAMED, at=moment(date(2026, 11, 10)), by=places.officer, to=to,
        known_on=date(2026, 11, 10),
    )  # fmt: skip


def test_a_place_that_was_named_is_overtaken_by_the_register_of_the_school_where_the_child_goes(places):
    overtaken = named(places, make.school("Named School"))
    places.leave()
    places.arrive()
    find(at=moment())
    overtaken.refresh_from_db()
    assert (overtaken.withdrawn_by, overtaken.withdrawn_because) == (
        None, "The pupil did not go to Named School, and is on the register of another school.",
    )  # fmt: skip
    assert [one.to_school for one in Transfer.objects.filter(withdrawn_at=None)] == [places.new]


def test_a_place_that_was_named_stands_where_the_child_goes_there(places):
    there = named(places, places.new)
    places.leave()
    places.arrive()
    find(at=moment())
    there.refresh_from_db()
    assert there.withdrawn_at is None
    assert Transfer.objects.count() == 1


def test_a_place_of_which_a_file_was_sent_is_left_to_a_person(places):
    sent = named(places, make.school("Named School"))
    on = date(2026, 11, 10)
    record_sent(line(sent, Kind.CTF), 1, sent_on=on, sent_how=How.S2S, by=places.head, on=on, at=moment(on))
    places.leave()
    places.arrive()
    find(at=moment())
    sent.refresh_from_db()
    assert sent.withdrawn_at is None
