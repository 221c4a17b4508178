"""Records on the child's case what comes to be owed for suspensions, and what no longer is: one door, `settle`.

What is owed is worked out anew each time (see owing) and compared with what the case holds, so that a suspension which
is told, put right or withdrawn comes through the same door.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from exclusions.suspensions import owing, pathway, queries, teaching
from exclusions.suspensions.models import Suspension
from oxle.accounts.models import User
from oxle.cases import actions
from oxle.cases.challenges import ABOUT, Challenge, challenges_of
from oxle.cases.clocks import is_about
from oxle.cases.entries import root_of
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.dates import london_day
from oxle.people.queries import parents_of

FOLLOWS = "What it counts with was told since."


@dataclass(frozen=True)
class Kind:
    """Something that can be owed: the step that records it, that by which it is owed no more, that which meets it."""

    owe: Step
    end: Step
    met_by: Step


EDUCATION = Kind(pathway.OWE_EDUCATION, pathway.END_EDUCATION, pathway.BEGIN)
DAY_ONE = Kind(pathway.OWE_CARE, pathway.END_CARE, pathway.BEGIN)
LETTER = Kind(pathway.OWE_LETTER, pathway.END_LETTER, pathway.SEND_LETTER)
TELLING = Kind(pathway.OWE_TELLING, pathway.END_TELLING, pathway.END_TELLING)
SPEAKING = Kind(pathway.OWE_SPEAKING, pathway.END_SPEAKING, pathway.SPEAK)
MEETING = Kind(pathway.OWE_MEETING, pathway.END_MEETING, pathway.DECIDED)


def settle(one: Suspension, *, by: User | None, on: date, at: datetime, origin: str, because: str = "") -> None:
    """Bring a child's case with a school in line with what is owed once a suspension was told, put right or withdrawn.

    A case is opened when something comes to be owed; it is closed when nothing is any more after something was put
    right. `by` is who told of it or put it right (None: the service), and `origin` the way in which that came.
    `because` says why something is owed no more; it is empty where a suspension was only told.
    """
    _Settling(one, by=by, on=on, at=at, origin=origin, because=because).run()


def look_again(case: Case, *, at: datetime, because: str = "") -> None:
    """Challenge what appears unlawful in the suspensions of an open case by now, and end what does not any more."""
    if not case.is_open:
        return
    for one in queries.of_case(case).filter(withdrawn_on=None):
        wanted = owing.unlawful(one, london_day(at))
        asked = [each for each in challenges_of(case) if each.about == one.reference]
        if wanted and not _is_asked(asked, wanted):
            _take(case, pathway.CHALLENGE, one, at=at, reason=wanted)
        elif not wanted and any(each.answer is None for each in asked):
            _take(case, pathway.ANSWER_CHALLENGE, one, at=at, answer=because or FOLLOWS, ends="put_right")


def letter_came(one: Suspension, *, by: User, on: date, at: datetime) -> None:
    """Record on its open case that the letter to the parents came, where it is owed for the suspension."""
    if one.case and one.case.is_open and one in queries.owed_for(one.case, pathway.LETTER):
        on = max(on, one.case.opened_on)
        actions.take(one.case, pathway.SEND_LETTER, by=by, on=on, at=at, facts={ABOUT: one.reference})


def _is_asked(asked: list[Challenge], why: str) -> bool:
    """Whether just this was asked last, and not ended by the service since."""
    if not asked or asked[-1].why != why:
        return False
    return asked[-1].answer is None or asked[-1].answer.by is not None


def _take(case: Case, step: Step, one: Suspension, *, at: datetime, reason: str = "", **facts: str) -> None:
    said = {**facts, ABOUT: one.reference}
    actions.take(case, step, by=None, on=max(london_day(at), case.opened_on), at=at, facts=said, reason=reason)


class _Settling:
    """One run of `settle`: the suspensions looked at, what is owed for them, and the cases that hold some of it."""

    def __init__(self, one: Suspension, *, by: User | None, on: date, at: datetime, origin: str, because: str) -> None:
        self.one, self.by, self.on, self.at, self.origin, self.because = one, by, on, at, origin, because
        # Until November 2026 a case held what any school had told; what it holds stays on it.
        held = Case.objects.filter(pk=one.case_id, closed_on=None).first()
        self.case = held or queries.open_case_of(one.child, one.school)
        open_ones = Q(case=None, school=one.school)
        if self.case is not None:
            open_ones |= Q(case=self.case)
        rows = queries.standing(one.child).filter(open_ones | Q(pk=one.pk), only_counts=False)
        self.rows = list(rows.select_related("child", "school__calendar", "case").order_by("first_on", "pk"))
        self.education, self.meetings = owing.education(self.rows), owing.meetings(self.rows)
        self.speaking, self.telling = owing.speaking(self.rows), owing.telling(self.rows)
        today = london_day(at)
        self.unlawful = {row.reference: why for row in self.rows if (why := owing.unlawful(row, today))}
        self.cases = [case for case in {self.case, one.case} if case is not None]
        self.asked = [each for case in self.cases for each in challenges_of(case)]
        # What was over when care came to be known is owed no more than it was; what is told late is late.
        held, told = _held(self.cases, DAY_ONE), one.case is None
        self.day_one = owing.day_one(
            row for row in self.rows if row.last_on >= today or row.reference in held or (told and row == one)
        )

    def run(self) -> None:
        for row in [row for row in self.rows if self._belongs_on_a_case(row)]:
            self._put_on_case(row)
        self._record(EDUCATION, self.education)
        self._record(DAY_ONE, self.day_one)
        self._record(MEETING, self.meetings)
        self._record(SPEAKING, self.speaking)
        self._record(TELLING, self.telling)
        self._record(LETTER, owing.letters(row for row in self.rows if row.case_id))
        self._challenge()
        if self.because and self.case is not None:
            self._close(self.case)
        for case in self.cases:
            teaching.follow(case, by=self.by)

    # --- which suspensions the case is about --------------------------------------------------------------------

    def _belongs_on_a_case(self, row: Suspension) -> bool:
        if row.case is None:
            return self._owes(row)
        return row.case.closed_on is not None and self._owes_what_its_case_did_not_know(row)

    def _owes(self, row: Suspension) -> bool:
        return (
            owing.long_run(row) is not None
            or self._is_in_day_one(row)
            or row.reference in self.meetings
            or row.reference in self.speaking
            or row.reference in self.telling
            or row.reference in self.unlawful
            or owing.may_owe(row)
        )

    def _is_in_day_one(self, row: Suspension) -> bool:
        return bool(self.day_one) and owing.called_by(row) in self.day_one

    def _owes_what_its_case_did_not_know(self, row: Suspension) -> bool:
        run = owing.long_run(row)
        education = run is not None and owing.reference_of(run) not in _held([row.case], EDUCATION)
        day_one = self._is_in_day_one(row) and owing.called_by(row) not in _held([row.case], DAY_ONE)
        meeting = row.reference in self.meetings and row.reference not in _held([row.case], MEETING)
        return education or day_one or meeting or self._is_new(row.reference)

    def _put_on_case(self, row: Suspension) -> None:
        if self.case is None:
            self.case = actions.open_case(
                pathway.SUSPENDED,
                pathway.FOLLOW,
                by=self.by,
                on=self.on,
                at=self.at,
                origin=self.origin,
                child=row.child,
                school=row.school,
                parties={"parent": [parent.adult for parent in parents_of(row.child, self.on)]},
            )
            self.cases.append(self.case)
        elif row == self.one:
            self._take(pathway.FURTHER)
        row.case = self.case
        row.save(update_fields=["case"])
        if row == self.one:
            self.one.case = self.case

    # --- education and meetings -----------------------------------------------------------------------------------

    def _record(self, kind: Kind, owed: owing.Owed) -> None:
        held = _held(self.cases, kind)
        for about, event in held.items():
            if about in owed:
                self._put_right(event, owed[about])
            elif self._runs(kind, event):
                self._take(kind.end, about=about, reason=self.because or FOLLOWS)
        for about, facts in owed.items():
            if about not in held:
                self._take(kind.owe, about=about, facts=facts)

    def _put_right(self, event: Event, facts: dict[str, Any]) -> None:
        if any(event.facts.get(key) != value for key, value in facts.items()):
            reason = self.because or FOLLOWS
            actions.correct(event, by=None, on=event.on, at=self.at, reason=reason, facts=facts)

    def _runs(self, kind: Kind, event: Event) -> bool:
        """Whether the clocks of the open case count from it and it is not met."""
        return event.case == self.case and not _is_met(kind, event)

    # --- challenges -------------------------------------------------------------------------------------------------

    def _challenge(self) -> None:
        for about, why in self.unlawful.items():
            if self._is_new(about):
                self._take(pathway.CHALLENGE, about=about, reason=why)
        for about in {each.about for each in self.asked if each.about and each.answer is None} - set(self.unlawful):
            answer = {"answer": self.because or FOLLOWS, "ends": "put_right"}
            self._take(pathway.ANSWER_CHALLENGE, about=about, facts=answer)

    def _is_new(self, about: str) -> bool:
        asked: list[Challenge] = [each for each in self.asked if each.about == about]
        return about in self.unlawful and (not asked or asked[-1].why != self.unlawful[about])

    # --- the end ------------------------------------------------------------------------------------------------------

    def _close(self, case: Case) -> None:
        mine = [row for row in self.rows if row.case == case]
        if any(self._owes(row) for row in mine):
            return
        on = max(self.on, case.stage_since_on)
        if actions.why_not(case, pathway.SETTLE, by=None, on=on) is None:
            actions.take(case, pathway.SETTLE, by=None, on=on, at=self.at, reason=self.because)

    def _take(self, step: Step, *, about: str = "", facts: dict[str, Any] | None = None, reason: str = "") -> None:
        case = self.case
        if case is None:
            return
        said = {**(facts or {}), **({ABOUT: about} if about else {})}
        on = max(self.on, case.opened_on)
        actions.take(case, step, by=None, on=on, at=self.at, facts=said, reason=reason)


def _held(cases: Sequence[Case | None], kind: Kind) -> dict[str, Event]:
    """What some cases hold as owed, by the suspension it is about. What an officer ended by hand stays held: it is not
    owed anew because something else was put right."""
    events = Event.objects.filter(case__in=cases, step__in=(kind.owe.key, kind.end.key), superseded_by=None)
    held: dict[str, Event] = {}
    for one in events.select_related("case").order_by("case", "order"):
        about = one.facts.get(ABOUT, "")
        if one.step == kind.owe.key:
            held[about] = one
        elif root_of(one).by is None:
            held.pop(about, None)
    return held


def _is_met(kind: Kind, event: Event) -> bool:
    first = root_of(event)
    over = (kind.met_by.key, kind.end.key)
    met = event.case.events.filter(step__in=over, order__gt=first.order, superseded_by=None)
    return any(is_about(one.facts, event.facts, pathway.ABOUT) for one in met)
