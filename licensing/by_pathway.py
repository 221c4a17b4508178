"""Hands what the platform asks of the whole duty to the pathway whose case it is: one line for each."""

from collections.abc import Callable, Sequence
from typing import Any

from licensing.bodies import letters as body_letters
from licensing.bodies.deciding import APPROVALS
from licensing.bodies.pathway import BODY
from licensing.chaperones import deciding as chaperones
from licensing.chaperones import letters as chaperone_letters
from licensing.chaperones.pathway import CHAPERONE
from licensing.inspections import letters as inspection_letters
from licensing.inspections.pathway import INSPECTION
from licensing.performances import letters as licence_letters
from licensing.performances.deciding import LICENCES
from licensing.performances.pathway import LICENCE
from licensing.work.enquiries import letters as enquiry_letters
from licensing.work.enquiries.pathway import ENQUIRY
from licensing.work.permits import letters as permit_letters
from licensing.work.permits.deciding import PERMITS
from licensing.work.permits.pathway import PERMIT
from oxle.accounts.models import User
from oxle.cases.models import Case, Event, Party
from oxle.correspondence.kinds import LetterKind

Context = Callable[[LetterKind, Case, Party | None, Event], dict[str, Any]]
Recipients = Callable[[Sequence[LetterKind], Case, Party | None, Event], list[tuple[LetterKind, Party]]]

AFTER_STEP: dict[str, Callable[[Case, Event, User | None], None]] = {
    LICENCE.key: LICENCES.after_step,
    PERMIT.key: PERMITS.after_step,
    CHAPERONE.key: chaperones.after_step,
    BODY.key: APPROVALS.after_step,
}
AFTER_TAKING_BACK: dict[str, Callable[[Case, Event, Event, User | None], list[str]]] = {
    LICENCE.key: LICENCES.give_back,
    PERMIT.key: PERMITS.give_back,
    CHAPERONE.key: chaperones.give_back,
    BODY.key: APPROVALS.give_back,
}
LETTERS: dict[str, tuple[Context, Recipients]] = {
    LICENCE.key: (licence_letters.context, licence_letters.recipients),
    PERMIT.key: (permit_letters.context, permit_letters.recipients),
    ENQUIRY.key: (enquiry_letters.context, enquiry_letters.recipients),
    INSPECTION.key: (inspection_letters.context, inspection_letters.recipients),
    CHAPERONE.key: (chaperone_letters.context, chaperone_letters.recipients),
    BODY.key: (body_letters.context, body_letters.recipients),
}


def after_step(case: Case, event: Event, by: User | None) -> None:
    """What only that pathway keeps, after a step."""
    if then := AFTER_STEP.get(case.pathway):
        then(case, event, by)


def after_taking_back(case: Case, closing: Event, event: Event, by: User | None) -> list[str]:
    """What only that pathway gives back."""
    then = AFTER_TAKING_BACK.get(case.pathway)
    return then(case, closing, event, by) if then else []


def letter_context(kind: LetterKind, case: Case, party: Party | None, event: Event) -> dict[str, Any]:
    """What a letter of that pathway says."""
    return LETTERS[case.pathway][0](kind, case, party, event)


def letter_recipients(
    kinds: Sequence[LetterKind], case: Case, party: Party | None, event: Event
) -> list[tuple[LetterKind, Party]]:
    """Whom the letters of a step of that pathway go to."""
    return LETTERS[case.pathway][1](kinds, case, party, event) if kinds else []
