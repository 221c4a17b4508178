"""The database's own refusals, in words: a constraint is the rule, and this says what it means to the person."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from oxle.core.errors import Refused


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
