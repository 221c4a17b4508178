"""The records of a child who was found at a school follow there, as of the day on which the school told of the child.

Not where somebody is worried about the child’s safety: the school that sends would learn where the child is.
"""

from django.db.models import Exists, OuterRef, QuerySet

from cme import pathway
from cme.models import Missing
from cme.queries import matched_return
from oxle.accounts.models import User
from oxle.cases.models import Case, Event
from oxle.people.models import Enrolment
from oxle.transfers import following


def after_step(case: Case, event: Event, by: User | None) -> None:
    """The case is closed on a school’s return: open the move of the records, or name where the open one goes."""
    if event.step != pathway.CLOSE_ENROLLED.key or not may_follow(case):
        return
    came = matched_return(case)
    if came is not None and case.child is not None and case.school is not None:
        following.follow(
            case.child, case.school, came.school, known_on=came.told_on, starts_on=came.entered_on, by=by, at=event.at
        )


def after_taking_back(case: Case, closing: Event, undone: Event, by: User | None) -> list[str]:
    """The closing is taken back: the records stay, unless a file was sent already."""
    if closing.step == pathway.CLOSE_ENROLLED.key and case.child is not None and case.school is not None:
        came = matched_return(case)
        following.stay(
            case.child,
            case.school,
            because="It is in doubt where the child is.",
            by=by,
            at=undone.at,
            instead_of=came.school if came else None,
        )
    return []


def may_follow(case: Case) -> bool:
    """Whether the last school may learn by itself where the child is."""
    return not case.missing.concern


def told_by_a_person() -> QuerySet[Enrolment]:
    """The registers a child was on before somebody worried about them told us: whose school learns by nothing that the
    service finds where the child went."""
    feared = Missing.objects.filter(
        concern=True, case__child=OuterRef("child"), case__opened_on__gt=OuterRef("from_on")
    )
    return Enrolment.objects.filter(Exists(feared))


def said_of(case: Case) -> list[dict[str, str]]:
    """What an officer must know of the records of a child who was found, as a summary list shows it."""
    if case.stage != pathway.ENROLLED.key or case.school is None or may_follow(case):
        return []
    words = (
        "They do not follow by themselves, since somebody was worried about the child: "
        f"{case.school} would learn where the child is. See that they do, under Records to move, once that is safe."
    )
    return [{"key": "Records of the child", "value": words}]
