"""What an officer is asked where something of a child’s part in a production came later, or is different by now."""

from typing import Any

from django import forms

from licensing.applicants.days import as_text
from licensing.applicants.pasted import first_of
from licensing.cells import among_typed
from licensing.checking.schedule import Child
from licensing.forms import MOST_CHARACTERS
from licensing.pasting import not_read, read_schedule
from licensing.performances.changing import called
from licensing.performances.models import Entrant, ScheduleLine
from licensing.performances.typed import ChaperoneLines, PlaceLines
from oxle.cases.forms import StepForm
from oxle.core.fields import LongTextField
from oxle.core.uploads import UploadField
from oxle.exchange.reading import Unreadable

STAYS = "Leave it empty if it stays as it is. It is said of the production, and so of all its children."


def _text(label: str, name: str) -> LongTextField:
    return LongTextField(label=label, name=name, max=3000, rows=3, required=False, help_text=STAYS)


class Changes(StepForm):
    """Base: the child’s part, its days, and what is told of the production, as they are now."""

    role = forms.CharField(label="What does the child do in it?", max_length=300)
    places = PlaceLines(label="Places that are new (optional)", required=False)
    chaperones = ChaperoneLines(label="Chaperones who are new (optional)", required=False)
    days = forms.CharField(
        label="Days and times",
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 12, "class": "oxle-fixed-width", "spellcheck": "false"}),
    )
    education = _text("How is the child taught, if that is new? (optional)", "how the child is taught")
    accommodation = _text("Where does the child stay overnight, if that is new? (optional)", "where the child stays")
    travel = _text("How does the child travel, if that is new? (optional)", "how the child travels")
    night_work = _text("Why is there night work, if that is new? (optional)", "why there is night work")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entrant = self.case.performance
        listed = "; ".join(one.name for one in entrant.production.places.all())
        self.fields["role"].initial = entrant.role
        self.fields["days"].initial = as_text(
            [cells_of(entrant, one) for one in entrant.every_line.filter(told_of=None).select_related("place")]
        )
        self.fields["days"].help_text = (
            f"All days of this child as they are now, a row each. The places are: {listed or 'none so far'}. A parent "
            "consented to the days as they were: ask again where they are others."
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "days" not in data or "places" not in data:
            return data
        entrant = self.case.performance
        names = [*(one.name for one in entrant.production.places.all()), *(one["name"] for one in data["places"])]
        listed = [each for name in names for each in called(name)]
        try:
            read = read_schedule(data["days"], [Child(entrant.called, entrant.born_on)], listed=listed)
        except Unreadable as problem:
            self.add_error("days", problem.message)
            return data
        problems = first_of(read.problems)
        # The days that stand there are under our headings: another is a slip, by which what is under it is lost.
        for each in [*problems, *filter(None, [not_read(read.unknown)])]:
            self.add_error("days", each)
        data["lines"] = read.lines
        return data


def _paper(label: str, most_mb: int = 10) -> UploadField:
    return UploadField(label=f"{label} (optional)", required=False, most_mb=most_mb)


def _held(label: str, name: str) -> forms.CharField:
    return forms.CharField(label=f"{label} (optional)", max_length=300, required=False, help_text=name)


class SupplyForm(Changes):
    """What came later, or is different by now, before it is decided."""

    names = {"role": "what the child does", "risk_assessment": "the risk assessment"}
    photograph_file = _paper("Photograph of the child")
    photograph_words = _held("Or where the photograph is", "Such as: two prints, in the file of the case.")
    age_file = _paper("Birth certificate, or what else shows the age")
    age_words = _held("Or how the age was shown", "Such as: birth certificate seen at the office on 3 March.")
    contract_file = _paper("Contract")
    contract_words = _held("Or what is known of a contract", "Such as: none, the child is not paid.")
    when = "When did it come?"
    risk_assessment = forms.FileField(label="Risk assessment (optional)", required=False)
    risk_words = _text("Or what the risk assessment says (optional)", "what the risk assessment says")


def cells_of(entrant: Entrant, line: ScheduleLine) -> list[str]:
    """A kept line as somebody would type it, by the columns of a schedule."""
    return [
        entrant.called,
        among_typed(line.on, line.among) if line.among else f"{line.on.day}/{line.on.month}/{line.on.year}",
        _clock(line.arrives),
        _clock(line.leaves),
        *(_spans(parts) for parts in (line.performing, line.breaks, line.meals, line.lessons)),
        line.chaperone,
        line.teacher,
        "yes" if line.night_work else "",
        line.place.name if line.place else "",
    ]


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _spans(parts: list[list[int]]) -> str:
    return "; ".join(f"{_clock(first)}-{_clock(last)}" for first, last in parts)
