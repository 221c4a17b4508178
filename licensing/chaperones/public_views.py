"""The public page on which anybody who is shown an approval asks whether it is valid. It says nothing else."""

from licensing.chaperones import queries
from licensing.validity import ValidityPage


class ChaperoneValidity(ValidityPage):
    """Whether the approval of a chaperone is valid."""

    title = "Is this approval of a chaperone valid?"

    def asked(self, number: str, secret: str) -> bool:
        return queries.is_valid(number, secret, on=self.on)
