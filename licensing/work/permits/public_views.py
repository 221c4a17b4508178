"""The public page on which anybody who has a work permit in hand asks whether it is valid."""

from licensing.grants import pages
from licensing.work.models import Permit


class PermitValidity(pages.Validity):
    """Whether a work permit is valid."""

    title = "Is this work permit valid?"
    model = Permit
