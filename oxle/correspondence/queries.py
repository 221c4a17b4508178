"""What is asked about letters and messages: whose they are to see, what waits, what somebody must know first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from oxle.accounts.permissions import read, release
from oxle.accounts.visibility import NOTHING, get_or_404, visible, visible_to
from oxle.audit import sights
from oxle.correspondence import rendering, since_release
from oxle.correspondence.cautions import cautions_of
from oxle.correspondence.kinds import KINDS
from oxle.correspondence.models import Brake, Letter, Message
from oxle.people.models import Child, Relationship
from oxle.people.visibility import in_force

# Letters that a brake can hold: let go, and not yet sent.
HELD_LETTERS = (Letter.State.RELEASED, Letter.State.RENDERED)
# Mail that ought to have left this long ago means that nothing is sending.
LATE_AFTER = timedelta(minutes=30)


@visible(Letter)
def letters_for(user: Any) -> Q:
    """Letters a person may see: of the duties they read (an office posts for all), about children they may see.

    Schools see no letters here. Where the recipient lives is another matter: see `withheld.hides_address`.
    """
    if read("letters") not in user.permissions:
        return NOTHING
    closed = [key for key, kind in KINDS.items() if not kind.is_open_to(user)]
    about = Q(child=None) | Q(child__in=visible_to(user, Child).values("pk"))
    return about & ~Q(kind__in=closed)


def get_letter_for(user: Any, key: str, *, what: str = "page") -> Letter:
    """The letter at a key, the sight of its child recorded; the same 404 for one that is hidden as for none."""
    rows = visible_to(user, Letter).select_related(
        "child", "adult", "organisation__school", "pdf", "brake", "drafted_by", "approved_by", "released_by", "sent_by",
        "withdrawn_by",
    )  # fmt: skip
    letter = get_or_404(rows, key=key)
    if letter.child_id:
        sights.see([letter.child_id], what)
    return letter


def letters_in(user: Any, *states: str) -> QuerySet[Letter]:
    """The letters in these states that a person may see, with all that a list shows."""
    return (
        visible_to(user, Letter)
        .filter(state__in=states)
        .select_related("child", "adult", "organisation__school", "brake", "drafted_by")
        .order_by("released_on", "drafted_at", "pk")
    )


def asked_about(letters: Sequence[Letter], on: date) -> Sequence[Letter]:
    """These letters, each knowing why it may not leave on the day, if so (`Letter.kept_back`). For unsent letters."""
    reasons = since_release.kept_back(letters, on)
    for letter in letters:
        letter.kept_back = reasons.get(letter.pk, "")
    return letters


def to_release(user: Any) -> QuerySet[Letter]:
    """The drafts that this person may let go.

    Not those that they have agreed to and a second person must, nor their own where the kind wants other eyes.
    """
    theirs = [key for key, kind in KINDS.items() if user.can(kind.released_with)]
    apart = [key for key in theirs if KINDS[key].second_person]
    rows = visible_to(user, Letter).filter(state=Letter.State.DRAFTED, kind__in=theirs)
    return rows.exclude(kind__in=apart, drafted_by=user).exclude(approved_by=user)


def may_agree(user: Any, letter: Letter, on: date) -> bool:
    """Whether a person who may not release this letter may be the first of the two who must, of a flagged family.

    It may be anybody who reads the letter and releases others: with one solicitor there are still two people.
    """
    kind = letter.letter_kind
    if kind is None or user.can(kind.released_with) or not kind.is_open_to(user):
        return False
    unread = letter.state == Letter.State.DRAFTED and letter.approved_by_id != user.pk
    return unread and user.can(release("letters")) and bool(cautions_of(letter, on))


@dataclass(frozen=True)
class Recipient:
    """Who a letter goes to, as the person who releases it must see it."""

    name: str
    relationship: str
    parental_responsibility: str
    lives_with: str
    language: str


def recipient_of(letter: Letter, on: date) -> Recipient:
    """What the recipient is to the child, on a day."""
    if letter.adult is None:
        return Recipient(letter.recipient_name, letter.organisation.get_kind_display(), "", "", "")
    # Of a letter about whoever gets it there is no child to be something to.
    rows = Relationship.objects.filter(in_force(on), child=letter.child_id, adult=letter.adult_id)
    row = rows.first() if letter.child_id else None
    language = letter.adult.language
    if letter.adult.interpreter_needed:
        language = f"{language or 'Language not recorded'}, interpreter needed"
    if row is None:
        words = "No current relationship with the child" if letter.child_id else "The letter is about them"
        return Recipient(letter.recipient_name, words, "", "", language)
    return Recipient(
        letter.recipient_name,
        row.kind,
        _yes_no_unknown(row.parental_responsibility),
        _yes_no_unknown(row.lives_with),
        language,
    )


def others_written_to(letter: Letter) -> list[Letter]:
    """The same letter about the same child to other people: what one parent gets, the other gets in a letter apart. One
    that was drafted in place of another goes to the same person, and is none of these."""
    if letter.child_id is None:
        return []
    same = Letter.objects.filter(kind=letter.kind, child=letter.child_id, reference=letter.reference)
    to = {"adult": letter.adult_id, "organisation": letter.organisation_id}
    if not any(to.values()):
        to = {"recipient_name": letter.recipient_name}
    others = same.exclude(pk=letter.pk).exclude(state="withdrawn").exclude(**to)
    return list(others.select_related("adult", "organisation"))


def open_brakes() -> QuerySet[Brake]:
    """What is held and waits for a manager, oldest first, each with how many letters or e-mails it holds (`held`)."""
    letters = Letter.objects.filter(brake=OuterRef("pk"), state__in=HELD_LETTERS)
    messages = Message.objects.filter(brake=OuterRef("pk"), state=Message.State.HELD)
    counts = (rows.order_by().values("brake").annotate(count=Count("pk")) for rows in (letters, messages))
    # A brake is of one sort, so it holds nothing of the other.
    held = Coalesce(*(Subquery(rows.values("count")) for rows in counts), 0)
    return Brake.objects.filter(ended_at=None).annotate(held=held).order_by("held_at")


def failed_messages() -> QuerySet[Message]:
    """E-mails that were given up after several tries."""
    return Message.objects.filter(state=Message.State.FAILED).select_related("user").order_by("-queued_at")


def letters_that_failed() -> QuerySet[Letter]:
    """Letters that could not be made into a PDF."""
    return Letter.objects.filter(pdf=None, released_at__isnull=False, withdrawn_at=None).exclude(problem="")


def letters_waiting() -> bool:
    """Whether any released letter waits to be made."""
    return Letter.objects.filter(state="released").exists()


def rendering_problem() -> str | None:
    """Why released letters do not become PDFs, when this machine cannot make them."""
    return rendering.missing()


def late_messages(at: datetime) -> int:
    """How many e-mails ought to have left half an hour ago."""
    held = Brake.objects.filter(pk=OuterRef("brake"), ended_at=None)
    unsent = Message.objects.filter(state__in=["waiting", "claimed"], due_at__lt=at - LATE_AFTER)
    return unsent.exclude(Exists(held)).count()


def _yes_no_unknown(value: bool | None) -> str:
    return {True: "Yes", False: "No", None: "Not known"}[value]
