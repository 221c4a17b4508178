"""What a senior officer has before them to decide on a referral: each step with its evidence, points, the family."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from attendance.referrals import parents, pathway, queries, sections
from attendance.referrals.models import PreStep, PreStepKind
from attendance.referrals.points import Point
from attendance.referrals.steps import answer_in_words
from oxle.cases.entries import root_of
from oxle.cases.models import Case, CaseDocument
from oxle.cases.permissions import documents_for
from oxle.cases.standing import last_taken
from oxle.schooldays.wording import plain_day


@dataclass(frozen=True)
class ShownStep:
    """One of the school's steps as the page shows it: what was said, the papers for it, and what to look at."""

    step: PreStep
    answer: str
    documents: list[CaseDocument]
    points: list[str]


@dataclass(frozen=True)
class Evidence:
    """All that the school sent: its steps in order, other papers, and the points about no single step."""

    steps: list[ShownStep]
    others: list[CaseDocument]
    points: list[str]

    @property
    def flagged(self) -> int:
        """How many points there are to look at, over all."""
        return len(self.points) + sum(len(one.points) for one in self.steps)


def evidence_of(case: Case, user: Any, points: Sequence[Point] = ()) -> Evidence:
    """What the school sent with a referral, so far as this person may read its documents, with points to look at."""
    papers: dict[str, list[CaseDocument]] = defaultdict(list)
    for document in documents_for(user, case):
        papers[document.kind].append(document)
    steps = [
        ShownStep(
            step,
            answer_in_words(step.kind, step.answer),
            papers.pop(sections.step_section(PreStepKind(step.kind)), []),
            _about(points, PreStepKind(step.kind)),
        )
        for step in queries.steps_before(case.referral)
    ]
    others = [document for kind in papers.values() for document in kind if document.from_school]
    return Evidence(steps, others, _about(points, None))


# What became of a parent when the referral was sent again, and what the decider must know of it.
CHANGES = {
    "added": "{name} was added as a parent.",
    "ended": "{name} is named no more, and is no party any more.",
    "left_out": (
        "The school names {name} no more. A letter or an entry of the case already does, so they are still a party. "
        "Ask the school, and choose no legal route for them if they are not the pupil’s parent."
    ),
    "kept_off": "The school names {name}, whom an officer took off. They are no party: add them if they are a parent.",
    "kept_on": "The school does not name {name}, whom an officer added. They are still a party.",
}
BY_OFFICER = {pathway.ADD_PARENT.key: "was added as a parent", pathway.END_PARENT.key: "was taken off"}


def parents_changed(case: Case) -> list[str]:
    """Whom an officer added or took off, and what the last sending again changed, a sentence for each parent."""
    told = [
        f"{event.party.name} {BY_OFFICER[event.step]} on {plain_day(event.on)}: {root_of(event).reason}"
        for event in parents.changes(case)
    ]
    event = last_taken(case, pathway.RESUBMIT.key)
    if event is None:
        return told
    parties = {party.pk: party for party in case.parties.filter(role="parent").select_related("adult")}
    return told + [
        words.format(name=parties[key].name)
        for what, words in CHANGES.items()
        for key in event.facts.get(what, [])
        if key in parties
    ]


def _about(points: Sequence[Point], kind: PreStepKind | None) -> list[str]:
    return [point.text for point in points if point.kind == kind]
