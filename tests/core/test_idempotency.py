"""Tokens of forms: each is spent once, and leads to what was made with it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from oxle.core.idempotency import forget_before, new_token, read_token, result_of, settle, spend
from oxle.core.models import Submission

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 15, 10, 0, tzinfo=UTC)


def test_a_token_can_be_spent_once_and_then_leads_to_the_result():
    token = new_token()
    assert spend(token, at=AT) is None
    settle(token, "/cases/x/")
    assert spend(token, at=AT) == "/cases/x/"
    assert result_of(token) == "/cases/x/"


def test_a_token_that_was_not_spent_has_no_result():
    assert result_of(new_token()) is None


def test_a_token_with_which_nothing_was_made_can_be_spent_again():
    token = new_token()
    spend(token, at=AT)
    settle(token, "")
    assert result_of(token) is None
    assert spend(token, at=AT) is None


def test_what_was_undone_did_not_spend_the_token():
    token = new_token()
    with transaction.atomic():
        assert spend(token, at=AT) is None
        transaction.set_rollback(True)
    assert spend(token, at=AT) is None


def test_every_token_is_another_and_reads_as_itself():
    tokens = [new_token() for _ in range(50)]
    assert len(set(tokens)) == 50
    assert [read_token(token) for token in tokens] == tokens


@pytest.mark.parametrize("text", ["", "2", "23456789bcdfgha", "23456789bcdfgA", "23456789bcdfg\x00", "2345678 bcdfgh"])
def test_what_is_no_token_reads_as_none(text):
    assert read_token(text) == ""


def test_old_tokens_are_forgotten():
    old, new = new_token(), new_token()
    spend(old, at=AT)
    spend(new, at=AT + timedelta(days=1))
    assert forget_before(AT + timedelta(days=1)) == 1
    assert list(Submission.objects.values_list("token", flat=True)) == [new]
