"""The form on which an officer enters an application for performances that came on paper: all of it on one page."""

from datetime import date
from typing import Any, ClassVar

from django import forms

from licensing.applicants import days, sections
from licensing.applicants.forms import SHORT, BodyNumberField
from licensing.applicants.item_forms import ChildForm
from licensing.applicants.pasted import ChildrenForm, first_of
from licensing.pasting import COLUMNS, not_read, read_schedule
from licensing.performances.models import Nature
from licensing.performances.paper_models import ChildPaper
from licensing.performances.submitting import PaperGiven
from licensing.performances.typed import ChaperoneLines, PlaceLines
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.models import new_key
from oxle.core.widgets import Radios
from oxle.exchange.reading import Unreadable

HEADINGS = [column.name for column in COLUMNS]


class OnPaper(ChildForm):
    """A child of an application on paper: nobody is sent a link, so no e-mail address of a parent is needed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent_email"].required = False


def _text(label: str, *, required: bool = False, rows: int = 3) -> LongTextField:
    return LongTextField(label=label, max=5000, rows=rows, required=required)


class PaperForm(ChildrenForm):
    """Who applied, for what, which children on which days; as it came."""

    of_child = OnPaper
    may_lack: ClassVar[frozenset[str]] = frozenset({"parent_email"})
    names = {
        "table": "the children", "days": "the days and times", "applicant_name": "who applied",
        "kind": "what kind of production it is", "said": "what the children do", "lines": "the address",
        "policy": "whether they have a child protection policy", "places": "the places", "travel": "how they travel",
        "chaperones": "the chaperones", "risks": "the risk assessment",
    }  # fmt: skip
    received_on = DateField(label="When did the application come?", name="day it came", past_or_today=True)
    organisation = forms.CharField(label="Name of the organisation", max_length=250)
    applicant_name = forms.CharField(label="Who applied?", max_length=200)
    role = forms.CharField(label="Their job there (optional)", max_length=200, required=False)
    phone = forms.CharField(label="Telephone number (optional)", max_length=40, required=False)
    email = forms.EmailField(label="Email address (optional)", required=False)
    lines = LongTextField(label="Address", rows=4, max=600)
    postcode = forms.CharField(label="Postcode", max_length=10, widget=forms.TextInput(attrs={"class": SHORT}))
    policy = YesNoField(label="Do they have a child protection policy?", yes_if="they have a child protection policy")
    name = forms.CharField(label="Name of the production", max_length=300)
    kind = forms.ChoiceField(label="What kind of production is it?", choices=Nature.choices, widget=Radios())
    said = _text("What is it about, and what do the children do in it?", required=True)
    body_approval = forms.CharField(
        label="Approval of the organisation (BOPA), and by which council (optional)", max_length=300, required=False
    )
    body_number = BodyNumberField()
    places = PlaceLines(label="Places")
    days = forms.CharField(
        label="Days and times",
        help_text=f"One row for each child and day, with the headings {', '.join(HEADINGS)}.",
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 12, "class": "oxle-fixed-width", "spellcheck": "false"}),
    )
    chaperones = ChaperoneLines(label="Chaperones (optional)", required=False)
    education = _text("How are the children taught, if any misses school? (optional)")
    away = _text("Where do they stay overnight, and who is with them? (optional)")
    travel = _text("How do they travel? (optional)")
    night = _text("Why does anything happen at night? (optional)")
    risks = forms.FileField(label="Risk assessment (optional)", required=False)
    photographs = forms.CharField(
        label="Where are the photographs of the children? (optional)", max_length=300, required=False,
        help_text="If one of each child came with it, such as: with the application, in the file. Else leave it empty.",
    )  # fmt: skip
    ages = forms.CharField(
        label="How was the age of each child shown? (optional)", max_length=300, required=False,
        help_text="Such as: copies of the birth certificates came with it. Else leave it empty.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].help_text = (
            "Paste a table with the row of headings: First names, Family name, Date of birth, Address, Postcode, Part, "
            "Parent, and where you have them School, Parent email, Other council, Earnings, Paid to."
        )
        order = [name for name in self.fields if name != "table"]
        order.insert(order.index("days"), "table")
        self.order_fields(order)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        found = data.get("found")
        if not found or "days" not in data or "table" in self.errors:
            return data
        data["found"] = [{"key": new_key(), **told} for told in found]
        children = days.plain_children({sections.CHILDREN: {"items": data["found"]}})
        try:
            listed = [one["name"] for one in data.get("places", ())]
            read = read_schedule(data["days"], children, listed=listed)
            problems = first_of(read.problems)
            data["unread"] = not_read(read.unknown)
            data["rows"] = [] if problems else days.add({}, data["days"], children).new
        except Unreadable as problem:
            problems = [problem.message]
        for each in problems:
            self.add_error("days", each)
        return data

    def papers(self) -> list[PaperGiven]:
        """What came about each child, in words."""
        told = {ChildPaper.Kind.PHOTOGRAPH: "photographs", ChildPaper.Kind.AGE: "ages"}
        return [PaperGiven(kind, words=words) for kind, name in told.items() if (words := self.cleaned_data[name])]

    def told(self) -> tuple[date, dict[str, Any]]:
        """The day it came, and the answers as an application on line keeps them."""
        data = self.cleaned_data
        return data["received_on"], {
            sections.ORGANISATION: {
                "organisation": data["organisation"], "name": data["applicant_name"], "role": data["role"],
                "phone": data["phone"], "lines": data["lines"], "postcode": data["postcode"], "policy": data["policy"],
            },
            sections.PRODUCTION: {
                "name": data["name"], "kind": data["kind"], "said": data["said"], "night": data["night"],
                "body_approval": data["body_approval"], "body_number": data["body_number"],
            },
            sections.PLACES: {"items": data["places"]},
            sections.CHILDREN: {"items": data["found"]},
            sections.DAYS: {"rows": data["rows"], "wrong": ""},
            sections.CHAPERONES: {"items": data["chaperones"]},
            sections.EDUCATION: {"arrangements": data["education"], "teacher": ""},
            sections.ACCOMMODATION: {"where": data["away"], "travel": data["travel"]},
        }  # fmt: skip
