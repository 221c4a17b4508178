"""Returns that a school sent by e-mail, telephone or post: an officer enters them for the school, as of the day they
came, and the message is dealt with in the same transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cme import returning
from cme.models import Deletion, NewPupil
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases import casework
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case
from oxle.people.models import Child
from oxle.schools.models import School


@transaction.atomic
def enter_new_pupil(
    message: InboxMessage, school: School, said: Mapping[str, Any], *, by: User, at: datetime, version: int
) -> NewPupil:
    """Keep a new-pupil return that came in a message. Refused as the school’s own would be."""
    made = returning.tell_new_pupil(school, said, by=by, on=message.received_on, at=at)
    _dealt_with(message, made.case, f"Entered as a new-pupil return of {school}.", by=by, at=at, version=version)
    return made


@transaction.atomic
def enter_deletion(
    message: InboxMessage, school: School, child: Child, said: Mapping[str, Any], *, by: User, at: datetime,
    version: int, letter: UploadedFile | None = None,
) -> Deletion:  # fmt: skip
    """Keep a deletion that came in a message. Refused as the school’s own would be."""
    made = returning.tell_deleted(
        school, child, said, by=by, on=message.received_on, at=at, message=message, letter=letter
    )
    _dealt_with(message, made.case, f"Entered as a deletion return of {school}.", by=by, at=at, version=version)
    return made


def _dealt_with(message: InboxMessage, case: Case | None, words: str, *, by: User, at: datetime, version: int) -> None:
    """The message goes to the case of the child, where there is one that the officer may see; else it is answered."""
    if case is not None and visible_to(by, Case).filter(pk=case.pk).exists():
        casework.link_message(message, case, by=by, at=at, version=version)
    else:
        casework.answer_message(message, words, by=by, at=at, version=version)
