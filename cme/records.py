"""The records of a child who was found follow: to the school that told of the child, as of that day; to the school that
another authority’s receipt names, else to that authority, as of the day of the receipt.

Not where somebody is worried about the child’s safety: the school that sends would learn where the child is.
"""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from cme import adding, pathway
from cme.models import Missing
from cme.queries import matched_return, receipt_of
from oxle.accounts.models import User
from oxle.cases.models import Case, Event
from oxle.people.models import Enrolment
from oxle.transfers import following
from oxle.transfers.actions import Destination

# Where one officer closed on evidence of where the child is.
FOUND = (pathway.ENROLLED.key, pathway.RECEIVED.key)


def after_step(case: Case, event: Event, by: User | None) -> None:
    """The case is closed on evidence: open the move of the records, or name where the open one goes."""
    found = _found(case, event)
    if found is not None and may_follow(case) and case.child is not None and case.school is not None:
        to, known_on, starts_on = found
        following.follow(case.child, case.school, to, known_on=known_on, starts_on=starts_on, by=by, at=event.at)


def _found(case: Case, closing: Event) -> tuple[Destination, date, date | None] | None:
    """Where a closing says that the child is, since when that is known, and since when the child is there."""
    if closing.step == pathway.CLOSE_ENROLLED.key and (came := matched_return(case)) is not None:
        return came.school, came.told_on, came.entered_on
    if closing.step == pathway.CLOSE_RECEIVED.key and (receipt := receipt_of(case)) is not None:
        return receipt.has_child, receipt.receipt_on, None
    return None


def after_taking_back(case: Case, closing: Event, undone: Event, by: User | None) -> list[str]:
    """The closing is taken back: the records stay, unless a file was sent already."""
    found = _found(case, closing)
    if found is not None and case.child is not None and case.school is not None:
        following.stay(
            case.child,
            case.school,
            because="It is in doubt where the child is.",
            by=by,
            at=undone.at,
            instead_of=found[0],
        )
    return []


def may_follow(case: Case) -> bool:
    """Whether the last school may learn by itself where the child is."""
    return not case.missing.concern and not adding.worries().filter(case=case).exists()


def told_by_a_person() -> QuerySet[Enrolment]:
    """The registers a child was on before somebody worried about them told us: whose school learns by nothing that the
    service finds where the child went."""
    worried = Q(concern=True) | Q(case__in=adding.worries().values("case"))
    feared = Missing.objects.filter(worried, case__child=OuterRef("child"), case__opened_on__gt=OuterRef("from_on"))
    return Enrolment.objects.filter(Exists(feared))


def said_of(case: Case) -> list[dict[str, str]]:
    """What an officer must know of the records of a child who was found, as a summary list shows it."""
    if case.stage not in FOUND or case.school is None or may_follow(case):
        return []
    words = (
        "They do not follow by themselves, since somebody was worried about the child: "
        f"{case.school} would learn where the child is. See that they do, under Records to move, once that is safe."
    )
    return [{"key": "Records of the child", "value": words}]
