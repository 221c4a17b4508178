"""The public page on which anybody who has a work permit in hand asks whether it is valid. It says nothing else."""

from licensing.validity import ValidityPage
from licensing.work.permits import queries


class PermitValidity(ValidityPage):
    """Whether a work permit is valid."""

    title = "Is this work permit valid?"

    def asked(self, number: str, secret: str) -> bool:
        return queries.is_valid(number, secret, on=self.on)
