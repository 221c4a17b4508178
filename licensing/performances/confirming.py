"""That a named officer compared a limit with the text of the law: which are confirmed, and the writes of it."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Q

from licensing import limits as table
from licensing.checking.four_days import FOUR_DAYS
from licensing.limits import Check, PerformanceLimits
from licensing.performances.limit_models import LimitConfirmation
from oxle.accounts.models import User
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused

# Every limit of a performance, as the checker names them.
LIMITS: tuple[Check, ...] = (
    table.EARLIEST, table.LATEST, table.AT_PLACE, table.PERFORMING, table.CONTINUOUS, table.SHORT_BREAK, table.MEALS,
    table.BREAKS, table.OVERNIGHT, table.DAYS_IN_A_ROW, table.LONG_RUN, table.NIGHT_WORK, table.NIGHT_REST,
    table.NIGHTS_IN_A_ROW, table.LESSONS, table.LESSONS_MOST, table.PUPILS, table.CHAPERONE, table.RATIO, table.PERIOD,
)  # fmt: skip
# What says whether a licence is needed at all is confirmed in the same way, and stands on none.
RULES: tuple[Check, ...] = (FOUR_DAYS,)
BY_KEY = {check.key: check for check in (*LIMITS, *RULES)}


def confirmations(limits: PerformanceLimits, on: date) -> dict[str, LimitConfirmation]:
    """The confirmations of a table of limits that count on a day, by limit. One query."""
    rows = LimitConfirmation.objects.filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=on), table_of=limits.in_force_from, confirmed_on__lte=on
    )
    return {one.limit: one for one in rows.select_related("confirmed_by")}


def cited(check: Check, known: Mapping[str, LimitConfirmation]) -> str:
    """The law of a limit, with who compared it with the text, of the confirmations that count; or that nobody did."""
    if check.key not in known:
        return check.cited
    return f"{check.law}, compared with the text by {known[check.key].confirmed_by.name}"


def confirmed_on(limits: PerformanceLimits, on: date) -> set[str]:
    """The limits of a table that somebody has confirmed, as it is on a day."""
    return set(confirmations(limits, on))


@transaction.atomic
def confirm(check: Check, limits: PerformanceLimits, *, text: str, by: User, on: date) -> LimitConfirmation:
    """A named officer says that they compared a limit with the law, and what that says. It may be printed from now on.

    Refused while it is confirmed.
    """
    rows = LimitConfirmation.objects.filter(limit=check.key, table_of=limits.in_force_from, withdrawn_on=None)
    if rows.exists():
        raise Refused("This limit is confirmed already.")
    return LimitConfirmation.objects.create(
        limit=check.key, table_of=limits.in_force_from, text=text, confirmed_by=by, confirmed_on=on
    )


@transaction.atomic
def withdraw(confirmation: LimitConfirmation, *, by: User, on: date, version: int) -> None:
    """The confirmation counts no more: the limit is unverified, and stands on no licence from now on."""
    if confirmation.withdrawn_on is not None:
        raise Refused("It has been withdrawn already.")
    confirmation.withdrawn_by, confirmation.withdrawn_on = by, on
    save_if_unchanged(confirmation, version, ["withdrawn_by", "withdrawn_on"])
