"""The files about one child of an application: which there are, the form of each, what is lacking."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.urls import reverse

from licensing.applicants import sections
from licensing.applicants.forms import FileForm
from licensing.applicants.models import ApplicationDraft, ApplicationFile
from licensing.performances.lacking import ASKED_FOR
from licensing.performances.paper_models import ChildPaper
from licensing.performances.rules import PHOTO_MONTHS
from oxle.core.fields import DateField
from oxle.core.uploads import UploadField
from oxle.schooldays.counting import add_months

Kind = ChildPaper.Kind
Attached = Mapping[str, Mapping[str, ApplicationFile]]


class PhotographForm(FileForm):
    """The photograph of a child, and when it was taken."""

    names: ClassVar[dict[str, str]] = {"taken_on": "when the photograph was taken"}
    words = (
        "The council tells by it whom the licence is for. It is printed on the licence and on each copy of it, which "
        "the parents, the school and the council of the place get, too. It stands on no public page."
    )
    picture = True
    file = UploadField(label="Photograph of the child", most_mb=10, help_text="JPEG or PNG, the face well seen.")
    taken_on = DateField(label="When was it taken?", name="day of the photograph", past_or_today=True)

    def clean_taken_on(self) -> Any:
        """Not so old that a child looks different by now."""
        taken_on, months = self.cleaned_data["taken_on"], PHOTO_MONTHS.on(self.on)
        if taken_on < add_months(self.on, -months):
            raise forms.ValidationError(f"The photograph must not be older than {months} months")
        return taken_on


class AgeForm(FileForm):
    """What shows the age."""

    words = (
        "A copy of the birth certificate, or of a passport. The council reads it for its decision, and keeps the copy "
        "for a short time only."
    )
    file = UploadField(label=Kind.AGE.label, most_mb=10, help_text="A PDF, or a picture on which all can be read.")


class ContractForm(FileForm):
    """What is agreed of the child’s appearance."""

    words = "What you and the parent, or the agent, agreed of the child’s appearance. If there is none, attach nothing."
    file = UploadField(label="Contract, or its draft", most_mb=10, help_text="One file: put several papers into one.")


FORMS: dict[str, type[FileForm]] = {
    Kind.PHOTOGRAPH: PhotographForm,
    Kind.AGE: AgeForm,
    Kind.CONTRACT: ContractForm,
}


def address_of(draft: ApplicationDraft, child: str, kind: str) -> str:
    """Where a file about a child is attached."""
    return reverse("licensing:apply_child_paper", args=[draft.key, child, kind])


def links_of(draft: ApplicationDraft, child: str, attached: Mapping[str, ApplicationFile]) -> list[dict[str, Any]]:
    """Each file that may be attached about a child, with where, and whether it is."""
    return [
        {"label": kind.label, "url": address_of(draft, child, kind.value), "is_there": kind.value in attached}
        for kind in Kind
    ]


def lacking(children: Sequence[Mapping[str, Any]], attached: Attached) -> list[str]:
    """What the council will ask for about the children, a sentence for each kind. It can be sent all the same: a
    certificate that is on its way holds up nobody else’s licence."""
    found = []
    for kind in ASKED_FOR:
        names = [sections.child_name(one) for one in children if kind not in attached.get(one["key"], {})]
        if names:
            more = f" and {len(names) - sections.MOST_NAMED:,} more" if len(names) > sections.MOST_NAMED else ""
            listed = ", ".join(names[: sections.MOST_NAMED])
            found.append(f"{Kind(kind).label}: none is attached of {listed}{more}.")
    return found
