"""The form by which the figures of a month are kept."""

from oxle.core.fields import LongTextField
from oxle.core.forms import OxleForm


class KeepForm(OxleForm):
    """What is said of the figures, if anything."""

    words = LongTextField(
        label="What do you say of the figures? (optional)",
        max=4000,
        required=False,
        help_text="It stands first in the pack: what changed, and why. Name nobody",
    )
