"""The reads on the way to a new school: how far it has come, and what stands in the way of a step."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from exclusions.placement import rules
from oxle.cases.models import Case, Party
from oxle.cases.projection import happenings
from oxle.core.dates import from_iso, today
from oxle.core.keeping import kept
from oxle.people.models import Enrolment
from oxle.registers.queries import of_whole_registers
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School

YES, NO = "yes", "no"
# By which a school that refused takes the child after all: by itself, by the council's direction, or by the Secretary
# of State's, who may also decide that it need not.
TAKES_AFTER_ALL = ("agree", "direct", "determined")
# A school of which no mark came for so long, holidays counted, sends us none.
FED_WITHIN = timedelta(weeks=8)


class Done(Protocol):
    """A step that was taken, as the engine or the database has it."""

    step: str
    on: date
    facts: Any


@dataclass
class Way:
    """How far a case has come: each step as it was last taken since a place was named; None where it was not."""

    named: Done | None = None
    refused: Done | None = None
    noticed: Done | None = None
    referred: Done | None = None
    adjudicated: Done | None = None
    requested: Done | None = None
    determined: Done | None = None
    directed: Done | None = None
    agreed: Done | None = None
    enrolled: Done | None = None

    def after(self, one: Done) -> "Way":
        """How far it has come once this has happened."""
        match one.step:
            case "name_place":
                return Way(named=one)
            case "look_again":
                return Way()
            case "refuse":
                return Way(named=self.named, refused=one)
            case "agree":
                return Way(named=self.named, agreed=one)
            case "give_notice":
                self.noticed, self.referred, self.adjudicated = one, None, None
            case "refer_adjudicator":
                self.referred, self.adjudicated = one, None
            case "request":
                self.requested, self.determined = one, None
            case "adjudicated" | "determined":
                setattr(self, one.step, one)
            case "direct":
                self.directed = one
            case "enrol":
                self.enrolled = one
        return self

    @property
    def is_refused(self) -> bool:
        """Whether the school refuses and nobody has directed it."""
        return self.refused is not None and self.directed is None and not _says_yes(self.determined)


def way_of(case: Case) -> Way:
    """How far a case has come."""
    return kept(("way", case.pk, case.version), lambda: latest_way_of(case))


def latest_way_of(case: Case) -> Way:
    """The same, read anew: in the midst of a step the case's version does not tell yet."""
    way = Way()
    for one in happenings(case):
        way = way.after(one)
    return way


def refusing_school(case: Case) -> School | None:
    """The school that refuses, as far as it is known which."""
    way = way_of(case)
    keys = [one.facts.get("school") for one in (way.refused, way.named) if one]
    key = next((key for key in keys if key), None)
    return School.objects.select_related("organisation").filter(key=key).first() if key else None


def council_directs(school: School, on: date) -> bool:
    """Whether the council itself directs a school on a day: a maintained one, and an academy once the law says so."""
    return not school.is_academy or rules.DIRECTS_ACADEMIES.on(on)


def named_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why a place counts as not named; None when one is, by that day."""
    named = way_of(case).named
    return _came_first(named, "The place was named", on) if named else "“Record the place that was named” first."


def refused_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why the school counts as not refusing; None when it refuses, by that day."""
    way = way_of(case)
    if not way.is_refused:
        return "“Record that the school refuses” first."
    return _came_first(way.refused, "The school refused", on)


def unrefused_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why the school cannot refuse now; None where it does not already."""
    way = way_of(case)
    if not way.is_refused or way.refused is None:
        return None
    return f"That the school refuses is recorded already, on {plain_day(way.refused.on)}. If it was wrong, correct it."


def not_refused_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why the child cannot be on roll yet; None when the school does not refuse."""
    if way_of(case).is_refused:
        return "The school refuses. Record first that it takes the child after all, or that it was directed."
    return None


def council_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why the council cannot direct the school that refuses; None when it can, or when the school is not known."""
    school = refusing_school(case)
    if school is None or council_directs(school, on):
        return None
    return f"{school} is an academy: ask the Secretary of State to direct it."


def secretary_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why the Secretary of State is not asked; None when the school is one that the council cannot direct."""
    school = refusing_school(case)
    if school is None or not council_directs(school, on):
        return None
    return f"The council itself directs {school}."


def noticed_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why there is no direction to speak of; None when the school that refuses was given notice of one."""
    way = way_of(case)
    if not (way.is_refused and way.noticed):
        return "“Give the school notice of a direction” first."
    return _came_first(way.noticed, "Notice of the direction was decided", on)


def referred_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why the adjudicator decides nothing; None when the school referred the direction to them."""
    way = way_of(case)
    if not (way.is_refused and way.referred):
        return "The school has not referred it to the adjudicator."
    return _came_first(way.referred, "The school referred it to the adjudicator", on)


