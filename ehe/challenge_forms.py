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
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["on", "reason", "off_rolling"])
        self.fields["off_rolling"].help_text = (
            f"Then a letter to the head is drafted, and a copy of its own for {self._copies()}. They say what is above "
            "and, with their days, what we know came before."
        )
        self.evidence = radar.evidence_of(self.case)
        if self.evidence:
            known = " ".join(self.evidence)
            self.fields["reason"].help_text = f"The school reads this, and answers in its portal. We know: {known}"

    def _copies(self) -> str:
        """Who has a copy, as the letter says it; and whether it is known where the trust's goes."""
        school = self.case.school
        if school is None:
            return "nobody: no school is known"
        if school.trust is None or school.trust.lines:
            return letters.copies_of(school)
        return f"{letters.copies_of(school)} (no address of the trust is recorded, so its copy bears the name alone)"

    def facts(self) -> dict[str, Any]:
        if not self.cleaned_data["off_rolling"]:
            return super().facts()
        return {**super().facts(), letters.OFF_ROLLING_FACT: True, letters.EVIDENCE: self.evidence}
