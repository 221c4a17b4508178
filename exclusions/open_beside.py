"""Moves and directions that are open when the case of a child ends: whoever closes it says what becomes of them."""

from typing import Any

from exclusions.managed_moves.pathway import MANAGED
from exclusions.off_site.pathway import OFF_SITE
from exclusions.placement.forms import ConfirmForm
from oxle.cases.forms import KeepsWords
from oxle.cases.models import Case
from oxle.people.forms.fields import ask_why

GOES_ON = "goes_on"
NAMES = {one.key: one.name for one in (MANAGED, OFF_SITE)}


def open_beside(case: Case) -> str:
    """The open managed moves and off-site directions of the child of a case, in a sentence; empty where none is."""
    rows = Case.objects.filter(child=case.child_id, closed_on=None, pathway__in=NAMES)
    found = [f"{NAMES[one.pathway]} {one.reference} ({one.stage_label})" for one in rows.order_by("opened_on", "pk")]
    return f"Still open for this child: {'; '.join(found)}." if found else ""


class AsksOfMoves(KeepsWords):
    """A closing that says which moves and directions stay open, and asks why they do: else a child who attends a new
    school, or is nobody's to place any more, goes on being directed elsewhere by the one that excluded them."""

    keeps: tuple[str, ...] = (GOES_ON,)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.beside = open_beside(self.case)
        field = self.fields["on"]
        field.help_text = " ".join(filter(None, (self.beside, field.help_text)))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        ask_why(
            self, data, GOES_ON, self.beside, label="Why does it go on?",
            otherwise="End it first on its own case, or enter why it goes on",
        )  # fmt: skip
        return data


class ConfirmWithMoves(AsksOfMoves, ConfirmForm):
    """The same where the child attends the new place."""

    keeps = (*ConfirmForm.keeps, GOES_ON)
