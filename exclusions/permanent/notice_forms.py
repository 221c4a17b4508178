"""The form on which a head tells the council: how the child is and what was tried, before what the child did."""

from typing import Any

from django import forms

from exclusions import exams, incident, not_told, telling_forms, virtual_school
from exclusions.first_days import asking
from exclusions.held import Held, fill_in
from oxle.core.fields import DateField

ORDER = [
    *virtual_school.FIELDS, "wellbeing", "exploitation", "exploitation_words", "sen", "social_worker", "looked_after",
    "lives_in", "tried",
    "decided_on", "first_on", "dates_are_right", "first_session", "parents_told_on", "parents_not_told",
    "governors_told_on", "governors_not_told",
    "exam_missed", "exam_on", "reasons", *incident.FIELDS, "incident_place", "behaviour", *asking.FIELDS, "letter",
]  # fmt: skip


class NoticeForm(telling_forms.ToldForm):
    """A permanent exclusion as a school tells of it. Of a looked-after child more is asked."""

    names = {**telling_forms.ToldForm.names, "lives_in": "in which council’s area the pupil lives"}

    lives_in = forms.CharField(
        label="If the pupil lives in another council’s area, in which? (optional)",
        max_length=200,
        required=False,
        help_text="That council owes the education from the sixth school day. Tell it of the exclusion today, too.",
    )
    governors_told_on = DateField(label="Day on which the governors were told", past_or_today=True)
    governors_not_told = not_told.tick("The governors are not told yet")

    def __init__(self, *args: Any, known: Held, **kwargs: Any) -> None:
        """`known`: what we hold of the pupil. Of one who is looked after the Virtual School is asked about."""
        super().__init__(*args, **kwargs)
        if known.looked_after:
            self.fields.pop("looked_after", None)
        self.is_looked_after = known.looked_after or self.says_looked_after()
        fill_in(self.fields, known)
        self.fields["first_on"].help_text = "Education must begin by the sixth school day, and this is the first."
        for name, field in telling_forms.more().items():
            self.add_field(name, field)
        for name, field in exams.questions().items():
            self.add_field(name, field)
        if self.is_looked_after:
            for name, field in virtual_school.questions(self.on).items():
                self.add_field(name, field)
        self.order_fields(ORDER)

    def clean_lives_in(self) -> str:
        return " ".join(self.cleaned_data["lives_in"].split())

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        exams.check(self, data)
        return data

    def told(self) -> dict[str, Any]:
        """What is kept: the fields of PermanentExclusion."""
        kept = {name: value for name, value in self.cleaned_data.items() if name not in {"letter", "exam_missed"}}
        return {"virtual_school_spoken_to": None, **kept, "looked_after": self.is_looked_after}
