"""The register as it was worked out last, kept so that its page need not work it out again."""

from django.db import models
from django.db.models import Q


class KeptRegister(models.Model):
    """Of which day the kept register is, when it was worked out, and what had happened by then. There is one at most.

    `cluster` is the one whose transactions are meant. `snapshot` says which transactions had ended before (as
    `pg_current_snapshot` has it); of the transaction in which it was worked out, the changes up to `last_change` were
    known. Everything else that the audit has is news.
    """

    number = models.PositiveSmallIntegerField(primary_key=True, default=1)
    on = models.DateField()
    at = models.DateTimeField()
    edition = models.CharField(max_length=64)
    cluster = models.CharField(max_length=20)
    snapshot = models.TextField()
    transaction = models.BigIntegerField()
    last_change = models.BigIntegerField()
    # From which days on days in a row and those of the school year are counted.
    in_a_row_from = models.DateField()
    in_year_from = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(number=1), name="one_register_is_kept")]

    def __str__(self) -> str:
        return f"The register of {self.on}"


class KeptRow(models.Model):
    """A row of the kept register: a projection, rewritten whenever something about the child changes. It holds what the
    row says, and no case: those are read for whoever asks."""

    # A number and no key to the child: no record is kept for a projection, and none moves when records are merged.
    child = models.BigIntegerField("primary key of the child", primary_key=True)
    said = models.JSONField()

    def __str__(self) -> str:
        return f"Row of {self.child}"
