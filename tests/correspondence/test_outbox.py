"""The outbox: what is queued leaves once, tells nothing about anybody, and is lost by no crash."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPServerDisconnected
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction

from oxle.accounts.models import User
from oxle.audit import acting
from oxle.core.links import use_link
from oxle.correspondence import health, messages, outbox, queries, sending
from oxle.correspondence.messages import MessageKind
from oxle.correspondence.models import Message
from tests import make
from tests.correspondence.samples import AT, DIGEST, INVITATION, REFERENCE, REMINDER, officer

State = Message.State


def _queue(dedupe: str = "one", *, kind: MessageKind = REMINDER, to: Any = None, **facts: Any) -> Message:
    facts = {"link": "/cases/abc123/", "reference": REFERENCE, "at": AT, **facts}
    return outbox.queue_message(kind, to or officer(), dedupe=dedupe, **facts)


@pytest.mark.django_db
def test_a_message_leaves_with_a_reference_and_a_link_and_nothing_else() -> None:
    message = _queue()
    assert sending.send_next(at=AT) == 1
    message.refresh_from_db()
    (sent,) = mail.outbox
    assert (sent.to, sent.cc, sent.bcc, sent.attachments) == ([officer().email], [], [], [])
    assert sent.subject == "Oxle: OX-0000-0000 needs you"
    assert sent.body == "Something on OX-0000-0000 needs you.\n\nhttp://127.0.0.1:8000/cases/abc123/\n"
    assert (message.state, message.sent_at) == (State.SENT, AT)


@pytest.mark.django_db
def test_the_same_message_asked_for_twice_is_one_message() -> None:
    assert _queue("same") == _queue("same", link="/elsewhere/")
    assert Message.objects.get().link == "/cases/abc123/"


@pytest.mark.django_db
def test_many_messages_are_queued_in_one_statement_and_one_already_there_stays(django_assert_num_queries: Any) -> None:
    _queue("0", link="/first/")
    to = officer()
    wanted = [outbox.message(REMINDER, to, dedupe=str(number), link="/cases/", at=AT) for number in range(500)]
    with django_assert_num_queries(1):
        outbox.queue_messages(wanted)
    assert Message.objects.count() == 500
    assert Message.objects.get(dedupe="0").link == "/first/"


@pytest.mark.django_db
def test_a_message_leaves_once_however_often_the_sender_runs() -> None:
    _queue()
    assert [sending.send_next(at=AT) for _ in range(3)] == [1, 0, 0]
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_what_was_rolled_back_was_never_in_the_outbox() -> None:
    with transaction.atomic():
        _queue()
        transaction.set_rollback(True)
    assert sending.send_next(at=AT) == 0


@pytest.mark.django_db
def test_a_message_waits_until_it_is_due() -> None:
    _queue(due_at=AT + timedelta(hours=1))
    assert sending.send_next(at=AT + timedelta(minutes=59)) == 0
    assert sending.send_next(at=AT + timedelta(minutes=60)) == 1


@pytest.mark.django_db
def test_after_three_days_without_a_sender_nothing_is_lost_and_nothing_leaves_twice() -> None:
    for number in range(120):
        _queue(str(number))
    after = AT + timedelta(days=3)
    while sending.send_next(at=after):
        pass
    assert len(mail.outbox) == 120
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "facts",
    [
        {"reference": "Planted Name"},
        {"reference": "PLANTED"},
        {"reference": "OX-0000-0001"},
        {"link": "/cases/abc/?child=Planted"},
        {"link": "https://elsewhere.example.org/"},
        {"link": "/cases/Planted Name/"},
        {"one_time_subject": "7"},
    ],
)
def test_a_name_has_no_way_into_a_message(facts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"an e-mail's|one-time"):
        _queue(**facts)


@pytest.mark.parametrize(
    "wording", ["About {child}. {link}", "{0} {link}", "{reason} {link}", "{link.__class__} {link}"]
)
def test_wording_that_asks_for_more_than_a_reference_and_a_link_is_refused(wording: str) -> None:
    with pytest.raises(ValueError, match="an e-mail may not say"):
        MessageKind(key="example.bad", title="Bad", subject="Bad", body=wording)


@pytest.mark.django_db
def test_a_planted_childs_name_is_in_no_message_of_any_kind() -> None:
    make.child("Planted", "Childname")
    for key, kind in messages.MESSAGES.items():
        subject = {"one_time_subject": "7"} if kind.one_time else {}
        outbox.queue_message(kind, officer(), dedupe=key, reference=REFERENCE, link="/cases/", at=AT, **subject)
    sending.send_next(at=AT)
    assert len(mail.outbox) == len(messages.MESSAGES)
    for sent in mail.outbox:
        assert [word for word in ("Planted", "Childname", "{", "}") if word in sent.subject + sent.body] == []


def test_there_is_no_column_a_name_could_be_put_in() -> None:
    assert {field.name for field in Message._meta.get_fields()} == {
        "id", "key", "kind", "user", "email", "reference", "link", "one_time_subject", "dedupe", "state", "queued_at",
        "due_at", "lease_until", "attempts", "problem", "sent_at", "brake",
    }  # fmt: skip


@pytest.mark.django_db
def test_a_persons_digest_is_one_message_however_much_waits() -> None:
    other = make.user("ehe_officer")
    for number in range(60):
        _queue(f"mine {number}", kind=DIGEST, link=f"/cases/n{number}/")
    _queue("theirs", kind=DIGEST, to=other)
    while sending.send_next(at=AT):
        pass
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted([officer().email, other.email])
    mine = next(sent for sent in mail.outbox if sent.to == [officer().email])
    assert mine.body.count(REFERENCE) == 60
    assert mine.body.count("http://127.0.0.1:8000/cases/n59/") == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked_at", "leaves_at"),
    [
        (datetime(2026, 9, 15, 5, 0, tzinfo=UTC), datetime(2026, 9, 15, 6, 30, tzinfo=UTC)),
        (datetime(2026, 9, 15, 7, 0, tzinfo=UTC), datetime(2026, 9, 16, 6, 30, tzinfo=UTC)),
        (datetime(2026, 9, 18, 12, 0, tzinfo=UTC), datetime(2026, 9, 21, 6, 30, tzinfo=UTC)),
        (datetime(2026, 12, 24, 12, 0, tzinfo=UTC), datetime(2026, 12, 29, 7, 30, tzinfo=UTC)),
    ],
)
def test_digests_leave_at_half_past_seven_in_england_on_the_next_working_day(
    asked_at: datetime, leaves_at: datetime
) -> None:
    assert outbox.next_working_morning(asked_at) == leaves_at


@pytest.mark.django_db
def test_a_one_time_link_is_made_when_the_message_leaves_and_is_stored_nowhere() -> None:
    message = _queue(kind=INVITATION, to="new@example.org", link="/welcome/", reference="", one_time_subject="7")
    sending.send_next(at=AT)
    secret = mail.outbox[0].body.split("/welcome/")[1].strip()
    message.refresh_from_db()
    assert secret not in str(message.__dict__)
    assert use_link(secret, "example", at=AT) == "7"


@pytest.mark.django_db
def test_somebody_who_was_deactivated_meanwhile_gets_nothing() -> None:
    message = _queue()
    User.objects.filter(pk=officer().pk).update(is_active=False)
    sending.send_next(at=AT)
    message.refresh_from_db()
    assert (message.state, message.problem, mail.outbox) == (
        State.DROPPED, "This person no longer signs in.", [],
    )  # fmt: skip


@pytest.mark.django_db
def test_a_sender_that_dies_before_the_mail_leaves_holds_it_up_for_five_minutes_and_loses_nothing() -> None:
    message = _queue()
    with acting("system: a sender that dies here"):
        assert sending._claim(AT) == [message]
    assert sending.send_next(at=AT + timedelta(minutes=4)) == 0
    assert sending.send_next(at=AT + timedelta(minutes=5)) == 1
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_a_message_sent_again_after_a_crash_has_the_same_identity() -> None:
    message = _queue()
    sending.send_next(at=AT)
    # The sender died after the mail server took it and before the row was marked.
    Message.objects.filter(pk=message.pk).update(state=State.CLAIMED, lease_until=AT, sent_at=None)
    sending.send_next(at=AT)
    first, second = (sent.message()["Message-ID"] for sent in mail.outbox)
    assert first == second


class _Refusing:
    """A mail server that is not there, or drops the line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None: ...

    def open(self) -> None:
        raise SMTPServerDisconnected("gone")

    def send_messages(self, messages: Any) -> None:
        raise SMTPServerDisconnected("gone")

    def close(self) -> None: ...


