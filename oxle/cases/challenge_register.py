"""The register of challenges: what schools were challenged about, by school, whether they answered in time, and how it
ended. It reads every duty's cases alike, since every pathway on which a school can be challenged has the same steps.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases import duties
from oxle.cases.challenges import ANSWER, ASKED, CHALLENGE, PUT_RIGHT, REPLY, UPHELD, Challenge, in_order
from oxle.cases.earlier import MISTAKEN
from oxle.cases.models import Case, Deadline, Event
from oxle.cases.standing import as_they_stand
from oxle.schools.models import School

A_YEAR = timedelta(days=365)
CLOCK = "challenge_answer"


@dataclass(frozen=True)
class Entry:
    """A challenge of a case, and until when the school was to answer; None where no such day could be worked out.

    `school` is the one that is asked: that of the case, or another, such as one that deleted the pupil since.
    """

    case: Case
    challenge: Challenge
    due_on: date | None
    school: School

    @property
    def answered_on(self) -> date | None:
        """The day on which the school answered; None where it did not: what we decide without it is no answer."""
        return self.challenge.answered_on

    @property
    def in_time(self) -> bool:
        """Whether the answer came by its day."""
        return self.answered_on is not None and self.due_on is not None and self.answered_on <= self.due_on

    @property
    def ends(self) -> str:
        """How it ended, by its code; empty while it has not."""
        return str(self.challenge.answer.facts.get("ends", "")) if self.challenge.answer else ""

    @property
    def about(self) -> str:
        """The kind of case."""
        return duties.pathway(self.case.pathway, self.case.pathway_version).name


@dataclass(frozen=True)
class OfSchool:
    """The challenges of a school, the newest first, and what became of them."""

    school: School
    entries: tuple[Entry, ...]

    @property
    def sent(self) -> int:
        """How many there were."""
        return len(self.entries)

    @property
    def in_time(self) -> int:
        """How many were answered by the day on which the answer was due."""
        return sum(one.in_time for one in self.entries)

    @property
    def upheld(self) -> int:
        """How many ended with the school standing by what appears unlawful."""
        return sum(one.ends == UPHELD for one in self.entries)

    @property
    def changed(self) -> int:
        """How many ended with the school putting it right."""
        return sum(one.ends == PUT_RIGHT for one in self.entries)

    @property
    def waiting(self) -> int:
        """How many have not ended."""
        return sum(not one.ends for one in self.entries)


def register_for(user: User, on: date, school: School | None = None) -> list[OfSchool]:
    """The schools that were challenged within a year, the most first, in cases this person may see. Four queries.

    Not of a case that was entered by mistake: there was nothing to ask."""
    asked = Event.objects.filter(step=CHALLENGE, on__gt=on - A_YEAR, superseded_by=None)
    cases = visible_to(user, Case).filter(pk__in=asked.values("case")).exclude(stage=MISTAKEN)
    if school is not None:
        theirs = asked.filter(**{f"facts__{ASKED}": school.key})
        cases = cases.filter(Q(school=school) | Q(pk__in=theirs.values("case")))
    found: dict[int, list[Entry]] = {}
    for entry in _entries(cases.select_related("school__organisation", "child", "adult", "organisation"), on - A_YEAR):
        if school is None or entry.school == school:
            found.setdefault(entry.school.pk, []).append(entry)
    rows = [_of_school(entries) for entries in found.values()]
    return sorted(rows, key=lambda row: (-row.sent, row.school.name))


def _of_school(entries: list[Entry]) -> OfSchool:
    return OfSchool(entries[0].school, tuple(sorted(entries, key=lambda one: one.challenge.on, reverse=True)))


def _entries(cases: QuerySet[Case], after: date) -> Iterable[Entry]:
    by_pk = {case.pk: case for case in cases}
    due = dict(Deadline.objects.filter(case__in=by_pk, clock=CLOCK).values_list("event", "due_on"))
    events: dict[int, list[Event]] = {}
    steps = Event.objects.filter(case__in=by_pk, step__in=(CHALLENGE, REPLY, ANSWER))
    corrects = dict(steps.exclude(supersedes=None).values_list("pk", "supersedes"))
    for event in as_they_stand(steps):
        events.setdefault(event.case_id, []).append(event)
    asked = [(by_pk[pk], one) for pk, each in events.items() for one in in_order(each) if one.on > after]
    others = {one.school for _, one in asked if one.school}
    named = {one.key: one for one in School.objects.filter(key__in=others).select_related("organisation")}
    for case, one in asked:
        if school := named[one.school] if one.school else case.school:
            yield Entry(case, one, due.get(_root(one.entry, corrects)), school)


def _root(event: int, corrects: dict[int, int]) -> int:
    """The entry that was first recorded: a date hangs on it, however often it was put right."""
    while event in corrects:
        event = corrects[event]
    return event
