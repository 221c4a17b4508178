"""The form on which an officer challenges a school about home education, with what the radar found of the case."""

from typing import Any

from ehe import letters, radar
from oxle.cases import challenges
from oxle.core.fields import YesNoField


class ChallengeSchoolForm(challenges.ChallengeForm):
    """What is challenged; and whether it is off-rolling, of which a letter goes to the head, with copies."""

    off_rolling = YesNoField(
        label="Does it appear that the school led the family to home education (off-rolling)?",
        yes_if="it appears to be off-rolling",
        help_text="Then a letter to the head is drafted, and a copy for the chair of governors and one for the trust. "
        "They say what is above and, with their days, what we know came before.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["on", "reason", "off_rolling"])
        self.evidence = radar.evidence_of(self.case)
        if self.evidence:
            known = " ".join(self.evidence)
            self.fields["reason"].help_text = f"The school reads this, and answers in its portal. We know: {known}"

    def facts(self) -> dict[str, Any]:
        if not self.cleaned_data["off_rolling"]:
            return super().facts()
        return {**super().facts(), letters.OFF_ROLLING_FACT: True, letters.EVIDENCE: self.evidence}
