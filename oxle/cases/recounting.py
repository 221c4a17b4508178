"""Works deadlines out again after a calendar or setting has changed: some cases at a time, on from where it was."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q

from oxle.audit import acting
from oxle.cases import projection, retention
from oxle.cases.models import Case
from oxle.cases.timer_models import Recount
from oxle.core.rules import RuleBook

# Cases in one transaction: whoever works on one of them waits no longer than these take, a second or two.
BATCH = 100


def recount_waiting(*, at: datetime, batch: int = BATCH) -> int:
    """Work out again every open case that counts on a calendar or setting changed since, and until when the cases
    closed since are kept; how many changed.

    Each `batch` of cases is a transaction of its own, so a job that is stopped goes on from there the next time, and
    two at once share the work.
    """
    book = RuleBook()
    changed = 0
    while (some := _recount_some(at, batch, book)) is not None:
        changed += some
    return changed


def _recount_some(at: datetime, batch: int, book: RuleBook) -> int | None:
    """The next cases; how many of them changed. None when nothing waits, or somebody else is at it."""
    with acting("system:recount"):
        rows = list(Recount.objects.select_for_update(skip_locked=True).filter(done_at=None).order_by("pk"))
        if not rows:
            return None
        waiting = Recount.objects.filter(pk__in=[row.pk for row in rows])
        # One that came while the others were under way begins at the first case, and they with it: a case that is
        # worked out twice gets the same answer.
        reached = min(row.reached for row in rows)
        changed = 0 if reached else _settle_closed(rows)
        affected = Case.objects.filter(_affected(rows), closed_on=None, pk__gt=reached)
        keys = list(affected.order_by("pk").values_list("pk", flat=True).distinct()[:batch])
        for case in Case.objects.select_for_update().filter(pk__in=keys).order_by("pk"):
            changed += projection.rewrite(case, at=at, because=rows[-1].because, rules=book)
        if len(keys) == batch:
            waiting.update(reached=keys[-1])
        else:
            waiting.update(done_at=at)
            projection.settle_tasks(at)
        return changed


def _settle_closed(rows: Sequence[Recount]) -> int:
    since = _since(rows)
    return retention.settle_since(min(since)) if since else 0


def _affected(rows: Sequence[Recount]) -> Q:
    affected = Q(school__calendar_id__in={row.calendar_id for row in rows if row.calendar_id})
    if since := _since(rows):
        affected |= Q(deadlines__counted_from_on__gte=min(since))
    if any(row.with_default for row in rows):
        affected |= Q(school=None) | Q(school__calendar=None) | Q(school__calendar__terms=None)
    return affected


def _since(rows: Sequence[Recount]) -> list[date]:
    return [row.counted_from_on for row in rows if row.counted_from_on]
