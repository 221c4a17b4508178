"""Puts an entry right together with what followed from it: drafts of letters say it as it now is, others are named."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from oxle.accounts.models import User
from oxle.cases import actions, duties
from oxle.cases.entries import newest_of
from oxle.cases.models import Case, CaseLetter, Event
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.correspondence.actions import edit_draft
from oxle.correspondence.contents import stored
from oxle.correspondence.kinds import KINDS
from oxle.correspondence.models import Letter

State = Letter.State


@transaction.atomic
def put_right(
    event: Event,
    *,
    by: User,
    on: date,
    at: datetime,
    version: int,
    reason: str,
    facts: Mapping[str, Any],
    data: Mapping[str, Any] | None,
    changed: Sequence[Mapping[str, str]],
) -> list[str]:
    """Put an entry right (`actions.correct`), and the letters not yet released that say what it recorded.

    Returns what somebody must look at, in sentences: letters that are released or gone and say it as it was, and what
    on the case no longer fits. A released one does not leave any more, and one that left is to be sent again. Refused
    when nothing is changed.
    """
    if not changed:
        raise Refused("Nothing is changed. Put right what was recorded wrongly, or cancel.")
    before = _letters_say(event.case)
    actions.correct(event, by=by, on=on, at=at, version=version, reason=reason, facts=facts, data=data, changed=changed)
    case = Case.objects.get(pk=event.case_id)
    left = []
    for link, now in _letters_say(case).items():
        if now != before[link] and not _follows(link.letter, before[link], now, by) and _said(link, before[link], now):
            if link.letter.state != State.DRAFTED:
                CaseLetter.objects.filter(pk=link.pk).update(corrected_on=london_day(at))
            left.append(_still_says(link))
    doubts = duties.duty(case.duty).doubts
    return [*left, *(doubts(case) if doubts else [])]


def _letters_say(case: Case) -> dict[CaseLetter, dict[str, Any]]:
    """What each letter of a case that is not withdrawn would say, if it were drafted from the case as it stands."""
    duty = duties.duty(case.duty)
    if duty.letter_context is None:
        return {}
    rows = CaseLetter.objects.filter(case=case).exclude(letter__state=State.WITHDRAWN).order_by("pk")
    return {
        link: stored(kind, duty.letter_context(kind, case, link.party, newest_of(link.event)))
        for link in rows.select_related("letter", "event__superseded_by", "party__adult", "party__organisation")
        if (kind := KINDS.get(link.letter.kind)) is not None
    }


def _follows(letter: Letter, before: Mapping[str, Any], now: Mapping[str, Any], by: User) -> bool:
    """Whether a letter's draft could be made to say what is now recorded. What else somebody changed in it stays."""
    if letter.state != State.DRAFTED:
        return False
    other = {name for name in {*before, *now} if before.get(name) != now.get(name)}
    kept = {name: value for name, value in letter.context.items() if name not in other}
    context = {**kept, **{name: now[name] for name in other if name in now}}
    try:
        edit_draft(letter, letter.version, own_paragraph=letter.own_paragraph, by=by, context=context)
    except Refused:
        return False
    return True


def _said(link: CaseLetter, before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether the letter says any of what is now recorded otherwise: it may have left before that was told at all."""
    other = (name for name in {*before, *now} if before.get(name) != now.get(name))
    says = link.letter.context
    return link.corrected_on is not None or any(says.get(name) == before.get(name) for name in other)


def _still_says(link: CaseLetter) -> str:
    # Without a name: the sentence may come up in another tab, on another child's page.
    letter, told = link.letter, f"“{link.letter.title}” still says what was recorded before"
    if letter.sent_on is not None:
        return f"{told}, and is sent: write again."
    if letter.state == State.DRAFTED:
        return f"{told}: change the draft."
    return f"{told}, and is released: withdraw it and draft it again."
