"""A large county's referrals in bulk: their stages and deadlines by the engine that `take` uses, their rows by COPY.

An open case has all that its officer works with: the school's referral with its register, the steps before it, routes,
what was considered, meetings, targets, and the letters of its newest step to check. One that has ended has what an
older system would hand over: its events, figures, routes, meetings and targets.
"""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count, islice
from typing import Any

from django.db import connection

from attendance.demo import facts, writing
from attendance.demo.choosing import Choice, choose
from attendance.demo.meetings import interview_data, panel_data
from attendance.demo.referring import answers_for, register_before
from attendance.demo.story import Office, Story, begin
from attendance.prosecution.models import Prosecution
from attendance.prosecution.pathway import BEGIN as BEGIN_PROSECUTION
from attendance.prosecution.pathway import PROSECUTION
from attendance.referrals import answering, pathway, queries, submission
from attendance.referrals.models import (
    Consideration,
    Draft,
    Moment,
    PaceInterview,
    Panel,
    Route,
    RouteKind,
    Target,
)
from attendance.referrals.routes import route_facts
from attendance.supervision.models import Supervision
from attendance.supervision.pathway import BEGIN as BEGIN_SUPERVISION
from attendance.supervision.pathway import SUPERVISION
from oxle.accounts.models import Membership, Organisation, User
from oxle.cases.actions import duty_team
from oxle.cases.models import Allocation, Case, Event, Origin, Party
from oxle.cases.pathways import Pathway, Step
from oxle.demo import names
from oxle.demo.copying import while_more_is_made
from oxle.demo.county import County
from oxle.demo.marks import as_read, pack

DAY = timedelta(days=1)
AT_ONCE = 2_000


def build_in_bulk(county: County) -> None:
    """Every case of a large county, with an attendance officer for each school."""
    team = duty_team("attendance")
    office = Office(county, team, _officers(county, team))
    with connection.cursor() as cursor:
        # What each row points to is looked up when it is written, not for all of them at the very end.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    numbered = enumerate(choose(county))
    with while_more_is_made():
        while some := list(islice(numbered, AT_ONCE)):
            for number, choice in some:
                tell(office, number, choice)
            office.rows.write()
            county.progress("Attendance cases", office.cases, county.size.cases)


def _officers(county: County, team: Organisation) -> dict[int, User]:
    """Who works on the cases of each school; the first two of them sign in to the demonstration."""
    found = {}
    for number, school in zip(count(1), county.schools):
        if (known := county.people.get(f"officer{number}")) is not None:
            found[school.pk] = known
            continue
        name = f"{names.GIVEN[number * 7 % len(names.GIVEN)]} {names.FAMILY[number * 13 % len(names.FAMILY)]}"
        user = User(email=f"officer.{number}@council.example", name=name, job_title="Attendance officer")
        user.set_unusable_password()
        user.save()
        Membership.objects.create(user=user, organisation=team, role="attendance_officer", from_on=county.staff_since)
        found[school.pk] = user
    return found


def tell(office: Office, number: int, choice: Choice) -> None:
    """One story, from its first step to its last."""
    story = _referred(office, number, choice)
    for key, ago in choice.plan.steps:
        step, on = pathway.REFERRAL.step(key), office.county.days_ago(ago)
        TOLD.get(key, _taken)(story, step, on)
    office.settle(story.case, pathway.REFERRAL, story.events, story.served)
    if story.is_open:
        writing.to_check(story)


def _referred(office: Office, number: int, choice: Choice) -> Story:
    """The school's referral. Of one that has ended only the figures are left, not the register that they came from."""
    county, pupil = office.county, choice.pupil
    on = county.days_ago(choice.plan.steps[0][1])
    case, parents = begin(office, number, choice, on)
    days = [] if choice.ended else register_before(county, number, pupil, on)
    for monday, packed in pack(days).items():
        county.weeks[pupil.child.pk, pupil.school.pk, monday] = packed
    answers = answers_for(county, number, pupil, on, choice.plan.reason, days)
    register = submission.figures(as_read(days)) if days else _figures(county, on)
    referral = office.rows.add(submission.referral(case, answers, on, register))
    story = Story(office, number, choice, case, parents, referral, as_read(days).marks)
    if story.is_open:
        for step in submission.pre_steps(referral, answers):
            story.add(step)
        story.add(_draft(story, answers, on))
    return story


