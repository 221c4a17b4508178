"""The letters that a step calls for, and what becomes of those of other steps that had not left yet."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from django.db.models import QuerySet

from oxle.accounts.models import User
from oxle.cases import duties
from oxle.cases.entries import newest_of, root_of
from oxle.cases.models import Case, CaseLetter, Event, Party
from oxle.cases.pathways import Step
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.correspondence.actions import SENT, UNSENT, edit_draft, new_letter, withdraw_letter
from oxle.correspondence.contents import stored
from oxle.correspondence.kinds import LetterKind
from oxle.correspondence.models import Letter
from oxle.people.models import Child, Relationship
from oxle.schooldays.wording import plain_day


def draft_letters(
    case: Case, step: Step, event: Event, party: Party | None, *, by: User | None, at: datetime, again: bool
) -> None:
    """Draft the letters that a step calls for. `again`: it was taken before, and what that had still to send stops."""
    duty = duties.duty(case.duty)
    if not step.sends or duty.letter_context is None:
        return
    if by is not None and again and not step.adds:
        _stop_letters_before(case, step, event, by=by, at=at)
    if duty.letter_recipients is None:
        called_for = [(kind, party) for kind in step.sends]
    else:
        called_for = duty.letter_recipients(step.sends, case, party, event)
    draft_for(case, called_for, event, by=by, at=at)


def _stop_letters_before(case: Case, step: Step, event: Event, *, by: User, at: datetime) -> None:
    """Withdraw what a step had still to send, to those whom it concerns, from when it was taken before."""
    mine = CaseLetter.objects.filter(case=case, event__step=step.key, event__party=event.party)
    before = mine.filter(letter__kind__in=[kind.key for kind in step.sends])
    stop_letters(before, f"“{step.label}” was done again on {plain_day(event.on)}.", by=by, at=at)


def stop_overtaken(case: Case, step: Step, event: Event, *, by: User, at: datetime) -> None:
    """Withdraw what other steps had still to send and what is not true any more after this one; of one that happened to
    a party, what was to go to that party."""
    if step.overtakes:
        untrue = CaseLetter.objects.filter(case=case, letter__kind__in=[kind.key for kind in step.overtakes])
        why = f"It is no longer true since “{step.label}” on {plain_day(event.on)}."
        stop_letters(untrue.filter(party=event.party) if event.party_id else untrue, why, by=by, at=at)


def renew(
    case: Case, step: Step, event: Event, *, by: User | None, at: datetime, also: Sequence[LetterKind] = ()
) -> None:
    """Draft again what other steps had still to send, where it says something else after this one. Of a step that the
    service takes, which withdraws nobody's letter, it is kept back until a person drafts it again.

    It stays the letter of who wrote it, whoever takes this step: it bears their name, and a paragraph of their own.

    `also`: what says something else only by what the caller wrote once the step was taken.
    """
    say = duties.duty(case.duty).letter_context
    kinds = {kind.key: kind for kind in (*step.renews, *also)}
    if not kinds or say is None:
        return
    links = CaseLetter.objects.filter(case=case, letter__kind__in=kinds, letter__state__in=UNSENT)
    for link in links.select_related("letter", "event__superseded_by", "party").order_by("pk"):
        kind, to, called_by = kinds[link.letter.kind], link.party, newest_of(link.event)
        if link.corrected_on is None and stored(kind, say(kind, case, to, called_by)) == link.letter.context:
            continue
        if by is None:
            CaseLetter.objects.filter(pk=link.pk).update(corrected_on=london_day(at))
            continue
        why = f"It says something else since “{step.label}” on {plain_day(event.on)}."
        old = withdraw_letter(link.letter, by=by, at=at, reason=why)
        (new,) = draft_for(case, [(kind, to)], called_by, by=old.drafted_by, at=at)
        _keep_paragraph(new, old.own_paragraph, by=by)


def ask_to_send_again(case: Case, step: Step, *, at: datetime) -> None:
    """Mark what other steps sent and is not true any more after this one, so that it is sent again; and no longer what
    is true again, such as a day that was moved and moved back. What a letter left open is not untrue once it is known.
    """
    say = duties.duty(case.duty).letter_context
    kinds = {kind.key: kind for kind in step.tells_again}
    if not kinds or say is None:
        return
    links = CaseLetter.objects.filter(case=case, letter__kind__in=kinds, letter__state__in=SENT)
    for link in links.select_related("letter", "event__superseded_by", "party").order_by("pk"):
        kind, told = kinds[link.letter.kind], link.letter.context
        now = stored(kind, say(kind, case, link.party, newest_of(link.event)))
        is_untrue = any(now.get(name) != value for name, value in told.items())
        if is_untrue != (link.corrected_on is not None):
            CaseLetter.objects.filter(pk=link.pk).update(corrected_on=london_day(at) if is_untrue else None)


def _keep_paragraph(letter: Letter, typed: str, *, by: User) -> None:
    if typed:
        # One that tells by now what is withheld from its reader stays with the letter that was withdrawn.
        with suppress(Refused):
            edit_draft(letter, letter.version, own_paragraph=typed, by=by)


def stop_letters(links: QuerySet[CaseLetter], reason: str, *, by: User, at: datetime) -> None:
    """Withdraw those of these letters that did not leave yet."""
    for link in links.filter(letter__state__in=UNSENT).select_related("letter").order_by("pk"):
        withdraw_letter(link.letter, by=by, at=at, reason=reason)


def draft_for(
    case: Case, called_for: Sequence[tuple[LetterKind, Party]], event: Event, *, by: User | None, at: datetime
) -> list[Letter]:
    """Draft the letters that a step calls for, each to one party, from the case as it stands and the step as last
    corrected.

    Only of a duty that says what its letters know (`Duty.letter_context`).
    """
    duty = duties.duty(case.duty)
    letters = Letter.objects.bulk_create(
        new_letter(
            kind,
            recipient=to.adult or to.organisation,
            child=case.child or _child_of(case, to),
            context=duty.letter_context(kind, case, to, event) if duty.letter_context else {},
            by=by,
            at=at,
            reference=case.reference,
        )
        for kind, to in called_for
    )
    root = root_of(event)
    CaseLetter.objects.bulk_create(
        CaseLetter(case=case, letter=letter, event=root, party=to)
        for letter, (_, to) in zip(letters, called_for, strict=True)
    )
    return letters


def _child_of(case: Case, to: Party) -> Child | None:
    """The child whom a letter is about on a case about somebody else: of several the reader’s own."""
    rows = case.parties.filter(child__isnull=False).select_related("child").order_by("pk")
    children = [row.child for row in rows if row.child is not None]
    if len(children) > 1 and to.adult_id is not None:
        theirs = set(Relationship.objects.filter(adult=to.adult_id, child__in=children).values_list("child", flat=True))
        children = [child for child in children if child.pk in theirs] or children
    return children[0] if children else None
