"""“All reported children missing education are known, being offered services and tracked”: said only where it is so.

The statement is worked out from the cases, and each child for whom it does not hold is named by the case's reference.
What each of the three words means is a choice of the service, and stands beside the figures.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string

from cme import pathway, rules
from cme.models import Missing
from cme.standing import Standing, standing
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.audit import sights
from oxle.cases.duties import duty
from oxle.cases.inbox_models import HandOver, InboxMessage
from oxle.cases.models import Case
from oxle.correspondence import rendering
from oxle.provision.without import offered_now
from oxle.schooldays.wording import plain_day

TEMPLATE = "cme/papers/assurance.html"
UNTOLD = (pathway.REFERRED.key,)
# Where a child is, is known well enough to offer something.
WHEREABOUTS_KNOWN = (pathway.HERE.key, pathway.HOME.key)


@dataclass(frozen=True)
class Lacking:
    """A child for whom a word of the statement does not hold: the case, and why. `case` None: closed to who reads."""

    case: Case | None
    why: str


@dataclass(frozen=True)
class Promise:
    """One word of the statement: what it means here, of how many children it holds, and for whom it does not."""

    word: str
    means: str
    of: int
    lacking: tuple[Lacking, ...]

    @property
    def kept(self) -> int:
        """Of how many it holds."""
        return self.of - len(self.lacking)

    @property
    def holds(self) -> bool:
        """Whether it may be said of all."""
        return not self.lacking

    @property
    def shown(self) -> list[Lacking]:
        """The exceptions that the reader may see."""
        return [one for one in self.lacking if one.case is not None]

    @property
    def closed(self) -> int:
        """How many exceptions are closed to the reader: counted, and not named."""
        return len(self.lacking) - len(self.shown)


@dataclass(frozen=True)
class Statement:
    """The statement of a day."""

    on: date
    children: int
    promises: tuple[Promise, ...]
    beyond: tuple[Lacking, ...]
    handed_over: tuple[Lacking, ...]
    unread: int

    @property
    def holds(self) -> bool:
        """Whether all of it may be said of all."""
        return all(one.holds for one in self.promises) and not (self.beyond or self.handed_over or self.unread)

    @property
    def sentence(self) -> str:
        """What may be said, in one sentence or a few. Of how many offering is meant, it says where that is not all."""
        if not self.children and not self.handed_over and not self.unread:
            return f"On {plain_day(self.on)} no child is reported to us as missing education."
        if self.holds:
            who = "the one child" if self.children == 1 else f"all {self.children} children"
            are = "is" if self.children == 1 else "are"
            return (
                f"On {plain_day(self.on)} {who} reported as missing education {are} known, being offered services and "
                "tracked."
            )
        words = ", ".join(f"{one.kept} of {one.of} {one.word}" for one in self.promises if one.of or not self.children)
        children = "1 child" if self.children == 1 else f"{self.children} children"
        said = f"On {plain_day(self.on)}, of {children} reported as missing education: {words}."
        return f"{said}{self._of_whom_offering_is_meant} It cannot be said of all. The exceptions are named below."

    @property
    def _of_whom_offering_is_meant(self) -> str:
        beyond = len(self.beyond)
        if not beyond:
            return ""
        if beyond == self.children:
            return " Nobody is known to be here or at home, so nothing can be offered to anybody."
        others = "the other one" if beyond == 1 else f"the other {beyond}"
        return f" Nothing can be offered to {others}, of whom nobody knows that they are here or at home."


def statement_for(user: User, on: date, *, sight: str = "list") -> Statement:
    """The statement of a day, over every open case of the county; a case closed to this person is counted, not named.

    The sight of those named is recorded.
    """
    found = standing(Missing.objects.all(), on)
    seen = set(visible_to(user, Case).filter(pathway=pathway.TRACKING.key, closed_on=None).values_list("pk", flat=True))
    offered = offered_now([one.child.pk for one in found], on)
    within_reach = [one for one in found if one.case.stage in WHEREABOUTS_KNOWN or one.child.pk in offered]
    beyond = [one for one in found if one not in within_reach]
    promises = (
        _promise(
            "known",
            "Safeguarding was looked at within its time, and the child’s record says who they are and when they were "
            "born.",
            found,
            ((one, why) for one in found for why in _unknown(one)),
            seen,
        ),
        _promise(
            "being offered services",
            "Whoever is known to be here or at home is offered education now; a place that is only sought is no offer. "
            "Whoever is not found, or not in our area, can be offered nothing: they are counted and named apart.",
            within_reach,
            ((one, why) for one in within_reach for why in _unoffered(one, offered)),
            seen,
        ),
        _promise(
            "tracked",
            "The child has an officer, nothing is overdue, and somebody asked or looked within "
            f"{rules.TRACKED_WITHIN.on(on)}.",
            found,
            ((one, why) for one in found for why in _untracked(one, on)),
            seen,
        ),
    )
    handed = HandOver.objects.filter(to_duty=pathway.TRACKING.duty, waits_with__isnull=False).select_related("case")
    mine = set(visible_to(user, Case).filter(pk__in=[one.case_id for one in handed]).values_list("pk", flat=True))
    waiting = tuple(
        Lacking(one.case if one.case_id in mine else None, f"handed over on {plain_day(one.on)}, not accepted yet")
        for one in handed.order_by("on", "pk")
    )
    unread = InboxMessage.objects.filter(
        state=InboxMessage.State.WAITING, handed_over_by=None, team__name=duty(pathway.TRACKING.duty).team
    ).count()
    apart = tuple(Lacking(one.case if one.case.pk in seen else None, _lowered(one.case.stage_label)) for one in beyond)
    made = Statement(on, len(found), promises, apart, waiting, unread)
    sights.see(_children(made), sight)
    return made


def pdf(made: Statement, *, by: User) -> bytes:
    """The statement as a PDF. Raises `rendering.CannotRender` where this machine makes none."""
    return rendering.pdf(paper(made, by=by))


def paper(made: Statement, *, by: User) -> str:
    """The page of which the PDF is made."""
    said = {"made": made, "by": by, "council_name": settings.COUNCIL_NAME, "council_address": settings.COUNCIL_ADDRESS}
    return render_to_string(TEMPLATE, said)


def _promise(
    word: str, means: str, of: list[Standing], lacking: Iterable[tuple[Standing, str]], seen: set[int]
) -> Promise:
    """One word, and for each child for whom it does not hold all the reasons in one."""
    reasons: dict[int, tuple[Standing, list[str]]] = {}
    for one, why in lacking:
        reasons.setdefault(one.case.pk, (one, []))[1].append(why)
    named = [Lacking(one.case if pk in seen else None, "; ".join(whys)) for pk, (one, whys) in reasons.items()]
    return Promise(word, means, len(of), tuple(named))


def _unknown(one: Standing) -> list[str]:
    lacks = []
    if one.child.born_on is None:
        lacks.append("the day of birth is not known")
    late = [label for label in one.overdue if label == pathway.TRIAGE.label]
    if late and one.case.stage in UNTOLD:
        lacks.append("safeguarding was not looked at in time")
    return lacks


def _unoffered(one: Standing, offered: dict[int, str]) -> list[str]:
    if one.child.pk in offered:
        return []
    if one.case.stage == pathway.HOME.key:
        late = pathway.EVIDENCE.label in one.overdue
        by_then = "by the day it was due" if late else "yet"
        return [f"no evidence of the education at home {by_then}, and nothing is offered"]
    if pathway.PLACE.label in one.overdue:
        return ["no place by the day it was due, and nothing is offered meanwhile"]
    return ["a place is sought, and nothing is offered meanwhile"]


def _lowered(label: str) -> str:
    return f"{label[0].lower()}{label[1:]}"


def _untracked(one: Standing, on: date) -> list[str]:
    return [
        *(["nobody’s case"] if one.case.owner_id is None else []),
        *(f"overdue: {_lowered(label)}" for label in one.overdue),
        *([f"nobody has asked or looked since {plain_day(one.last_check or one.case.opened_on)}"]
          if one.tracked_until < on else []),
    ]  # fmt: skip


def _children(made: Statement) -> set[int]:
    named = [one.case for promise in made.promises for one in promise.shown]
    named += [one.case for one in (*made.beyond, *made.handed_over) if one.case]
    return {case.child_id for case in named if case is not None and case.child_id}