def _figures(county: County, on: date) -> submission.Figures:
    """What an older system would tell of a register of nine weeks or so."""
    possible = 2 * county.random.randint(32, 42)
    unauthorised = possible * county.random.randint(20, 55) // 100
    authorised = county.random.randint(0, 8)
    first_on, last_on = on - 60 * DAY, on - 4 * DAY
    return submission.Figures(
        first_on=first_on,
        last_on=last_on,
        possible=possible,
        present=possible - unauthorised - authorised,
        authorised=authorised,
        unauthorised=unauthorised,
        first_absence_on=first_on + county.random.randint(0, 7) * DAY,
        last_absence_on=last_on - county.random.randint(0, 7) * DAY,
    )


def _draft(story: Story, answers: dict[str, Any], on: date) -> Draft:
    """The referral as the school filled it in; open to it again where it was returned last."""
    steps = story.choice.plan.steps
    answered = facts.REASONS["resubmit"] if "resubmit" in dict(steps) else ""
    saved_on = story.county.days_ago(next((ago for key, ago in steps if key == "resubmit"), steps[0][1]))
    return Draft(
        school=story.school,
        child=story.choice.pupil.child,
        state=Draft.State.RETURNED if steps[-1][0] == "return" else Draft.State.SENT,
        answers=answering.as_sent(answers, answer=answered),
        started_at=story.county.moment(on - 2 * DAY, 9),
        started_by=story.county.leads[story.school.pk],
        saved_at=story.county.moment(saved_on, 10, story.number % 59),
        case=story.case,
    )


def _taken(story: Story, step: Step, on: date) -> None:
    """A step that records nothing but facts."""
    parties: list[Party | None] = [None]
    if step.per_party:
        parties = list(story.with_route() if step is pathway.REMIND else story.prosecuted())
    if step.key in facts.FOR_FIRST_PARENT or step is pathway.PREPARE_PAPERS:
        parties = parties[:1]
    share = story.county.random.uniform(*((92, 98) if step is pathway.RECORD_TARGET_MET else (58, 88)))
    for party in parties:
        recorded = facts.of_step(
            story.county, story.number, story.choice.plan, step.key, story.school.name, f"{share:.2f}"
        )
        if step is pathway.INVITE_PANEL:
            recorded["invited"] = [one.pk for one in story.with_route()]
        event = story.happened(step, on, recorded, party)
        if step is pathway.PREPARE_PAPERS:
            _prosecute(story, party, event)


def _sent_again(story: Story, step: Step, on: date) -> None:
    story.happened(step, on, {})
    story.referral.complete_on = story.referral.declared_on = on


def _accepted(story: Story, step: Step, on: date) -> None:
    senior = story.county.people["senior"]
    _considered(story, Moment.ACCEPTANCE, on, senior)
    for party, one in zip(
        story.parents, facts.routes(story.number, story.choice.plan, len(story.parents)), strict=True
    ):
        story.routes[party.pk] = story.add(
            Route(
                party=party,
                kind=one.kind,
                with_parenting_order=one.with_parenting_order,
                reason=one.reason,
                from_on=on,
                by=senior,
            )
        )
    share = queries.shown(story.referral.unauthorised_percent)
    event = story.happened(step, on, {"unauthorised_percent": share})
    for party in story.with_route():
        chosen = route_facts(story.referral, story.routes[party.pk].kind)
        story.happened(pathway.CHOOSE_ROUTE, on, chosen, party)
    because = facts.allocated_because(story.number)
    story.case.owner = story.officer
    story.add(Allocation(case=story.case, to=story.officer, by=senior, reason=because, on=on, at=event.at))


def _changed_route(story: Story, step: Step, on: date) -> None:
    party = story.prosecuted()[0]
    story.happened(step, on, route_facts(story.referral, RouteKind.S444_1A), party)
    story.routes[party.pk].to_on = on
    by, why = story.county.people["senior"], facts.REASONS[step.key]
    story.routes[party.pk] = story.add(Route(party=party, kind=RouteKind.S444_1A, reason=why, from_on=on, by=by))


