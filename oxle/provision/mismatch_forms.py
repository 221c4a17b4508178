"""The form on which a register mismatch is explained."""

from oxle.core.fields import LongTextField
from oxle.core.forms import OxleForm


class ExplainForm(OxleForm):
    """Why the registers differ, in the words of whoever looked into it."""

    names = {"because": "why they differ"}

    because = LongTextField(
        label="Why do the registers differ?",
        max=2000,
        help_text="Say where the pupil was, who told you and when. If a mark is wrong, have it put right instead: "
        "the mismatch then closes by itself.",
    )
