"""The forms of a pack: of which day the register is frozen, and that it is agreed."""

from oxle.core.fields import DateField, LongTextField
from oxle.core.forms import OxleForm


class FreezeForm(OxleForm):
    """The day whose register the pack keeps."""

    frozen_on = DateField(
        label="As the register stood at the end of which day?",
        name="the day",
        past_or_today=True,
        help_text="What is known of that day now is kept, and never changes in this pack.",
    )


class AgreeForm(OxleForm):
    """What is said to the members, if anything."""

    words = LongTextField(
        label="What do you say to the members? (optional)",
        max=4000,
        required=False,
        help_text="It stands first in the pack. Name nobody: members know pupils by their reference",
    )
