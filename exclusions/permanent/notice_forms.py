"""The form on which a head tells the council: how the child is and what was tried, before what the child did."""

from typing import Any

from exclusions import exams, telling_forms
from oxle.core.fields import DateField

ORDER = [
    "virtual_school_spoken_to", "wellbeing", "exploitation", "exploitation_words", "sen", "social_worker", "tried",
    "decided_on", "first_on", "dates_are_right", "first_session", "parents_told_on", "governors_told_on",
    "exam_missed", "exam_on", "reasons", "behaviour", "letter",
]  # fmt: skip


class NoticeForm(telling_forms.ToldForm):
    """A permanent exclusion as a school tells of it. Of a looked-after child more is asked."""

    governors_told_on = DateField(label="Day on which the governors were told", past_or_today=True)

    def __init__(self, *args: Any, looked_after: bool, **kwargs: Any) -> None:
        """`looked_after`: we hold that the child is, so that the Virtual School must have been spoken to."""
        super().__init__(*args, **kwargs)
        self.looked_after = looked_after
        self.fields["first_on"].help_text = "Education must begin by the sixth school day, and this is the first."
        for name, field in telling_forms.more().items():
            self.add_field(name, field)
        for name, field in exams.questions().items():
            self.add_field(name, field)
        if looked_after:
            self.add_field("virtual_school_spoken_to", telling_forms.spoken_to_virtual_school())
        self.order_fields(ORDER)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        exams.check(self, data)
        return data

    def told(self) -> dict[str, Any]:
        """What is kept: the fields of PermanentExclusion."""
        kept = {name: value for name, value in self.cleaned_data.items() if name not in {"letter", "exam_missed"}}
        return {"virtual_school_spoken_to": None, **kept, "looked_after": self.looked_after}
