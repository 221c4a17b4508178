"""The radar of off-rolling: what came before home education at the same school, as dated evidence, school by school.

It finds sequences and says so; it decides nothing. A child who was merely absent, or merely on a reduced timetable, is
no sequence, nor is what happened at another school, or long before.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from ehe import pathway, rules
from ehe.models import Reason
from oxle.accounts.models import User
from oxle.accounts.permissions import summary
from oxle.accounts.visibility import visible_to
from oxle.cases.earlier import Earlier, cases_at_school
from oxle.cases.models import Case
from oxle.people.ages import year_group_on
from oxle.people.leavers import WITHIN, leavers_to_no_school
from oxle.people.models import Child
from oxle.registers.before import Seen, Window, seen_in
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School

A_YEAR = timedelta(days=365)
A_DAY = timedelta(days=1)
# In fewer sessions than a week has, a share says nothing.
FEWEST_SESSIONS = 10
REDUCED_TIMETABLES, EXCLUSIONS, ATTENDANCE = "reduced_timetables", "exclusions", "attendance"


class Kind(StrEnum):
    """What the radar looks for."""

    REDUCED = "reduced"
    EXCLUSION = "exclusion"
    ATTENDANCE = "attendance"
    LEAVER = "leaver"


WORDS = {
    Kind.REDUCED: "A reduced timetable, then absence, then home education",
    Kind.EXCLUSION: "Exclusion or its threat, then home education",
    Kind.ATTENDANCE: "An attendance referral still open (penalty notice, prosecution), then home education",
    Kind.LEAVER: "Left Year 10 or 11 before January for no school",
}


@dataclass(frozen=True)
class Sequence:
    """What was found of one child at one school: each happening with its day, in order. `case`: of home education."""

    kind: Kind
    school: School
    child: Child
    evidence: tuple[tuple[date, str], ...]
    case: Case | None = None

    @property
    def sentences(self) -> list[str]:
        """The evidence as a letter says it, one line each."""
        return [f"{plain_day(on)}: {words}" for on, words in self.evidence]


def sequences(user: User, on: date, school: School | None = None) -> list[Sequence]:
    """Those that ended in home education, told of within a year: one query a kind, and one for the registers."""
    cases = visible_to(user, Case).filter(pathway=pathway.EHE.key, school__isnull=False, opened_on__gte=on - A_YEAR)
    if school is not None:
        cases = cases.filter(school=school)
    related = ("child", "school__organisation", "school__trust", "home_education")
    return of_cases(user, cases.exclude(stage=pathway.MISTAKEN.key).select_related(*related), on)


def of_cases(user: User | None, cases: Iterable[Case], on: date) -> list[Sequence]:
    """What came before the home education of these cases, as far as this person may know of it; None may of all."""
    each = [one for one in cases if one.school is not None and one.child is not None]
    children = {one.child_id for one in each if one.child_id}
    known = _known(user, children)
    timetables, excluded, referred = known[REDUCED_TIMETABLES], known[EXCLUSIONS], known[ATTENDANCE]
    back = timedelta(days=rules.RADAR_DAYS.on(on))
    before = {one.pk: _last_before(timetables, one, back) for one in each}
    windows = [_window(one, one.opened_on - back) for one in each]
    since = [_window(one, started.on) for one in each if (started := before[one.pk])]
    seen = seen_in([*windows, *since])
    marks = dict(zip([one.pk for one in each], seen, strict=False))
    after = dict(zip([one.pk for one in each if before[one.pk]], seen[len(each) :], strict=True))
    share = rules.RADAR_ABSENCE.on(on)
    found = []
    for case in each:
        started = before[case.pk]
        if started and _is_absent(after[case.pk], share):
            found.append(_sequence(Kind.REDUCED, case, [(started.on, f"{started.name}."), _absence(after[case.pk])]))
        earlier = [one for one in excluded.get(_where(case), ()) if _is_before(one, case, back)]
        threats = _threats(case, earlier, marks[case.pk], for_the_school=user is None)
        if threats:
            found.append(_sequence(Kind.EXCLUSION, case, threats))
        # However long ago it began: what matters is that enforcement ran when the child was withdrawn.
        still = [one for one in referred.get(_where(case), ()) if one.is_open_on(case.opened_on)]
        if still:
            words = [(one.on, f"{one.name}, not closed when we were told of home education.") for one in still]
            found.append(_sequence(Kind.ATTENDANCE, case, words))
    return found


def _known(user: User | None, children: Collection[int]) -> dict[str, dict[tuple[int, int], list[Earlier]]]:
    """The cases of each duty that counts as evidence, for somebody who may know that there are such."""
    each = (REDUCED_TIMETABLES, EXCLUSIONS, ATTENDANCE)
    shown = [one for one in each if user is None or user.can(summary(one))]
    return {**{one: {} for one in each}, **cases_at_school(shown, children)}


def _where(case: Case) -> tuple[int, int]:
    return case.child_id or 0, case.school_id or 0


def _is_before(one: Earlier, case: Case, back: timedelta) -> bool:
    return case.opened_on - back <= one.on < case.opened_on


def _last_before(found: dict[tuple[int, int], list[Earlier]], case: Case, back: timedelta) -> Earlier | None:
    return next((one for one in reversed(found.get(_where(case), [])) if _is_before(one, case, back)), None)


def _window(case: Case, first: date) -> Window:
    return Window(*_where(case), first, case.opened_on - A_DAY)


def _is_absent(seen: Seen, share: int) -> bool:
    return seen.possible >= FEWEST_SESSIONS and seen.absent * 100 >= share * seen.possible


def _absence(seen: Seen) -> tuple[date, str]:
    if seen.absent_first_on is None or seen.absent_last_on is None:
        raise ValueError("no absence to tell of")
    words = f"Absent for {seen.absent} of {seen.possible} sessions, until {plain_day(seen.absent_last_on)}."
    return seen.absent_first_on, words


def _threats(case: Case, cases: list[Earlier], seen: Seen, *, for_the_school: bool) -> list[tuple[date, str]]:
    """What of exclusion came before: a case, sessions marked as excluded; and what the parents told the council, which
    is for no letter to their school."""
    found = [(one.on, f"{one.name}.") for one in cases]
    if seen.excluded_first_on and seen.excluded_last_on:
        last = plain_day(seen.excluded_last_on)
        found.append((seen.excluded_first_on, f"Excluded for {seen.excluded} sessions in the register, until {last}."))
    if not for_the_school and case.home_education.reason == Reason.EXCLUSION:
        found.append((case.opened_on, "The parents’ main reason is the risk of an exclusion."))
    return found


def _sequence(kind: Kind, case: Case, evidence: list[tuple[date, str]]) -> Sequence:
    if case.school is None or case.child is None:
        raise ValueError("home education without a school is no sequence")
    told = (case.opened_on, f"The council was told of home education by {_teller(case)}.")
    return Sequence(kind, case.school, case.child, (*sorted(evidence), told), case)


def _teller(case: Case) -> str:
    words = case.home_education.get_told_by_display()
    return words[0].lower() + words[1:]


def leavers(user: User, on: date, school: School | None = None) -> list[Sequence]:
    """Pupils of Years 10 and 11 who left before January for no school that we know of. One query."""
    rows = leavers_to_no_school(on).filter(child__in=visible_to(user, Child).values("pk"))
    if school is not None:
        rows = rows.filter(school=school)
    return [
        Sequence(
            Kind.LEAVER,
            row.school,
            row.child,
            ((row.to_on, _left(row.child, row.to_on, on)),),
        )
        for row in rows.select_related("child", "school__organisation", "school__trust")
        if row.to_on is not None
    ]


def _left(child: Child, left_on: date, on: date) -> str:
    where = "in four weeks" if left_on + WITHIN <= on else "so far"
    return f"Left in {year_group_on(child.born_on, left_on)}; on no other register {where}."


def evidence_of(case: Case) -> list[str]:
    """What came before the home education of one case, one sentence each, in order; for a letter to its school.

    Whoever works on the case may know of it: it names no more than that there was a case, and what the register says.
    """
    found = of_cases(None, [case], case.opened_on)
    return [text for one in found for text in one.sentences[:-1]]


def before_it(case: Case) -> list[dict[str, Any]]:
    """The same as a summary list shows it over the form of the first step: whether the school led the family to it is
    asked while it can still be put right, and not only by who happens to open the radar."""
    if case.school_id is None:
        return []
    found = evidence_of(case)
    return [{"key": "What came before, at the school", "value": found or "Nothing that points to off-rolling."}]
