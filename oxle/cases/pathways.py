"""The vocabulary in which a duty writes the law as data: stages, steps, clocks, and the pathway that holds them.

Nothing here calls anything. A council solicitor should be able to read a duty's `pathway.py` and correct it. What a
step or a clock means when it is taken or runs is in `clocks.py` (pure) and `actions.take` (the one door).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from oxle.accounts.permissions import Compartment, Permission
from oxle.core.rules import Rule
from oxle.correspondence.kinds import LetterKind
from oxle.schooldays.limits import Limit

# How an entry is kept that takes a step back: it stands in the place of that step, and is no step of a pathway.
TAKEN_BACK = "taken_back"


class Against(StrEnum):
    """Whose time a clock measures."""

    COUNCIL = "council"
    SCHOOL = "school"
    PARENT = "parent"
    COURT = "court"
    OTHER_BODY = "other body"


# Whose time can be overdue. A parent's, the court's or another body's runs out, which opens what had to wait for it.
OWING = (Against.COUNCIL, Against.SCHOOL)


class Basis(StrEnum):
    """What gives a clock its force. A statutory one that passes is escalated; a policy one is reported."""

    LAW = "law"
    POLICY = "policy"


class Subject(StrEnum):
    """What a pathway's cases are about. A case has exactly one subject."""

    CHILD = "child"
    ADULT = "adult"
    SCHOOL = "school"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class Stage:
    """Where a case stands. A closed stage ends it. `elsewhere`: what is due is due on the cases that came of it."""

    key: str
    label: str
    closed: bool = False
    elsewhere: bool = False


@dataclass(frozen=True)
class Fact:
    """A named fact a step records, such as the first day of an offence; a clock may count from one.

    `required`: a step that records it is refused without.
    """

    key: str
    label: str
    required: bool = False


@dataclass(frozen=True)
class Check:
    """A named condition that must hold before a step; the duty says how it is found out (`Duty.checks`).

    `met_by`: the step by which it comes to hold, which is offered first instead of one that still waits for it.
    """

    key: str
    label: str
    met_by: "Step | None" = None


@dataclass(frozen=True)
class Step:
    """Something that is done, and what it does to the case.

    `at`: the stages from which it may be taken. `to`: the stage it leads to; None leaves the stage as it is, and so do
    those of `at` that are in `stays_at`.
    `by`: who may take it. `sends`: the letters it drafts. `overtakes`: the letters of other steps that are not true
    any more once it is taken; what of them was not sent is withdrawn. `renews`: those that say something else once
    it is taken; what of them was not sent is withdrawn and drafted again, or, where the service takes it, kept back.
    `tells_again`: those that are to be sent again where they left, and told something that is not so any more once it
    is taken. `restores`: those that were overtaken and are true again; they can be drafted again. `adds`: taken again
    it says something beside what it said before, and its letters of before still go; else they are withdrawn.
    `needs`: what must hold first. `per_party`: it happens to one parent or defendant. `reason`: it must say why.
    `not_by_taker_of`: two people must agree, so not by the one who took any of these. `while_paused`: it may be
    taken while the case is paused; `only_paused`: and only then. `own_page`: taken on a page of its own, not the
    generic one. `part_of`: the service takes it within another step, and it is never offered by itself.
    `on_behalf`: who else may take it, for those who should. `corrected_by`: who may put it right, where that is
    somebody else than who takes it; `correction_needs`: what must hold for that. `implied`: facts that follow from
    its day or from what the case holds, which nobody enters. `done`: what is said once it was taken, before "on"
    and the case's reference, where its label does not make the sentence. `offered_while`: what must hold as well,
    and without which it would be out of place: it is then not offered either, while a step that `needs` something
    is offered and says what it waits for. `final`: why it cannot be taken back, of one that closes a case and did
    what cannot be undone. `revocable`: its entry can be taken back by itself though it closes nothing, since it
    does nothing but to move the case and its clocks.
    """

    key: str
    label: str
    at: tuple[Stage, ...]
    by: Permission
    to: Stage | None = None
    stays_at: tuple[Stage, ...] = ()
    sends: tuple[LetterKind, ...] = ()
    overtakes: tuple[LetterKind, ...] = ()
    renews: tuple[LetterKind, ...] = ()
    tells_again: tuple[LetterKind, ...] = ()
    restores: tuple[LetterKind, ...] = ()
    adds: bool = False
    needs: tuple[Check, ...] = ()
    records: tuple[Fact, ...] = ()
    per_party: bool = False
    reason: bool = False
    not_by_taker_of: tuple["Step", ...] = ()
    while_paused: bool = False
    only_paused: bool = False
    own_page: bool = False
    part_of: "Step | None" = None
    on_behalf: Permission | None = None
    corrected_by: Permission | None = None
    correction_needs: tuple[Check, ...] = ()
    implied: tuple[Fact, ...] = ()
    done: str = ""
    offered_while: tuple[Check, ...] = ()
    final: str = ""
    revocable: bool = False

    def leads_from(self, stage: Stage) -> Stage | None:
        """The stage to which it leads from one; None where it leaves the case as it is."""
        return None if stage in self.stays_at else self.to


