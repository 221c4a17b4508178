"""A missing child in the ledger of hours: no place counts from the day after the last at school until the day before
they are at one again, as a school, another authority or the officers say.

Worked out anew from the case and its returns whenever one of them changes, so that what is corrected or taken back is
given back by itself; the offers of schools and providers stay as their own records made them.
"""

from datetime import date, timedelta

from django.db.models import Q

from cme import pathway
from cme.models import Missing
from cme.queries import receipt_of
from oxle.accounts.models import User
from oxle.cases.entries import root_of
from oxle.cases.models import Case
from oxle.cases.standing import last_taken
from oxle.core.dates import from_iso
from oxle.provision.actions import state_missing

DAY = timedelta(days=1)


def settle(case: Case, *, by: User | None) -> None:
    """Let the ledger say of a child what the case says by now."""
    told = Missing.objects.filter(case=case).first()
    if told is None or case.child is None:
        # It is just being opened, and settled once what was told is kept.
        return
    since = told.last_attended_on + DAY if told.last_attended_on else case.opened_on
    mistaken = case.stage == pathway.MISTAKEN.key
    state_missing(
        case.child,
        from_on=None if mistaken else since,
        to_on=_last_on(case, since),
        told_on=case.opened_on,
        source=case.reference,
        by=by,
    )


def settle_of(*cases: Case | None, by: User | None) -> None:
    """The same of the cases that a return was about before it was decided, and is about now."""
    for case in {one.pk: one for one in cases if one is not None}.values():
        settle(case, by=by)


def _last_on(case: Case, since: date) -> date | None:
    """The last day on which the child was missing; None while they are.

    The day before a school entered them in its register, before they were at a school again as whoever proposed to
    close says, and before another authority's receipt; else the day on which the case was closed.
    """
    ends = [_entered_on(case, since), _back_on(case)]
    if not case.is_open:
        receipt = receipt_of(case) if case.stage == pathway.RECEIVED.key else None
        ends.append(receipt.receipt_on if receipt else None)
    known = [day - DAY for day in ends if day is not None and day >= since]
    return min(known, default=case.closed_on)


def _entered_on(case: Case, since: date) -> date | None:
    """Since when the child is on the register of the school whose return answers the case. A return that came before
    an officer found the child not there after all is believed again once the case is closed on it."""
    answers = Q(entered_on__gte=since)
    lost = last_taken(case, pathway.LOST_AGAIN.key)
    if lost is not None and case.stage != pathway.ENROLLED.key:
        answers &= Q(told_at__gt=root_of(lost).at)
    return case.new_pupils.filter(answers).order_by("pk").values_list("entered_on", flat=True).last()


def _back_on(case: Case) -> date | None:
    if case.stage not in {pathway.PROPOSED.key, pathway.AGREED.key}:
        return None
    proposed = last_taken(case, pathway.PROPOSE.key)
    return from_iso(proposed.facts.get(pathway.BACK_ON.key)) if proposed else None
