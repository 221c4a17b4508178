"""What the team that prepares a pack says beside a figure, a pupil or a theme of it: kept once the pack is agreed."""

import pgtrigger
from django.db import models
from django.db.models import Q

from oxle.accounts.models import User
from oxle.core.models import Keyed, Versioned
from oxle.missing_out.group_models import Theme

# Until the pack is agreed a remark is written, changed and taken away. After that only the words of one about a child
# go, with the child's record, when two people decided to destroy it. Records that are merged change no remark.
REMARK_IS_KEPT = """
IF NOT EXISTS (
    SELECT 1 FROM public.missing_out_pack p WHERE p.agreed_at IS NOT NULL
    AND p.id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.pack_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.pack_id END)
) THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END IF;
IF TG_OP = 'UPDATE' AND NEW.words = '' AND to_jsonb(NEW) - 'words' = to_jsonb(OLD) - 'words'
        AND public.cases_may_go(NULL, NULL, (
            SELECT coalesce(c.merged_into_id, c.id) FROM public.missing_out_packrow r
            JOIN public.people_child c ON c.id = r.child_id WHERE r.id = OLD.row_id)) THEN
    RETURN NEW;
END IF;
RAISE EXCEPTION 'a remark of an agreed pack is never changed';
"""


class Remark(Keyed, Versioned):
    """Words beside one figure, pupil or theme of a pack. `figure` is how the pack asks for the figure, such as
    `area=North`, or `area` for a whole table; `digest` is the hash of what it says."""

    audit_name = "remark of a pack"

    pack = models.ForeignKey("missing_out.Pack", models.PROTECT, related_name="remarks")
    row = models.ForeignKey("missing_out.PackRow", models.PROTECT, null=True, blank=True, related_name="remarks")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="remarks")
    figure = models.CharField(max_length=400, blank=True)
    words = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(row__isnull=False, theme=None, figure="")
                | Q(row=None, theme__isnull=False, figure="")
                | Q(row=None, theme=None) & ~Q(figure=""),
                name="remark_is_about_one_thing",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="remark_of_an_agreed_pack_is_kept", when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete, func=REMARK_IS_KEPT,
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"remark {self.pk} of a pack"
