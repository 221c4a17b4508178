"""What is asked where governors are to meet on a permanent exclusion, and of what they decide."""

from typing import Any

from exclusions import exams
from exclusions.governors.asking import AsksWhenAndWhere, AsksWhoCame
from exclusions.governors_day import AsksOfGovernorsDay
from exclusions.permanent import pathway, queries
from oxle.cases.forms import KeepsWords, PutsRight
from oxle.cases.standing import last_taken
from oxle.core.fields import DateField, LongTextField


class GovernorsMeetForm(AsksWhenAndWhere, AsksOfGovernorsDay):
    when = "When was the meeting called?"
    meeting_on = DateField(label="When do the governors meet?", name="day of the meeting")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self.check_day([self.case.permanent_exclusion])
        return data


class GovernorsDecideForm(AsksWhoCame, AsksOfGovernorsDay, KeepsWords):
    """What the governors decided, and who was there when they did; or that the chair alone did, before an exam. The day
    of their meeting is proposed, once it has come."""

    names = {"attended": "who attended"}
    keeps = ("attended", "chair_alone")
    when = "When did the governors decide?"
    attended = LongTextField(label="Who attended?", max=2000, rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if exams.chair_may_decide(self.case.school, self.case.permanent_exclusion.exam_on):
            self.add_field("chair_alone", exams.decided_alone())
        # After a review they decide again, and that meeting is not the one that is recorded.
        first = last_taken(self.case, pathway.UPHOLD.key) is None
        self.meets_on = queries.governors_meet_on(self.case) if first else None
        if self.meets_on and self.on and not isinstance(self, PutsRight):
            self.fields["on"].initial = self.meets_on if self.meets_on <= self.on else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        meets_on = None if data.get("chair_alone") else self.meets_on
        self.check_day([self.case.permanent_exclusion], field="on", meets_on=meets_on)
        return data


class UpholdForm(GovernorsDecideForm):
    """That the exclusion stands, which begins the time for asking for a review."""

    parents_told_on = DateField(
        label="When were the parents given the decision in writing?",
        name="day on which the parents were given it in writing",
        past_or_today=True,
        help_text="The 15 school days for asking for a review are counted from the day after.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("on") and data.get("parents_told_on") and data["parents_told_on"] < data["on"]:
            self.add_error("parents_told_on", "The parents cannot have been told before the governors decided")
        return data
