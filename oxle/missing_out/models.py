"""What a board was shown: a pack, and each of its rows as the register had it. Neither is ever changed."""

from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from oxle.accounts.models import User
from oxle.core.dates import london_day
from oxle.core.models import Keyed, Versioned, together
from oxle.meetings.models import Meeting
from oxle.missing_out.day_models import PackDay  # noqa: F401 (where Django finds it)
from oxle.missing_out.freezing_models import Freezing  # noqa: F401 (the same)
from oxle.missing_out.group_models import GroupAction, GroupDecision, Theme, ThemePupil  # noqa: F401 (the same)
from oxle.missing_out.kept_models import KeptRegister, KeptRow  # noqa: F401 (the same)
from oxle.missing_out.monthly_models import MonthlyPack  # noqa: F401 (the same)
from oxle.missing_out.remark_models import Remark  # noqa: F401 (the same)
from oxle.missing_out.view_models import SavedView  # noqa: F401 (the same)
from oxle.people.models import Child
from oxle.schooldays.wording import plain_day

# A child's record that two people decided to destroy takes what the row tells of the child with it. What is counted
# stays, so that the figures a board was shown can be counted for ever; it names nobody. Records of one child that are
# merged take their rows with them.
ROW_IS_KEPT = """
IF to_jsonb(NEW) - 'child_id' = to_jsonb(OLD) - 'child_id' AND NEW.child_id IS NOT NULL THEN
    RETURN NEW;
END IF;
IF NEW.child_id IS NULL AND NEW.told = '{}'::jsonb
        AND to_jsonb(NEW) - 'child_id' - 'told' = to_jsonb(OLD) - 'child_id' - 'told'
        AND public.cases_may_go(NULL, NULL, (
            SELECT coalesce(c.merged_into_id, c.id) FROM public.people_child c WHERE c.id = OLD.child_id)) THEN
    RETURN NEW;
END IF;
RAISE EXCEPTION 'a row of a pack is never changed';
"""


class Pack(Keyed, Versioned):
    """The register as it stood at the end of a day, kept for a meeting.

    A meeting can have several, one after another; the one that somebody agrees is what its members read. `digest` is
    the hash of everything that was frozen: whoever has it can tell that nothing was changed since.
    """

    audit_name = "pack of the Strategic Group"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="board_packs")
    number = models.PositiveSmallIntegerField()
    # The pack of the meeting before, as it was agreed by then.
    before = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    frozen_on = models.DateField("as the register stood on")
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    # The criteria and their thresholds of that day; figures beside the register, each with a key, a label and a number.
    criteria = models.JSONField()
    beside = models.JSONField()
    digest = models.CharField(max_length=64)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # What they say to the members; and the hash of that, of the remarks and of what was frozen.
    words = models.TextField(blank=True)
    agreed_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["frozen_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="pack_of_a_meeting_has_its_number"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(agreed_at__isnull=False), name="one_pack_of_a_meeting_is_agreed"
            ),
            models.CheckConstraint(condition=together("agreed_at", "agreed_by"), name="pack_is_agreed_by_somebody"),
            models.CheckConstraint(condition=Q(words="") | Q(agreed_at__isnull=False), name="pack_words_are_agreed"),
            # Those that were agreed before there were remarks have none.
            models.CheckConstraint(
                condition=Q(agreed_digest="") | Q(agreed_at__isnull=False), name="pack_is_hashed_when_agreed"
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="pack_is_never_changed", exclude=["agreed_at", "agreed_by", "words", "agreed_digest", "version"]
            ),
            pgtrigger.Protect(
                name="agreed_pack_is_never_changed", operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__agreed_at__isnull=False),
            ),
            pgtrigger.Protect(name="pack_is_never_deleted", operation=pgtrigger.Delete),
        ]  # fmt: skip

    @property
    def is_of_past_day(self) -> bool:
        """Whether the day was over when its register was frozen: some of what it says is then of the later day."""
        return self.frozen_on < london_day(self.frozen_at)

    def __str__(self) -> str:
        return f"Pack {self.number}, as the register stood on {plain_day(self.frozen_on)}"


class PackRow(Keyed):
    """A child of a pack, by a reference that stays the same from pack to pack and says nothing.

    The columns are what is counted, and `told` what is told beside; it names nobody. Who is not on the register and is
    red or goes to the group stands beside it (`on_register`), in no figure of it. `rated_before` is the rating in the
    pack before; None for who was not in it, or on the other side. `digest` is the hash of the row as it was frozen.
    """

    audit_name = "row of a pack"

    pack = models.ForeignKey(Pack, models.PROTECT, related_name="rows")
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="pack_rows")
    reference = models.CharField(max_length=12)
    rated = models.PositiveSmallIntegerField()
    rated_before = models.PositiveSmallIntegerField(null=True, blank=True)
    goes_up = models.BooleanField()
    on_register = models.BooleanField(default=True)
    kinds = ArrayField(models.CharField(max_length=100))
    marks = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    area = models.CharField(max_length=100, blank=True)
    phase = models.CharField(max_length=40, blank=True)
    school = models.CharField(max_length=300)
    trust = models.CharField(max_length=300, blank=True)
    days = models.PositiveSmallIntegerField()
    days_in_year = models.PositiveSmallIntegerField()
    short = models.PositiveIntegerField("minutes of the week that nobody offers")
    told = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-rated", "-days", "reference"]
        constraints = [
            models.UniqueConstraint(fields=["pack", "child"], name="child_is_in_a_pack_once"),
            models.UniqueConstraint(fields=["pack", "reference"], name="reference_is_in_a_pack_once"),
            models.CheckConstraint(
                condition=Q(rated__lte=2) & (Q(rated_before=None) | Q(rated_before__lte=2)), name="pack_row_is_rated"
            ),
            models.CheckConstraint(
                condition=Q(on_register=True) | Q(days=0, days_in_year=0, short=0) & (Q(rated=2) | Q(goes_up=True)),
                name="row_beside_the_register_is_red_or_goes_up",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="pack_row_is_never_changed", when=pgtrigger.Before, operation=pgtrigger.Update, func=ROW_IS_KEPT
            ),
            pgtrigger.Protect(name="pack_row_is_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_emptied(self) -> bool:
        """Whether the child's record was destroyed since, and what the row told of the child with it."""
        return self.told == {}

    def counted(self) -> dict[str, Any]:
        """What was frozen of it, as its hash is made of it."""
        names = (
            "reference", "rated", "rated_before", "goes_up", "kinds", "marks", "area", "phase", "school", "trust",
            "days", "days_in_year", "short", "told",
        )  # fmt: skip
        found = {name: getattr(self, name) for name in names}
        # The hashes of rows from before there were others stay as they are.
        return found if self.on_register else found | {"on_register": False}
