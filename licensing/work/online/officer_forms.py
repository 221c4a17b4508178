"""The form on which an officer says who the child of an employer’s application is."""

from typing import Any

from licensing.performances.forms import WhoForm
from oxle.core.fields import LongTextField

TURNED_AWAY = "turned_away"


class JobIdentifyForm(WhoForm):
    """Who the child is; or why no case can come of the application."""

    names = {"child": "who this child is", "why": "why it is turned away"}
    other = (TURNED_AWAY, "None of them: turn the application away, and say why")
    why = LongTextField(
        label="Why is it turned away? (only if it is)",
        max=2000,
        rows=3,
        required=False,
        help_text="For example, the child is 12 by our record. Write to the employer: nothing goes out by itself.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("child") == TURNED_AWAY and not data.get("why") and "why" not in self.errors:
            self.add_error("why", "Enter why the application is turned away")
        return data