def _panel_held(story: Story, step: Step, on: date) -> None:
    _taken(story, step, on)
    event = story.events[-1]
    keys = [party.key for party in story.parents]
    told = panel_data(story.number, story.school.name, story.officer.name, keys)
    came, target = told.pop("parents_present"), told.pop("target")
    story.add(Panel(event=event, **told))
    for party in story.parents:
        if party.key in came:
            story.add(Panel.parents_present.through(panel_id=event.pk, adult_id=party.adult_id))
    story.add(Target(case=story.case, event=event, percent=target, from_on=on))


def _interviewed(story: Story, step: Step, on: date) -> None:
    party = story.prosecuted()[0]
    told = interview_data(story.number, story.school.name, on, story.officer.name, party.name)
    target, came = told.pop("target"), told["attended"]
    event = story.happened(step if came else pathway.MISS_PACE, on, {}, party)
    story.add(PaceInterview(event=event, **told))
    if target and came:
        story.add(Target(case=story.case, event=event, percent=target, from_on=on))


def _warned_finally(story: Story, step: Step, on: date) -> None:
    _considered(story, Moment.FINAL_WARNING, on, story.officer)
    story.happened(step, on, {})
    for party in story.with_route():
        writing.warn_finally(story, party, story.happened(pathway.WARN_PARENT, on, {}, party))


def _considered(story: Story, moment: Moment, on: date, by: User) -> None:
    if story.is_open:
        for found in facts.findings(story.number):
            story.add(Consideration(case=story.case, moment=moment, on=on, by=by, **found))


def _family_court(story: Story, step: Step, on: date) -> None:
    _taken(story, step, on)
    event = story.events[-1]
    for party in story.with_route():
        if party not in story.prosecuted():
            story.happened(pathway.SEEK_FOR_PARENT, on, {}, party)
    roles = [{"role": "parent", "adult": party.adult} for party in story.parents]
    who = {"child": story.choice.pupil.child}
    case = _second_case(story, SUPERVISION, BEGIN_SUPERVISION, event, roles, {}, **who)
    story.add(Supervision(case=case))


def _prosecute(story: Story, party: Party, event: Event) -> None:
    """The case of the parent who is prosecuted; see prosecution.actions.open_for."""
    roles = [
        {"role": "defendant", "adult": party.adult},
        {"role": "child", "child": story.choice.pupil.child},
        {"role": "school", "organisation": story.school.organisation},
    ]
    referral = story.referral
    offence = {
        "offence_from_on": referral.first_absence_on.isoformat(),
        "offence_to_on": referral.last_absence_on.isoformat(),
    }
    case = _second_case(story, PROSECUTION, BEGIN_PROSECUTION, event, roles, offence, adult=party.adult)
    story.add(Prosecution(case=case, brought_from=party))


def _second_case(
    story: Story,
    of: Pathway,
    opening: Step,
    event: Event,
    roles: list[dict[str, Any]],
    recorded: dict[str, Any],
    **whose: Any,
) -> Case:
    """A case that a step of the referral begins, on the day and by the person of that step."""
    case = story.office.open_case(
        of,
        on=event.on,
        school=story.school,
        origin=Origin.COUNCIL,
        came_from=story.case,
        owner=story.officer,
        **whose,
    )
    for role in roles:
        story.add(Party(case=case, from_on=event.on, **role))
    begun = Event(
        case=case,
        order=1,
        step=opening.key,
        on=event.on,
        at=event.at,
        by=event.by,
        stage_after=opening.to.key,
        facts=recorded,
        compartment=opening.by.compartment,
    )
    story.office.settle(case, of, [story.add(begun)])
    return case


# What is more than facts, by step.
TOLD: dict[str, Callable[[Story, Step, date], None]] = {
    "resubmit": _sent_again,
    "accept": _accepted,
    "change_route": _changed_route,
    "record_panel": _panel_held,
    "record_pace": _interviewed,
    "final_warning": _warned_finally,
    "seek_supervision_order": _family_court,
}
