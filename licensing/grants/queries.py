"""Whether what we granted is valid, for anybody who has its number and its unguessable part."""

from datetime import date

from licensing.grants.models import Grant


def is_valid(model: type[Grant], number: str, secret: str, *, on: date) -> bool:
    """Whether a grant of this number and unguessable part is given by a day, and neither over nor ended nor suspended
    then."""
    entry = model._default_manager.filter(number=number, secret=secret).first()
    return entry is not None and entry.term is not None and entry.term.is_valid(on)
