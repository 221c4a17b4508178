"""One story of a large county while its rows are made: the case, its parents, and what has happened on it so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from attendance.demo import facts
from attendance.demo.choosing import Choice
from attendance.demo.rows import Rows
from attendance.referrals import pathway
from attendance.referrals.models import Referral, Route, RouteKind
from oxle.accounts.models import Organisation, User
from oxle.cases import clocks, projection
from oxle.cases.actions import REFERENCE_PREFIX
from oxle.cases.models import Case, Event, Origin, Party
from oxle.cases.pathways import Pathway, Step
from oxle.core.rules import RuleBook
from oxle.demo.county import County
from oxle.registers.extract import SessionMark
from oxle.schools.models import School

# At what hour a step is taken; the others at two.
HOURS = {"refer": 10, "resubmit": 11, "return": 12, "reject": 12, "accept": 13, "choose_route": 13, "record_panel": 15}


@dataclass
class Office:
    """The team that works on all of the county's cases, where their rows go, and the settings they count by."""

    county: County
    team: Organisation
    # Who works on the cases of a school, by its primary key.
    officers: dict[int, User]
    rows: Rows = field(default_factory=Rows)
    rules: RuleBook = field(default_factory=RuleBook)
    cases: int = 0

    def open_case(self, of: Pathway, *, on: date, school: School, **others: Any) -> Case:
        """A case of a pathway that begins on a day."""
        self.cases += 1
        return self.rows.add(
            Case(
                reference=self.rows.reference(REFERENCE_PREFIX),
                duty=of.duty,
                pathway=of.key,
                pathway_version=of.version,
                team=self.team,
                school=school,
                opened_on=on,
                **others,
            )
        )

    def settle(self, case: Case, of: Pathway, events: list[Event], served: projection.Served | None = None) -> None:
        """Work out where a case stands and what is due on it, as `take` does."""
        done = projection.effective(events, served)
        projection.place(case, clocks.standing(of, done))
        case.version = len(events)
        for one in clocks.deadlines(of, done, self.county.calendar(case.school), self.rules.value):
            self.rows.add(projection.new_row(case, one))


@dataclass
class Story:
    """What has been told of one story."""

    office: Office
    number: int
    choice: Choice
    case: Case
    parents: list[Party]
    referral: Referral
    # Those of the register extract, for the certificate that goes with an invitation.
    marks: Sequence[SessionMark] = ()
    events: list[Event] = field(default_factory=list)
    # The routes in force, by the parent's party, and what was served of the letters of an event (primary keys).
    routes: dict[int, Route] = field(default_factory=dict)
    served: dict[int, dict[str, date | None]] = field(default_factory=dict)

    @property
    def county(self) -> County:
        """Where it happens."""
        return self.office.county

    @property
    def school(self) -> School:
        """Where the child goes."""
        return self.choice.pupil.school

    @property
    def officer(self) -> User:
        """Who works on it."""
        return self.office.officers[self.school.pk]

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return not self.choice.ended

    def prosecuted(self) -> list[Party]:
        """The parents whose route leads to the magistrates' court."""
        return [party for party in self.parents if self.routes[party.pk].is_prosecution]

    def with_route(self) -> list[Party]:
        """The parents with any legal route."""
        return [party for party in self.parents if self.routes[party.pk].kind != RouteKind.NONE]

    def add(self, record: Any) -> Any:
        """A row of the story."""
        return self.office.rows.add(record)

    def happened(self, step: Step, on: date, recorded: dict[str, Any], party: Party | None = None) -> Event:
        """A step that was taken on a day."""
        before = self.events[-1].stage_after if self.events else ""
        event = Event(
            case=self.case,
            order=len(self.events) + 1,
            step=step.key,
            on=on,
            at=self.county.moment(on, HOURS.get(step.key, 14), self.number % 60),
            by=self._taken_by(step),
            party=party,
            stage_before=before,
            stage_after=step.to.key if step.to else before,
            facts=recorded,
            reason=facts.REASONS.get(step.key, ""),
            compartment=step.by.compartment,
        )
        self.events.append(event)
        return self.add(event)

    def _taken_by(self, step: Step) -> User | None:
        if step in (pathway.REFER, pathway.RESUBMIT):
            return self.county.leads[self.school.pk]
        return self.county.people["senior"] if step.key in facts.BY_SENIOR else self.officer


def begin(office: Office, number: int, choice: Choice, on: date) -> tuple[Case, list[Party]]:
    """A referral's case and its parties."""
    pupil = choice.pupil
    case = office.open_case(pathway.REFERRAL, on=on, school=pupil.school, child=pupil.child, origin=Origin.PORTAL)
    adults = sorted(pupil.parents, key=lambda adult: (adult.sort_name, adult.pk))
    return case, [office.rows.add(Party(case=case, adult=adult, role="parent", from_on=on)) for adult in adults]