@pytest.mark.django_db
def test_a_mail_server_that_is_gone_costs_patience_and_no_message(settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.correspondence.test_outbox._Refusing"
    message = _queue()
    at = AT
    waits = []
    for _ in range(9):
        sending.send_next(at=at)
        message.refresh_from_db()
        if message.lease_until:
            waits.append((message.lease_until - at) // timedelta(minutes=1))
            assert sending.send_next(at=message.lease_until - timedelta(seconds=1)) == 0
            at = message.lease_until
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128]
    assert (message.state, message.attempts, message.problem) == (State.FAILED, 9, "SMTPServerDisconnected: gone")
    assert list(queries.failed_messages()) == [message]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    outbox.try_again(message)
    sending.send_next(at=at)
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_an_email_that_cannot_be_put_together_stops_no_other_and_is_given_up_in_sight_like_others() -> None:
    # Longer than a part of a domain can be: it has no form in which a mail server would be asked.
    bad, good = _queue("bad", to=f"somebody@{'é' * 70}.example"), _queue("good")
    assert sending.send_next(at=AT) == 2
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (good.state, bad.state, bad.attempts) == (State.SENT, State.WAITING, 1)
    at = AT
    while bad.lease_until:
        at = bad.lease_until
        sending.send_next(at=at)
        bad.refresh_from_db()
    assert (bad.state, bad.attempts, len(mail.outbox)) == (State.FAILED, 9, 1)
    assert list(queries.failed_messages()) == [bad]


@pytest.mark.django_db
def test_mail_that_ought_to_have_left_half_an_hour_ago_fails_the_health_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", (AT + timedelta(minutes=31)).isoformat())
    assert health.outbox_problem() is None
    _queue()
    assert health.outbox_problem() == "E-mails that have waited for more than half an hour: 1."


@pytest.mark.django_db
def test_what_is_no_longer_true_can_be_taken_out_before_it_leaves() -> None:
    _queue("deadline:7:soon")
    _queue("deadline:8:soon")
    assert outbox.drop_unsent(dedupe_prefixes=["deadline:7:"], why="The deadline moved") == 1
    sending.send_next(at=AT)
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_message_once() -> None:
    for number in range(200):
        _queue(str(number))
    together = Barrier(2)

    def work() -> None:
        together.wait()
        while sending.send_next(at=AT):
            pass
        connection.close()

    senders = [Thread(target=work) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    identities = [sent.message()["Message-ID"] for sent in mail.outbox]
    assert (len(identities), len(set(identities))) == (200, 200)
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"user": None}, "message_has_one_recipient"),
        ({"email": "a@example.org"}, "message_has_one_recipient"),
        ({"state": "sent"}, "message_sent_at_a_moment"),
        ({"sent_at": AT}, "message_sent_at_a_moment"),
        ({"state": "held"}, "message_held_by_a_brake"),
        ({"state": "claimed"}, "message_claimed_for_a_while"),
    ],
)
def test_the_database_refuses_a_message_that_cannot_be(change: dict[str, Any], constraint: str) -> None:
    message = _queue()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(**change)
