"""Keeps the figures of a month as they are reported: the one write of the monthly data pack."""

import hashlib
import json
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from oxle.accounts.models import User
from oxle.core.errors import Refused
from oxle.missing_out.monthly.figures import as_kept, find
from oxle.missing_out.monthly_models import MonthlyPack
from oxle.missing_out.packs.nameless import full_names_of, nameless
from oxle.missing_out.rules import MONTHLY_FOR


def keep(month: date, *, words: str, by: User, on: date, at: datetime) -> MonthlyPack:
    """Keep the figures of a month, by its last day, by what is known of that day now. Names in full of the pupils of
    its register and of their families are taken out of what is said. Refused for a month that is not over, for one that
    is kept already, and where terms are not loaded for it."""
    if month >= on:
        raise Refused("The month is not over yet.")
    found = find(month, on)
    pack = MonthlyPack(
        month=month, figures=as_kept(found.figures), goes_to=MONTHLY_FOR.on(month), kept_at=at, kept_by=by,
        words=nameless(words, (), full_names_of([row.child.pk for row in found.rows])),
    )  # fmt: skip
    pack.digest = digest_of(pack)
    try:
        with transaction.atomic():
            pack.save(force_insert=True)
    except IntegrityError:
        raise Refused("The pack of this month is kept already.") from None
    return pack


def digest_of(pack: MonthlyPack) -> str:
    """The hash of a pack as it is."""
    said: list[Any] = [pack.month.isoformat(), pack.figures, pack.words, pack.goes_to, pack.kept_at.isoformat()]
    text = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
