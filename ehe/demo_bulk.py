"""Most of the families of the made-up county, in bulk: short stories that are over or go on quietly.

Their stages and deadlines come from the engine that `take` uses, their rows are written many at once. What an officer
has to do today is in the stories of `demo`, which are played step by step.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import models

from ehe import pathway
from ehe.models import ExitForm, Ground, HomeEducation, Meeting, Needs, Reason, SocialCare, ToldBy
from oxle.accounts.models import User
from oxle.cases import clocks, projection
from oxle.cases.actions import REFERENCE_PREFIX, duty_team
from oxle.cases.models import Allocation, Case, Deadline, Event, Origin, Party
from oxle.cases.pathways import Step
from oxle.core.references import new_reference
from oxle.core.rules import RuleBook
from oxle.demo.copying import copy_records, keys
from oxle.demo.county import County, Pupil
from oxle.people.ages import school_age
from oxle.people.models import Enrolment, EnrolmentKind
from oxle.schools.models import Phase, School

DAY = timedelta(days=1)
MANY = 233
# Of so many parents at one school one names the risk of an exclusion, and of so many elsewhere: one stands out.
EXCLUDING, ELSEWHERE = 1, 60
# So many days ago the council was told, at least: the records of who left lately are still on their way.
# And no more than terms are loaded for.
FROM_AGO, WITHIN, LEAST = 100, 330, 30
Played = tuple[tuple[Step, int], ...]
CHECKED = ((pathway.CHECK_SAFETY, 1),)
FORM = ((pathway.FILE_FORM, 5), (pathway.ACCEPT_FORM, 8))
ASKED = (*CHECKED, (pathway.ENQUIRE, 3), *FORM, (pathway.RECEIVE, 24))
SUITABLE = (*ASKED, (pathway.FIND_SUITABLE, 30))
# What happened, each so many days after the council was told. The first goes on for most.
STORIES: tuple[Played, ...] = (
    SUITABLE,
    SUITABLE,
    (*ASKED, (pathway.NOT_YET, 30), (pathway.RECEIVE, 50), (pathway.FIND_SUITABLE, 58)),
    (*SUITABLE, (pathway.RETURN, 90)),
    SUITABLE,
    (*ASKED, (pathway.RETURN, 40)),
    SUITABLE,
    (*SUITABLE, (pathway.MOVE, 110)),
)
REASONS = {
    pathway.FIND_SUITABLE.key: "A plan, dated work from several weeks, and what the child says of it.",
    pathway.NOT_YET.key: "Nothing was sent about mathematics.",
    pathway.RETURN.key: "On the register of a school, which has confirmed it.",
    pathway.MOVE.key: "The other council has confirmed it in writing.",
}
FACTS: dict[str, dict[str, Any]] = {
    pathway.CHECK_SAFETY.key: {"checked": "Social care and early help know nothing of the family."},
    pathway.RECEIVE.key: {
        "kinds": ["report", "samples"],
        "shows": "Reading every day, a plan for science.",
    },
    pathway.NOT_YET.key: {"missing": "How mathematics is learnt, with two samples."},
    pathway.MOVE.key: {"authority": "Northmere", "confirmed_by": "Their home education officer, by secure e-mail"},
    pathway.CONTACT.key: {"voice": "Likes the mornings best.", "learnt": "The plan goes on.", "still": "suitable"},
}
# In the order in which they can be written.
TABLES: tuple[type[models.Model], ...] = (Case, Party, Event, Deadline, HomeEducation, ExitForm, Allocation)


@dataclass
class Office:
    """Who works on them, and the rows that wait."""

    county: County
    officer: User
    rows: dict[type[models.Model], list[Any]] = field(default_factory=dict)
    keys: dict[type[models.Model], Iterator[int]] = field(default_factory=dict)
    rules: RuleBook = field(default_factory=RuleBook)

    def add(self, row: Any) -> Any:
        """Put a row with the others of its table; one that others point to gets its key now."""
        if type(row) in (Case, Party, Event):
            row.pk = next(self.keys.setdefault(type(row), keys(type(row))))
        self.rows.setdefault(type(row), []).append(row)
        return row


def build_many(county: County) -> None:
    """Families in number, of pupils who then left their school; none where the county is made smaller."""
    if county.size.children < MANY * 8:
        return
    office, left = Office(county, county.people["home"]), []
    schools = [one for one in county.schools if one.pk in county.leads]
    team = duty_team(pathway.EHE.duty)
    for drawn in range(2 * MANY):
        number, there = len(left), county.with_pupils([schools[drawn % len(schools)]])
        if number == MANY:
            break
        if not there:
            continue
        pupil = county.take(there[0])
        ago = FROM_AGO + number * 37 % WITHIN
        told_on = max(county.days_ago(ago), pupil.from_on + LEAST * DAY)
        if told_on > county.on - FROM_AGO * DAY:
            continue
        _tell(office, team, number, pupil, told_on)
        pupil.left_on = told_on
        left.append(pupil.child.pk)
    for table in TABLES:
        copy_records(office.rows.get(table, []))
    _leave(county, left)
    _come_back(office.rows.get(Case, []))


def _tell(office: Office, team: Any, number: int, pupil: Pupil, told_on: date) -> None:
    county, school = office.county, pupil.school
    age_ends_on = school_age(pupil.child.born_on, told_on).ends_on
    case = Case(
        reference=new_reference(REFERENCE_PREFIX),
        duty=pathway.EHE.duty,
        pathway=pathway.EHE.key,
        pathway_version=pathway.EHE.version,
        team=team,
        school=school,
        child=pupil.child,
        owner=office.officer,
        origin=Origin.PORTAL,
        opened_on=told_on,
    )
    office.add(case)
    for adult in pupil.parents:
        office.add(Party(case=case, adult=adult, role="parent", from_on=told_on))
    facts = {pathway.ASKED_ON.key: told_on.isoformat(), pathway.AGE_ENDS_ON.key: age_ends_on.isoformat()}
    events = [_event(office, case, number, pathway.TELL, told_on, [], facts)]
    for step, after in _played(number, told_on, county.on):
        events.append(
            _event(
                office, case, number, step, told_on + after * DAY, events, _said(step, school, told_on + after * DAY)
            )
        )
    done = projection.effective(events)
    projection.place(case, clocks.standing(pathway.EHE, done))
    case.version = len(events)
    for one in clocks.deadlines(pathway.EHE, done, county.calendar(school), office.rules.value):
        office.add(projection.new_row(case, one))
    _details(office, case, number, told_on)


def _said(step: Step, school: School, on: date) -> dict[str, Any]:
    """What is recorded with a step: of a child who came back also where to, and from when."""
    if step is pathway.RETURN:
        return {"place": str(school), "entered_on": on.isoformat()}
    return FACTS.get(step.key, {})


def _played(number: int, told_on: date, today: date) -> Played:
    """The story as far as it has come; where the education is suitable a contact each year."""
    story = STORIES[number % len(STORIES)]
    last, after = story[-1]
    if last is pathway.FIND_SUITABLE:
        story = (*story, *((pathway.CONTACT, after + 350 * year) for year in (1, 2, 3)))
    return tuple((step, days) for step, days in story if told_on + days * DAY <= today)


def _event(
    office: Office, case: Case, number: int, step: Step, on: date, before: list[Event], facts: dict[str, Any]
) -> Event:
    stood = before[-1].stage_after if before else ""
    by = office.county.leads[case.school_id or 0] if step in (pathway.TELL, pathway.FILE_FORM) else office.officer
    return office.add(
        Event(
            case=case,
            order=len(before) + 1,
            step=step.key,
            on=on,
            at=office.county.moment(on, 10 + min(len(before), 7), number % 60),
            by=by,
            stage_before=stood,
            stage_after=step.to.key if step.to else stood,
            facts=facts,
            reason=REASONS.get(step.key, ""),
            compartment=step.by.compartment,
        )
    )


def _details(office: Office, case: Case, number: int, told_on: date) -> None:
    """What was told, the exit form, and whose the case is."""
    lead, sent_on = office.county.leads[case.school_id or 0], told_on + 5 * DAY
    office.add(
        HomeEducation(
            case=case,
            told_at=office.county.moment(told_on, 10, number % 60),
            told_by=ToldBy.SCHOOL,
            reason=_reason(office.county, case.school, number),
            letter_on=told_on,
            last_on=told_on,
            special_place=False,
            order_open=False,
        )
    )
    office.add(
        ExitForm(
            case=case,
            number=1,
            sent_at=office.county.moment(sent_on, 12),
            sent_on=sent_on,
            sent_by=lead,
            signed_by="The head teacher",
            signed_as="head",
            last_on=told_on,
            deleted_on=told_on,
            ground=Ground.HOME,
            needs=Needs.SUPPORT if number % 5 == 0 else Needs.NONE,
            social_care=SocialCare.NONE,
            agencies="None.",
            has_concerns=False,
            history="Nothing is known.",
            attendance="92%. No exclusions.",
            suggested=False,
            meeting=Meeting.DECLINED,
            voice="Wants to try it.",
            voice_on=told_on,
            siblings="None at this school.",
            files="The common transfer file, to the lost-pupil area.",
            nurse_told=True,
            view="There is a plan.",
            accepted_on=told_on + 8 * DAY,
        )
    )
    office.add(
        Allocation(
            case=case, to=office.officer, by=office.officer, reason="Works with this area", on=told_on,
            at=office.county.moment(told_on, 11),
        )
    )  # fmt: skip


def _reason(county: County, school: School | None, number: int) -> Reason:
    """The main reason of the parents: seldom the risk of an exclusion, and at one school often."""
    excludes = next((one for one in county.schools if one.phase == Phase.ALL_THROUGH), None)
    if number % (EXCLUDING if school == excludes else ELSEWHERE) == 0:
        return Reason.EXCLUSION
    others = [one for one in Reason if one != Reason.EXCLUSION]
    return others[number * 3 % len(others)]


def _leave(county: County, children: list[int]) -> None:
    """The pupils' registrations end on the day from which they were educated at home."""
    left = {pupil.child.pk: pupil.left_on for pupil in county.all_pupils() if pupil.left_on}
    rows = list(Enrolment.objects.filter(child__in=children, to_on=None))
    for row in rows:
        row.to_on = left[row.child_id]
    Enrolment.objects.bulk_update(rows, ["to_on"])


def _come_back(cases: list[Case]) -> None:
    """Whose case was closed because they are at a school is on its register, where the case began, from that day on."""
    back = [case for case in cases if case.stage == pathway.RETURNED.key and case.closed_on]
    copy_records(
        [
            Enrolment(
                child=case.child, school=case.school, kind=EnrolmentKind.SINGLE, from_on=case.closed_on, source="demo"
            )
            for case in back
        ]
    )
