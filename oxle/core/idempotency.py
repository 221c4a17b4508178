"""A double click makes one record: each create form carries a token that can be spent once. That of an edit saves once
by the version, and is known again by what was sent."""

from datetime import datetime

from django.db import connection
from django.utils.crypto import salted_hmac

from oxle.core.models import KEY_SIGNS, Submission, new_key


def new_token() -> str:
    """A token for a freshly shown form."""
    return new_key()


def read_token(text: str) -> str:
    """A token as it came back with a form; empty for what is no token of ours."""
    return text if len(text) == len(new_key()) and set(text) <= set(KEY_SIGNS) else ""


def token_of(*sent: object) -> str:
    """The token of a form that carries none, by who sent what where: the same for the same, under our key."""
    number = int(salted_hmac("oxle.core.idempotency", repr(sent)).hexdigest(), 16)
    signs = []
    for _ in new_key():
        number, sign = divmod(number, len(KEY_SIGNS))
        signs.append(KEY_SIGNS[sign])
    return "".join(signs)


def result_of(token: str) -> str | None:
    """Where the result of a form that was sent before lives; None for a token not spent yet, or being spent now."""
    return Submission.objects.filter(pk=token).values_list("location", flat=True).first()


def spend(token: str, *, at: datetime) -> str | None:
    """Claim a form's token inside the running transaction.

    None means it is ours: go on, and call `settle` with the result's address. Otherwise the form was already sent,
    and this is where its result lives. A second click waits here until the first one's transaction has ended.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_submission (token, location, at) VALUES (%s, '', %s) ON CONFLICT DO NOTHING", [token, at]
        )
        if cursor.rowcount:
            return None
    return Submission.objects.get(pk=token).location


def remember(token: str, location: str, *, at: datetime) -> None:
    """Keep where the result of a form lives that was guarded by a version, with what it wrote."""
    Submission.objects.bulk_create([Submission(token=token, location=location, at=at)], ignore_conflicts=True)


def settle(token: str, location: str) -> None:
    """Remember where the result of a spent form lives. Without a location nothing was made: the token is given back."""
    spent = Submission.objects.filter(pk=token)
    if location:
        spent.update(location=location)
    else:
        spent.delete()


def forget_before(moment: datetime) -> int:
    """Drop the tokens of forms sent before a moment; how many."""
    return Submission.objects.filter(at__lt=moment).delete()[0]
