"""A place on a register that never was takes its move of records with it, while no file has been sent."""

from datetime import datetime

from oxle.accounts.models import User
from oxle.core.errors import Refused
from oxle.people.models import Enrolment
from oxle.transfers import actions
from oxle.transfers.models import Line, Transfer
from oxle.transfers.standing import SENT_OR_RECEIVED

MISTAKEN = "The child’s place on the register was entered by mistake."


def enrolment_never_was(enrolment: Enrolment, by: User, at: datetime) -> None:
    """Withdraw the move that stands for an enrolment entered by mistake. Refused once a file of it was sent."""
    rows = Transfer.objects.filter(enrolment=enrolment)
    if Line.objects.filter(SENT_OR_RECEIVED, transfer__in=rows.filter(withdrawn_at=None)).exists():
        raise Refused(
            "A file of the child was sent because of this. Withdraw that move under Records to move first, and see "
            "that the file comes back."
        )
    for transfer in rows.filter(withdrawn_at=None):
        actions.withdraw(transfer, transfer.version, because=MISTAKEN, by=by, at=at)
    rows.update(enrolment=None)
