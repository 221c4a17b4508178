"""Hands what the platform asks of the whole duty to the pathway whose case it is: one line for each."""

from collections.abc import Sequence
from typing import Any

from ehe import actions, ending, letters
from ehe.off_rolling import actions as off_rolling
from ehe.off_rolling import letters as off_rolling_letters
from ehe.off_rolling import writing
from ehe.off_rolling.pathway import OFF_ROLLING
from ehe.pathway import EHE
from oxle.accounts.models import User
from oxle.cases.models import Case, Event, Party
from oxle.correspondence.kinds import LetterKind

AFTER_STEP = {EHE.key: actions.after_step, OFF_ROLLING.key: off_rolling.after_step}
LETTERS = {
    EHE.key: (letters.context, letters.recipients),
    OFF_ROLLING.key: (writing.context, off_rolling_letters.recipients),
}


def after_step(case: Case, event: Event, by: User | None) -> None:
    """What only that pathway keeps, after a step."""
    AFTER_STEP[case.pathway](case, event, by)


def after_taking_back(case: Case, closing: Event, undone: Event, by: User | None) -> list[str]:
    """What only the pathway of one child wrote elsewhere."""
    return ending.after_taking_back(case, closing, undone, by) if case.pathway == EHE.key else []


def letter_context(kind: LetterKind, case: Case, party: Party | None, event: Event) -> dict[str, Any]:
    """What a letter of that pathway says."""
    return LETTERS[case.pathway][0](kind, case, party, event)


def letter_recipients(
    kinds: Sequence[LetterKind], case: Case, party: Party | None, event: Event
) -> list[tuple[LetterKind, Party]]:
    """Whom the letters of a step of that pathway go to."""
    return LETTERS[case.pathway][1](kinds, case, party, event)
