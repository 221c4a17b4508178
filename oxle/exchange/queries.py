"""Reads of the exchange: which kinds of file and which batches a person may see, and the rows of a batch."""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from oxle.accounts.models import User
from oxle.accounts.visibility import NOTHING, get_or_404, visible, visible_to
from oxle.exchange.importing import IMPORTERS, Importer
from oxle.exchange.models import Batch, BatchRow, Outcome


def kinds_for(user: User) -> list[type[Importer]]:
    """The kinds of file this person may import, by label."""
    return sorted((kind for kind in IMPORTERS.values() if user.can(kind.permission)), key=lambda kind: kind.label)


@visible(Batch)
def batches_seen_by(user: User) -> Q:
    """A batch is seen by those who may import its kind, as the kind says."""
    return reduce(or_, (kind.seen_by(user) for kind in kinds_for(user)), NOTHING)


def batches_for(user: User) -> QuerySet[Batch]:
    """The batches this person may see, newest first."""
    return visible_to(user, Batch).select_related("by", "committed_by", "undone_by")


def get_batch_for(user: User, key: str) -> Batch:
    """One of them by its key; the same 404 for one that is hidden as for one that does not exist."""
    return get_or_404(batches_for(user), key=key)


def rows_with(batch: Batch, outcome: Outcome) -> QuerySet[BatchRow]:
    """The kept rows of a batch with one outcome, in the file's order."""
    return batch.lines.filter(outcome=outcome).order_by("number")
