"""The form in which a manager writes down what they found."""

from typing import ClassVar

from oxle.core.fields import LongTextField
from oxle.core.forms import OxleForm


class ReviewForm(OxleForm):
    """What looking into an unusual read came to."""

    names: ClassVar[dict[str, str]] = {"finding": "what you found"}
    finding = LongTextField(
        label="What did you find?",
        max=2000,
        help_text="Say whom you asked, what the reason was, and what was done about it",
    )
