"""The forms on which a case of home education is closed: at which school the child is, which council has it now."""

from typing import Any

from django import forms

from ehe import ending, queries
from ehe.step_forms import after_year_11
from oxle.cases.forms import KeepsWords
from oxle.core.fields import DateField
from oxle.people.forms.fields import SchoolField, ask_why_this_school
from oxle.people.school_ages import not_of_its_ages


class AtSchoolForm(KeepsWords):
    """At which school the child is, since when, and how that is known. A school's new-pupil return fills it in."""

    names = {"place": "which other school"}
    keeps = ("place", "entered_on", "other_year")
    when = "When did you learn it?"
    school = SchoolField(label="At which school is the child? (where it is on the list)", required=False)
    place = forms.CharField(
        label="Or at which other school?",
        max_length=200,
        required=False,
        help_text="With its town: a school in another area, or one that is not on the list.",
    )
    entered_on = DateField(
        label="Since which day is the child on its register?",
        name="first day on its register",
        past_or_today=True,
        help_text="A place that begins later is no reason to close yet.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schools: Any = self.fields["school"]
        schools.queryset = schools.queryset.filter(closed_on=None)
        schools.empty_label = "None of these"
        reason = self.fields["reason"]
        reason.label = "How do you know it?"
        reason.help_text = "For example, the school’s new-pupil return, or who confirmed it there and when."
        reason.error_messages["required"] = "Enter how you know it"
        self.order_fields(["school", "place", "entered_on", "reason", "on"])
        if told := ending.came_since(self.case):
            schools.initial, self.fields["entered_on"].initial = told[0].school.key, told[0].entered_on
            reason.initial = str(told[0])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        school = data.get("school")
        if school is None and not data.get("place") and not self.errors.keys() & {"school", "place"}:
            self.add_error("school", "Select the school, or enter another")
        if school is not None:
            if data.get("place") and data["place"] != str(school):
                self.add_error("place", "Select a school or enter another, and not both")
            data["place"] = str(school)
            if data.get("entered_on") and self.case.child is not None:
                surprise = not_of_its_ages(school, self.case.child.born_on, data["entered_on"])
                ask_why_this_school(self, data, surprise)
        return data


class OverAgeForm(KeepsWords):
    """What the child goes on to, as far as anybody knows. It begins with what was planned."""

    names = {"after": "what the child goes on to"}
    keeps = ("after", "after_words")
    when = "When is it closed?"
    after = after_year_11("What does the child go on to after Year 11?")
    after_words = forms.CharField(label="Where, and since or from when? (optional)", max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["after"].help_text = (
            "A young person takes part in education or training until 18. Where it is not known, tell those who follow "
            "up young people without a place."
        )
        plans = queries.plans_of(self.case)
        for name in self.keeps:
            self.fields[name].initial = plans.get(name)
        self.order_fields([*self.keeps, "on"])


class MovedForm(KeepsWords):
    """Which council has the child now, and who there confirmed it."""

    names = {"authority": "which council", "confirmed_by": "who confirmed it"}
    keeps = ("authority", "confirmed_by")
    when = "When did that council confirm it?"
    authority = forms.CharField(label="In which council’s area does the child live now?", max_length=200)
    confirmed_by = forms.CharField(
        label="Who confirmed it there, and how?", max_length=300, help_text="A name, a team, and where that is kept."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        reason.label = "What did they confirm?"
        reason.help_text = "That the child lives there, and that they know of the education at home."
        reason.error_messages["required"] = "Enter what they confirmed"
        self.order_fields(["authority", "confirmed_by", "reason", "on"])