@dataclass(frozen=True)
class Clock:
    """A period that runs from a step (or from a fact it recorded) until a step stops it.

    `limit`: how long, counted how; a Rule where the source leaves it open or the service may change it.
    It counts from the day of the step that starts it, or else from: a fact which that step recorded (`anchor`); the
    last of some steps before it (`since`); the day on which the letter that it drafted counts as served (`served`), and
    where there is an `anchor` as well only of a letter whose step recorded that.
    `stops_each`: steps that stop a run once they were taken for everybody whom it concerns: the person of the step that
    starts it, or all whom its fact `concerns` names, and whoever is `joined_by` a step since; each about the same
    `anchor`, where such a step records that.
    `apart`: a fact that keeps its runs apart, where one case owes the like several times over: no run replaces another,
    and a step stops those about the same (one thing, or a list of them); one that does not say it stops all.
    `waived`: a fact which, where the step that starts it recorded it, says that this is not owed: there is no run.
    `unless`: clocks in whose stead it runs: only while none of them does, for the same party.
    `instead_of`: one that is begun by the same step and may have no day to count from yet: this runs then, until the
    day is recorded or what stops the other is done. One of the two is sure to run.
    `opens`: steps that may not be taken until the period has run out. `pauses`: steps that stop the counting until
    the case resumes. `met_by`: a fact that a step which stops it records, the day on which it was really done, where
    that is known only later. `afterwards`: what the council does once another's time has run out.
    `asks`: the steps that a case's page offers first while this is what is due, several where each is as likely; else
    the first of those that stop it.
    `survives_closing`: it goes on when the case is closed.
    """

    key: str
    label: str
    against: Against
    limit: Limit | Rule[Limit]
    from_: tuple[Step, ...]
    stops: tuple[Step, ...]
    law: str
    basis: Basis = Basis.POLICY
    anchor: Fact | None = None
    since: tuple[Step, ...] = ()
    served: LetterKind | None = None
    stops_each: tuple[Step, ...] = ()
    concerns: Fact | None = None
    joined_by: tuple[Step, ...] = ()
    apart: Fact | None = None
    waived: Fact | None = None
    unless: tuple["Clock", ...] = ()
    instead_of: "Clock | None" = None
    opens: tuple[Step, ...] = ()
    pauses: tuple[Step, ...] = ()
    met_by: Fact | None = None
    afterwards: str = ""
    asks: tuple[Step, ...] = ()
    survives_closing: bool = False


@dataclass(frozen=True)
class Turn:
    """A place where the usual way waits for a day, and may part there: what has been found out by then decides.

    `steps`: those that are offered from that day on, each as likely as the others. `waits_for`: the clock whose last
    day it is, or else a day recorded, when last it was taken, by the step `told_by`. Where there is no such clock or
    day the way does not lead here.
    """

    steps: tuple[Step, ...]
    waits_for: Clock | Fact
    told_by: Step | None = None


@dataclass(frozen=True)
class Pathway:
    """The statutory process of one duty, in one version. A case keeps the version it opened under.

    `per_school`: what is owed is owed by one school, counted by its calendar, so that a child has an open case for each
    school, and no school sees what is another's. `several`: each case is about a thing of its own, such as one
    production, so that a child may have as many open cases as there are such things.
    """

    key: str
    duty: str
    name: str
    version: int
    in_force_from: date
    subject: Subject
    source: str
    stages: tuple[Stage, ...]
    steps: tuple[Step, ...]
    clocks: tuple[Clock, ...]
    opening: tuple[Step, ...]
    # The usual way, in order: the next step of it is what a case's page offers first where no date asks for a step.
    road: tuple[Step | Turn, ...] = ()
    pause: Step | None = None
    resume: Step | None = None
    per_school: bool = False
    several: bool = False
    # Cases on a pathway in the legal compartment are seen only by those who may read it.
    compartment: Compartment = Compartment.ORDINARY
    # What the reader of the pathway must know, such as where its source is wrong in law.
    notes: tuple[str, ...] = ()
    _steps: dict[str, Step] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_steps", {step.key: step for step in self.steps})

    def step(self, key: str) -> Step:
        """The step of that key; KeyError when the pathway has none."""
        return self._steps[key]

    def stage(self, key: str) -> Stage:
        """The stage of that key; KeyError when the pathway has none."""
        return next(stage for stage in self.stages if stage.key == key)

    def steps_at(self, stage: Stage, *, paused: bool = False) -> Iterator[Step]:
        """The steps that may be taken from a stage, in the order in which the duty lists them."""
        for step in self.steps:
            if stage not in step.at or step.part_of is not None or (step in self.opening and not step.at):
                continue
            if (step.only_paused or step is self.resume) and not paused:
                continue
            if paused and not step.while_paused and step is not self.resume:
                continue
            if step is self.pause and paused:
                continue
            yield step
