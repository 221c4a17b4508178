"""E-mails about signing in wait sealed, leave once, and are forgotten."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from oxle.accounts import mail as accounts_mail
from oxle.audit.models import Change
from oxle.correspondence import sign_in_mail, tasks
from oxle.correspondence.models import SealedMail
from tests.correspondence.samples import AT

pytestmark = pytest.mark.django_db
SECRET = "https://example.org/welcome/s3cret/"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", AT.isoformat())


def _ask() -> None:
    accounts_mail.send("new@example.org", "You are invited", f"Follow this link: {SECRET}")


def test_a_page_that_asks_for_one_waits_for_no_mail_server_and_the_outbox_carries_it(settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.correspondence.test_outbox._Refusing"
    _ask()
    assert (mail.outbox, SealedMail.objects.count()) == ([], 1)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    tasks.send_waiting()
    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (
        ["new@example.org"], "You are invited", f"Follow this link: {SECRET}",
    )  # fmt: skip


def test_its_secret_can_be_read_nowhere_in_the_database_and_it_is_gone_once_sent() -> None:
    _ask()
    row = SealedMail.objects.get()
    assert [word for word in ("s3cret", "new@example.org") if word in row.sealed] == []
    tasks.send_waiting()
    tasks.send_waiting()
    assert (len(mail.outbox), SealedMail.objects.count()) == (1, 0)
    assert Change.objects.filter(table="correspondence_sealedmail").count() == 0


def test_one_that_the_mail_server_will_not_take_is_tried_every_two_minutes_for_a_day(settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.correspondence.test_outbox._Refusing"
    _ask()
    assert sign_in_mail.send_next_sealed(at=AT) is True
    assert sign_in_mail.send_next_sealed(at=AT + timedelta(seconds=119)) is False
    assert sign_in_mail.send_next_sealed(at=AT + timedelta(seconds=120)) is True
    assert SealedMail.objects.get().attempts == 2
    sign_in_mail.send_next_sealed(at=AT + timedelta(days=1, minutes=5))
    assert SealedMail.objects.count() == 0


def test_one_that_cannot_be_put_together_holds_up_no_other_and_is_tried_again_for_a_day() -> None:
    accounts_mail.send(f"new@{'é' * 70}.example", "You are invited", "Follow this link.")
    _ask()
    tasks.send_waiting()
    assert (len(mail.outbox), SealedMail.objects.get().attempts) == (1, 1)
    sign_in_mail.send_next_sealed(at=AT + timedelta(days=1, minutes=5))
    assert SealedMail.objects.count() == 0


def test_one_that_was_sealed_with_another_key_is_dropped_and_does_not_hold_up_the_others(settings: Any) -> None:
    before = settings.SECRET_KEY
    settings.SECRET_KEY = "another key altogether"
    _ask()
    settings.SECRET_KEY = before
    _ask()
    tasks.send_waiting()
    assert (len(mail.outbox), SealedMail.objects.count()) == (1, 0)