def settled_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why the adjudicator's part keeps the council from directing; None when it does not."""
    way = way_of(case)
    if way.referred is None:
        return None
    if _says_yes(way.adjudicated):
        return _came_first(way.adjudicated, "The adjudicator decided", on)
    if way.adjudicated is None:
        return "The school referred it to the adjudicator, who has not decided yet."
    return "The adjudicator decided that this school need not take the child. Look for another place."


def requested_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why there is nothing to be told; None when the Secretary of State was asked."""
    way = way_of(case)
    if not (way.is_refused and way.requested):
        return "“Ask the Secretary of State to direct the academy” first."
    return _came_first(way.requested, "The Secretary of State was asked", on)


def on_roll_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why the child counts as not on the roll of the new place yet; None when they are."""
    return None if way_of(case).enrolled else "“Record that the child is on roll” first."


def register_words(case: Case, on: date) -> str:
    """What the register of the place that was named says of the child on a day: nothing where it is not ours to see."""
    school = _named_school(case)
    if school is None or not _is_fed(school, on):
        return "The register of the place is not ours to see: have it told by the place."
    return f"The register of {school} has the child." if _is_on_register(case, school, on) else ""


def unenrolled_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why it is not recorded now that the child is on roll; None where it is not already, of the place named."""
    enrolled = way_of(case).enrolled
    if enrolled is None:
        return None
    return f"That the child is on roll is recorded already, from {plain_day(enrolled.on)}. If it was wrong, correct it."


def on_register_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why the child cannot be on the roll of the place that was named, by that day; None where they can."""
    named = way_of(case).named
    starts_on = from_iso(named.facts.get("starts_on")) if named else None
    return not_on_roll(case, _named_school(case), starts_on, on)


def not_on_roll(case: Case, school: School | None, starts_on: date | None, on: date) -> str | None:
    """Why the child of a case cannot be on the roll of a place on a day; None where they can.

    `school` is None where the place is not one of the list. Its register decides where it has the child. Else nobody is
    on the roll before the first day that was planned: a school enters a pupil from that day on
    (School Attendance (Pupil Registration) (England) Regulations 2024).
    """
    if school is not None and _is_on_register(case, school, on):
        return None
    if starts_on is not None and on < starts_on:
        return (
            f"The first day there is planned for {plain_day(starts_on)}, and nobody is on its roll before that. Record "
            "this from that day on; where it was brought forward, the council puts that day right first."
        )
    if school is not None and _is_fed(school, on):
        return (
            f"The register of {school}, which it sends us, does not have the child on {plain_day(on)}. Record this "
            "once it does; where it is wrong, the council puts the child’s schools right on their record."
        )
    return None


def _named_school(case: Case) -> School | None:
    named = way_of(case).named
    key = named.facts.get("school") if named else None
    return School.objects.select_related("organisation").filter(key=key).first() if key else None


def _is_on_register(case: Case, school: School, on: date) -> bool:
    rows = Enrolment.objects.filter(child=case.child_id, school=school, from_on__lte=on)
    return rows.exclude(to_on__lt=on).exists()


def _is_fed(school: School, on: date) -> bool:
    """Whether a school sent us its register lately."""
    return of_whole_registers().filter(school=school, monday__gt=on - FED_WITHIN, monday__lte=on).exists()


def in_words(case: Case) -> str:
    """How it stands with the school that was named: on roll, refusing and what was done about it; empty before that."""
    way = way_of(case)
    if way.is_refused:
        return f"Refuses. {_done_about(case, way)}".rstrip()
    if way.enrolled:
        return "On roll"
    return _taking(way) if way.refused or way.agreed else ""


def _done_about(case: Case, way: Way) -> str:
    """What was done about a refusal, or can be."""
    if way.noticed:
        return f"Notice of a direction was decided on {plain_day(way.noticed.on)}."
    if way.requested:
        return f"The Secretary of State was asked on {plain_day(way.requested.on)}."
    school = refusing_school(case)
    if school is None:
        return ""
    directs = council_directs(school, today())
    return "The council can direct it." if directs else "The Secretary of State can be asked to direct it."


def _taking(way: Way) -> str:
    """That a school which had refused takes the child, and what the parents still lack where the first day that was
    named had passed by then: their offer was withdrawn, and none is drafted again for a day that has passed."""
    since = way.agreed or way.directed or way.determined
    said = "Takes the child after all." if way.agreed else "Directed to take the child."
    starts_on = from_iso(way.named.facts.get("starts_on")) if way.named else None
    if since is None or starts_on is None or starts_on >= since.on:
        return said
    return (
        f"{said} The first day that was named, {plain_day(starts_on)}, had passed by then: record the place again with "
        "a new one, and the parents are offered it."
    )


def _came_first(one: Done | None, what: str, on: date) -> str | None:
    """Why a day is too early for what follows something: no school refuses a place before it is named."""
    if one is None or one.on <= on:
        return None
    return f"{what} on {plain_day(one.on)}. This cannot have been before that: check both days."


def _says_yes(one: Done | None) -> bool:
    return one is not None and one.facts.get("takes") == YES
