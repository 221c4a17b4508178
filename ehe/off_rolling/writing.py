"""What our letters about off-rolling at a school say: what was found, with its days and without a name."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from ehe.letters import copies_of
from ehe.off_rolling import letters, queries, rules
from ehe.off_rolling.models import Trace
from oxle.cases.models import Case, Event, Party
from oxle.correspondence.kinds import LetterKind
from oxle.schooldays.wording import plain_day


def context(kind: LetterKind, case: Case, party: Party | None, event: Event) -> dict[str, Any]:
    """What a letter says, of what was found when the school was asked and of the step that calls for it."""
    school, traces = case.school, queries.traces_of(case)
    within = rules.ESCALATED_WITHIN if kind is letters.ESCALATION else rules.ANSWERED_WITHIN
    known: dict[str, Any] = {
        "school_name": str(school),
        "school_urn": school.urn if school else None,
        "reasons": event.reason,
        "pupils": _pupils(len({one.number for one in traces})),
        "evidence": "\n".join(lines(traces)),
        "asked_on": case.opened_on.isoformat(),
        "answer_within": str(within.on(event.on)),
        "copies": copies_of(school) if school else None,
        "answer": queries.answer_of(case),
        "upheld": _pupils(len(queries.upheld_at(school, event.on))) if school and kind is letters.TO_OFSTED else None,
    }
    return {name: value for name, value in known.items() if value and (name in kind.needs or name in kind.may_say)}


def _pupils(count: int) -> str:
    return f"{count} pupil{'' if count == 1 else 's'}"


def lines(traces: Sequence[Trace]) -> Iterator[str]:
    """What was found, a line each, by kind. A pupil is called by their number in it."""
    for _, of_kind in groupby(traces, key=lambda one: one.kind):
        each = list(of_kind)
        yield f"{each[0].get_kind_display()}:"
        for one in each:
            for happened in one.evidence:
                yield f"Pupil {one.number}, {plain_day(date.fromisoformat(happened['on']))}: {happened['words']}"
