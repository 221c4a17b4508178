"""Example letters and e-mails, and a family to write to."""

from datetime import UTC, date, datetime
from typing import Any

from oxle.accounts.models import User
from oxle.accounts.permissions import Compartment
from oxle.correspondence import actions
from oxle.correspondence.kinds import Audience, LetterKind
from oxle.correspondence.messages import MessageKind
from oxle.correspondence.models import Letter
from oxle.people.models import Child
from tests import make

ON = date(2026, 9, 15)
AT = datetime(2026, 9, 15, 9, 30, tzinfo=UTC)
REFERENCE = "OX-0000-0000"

WARNING = LetterKind(
    key="example.warning",
    title="Warning about school attendance",
    version=1,
    source="Education Act 1996 s.444",
    needs={"percentage": "the percentage", "measured_on": "the day it was measured"},
    may_say={"weeks": "the weeks", "note": "a note"},
)
NOTICE = LetterKind(
    key="example.notice",
    title="Notice to the school",
    version=1,
    source="Local practice",
    audience=Audience.ORGANISATION,
    own_paragraph=False,
)
LEGAL = LetterKind(
    key="attendance.example",
    title="Summons",
    version=1,
    source="Magistrates’ Courts Act 1980",
    compartment=Compartment.LEGAL,
)
REMINDER = MessageKind(
    key="example.reminder",
    title="Reminder",
    subject="{service}: {reference} needs you",
    body="Something on {reference} needs you.\n\n{link}\n",
)
DIGEST = MessageKind(
    key="example.digest",
    title="Your morning",
    subject="{service}: your work today",
    body="These need you today.\n\n{link}\n",
    digest=True,
)
INVITATION = MessageKind(
    key="example.invitation",
    title="Invitation",
    subject="{service}: set up your sign-in",
    body="Set up your sign-in.\n\n{link}\n",
    one_time="example",
)
SAID = {"percentage": "61.5 %", "measured_on": ON}


def family(given: str = "Demo", family: str = "Pupil") -> tuple[Child, Any]:
    """A child and a mother whose address is known."""
    child = make.child(given, family)
    mother = make.parent(child, "Demo", "Mother")
    make.address(mother)
    return child, mother


def senior() -> User:
    """Somebody who may write and release letters."""
    return _person("senior_attendance_officer")


def officer() -> User:
    """Somebody who may write letters and not release them."""
    return _person("attendance_officer")


def manager() -> User:
    """Somebody who may release letters and decide on what is held."""
    return _person("manager")


def _person(role: str) -> User:
    return User.objects.filter(memberships__role=role).first() or make.user(role)


def draft(child: Child | None = None, adult: Any = None, **facts: Any) -> Letter:
    """A warning to a mother about her child."""
    if child is None:
        child, adult = family()
    context = {**SAID, **facts.pop("context", {})}
    facts = {"by": officer(), "at": AT, "reference": REFERENCE, **facts}
    return drafted(WARNING, recipient=adult, child=child, context=context, **facts)


def drafted(kind: LetterKind, **facts: Any) -> Letter:
    """A letter of any kind, as it is drafted."""
    letter = actions.new_letter(kind, **facts)
    letter.save()
    return letter


def released(letter: Letter | None = None, **facts: Any) -> Letter:
    """A letter that was released."""
    return actions.release_letter(letter or draft(), **{"by": senior(), "on": ON, "at": AT, **facts})
