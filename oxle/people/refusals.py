"""Refusals in words: what a constraint of the database means to the person, and a day before a child was born."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import IntegrityError, transaction

from oxle.core.errors import Refused
from oxle.people.models import Child
from oxle.schooldays.wording import plain_day


@contextmanager
def refusing(constraint: str, message: str, *, field: str) -> Iterator[None]:
    """Inside, a row that breaks the constraint whose name has this part is Refused with these words."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if constraint in str(error):
            raise Refused(message, field=field) from None
        raise


def not_before_birth(child: Child, **days: date | None) -> None:
    """Refused, at its field, for the first of some days of a child's life that is before the child was born: a slip in
    the year is easily made, and nothing that follows from such a day would be right."""
    for field, day in days.items():
        if day is not None and day < child.born_on:
            raise Refused(
                f"The child was born on {plain_day(child.born_on)}. Enter a day that is not before that.", field=field
            )
