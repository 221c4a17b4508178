"""What may be recorded of a file and what cannot be, who is told, and that the history stays."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, transaction

from oxle.core.errors import Refused, Stale
from oxle.correspondence.models import Message
from oxle.people.actions import restrict
from oxle.schools.models import School
from oxle.transfers import actions, queries
from oxle.transfers.models import Happening, How, Kind, Line, Reason, Transfer, What
from tests import make
from tests.transfers.make import LEFT, TODAY, Places, line, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setenv("OXLE_NOW", moment().isoformat())
    return Places()


@pytest.fixture
def moved(places: Places) -> Transfer:
    return places.moved()


def send(one: Line, places: Places, **changes) -> None:
    said = {"sent_on": TODAY, "sent_how": How.S2S, "by": places.head, "on": TODAY, "at": moment(), **changes}
    actions.record_sent(one, one.version, **said)


def receive(one: Line, places: Places, **changes) -> None:
    said = {"received_on": TODAY, "receiver": "Robin, DSL", "by": places.next_head, "on": TODAY, "at": moment()}
    actions.record_received(one, one.version, **{**said, **changes})


def none_exists(one: Line, places: Places) -> None:
    actions.record_none(one, one.version, said_by="Kit, DSL", by=places.head, at=moment())


def test_a_file_is_sent_and_then_receipted_and_both_say_when_how_and_by_whom(places, moved):
    one = line(moved, Kind.GENERAL)
    send(one, places, said="Number 12")
    receive(one, places)
    one = line(moved, Kind.GENERAL)
    assert (one.sent_on, one.sent_how, one.sent_by) == (TODAY, How.S2S, places.head)
    assert (one.received_on, one.receiver, one.received_by) == (TODAY, "Robin, DSL", places.next_head)
    happened = list(Happening.objects.filter(kind=Kind.GENERAL).values_list("what", "by", "text"))
    assert happened == [
        (What.SENT, places.head.pk, "24 November 2026, School to School (S2S)\nNumber 12"),
        (What.RECEIVED, places.next_head.pk, "24 November 2026, Robin, DSL"),
    ]


def test_the_new_school_is_told_that_something_was_sent_without_a_name(places, moved):
    send(line(moved, Kind.GENERAL), places)
    send(line(moved, Kind.CTF), places)
    assert Message.objects.filter(kind="transfers.to_confirm").get().user == places.next_head


def test_nothing_is_sent_while_nobody_knows_where_to(places):
    places.leave()
    with pytest.raises(Refused, match="Say first where the pupil goes"):
        send(line(Transfer.objects.get(), Kind.GENERAL), places)


def test_a_day_to_come_is_refused_for_what_is_said_to_have_happened(places, moved):
    with pytest.raises(Refused, match="today or in the past") as refused:
        send(line(moved, Kind.CTF), places, sent_on=date(2026, 11, 25))
    assert refused.value.field == "sent_on"
    with pytest.raises(Refused, match="today or in the past"):
        receive(line(moved, Kind.CTF), places, received_on=date(2026, 11, 25))


def test_a_file_is_not_received_before_it_was_sent(places, moved):
    one = line(moved, Kind.CTF)
    send(one, places)
    with pytest.raises(Refused, match="cannot have been received before"):
        receive(one, places, received_on=date(2026, 11, 23))


def test_a_receipt_stands_though_nobody_recorded_the_sending(places, moved):
    receive(line(moved, Kind.CTF), places)
    assert line(moved, Kind.CTF).received_on == TODAY


def test_what_is_receipted_is_not_sent_anew(places, moved):
    one = line(moved, Kind.CTF)
    receive(one, places)
    with pytest.raises(Refused, match="New School has confirmed that it has this file"):
        send(one, places)


def test_that_no_safeguarding_file_exists_is_said_by_somebody_by_name_and_settles_the_line(places, moved):
    one = line(moved, Kind.SAFEGUARDING)
    assert not Line.objects.filter(queries.SETTLED, pk=one.pk).exists()
    none_exists(one, places)
    assert (one.none_said, one.none_by) == ("Kit, DSL", places.head)
    assert Line.objects.filter(queries.SETTLED, pk=one.pk).exists()


@pytest.mark.parametrize("kind", [Kind.CTF, Kind.GENERAL])
def test_every_pupil_has_the_other_files(places, moved, kind):
    with pytest.raises(Refused, match="Only of a safeguarding file"):
        none_exists(line(moved, kind), places)


def test_a_file_that_was_sent_exists_and_one_that_is_found_after_all_can_be_sent(places, moved):
    one = line(moved, Kind.SAFEGUARDING)
    none_exists(one, places)
    send(one, places)
    assert (one.none_said, one.none_at, one.none_by) == ("", None, None)
    with pytest.raises(Refused, match="so it exists"):
        none_exists(one, places)


def test_a_common_transfer_file_goes_into_the_lost_pupil_database_while_nobody_knows_where_to(places):
    places.leave()
    transfer = Transfer.objects.get()
    one = line(transfer, Kind.CTF)
    actions.record_lost(one, one.version, lost_on=TODAY, by=places.head, on=TODAY, at=moment())
    settled = Line.objects.filter(queries.SETTLED, pk=one.pk)
    assert settled.exists()
    places.arrive()
    assert not settled.exists(), "once the new school is known the file goes there"


def test_no_other_file_is_lost_and_none_whose_place_is_known(places, moved):
    for kind, why in ((Kind.GENERAL, "Only a common transfer file"), (Kind.CTF, "The pupil goes to New School")):
        one = line(moved, kind)
        with pytest.raises(Refused, match=why):
            actions.record_lost(one, one.version, lost_on=TODAY, by=places.head, on=TODAY, at=moment())


def test_a_chase_is_on_record_and_reaches_the_people_of_the_school_without_a_name(places, moved):
    actions.chase(moved, whom="sender", said="Rang on Monday.", by=places.officer, at=moment())
    happening = Happening.objects.get(what=What.CHASED)
    assert (happening.by, happening.text) == (places.officer, "Old School\nRang on Monday.")
    message = Message.objects.get(kind="transfers.chased")
    assert (message.user, message.reference) == (places.head, "")


def test_the_old_school_of_a_restricted_child_is_not_chased(places, moved):
    restrict(moved.child, moved.child.version, because="At risk from a parent", by=places.officer, on=TODAY)
    with pytest.raises(Refused, match="Old School is not told of the move"):
        actions.chase(moved, whom="sender", said="", by=places.officer, at=moment())
    assert not Message.objects.filter(kind="transfers.chased").exists()


def test_nobody_signs_in_for_a_place_elsewhere_so_nobody_there_is_chased(places):
    places.leave()
    transfer = Transfer.objects.get()
    actions.name_destination(
        transfer, transfer.version, to="A school in Wales", known_on=TODAY, starts_on=None, at=moment(), by=places.head
    )
    with pytest.raises(Refused, match="Nobody signs in for that place"):
        actions.chase(transfer, whom="receiver", said="", by=places.officer, at=moment())


def test_the_destination_can_be_put_right_until_somebody_has_a_file(places, moved):
    another = make.school("Third School")
    said = {"known_on": TODAY, "starts_on": None, "at": moment(), "by": places.officer}
    actions.name_destination(moved, moved.version, to=another, **said)
    assert line(moved, Kind.SAFEGUARDING).due_on == date(2026, 12, 1)
    receive(line(moved, Kind.CTF), places)
    with pytest.raises(Refused, match="A file went to Third School already"):
        actions.name_destination(moved, moved.version, to=places.new, **said)


def test_records_do_not_move_to_where_they_are(places, moved):
    with pytest.raises(Refused, match="the records are there already"):
        actions.name_destination(
            moved, moved.version, to=places.old, known_on=TODAY, starts_on=None, at=moment(), by=places.officer
        )


def test_one_opened_by_hand_says_why_and_is_not_opened_twice(places):
    said = {"reason": Reason.BY_HAND, "because": "Moved in 2025", "by": places.officer, "at": moment()}
    made = actions.open_transfer(places.child, places.old, ceased_on=LEFT, **said)
    assert Happening.objects.get().text == "Moved in 2025"
    assert line(made, Kind.CTF).due_on == date(2026, 12, 4)
    with pytest.raises(Refused, match="is open already"):
        actions.open_transfer(places.child, places.old, **said)


def test_of_a_move_that_was_withdrawn_nothing_more_is_recorded(places, moved):
    actions.withdraw(moved, moved.version, because="The pupil stays.", by=places.officer, at=moment())
    with pytest.raises(Refused, match="was withdrawn"):
        send(line(moved, Kind.CTF), places)


def test_who_was_slower_does_not_undo_what_another_recorded(places, moved):
    mine, theirs = line(moved, Kind.CTF), line(moved, Kind.CTF)
    send(theirs, places)
    with pytest.raises(Stale):
        send(mine, places, sent_on=date(2026, 11, 20))


def refused_by(constraint: str, rows, **values) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        rows.update(**values)


def test_the_database_holds_the_same_rules(places, moved):
    lines, user, at = Line.objects.filter(transfer=moved), places.head, moment()
    safeguarding, ctf = lines.filter(kind=Kind.SAFEGUARDING), lines.filter(kind=Kind.CTF)
    sent = {"sent_on": TODAY, "sent_at": at, "sent_by": user, "sent_how": How.S2S}
    none = {"none_said": "Kit", "none_at": at, "none_by": user}
    refused_by("line_sent_says_how_and_by_whom", ctf, **{**sent, "sent_how": ""})
    refused_by("line_sent_says_how_and_by_whom", ctf, **{**sent, "sent_by": None})
    refused_by("line_received_says_who_has_it", ctf, received_on=TODAY, received_at=at, received_by=user)
    refused_by("line_without_file_says_who_says_so", safeguarding, **{**none, "none_said": ""})
    refused_by("only_a_safeguarding_file_may_not_exist", ctf, **none)
    refused_by("only_a_safeguarding_file_may_not_exist", safeguarding, **none, **sent)
    refused_by("line_lost_says_by_whom", ctf, lost_on=TODAY)
    refused_by("only_a_common_transfer_file_is_lost", safeguarding, lost_on=TODAY, lost_at=at, lost_by=user)
    refused_by("only_a_common_transfer_file_is_not_owed", safeguarding, owed=False)
    refused_by("only_a_common_transfer_file_is_not_owed", ctf.filter(due_on__isnull=False), owed=False)
    refused_by("line_is_of_a_kind", ctf, kind="other")
    refused_by("one_line_of_a_kind_a_transfer", ctf, kind=Kind.GENERAL)


def test_the_database_holds_the_rules_of_a_move(places, moved):
    rows = Transfer.objects.filter(pk=moved.pk)
    refused_by("transfer_goes_to_one_place", rows, elsewhere="Wales")
    refused_by("transfer_goes_to_one_place", rows, to_provider=places.unit)
    refused_by("transfer_knows_since_when_where_to", rows, known_on=None)
    refused_by("transfer_knows_since_when_where_to", rows, to_school=None)
    refused_by("transfer_goes_to_another_place", rows, to_school=School.objects.get(pk=places.old.pk))
    refused_by("transfer_comes_from_one_place", rows, from_provider=places.unit)
    refused_by("transfer_comes_from_one_place", rows, from_school=None)
    refused_by(
        "transfer_goes_to_another_place", rows,
        from_school=None, from_provider=places.unit, to_school=None, to_provider=places.unit,
    )  # fmt: skip
    refused_by("transfer_has_a_reason", rows, reason="other")
    refused_by("transfer_by_hand_says_why", rows, reason=Reason.BY_HAND)
    refused_by("transfer_withdrawn_says_why", rows, withdrawn_at=moment())
    moved.pk, moved.key = None, "x" * 14
    with pytest.raises(IntegrityError, match="one_transfer_an_enrolment_that_ended"), transaction.atomic():
        moved.save(force_insert=True)


def test_what_happened_is_never_changed(places, moved):
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        Happening.objects.update(text="Other")
    with pytest.raises(IntegrityError, match="somebody_chases"), transaction.atomic():
        Happening.objects.create(transfer=moved, what=What.CHASED, at=moment())
    with pytest.raises(IntegrityError, match="happening_is_of_a_kind"), transaction.atomic():
        Happening.objects.create(transfer=moved, what="other", at=moment())
