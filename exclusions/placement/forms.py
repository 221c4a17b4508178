"""What the steps on the way to a new school ask beyond their day and reason."""

from typing import Any

from django import forms

from exclusions.placement import rules
from exclusions.placement.attending import Beginning, beginning_of
from exclusions.placement.pathway import LOOKED_AFTER_NOTICE_ON, NOTICE_ON
from exclusions.placement.queries import NO, YES, refusing_school
from oxle.cases.forms import KeepsWords, StepForm
from oxle.core.fields import DateField, LongTextField
from oxle.core.widgets import Radios
from oxle.people.queries import is_looked_after
from oxle.schools.models import School


def school_field(label: str, **more: Any) -> forms.ModelChoiceField:
    """Asks for one of the schools that are open."""
    return forms.ModelChoiceField(
        queryset=School.objects.none(), to_field_name="key", label=label, empty_label="No school chosen", **more
    )


def offer_schools(field: Any) -> None:
    """The schools that such a field offers, by name."""
    field.queryset = School.objects.filter(closed_on=None).select_related("organisation").order_by("organisation__name")


class PlaceForm(KeepsWords):
    """Where the child is to go: a school of the list, so that it is known who directs it if it refuses, or another."""

    names = {"school": "a school", "place": "which school or provider"}
    keeps = ("place",)
    when = "When was it named?"
    school = school_field("Which school? (where it is on the list)", required=False)
    place = forms.CharField(label="Or which other school or provider?", max_length=200, required=False)
    starts_on = DateField(label="From which day?", name="first day there")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_schools(self.fields["school"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        school = data.get("school")
        if school is None and not data.get("place") and not self.errors.keys() & {"school", "place"}:
            self.add_error("school", "Select the school, or enter another school or provider")
        if school is not None:
            if data.get("place") and data["place"] != str(school):
                self.add_error("place", "Select a school or enter another, and not both")
            data["place"] = str(school)
        return data

    def facts(self) -> dict[str, Any]:
        school = self.cleaned_data["school"]
        return {**super().facts(), "school": school.key if school else ""}


class RefuseForm(KeepsWords):
    """Which school refuses: it says who can direct it."""

    names = {"school": "the school that refuses", "reason": "why it refuses"}
    when = "When did the school refuse?"
    school = school_field("Which school refuses?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_schools(self.fields["school"])
        named = refusing_school(self.case)
        if named is not None:
            self.fields["school"].initial = named.key
        self.fields["reason"].label = "Why does it refuse, in its own words?"

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "school": self.cleaned_data["school"].key}


class OfSchool(StepForm):
    """Base: a step about the school that is named or refuses, and which that was, whatever is named later."""

    def facts(self) -> dict[str, Any]:
        # Where an entry is put right it stays the school that it was.
        school = refusing_school(self.case)
        key = self.initial.get("school") or (school.key if school else "")
        return {**super().facts(), **({"school": key} if key else {})}


class NoticeForm(OfSchool):
    """The notice of a direction; of a child who is looked after the school has less time. It runs from its service."""

    when = "When was it decided to give notice?"

    def facts(self) -> dict[str, Any]:
        on, child = self.cleaned_data["on"], self.case.child
        looked_after = child is not None and is_looked_after(child, on)
        # Both, also where one is none: where an entry is put right the child may count otherwise than before.
        return {
            **super().facts(),
            NOTICE_ON.key: None if looked_after else on.isoformat(),
            LOOKED_AFTER_NOTICE_ON.key: on.isoformat() if looked_after else None,
        }


class OutcomeForm(KeepsWords):
    """Whether a school must take the child, as the adjudicator or the Secretary of State decided."""

    names = {"takes": "what was decided", "reason": "why"}
    keeps = ("takes",)
    when = "When was it decided?"
    takes = forms.ChoiceField(
        label="What was decided?",
        choices=[(YES, "The school must take the child"), (NO, "The school need not take the child")],
        widget=Radios(),
    )


class DelayForm(KeepsWords):
    """Why it takes longer, by a code that is counted each term."""

    names = {"why": "why it takes longer"}
    keeps = ("why", "more")
    when = "When was this known?"
    why = forms.ChoiceField(label="Why does it take longer?", widget=Radios())
    more = LongTextField(label="What else should be known? (optional)", max=2000, rows=3, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = rules.DELAY_CODES.on(self.on).split() if self.on else []
        self.fields["why"].choices = [(code, rules.DELAYS[code]) for code in codes]  # type: ignore[attr-defined]


class PlanForm(OfSchool, KeepsWords):
    """How the child begins at the new school, as it was agreed: a letter to the parents and one to the school."""

    names = {
        "timetable": "the timetable",
        "support": "what supports the child",
        "reviews": "the further reviews",
    }
    keeps = ("begins_on", "timetable", "support", "review_on", "reviews")
    when = "When was it agreed?"
    begins_on = DateField(label="What is the first day?", name="first day")
    timetable = LongTextField(
        label="What is the timetable?",
        max=3000,
        rows=4,
        help_text="Full-time from the first day, unless a temporary reduced timetable is agreed in writing: then until "
        "when. Parents and school read this.",
    )
    support = LongTextField(label="What supports the child, and who gives it?", max=5000)
    review_on = DateField(label="When is the first review?", name="day of the first review")
    reviews = LongTextField(
        label="When are further reviews, and who comes? (optional)", max=1000, rows=3, required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("begins_on") and data.get("review_on") and data["review_on"] < data["begins_on"]:
            self.add_error("review_on", "The first review cannot be before the first day")
        return data


class ConfirmForm(KeepsWords):
    """That the child attends the new place, as its register shows: being on its roll says nothing of it."""

    names = {"register": "what the register shows"}
    keeps = ("register",)
    when = "On which day did you look at the register, or have it read to you?"
    register = LongTextField(
        label="What does the register of the new place show?",
        max=1000,
        rows=3,
        help_text="How many sessions the child was present, since when, and who told you.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begins = self.beginning()
        if self.begins and self.on and (shown := self.begins.words(self.on)):
            self.fields["register"].help_text = f"{shown} {self.fields['register'].help_text}"

    def beginning(self) -> Beginning | None:
        """The place whose register is looked at, and the first day there."""
        return beginning_of(self.case)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.begins and data.get("on") and (why := self.begins.why_not(data["on"])):
            self.add_error("on", why)
        return data
