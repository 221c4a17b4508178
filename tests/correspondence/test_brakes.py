"""An unusual burst is held until a manager has looked; what is usual goes out."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from oxle.core.errors import Refused
from oxle.core.models import RuleValue
from oxle.correspondence import actions, brakes, outbox, printing, sending
from oxle.correspondence.messages import MESSAGES
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Brake, Letter, Message
from tests.correspondence.samples import AT, DIGEST, ON, REMINDER, draft, family, manager, officer, released

pytestmark = pytest.mark.django_db
State = Message.State


def _queue(count: int, *, kind: object = REMINDER, first: int = 0, at: object = AT) -> None:
    for number in range(first, first + count):
        outbox.queue_message(kind, officer(), dedupe=f"{kind.key} {number}", link="/cases/", at=at)


def _send(at: object = AT) -> None:
    while sending.send_next(at=at):
        pass


def _sent(kind: object = REMINDER) -> int:
    return Message.objects.filter(kind=kind.key, state=State.SENT).count()


def _digests(people: int, *, each: int = 1) -> None:
    """So many people are to be told of so many things each, in one digest a person."""
    emails = [f"officer{number}@example.org" for number in range(people)]
    outbox.queue_messages(
        outbox.message(DIGEST, email, dedupe=f"{DIGEST.key} {email} {number}", link="/cases/", at=AT)
        for email in emails
        for number in range(each)
    )


def test_two_hundred_of_a_kind_leave_and_two_hundred_and_one_are_held() -> None:
    _queue(200)
    _send()
    assert (_sent(), Brake.objects.count()) == (200, 0)
    Message.objects.all().delete()
    _queue(201)
    _send()
    brake = Brake.objects.get()
    assert (_sent(), brake.kind, brake.limit, brakes.held_count(brake)) == (0, REMINDER.key, 200, 201)


def test_a_kind_with_a_ceiling_of_its_own_such_as_a_scheduled_return_is_held_only_above_that(monkeypatch) -> None:
    scheduled = replace(REMINDER, key="example.scheduled", ceiling=300)
    monkeypatch.setitem(MESSAGES, scheduled.key, scheduled)
    _queue(300, kind=scheduled)
    _send()
    assert (_sent(scheduled), Brake.objects.count()) == (300, 0)
    _queue(1, kind=scheduled, first=300)
    _send()
    brake = Brake.objects.get()
    assert (_sent(scheduled), brake.kind, brake.limit) == (300, scheduled.key, 300)


def test_a_digest_is_one_email_a_person_so_that_an_ordinary_morning_is_not_held() -> None:
    _queue(201, kind=DIGEST)
    _digests(40, each=6)
    _send()
    assert (_sent(DIGEST), len(mail.outbox), Brake.objects.count()) == (441, 41, 0)


def test_the_digests_of_two_hundred_people_leave_and_of_two_hundred_and_one_are_held() -> None:
    _digests(200, each=2)
    _send()
    assert (_sent(DIGEST), len(mail.outbox), Brake.objects.count()) == (400, 200, 0)
    Message.objects.all().delete()
    _digests(201, each=2)
    _send()
    brake = Brake.objects.get()
    assert (_sent(DIGEST), brake.kind, brakes.held_count(brake)) == (0, DIGEST.key, 201)


def test_other_kinds_leave_while_one_is_held() -> None:
    _queue(201)
    _queue(3, kind=DIGEST)
    _send()
    assert (_sent(), _sent(DIGEST)) == (0, 3)


def test_a_burst_that_comes_in_pieces_within_one_sweep_is_still_a_burst() -> None:
    _queue(150)
    _send()
    _queue(51, first=150, at=AT + timedelta(minutes=2))
    _send(AT + timedelta(minutes=2))
    assert (_sent(), Message.objects.filter(state=State.HELD).count()) == (150, 51)


def test_as_many_over_a_whole_morning_are_no_burst() -> None:
    _queue(150)
    _send()
    _queue(150, first=150, at=AT + timedelta(minutes=6))
    _send(AT + timedelta(minutes=6))
    assert _sent() == 300


def test_what_joins_a_held_kind_is_held_with_it() -> None:
    _queue(201)
    _send()
    _queue(1, first=201, at=AT + timedelta(hours=2))
    _send(AT + timedelta(hours=2))
    assert (_sent(), brakes.held_count(Brake.objects.get())) == (0, 202)


def test_managers_are_told_once_with_a_link_and_nothing_else() -> None:
    manager()
    _queue(201)
    _send()
    _send(AT + timedelta(minutes=1))
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [
        ([manager().email], "Oxle: something waits for your decision")
    ]


def test_a_manager_lets_a_burst_go_and_it_is_not_held_again() -> None:
    _queue(201)
    _send()
    brakes.let_go(Brake.objects.get(), by=manager(), at=AT, reason="The autumn returns")
    _send()
    assert (_sent(), Brake.objects.filter(ended_at=None).count()) == (201, 0)


def test_a_manager_discards_a_burst_and_none_of_it_leaves() -> None:
    _queue(201)
    _send()
    brakes.discard(Brake.objects.get(), by=manager(), at=AT, reason="A mistake in the import")
    _send()
    assert set(Message.objects.filter(kind=REMINDER.key).values_list("state", flat=True)) == {State.DROPPED}


def test_a_held_burst_is_decided_once_and_for_a_reason() -> None:
    _queue(201)
    _send()
    brake = Brake.objects.get()
    with pytest.raises(Refused, match="Say why"):
        brakes.let_go(brake, by=manager(), at=AT, reason=" ")
    brakes.let_go(brake, by=manager(), at=AT, reason="The autumn returns")
    with pytest.raises(Refused, match="Somebody else has decided on this already"):
        brakes.discard(brake, by=manager(), at=AT, reason="A mistake")


def test_letters_of_a_kind_are_held_as_messages_are() -> None:
    RuleValue.objects.create(rule="letters.burst", value="2", from_on=ON, reason="A test")
    child, mother = family()
    letters = [released(draft(child, mother)) for _ in range(3)]
    assert printing.print_next(at=AT) is None
    brake = Brake.objects.get(what="letter")
    assert (brake.kind, brakes.held_count(brake)) == ("example.warning", 3)
    brakes.let_go(brake, by=manager(), at=AT, reason="Meant")
    assert printing.print_next(at=AT) == letters[0]


def test_a_letter_made_before_the_burst_was_seen_is_held_too_and_cannot_be_posted() -> None:
    RuleValue.objects.create(rule="letters.burst", value="1", from_on=ON, reason="A test")
    child, mother = family()
    first = released(draft(child, mother))
    printing.print_next(at=AT)
    released(draft(child, mother))
    assert printing.print_next(at=AT) is None
    with pytest.raises(Refused, match="held until a manager lets it go"):
        actions.record_sent(first, by=officer(), on=ON, at=AT, method=Method.BY_HAND)


def test_discarded_letters_are_withdrawn() -> None:
    RuleValue.objects.create(rule="letters.burst", value="1", from_on=ON, reason="A test")
    child, mother = family()
    for _ in range(2):
        released(draft(child, mother))
    printing.print_next(at=AT)
    brakes.discard(Brake.objects.get(what="letter"), by=manager(), at=AT, reason="A mistake")
    assert list(Letter.objects.values_list("state", "withdrawn_reason")) == [("withdrawn", "A mistake")] * 2


@pytest.mark.parametrize(
    ("change", "constraint"),
    [({"ended_at": AT}, "brake_ended_by_somebody"), ({"ended_at": AT, "ended_by": 1}, "brake_ended_for_a_reason")],
)
def test_the_database_refuses_a_brake_that_cannot_be(change: dict[str, object], constraint: str) -> None:
    brake = Brake.objects.create(what="letter", kind="example.warning", limit=1, held_at=AT)
    change = {name: manager() if name.endswith("_by") else value for name, value in change.items()}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Brake.objects.filter(pk=brake.pk).update(**change)


def test_a_kind_has_one_open_brake() -> None:
    Brake.objects.create(what="letter", kind="example.warning", limit=1, held_at=AT)
    with pytest.raises(IntegrityError, match="one_open_brake_a_kind"), transaction.atomic():
        Brake.objects.create(what="letter", kind="example.warning", limit=1, held_at=AT)
