"""The public page on which anybody who has a licence in hand asks whether it is valid. It says nothing else."""

from licensing.performances import deciding
from licensing.validity import ValidityPage


class Validity(ValidityPage):
    """Whether a performance licence is valid."""

    title = "Is this performance licence valid?"

    def asked(self, number: str, secret: str) -> bool:
        return deciding.is_valid(number, secret, on=self.on)
