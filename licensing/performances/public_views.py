"""The public page on which anybody who has a licence in hand asks whether it is valid."""

from licensing.grants import pages
from licensing.performances.models import Licence


class Validity(pages.Validity):
    """Whether a performance licence is valid."""

    title = "Is this performance licence valid?"
    model = Licence
