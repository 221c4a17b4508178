"""Random walks over every pathway: whatever is done or put right, in whatever order, nothing is stranded or lost."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from attendance.referrals.models import Moment
from attendance.referrals.pathway import PAST_SCHOOL_AGE
from attendance.supervision import pathway as supervision
from cme import actions as missing
from cme.checklist import Kind, Result
from cme.pathway import TRACKING
from ehe import actions as home_education
from ehe.off_rolling import actions as off_rolling
from ehe.off_rolling.evidence import found_at
from ehe.off_rolling.pathway import OFF_ROLLING
from ehe.pathway import EHE
from exclusions.fair_access import actions as fair_access
from exclusions.fair_access.pathway import FAIR_ACCESS
from exclusions.managed_moves import actions as managed
from exclusions.managed_moves.pathway import MANAGED
from exclusions.off_site import actions as off_site
from exclusions.off_site.pathway import OFF_SITE
from exclusions.permanent import actions as exclusions
from exclusions.permanent import pathway as permanent
from exclusions.separation import actions as separation
from exclusions.separation.pathway import SEPARATION
from exclusions.suspensions import actions as suspensions
from exclusions.suspensions import teaching
from exclusions.suspensions.pathway import ARRANGE, SUSPENDED
from licensing.bodies.pathway import BODY
from licensing.chaperones.pathway import CHAPERONE
from licensing.inspections import actions as inspections
from licensing.inspections.pathway import INSPECTION
from licensing.performances import actions as performances
from licensing.performances.pathway import LICENCE
from licensing.work.enquiries import actions as enquiries
from licensing.work.enquiries.pathway import ENQUIRY
from licensing.work.permits.pathway import PERMIT
from oxle.accounts.models import User
from oxle.cases import actions, casework, challenges, duties, queries, replay, revoking, taking_back
from oxle.cases.clocks import State
from oxle.cases.models import Case, Party
from oxle.cases.pathways import Pathway, Stage, Step
from oxle.cases.standing import as_they_stand
from oxle.core.errors import Refused
from oxle.provision.models import Offer
from reduced_timetables.pathway import TIMETABLE
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals
from tests.attendance.test_supervision import consulted, sought
from tests.cme.make import told_of_missing
from tests.ehe.make import told_of_home
from tests.exclusions.fair import known
from tests.exclusions.make import (
    NO_WORK,
    told,
    told_of_direction,
    told_of_move,
    told_of_separation,
    told_of_suspension,
)
from tests.licensing import chaperoning, organising, performing
from tests.licensing.working import EMPLOYER, answered, applied, granted
from tests.reduced_timetables.make import timetabled

REFERRED = date(2026, 10, 16)
# What waits for a place, another council, a looked-after child, a talk with the parents or a day to come, which a case
# at its beginning does not have.
WAIT = {"begin", "home_received", "end_window", "speak", "choose_way"}
# What may be refused on a walk, and nothing else: a day that could not be true.
NOT_TRUE = re.compile(
    r"“[^”]+” (came first, on|followed on) \d+ \w+ \d{4}\."
    r"|The case came to “[^”]+” on \d+ \w+ \d{4}\. This cannot have been before\."
    r"|\w+ \d+ \w+ \d{4} is (a weekend, and no school day|no school day of the child’s: [^.]+)\. Enter the school day"
    r" .*"
)


def referral(people: court.People) -> Case:
    """Sent by the school, both parents' routes chosen, everything looked at."""
    made = referrals.sent(people.school, people.child, people.lead, REFERRED)
    for moment in Moment:
        referrals.considered(made, moment, people.senior, REFERRED)
    for party in made.parties.filter(role="parent"):
        party.routes.create(kind="s444_1", from_on=REFERRED, by=people.senior)
    return made


def prosecution(people: court.People) -> Case:
    """A defendant's papers with nothing missing, and their bundle made."""
    case = court.ready(people, court.final_warning(people))
    court.bundled(case, people)
    return case


def order(people: court.People) -> Case:
    """A supervision order sought, children's services consulted."""
    case = sought(court.final_warning(people), people)
    consulted(case, people)
    return case


def exclusion(people: court.People) -> Case:
    """A permanent exclusion, told by the school on its first day."""
    make.user("exclusion_officer")
    child = make.child("Pim", "Example", at=people.school)
    make.parent(child, parental_responsibility=True)
    return exclusions.tell(
        child,
        people.school,
        # Nobody is told yet, and no work is set: that they were, and it is, is recorded on the way.
        told=told(REFERRED, parents_told_on=None, governors_told_on=None, **NO_WORK),
        letter=None,
        by=people.lead,
        on=REFERRED,
        at=referrals.moment(REFERRED),
    )


def suspension(people: court.People) -> Case:
    """A suspension of more than five school days, told late, for which the school has arranged education."""
    case = exclusion(people)
    actions.take(case, permanent.MISTAKE, by=None, on=REFERRED, at=referrals.moment(REFERRED), reason="A slip")
    facts = told_of_suspension(REFERRED, date(2026, 11, 6), decided_on=date(2026, 10, 15))
    one = suspensions.tell(
        case.child, people.school, told=facts, letter=None, by=people.lead, on=REFERRED, at=referrals.moment(REFERRED)
    )
    officer = User.objects.get(memberships__role="exclusion_officer")
    data = {"provider": None, "place": "The school’s own unit", "starts_on": REFERRED, "full_time": True}
    said = {"by": officer, "on": REFERRED, "at": referrals.moment(REFERRED), "facts": {"about": one.reference}}
    teaching.arrange(one.case, ARRANGE, data={**data, "minutes": [150] * 10}, **said)
    return one.case


def school_place(people: court.People) -> Case:
    """A child who needs a school, known on the day an application came."""
    officer = make.user("exclusion_officer")
    child = make.child("Pat", "Example", at=people.school)
    make.parent(child, parental_responsibility=True)
    details = known(applied_on=REFERRED)
    at = referrals.moment(REFERRED)
    return fair_access.open_referral(child, people.school, details=details, by=officer, on=REFERRED, at=at)


def direction(people: court.People) -> Case:
    """An off-site direction as a sanction, told of late and with no notice given: everything can be done on it."""
    make.user("exclusion_officer")
    child = make.child("Pim", "Example", at=people.school)
    make.parent(child, parental_responsibility=True)
    facts = told_of_direction(REFERRED, date(2026, 12, 18), notice_on=None, aim="sanction")
    return off_site.tell(
        child, people.school, told=facts, letter=None, by=people.lead, on=REFERRED, at=referrals.moment(REFERRED)
    )


def managed_move(people: court.People) -> Case:
    """A managed move with a trial, to which nobody agreed yet, of a pupil with a social worker."""
    make.user("exclusion_officer")
    child = make.child("Pip", "Example", at=people.school)
    make.parent(child, parental_responsibility=True)
    nobody = {"parents_agreed_by": "", "parents_agreed_on": None, "in_writing": False, "to_head_agreed_on": None}
    facts = told_of_move(REFERRED, social_worker=True, plan="A trial.", **nobody)
    return managed.tell(
        child, people.school, told=facts, letter=None, by=people.lead, on=REFERRED, at=referrals.moment(REFERRED)
    )


def apart(people: court.People) -> Case:
    """A safeguarding separation, told by the school on its first day."""
    make.user("exclusion_officer")
    child = make.child("Pax", "Example", at=people.school)
    make.parent(child, parental_responsibility=True)
    at = referrals.moment(REFERRED)
    return separation.tell(child, people.school, told=told_of_separation(REFERRED), by=people.lead, on=REFERRED, at=at)


def part_time(people: court.People) -> Case:
    """A reduced timetable that lacks nothing, told in time."""
    make.user("exclusion_officer")
    child = make.child("Pug", "Example", at=people.school)
    make.parent(child, parental_responsibility=True)
    return timetabled(child, people.school, people.lead, date(2026, 11, 2), on=REFERRED)


def at_home(people: court.People) -> Case:
    """A pupil who is to be educated at home, whose name the school may not take off its roll, and whom the team for
    missing education took on as well: else a case would never end as taken on."""
    officer = make.user("ehe_officer")
    make.user("head", people.school.organisation)
    child = make.child("Pen", "Example", at=people.school)
    make.parent(child, parental_responsibility=True)
    at = referrals.moment(REFERRED)
    told = told_of_home(order_open=True)
    case = home_education.tell(child, people.school, told=told, by=people.lead, on=REFERRED, at=at)
    handed = casework.hand_over(case, to="cme", by=officer, on=REFERRED, at=at, reason="Is anything taught?")
    tracker = make.user("tracking_officer")
    taken_on = missing.refer(child, people.school, told=told_of_missing(REFERRED), by=tracker, on=REFERRED, at=at)
    assert handed.message is not None
    casework.link_message(handed.message, taken_on, by=tracker, at=at, version=handed.message.version)
    return case


def left_before_january(people: court.People) -> Case:
    """Three pupils of Year 11 who left before January, of whom their school is asked at once."""
    officer = make.user("ehe_officer")
    make.user("head", people.school.organisation)
    for name in ("Pia", "Per", "Pär"):
        child = make.child(name, "Example", date(2011, 5, 6), at=people.school)
        child.enrolments.update(to_on=date(2026, 10, 2))
    kinds, said = ["leaver"], {"reason": "Three left.", "by": officer, "on": REFERRED}
    here = found_at(officer, people.school, REFERRED)
    return off_rolling.challenge(here, kinds, **said, at=referrals.moment(REFERRED))


def missing_child(people: court.People) -> Case:
    """A missing child, referred by the school, every enquiry made, whom another authority says that it has."""
    officer = make.user("tracking_officer")
    child = make.child("Poe", "Example", at=people.school)
    make.parent(child, parental_responsibility=True)
    at = referrals.moment(REFERRED)
    told = told_of_missing(REFERRED)
    case = missing.refer(child, people.school, told=told, by=people.lead, on=REFERRED, at=at)
    for kind in Kind:
        said = {"result": Result.NOTHING, "words": "Nothing.", "next_on": None, "at": at}
        case.enquiries.create(kind=kind, on=REFERRED, by=officer, **said)
    case.authority_enquiries.create(
        authority="Northmere", to_whom="Their officer", sent_on=REFERRED, due_on=REFERRED, sent_by=officer,
        answered_on=REFERRED, answer="With us.", receipt_on=REFERRED, receipt_by="They", receipt_reference="Here",
    )  # fmt: skip
    return case


def work_permit(people: court.People) -> Case:
    """An application for a work permit that lacks nothing, its hours within the limits."""
    make.user("admin_officer")
    child = make.child("Pru", "Example", date(2011, 10, 16), at=people.school)
    make.parent(child, parental_responsibility=True)
    case = applied(child, REFERRED)
    answered(case, REFERRED, by=None)
    case.refresh_from_db()
    return case


def work_enquiry(people: court.People) -> Case:
    """An enquiry into illegal employment of a child who is known, whose employer has applied for a permit since."""
    officer = make.user("admin_officer")
    child = make.child("Pod", "Example", date(2011, 9, 10), at=people.school)
    make.parent(child, parental_responsibility=True)
    at = referrals.moment(REFERRED)
    told = {"place": "", "told_by": "A neighbour", "told": "Works at six.", "child": child}
    case = enquiries.open_enquiry(EMPLOYER, **told, by=officer, on=REFERRED, at=at)
    applied(child, REFERRED, by=officer, employer=case.work_enquiry.employer)
    return case


def inspection(people: court.People) -> Case:
    """An inspection of an employer for whom a child works with a permit."""
    officer = make.user("admin_officer")
    child = make.child("Pod", "Example", date(2011, 9, 10), at=people.school)
    permit = applied(child, REFERRED, by=officer)
    answered(permit, REFERRED, by=officer)
    granted(permit, REFERRED, by=officer)
    planned = {"planned_on": REFERRED, "why": "routine", "by": officer, "on": REFERRED}
    return inspections.plan(permit.work_permit.employer, **planned, at=referrals.moment(REFERRED))


def performance(people: court.People) -> Case:
    """An application for a production that lacks nothing, a parent’s consent among it."""
    make.user("admin_officer")
    child = make.child("Ivo", "Example", date(2015, 3, 4), at=people.school)
    make.address(make.parent(child, parental_responsibility=True))
    case = performing.applied([child], [REFERRED + timedelta(days=36)], on=REFERRED).entrants.get().case
    performances.parent_says(case, performing.parents_part(), by=None, on=REFERRED, at=referrals.moment(REFERRED))
    case.refresh_from_db()
    return case


def chaperone(people: court.People) -> Case:
    """A chaperone who applied, of whom all is found out that an approval needs."""
    officer = make.user("admin_officer")
    case = chaperoning.applied(REFERRED)
    for find_out in (chaperoning.reference, chaperoning.reference, chaperoning.interview, chaperoning.dbs):
        find_out(case, REFERRED, by=officer)
    chaperoning.training(case, REFERRED, by=officer)
    case.refresh_from_db()
    return case


def organisation(people: court.People) -> Case:
    """An organisation that applied for its approval, and lacks nothing."""
    officer = make.user("admin_officer")
    return organising.applied(REFERRED, by=officer)


@pytest.fixture(
    params=[
        referral,
        prosecution,
        order,
        exclusion,
        suspension,
        school_place,
        direction,
        managed_move,
        apart,
        part_time,
        at_home,
        left_before_january,
        missing_child,
        work_permit,
        work_enquiry,
        inspection,
        performance,
        chaperone,
        organisation,
    ]
)
def begun(db: None, request: pytest.FixtureRequest) -> tuple[court.People, Case]:
    """Everybody, and a case at its beginning."""
    people = court.People()
    return people, request.param(people)


def test_any_walk_can_be_replayed_and_leads_where_the_case_can_still_be_ended(
    begun: tuple[court.People, Case],
) -> None:
    people, case = begun
    did: Counter[str] = Counter()

    def walk(choices: list[int]) -> None:
        with transaction.atomic():
            _walk(Case.objects.get(pk=case.pk), people, choices, did)
            transaction.set_rollback(True)

    # A step that is possible at the beginning, each time another, and its day put right: to four days later.
    for first in range(0, 100, 20):
        walk([first, 35])
    # The opening put right to a later day, and a step after it.
    walk([59, 0])
    # Two steps, and the second put right: of an inspection the first ones have records of their own.
    walk([0, 8, 35])
    settings(max_examples=20, deadline=None)(given(st.lists(st.integers(0, 1000), min_size=1, max_size=12))(walk))()
    assert did["put right"] > 0
    assert did["taken"] > did["refused"]


def test_whatever_closes_a_case_by_mistake_is_taken_back_as_though_it_had_not_been_done(
    begun: tuple[court.People, Case],
) -> None:
    _, case = begun
    path, did = duties.pathway(case.pathway, case.pathway_version), Counter[str]()
    stood, on = _stands(case), case.stage_since_on
    closings = [one for one in path.steps_at(path.stage(case.stage)) if one.to and one.to.closed]
    closings = [one for one in closings if _is_possible(case, one, None, on)]
    for step in closings:
        with transaction.atomic():
            _take(case, step, None, on)
            if _taken_back(case, on + timedelta(days=5), did):
                assert _stands(case) == stood
                _must_agree(case, path)
            transaction.set_rollback(True)
        case.refresh_from_db()
    assert did["taken back"] == sum(not one.final for one in closings)


def test_whatever_closes_nothing_and_can_be_taken_back_by_itself_leaves_the_case_as_though_it_had_not_been_done(
    begun: tuple[court.People, Case],
) -> None:
    _, case = begun
    path = duties.pathway(case.pathway, case.pathway_version)
    wanted, revoked = {step.key for step in path.steps if step.revocable} - WAIT, set[str]()
    if wanted:
        _take_and_revoke(Case.objects.get(pk=case.pk), path, case.stage_since_on, revoked, set())
    assert revoked - WAIT == wanted


def _take_and_revoke(case: Case, path: Pathway, on: date, revoked: set[str], been: set[str]) -> None:
    """From each stage: take and take back what can be; then go on from where that leads, or what else leads on."""
    been.add(case.stage)
    for step in [one for one in path.steps_at(path.stage(case.stage)) if not (one.to and one.to.closed)]:
        with transaction.atomic():
            if _is_possible(case, step, None, on):
                stood = _stands(case)
                _take(case, step, None, on)
                with transaction.atomic():
                    if step.revocable:
                        last = case.events.filter(step=step.key).latest("order")
                        revoking.revoke(last, by=None, at=referrals.moment(on), reason="A slip")
                        assert _stands(case) == stood, step.label
                        _must_agree(Case.objects.get(pk=case.pk), path)
                        revoked.add(step.key)
                    transaction.set_rollback(True)
                case = Case.objects.get(pk=case.pk)
                if case.stage not in been:
                    _take_and_revoke(case, path, on, revoked, been)
            transaction.set_rollback(True)
        case = Case.objects.get(pk=case.pk)


@contextmanager
def _unless_not_true(did: Counter[str], what: str) -> Iterator[None]:
    """Counts what was done. It may be refused for its day only, such as one before what led to it was put right."""
    try:
        yield
        did[what] += 1
    except Refused as refused:
        if not NOT_TRUE.fullmatch(refused.message):
            raise
        did["refused"] += 1


def _walk(case: Case, people: court.People, choices: list[int], did: Counter[str]) -> None:
    path = duties.pathway(case.pathway, case.pathway_version)
    parties = [None, *case.parties.filter(role__in=["parent", "defendant", "chaperone"]).order_by("pk")]
    on, stood = case.stage_since_on, _stands(case)
    for choice in choices:
        stage = path.stage(case.stage)
        steps = list(path.steps_at(stage, paused=case.paused_since_on is not None))
        # A closed case may have a step that opens it again, such as a court’s.
        assert steps or stage.closed, stage.label
        if stage.closed and choice % 4:
            if not _taken_back(case, on, did):
                break
            # Whatever closed it: it stands as before, with its old dates, and what was arranged is there again.
            assert _stands(case) == stood
        elif stage.closed:
            break
        elif choice % 4 == 3:
            _put_right(case, path, people, choice, did)
        else:
            on += timedelta(days=choice % 5)
            stood = _stands(case)
            # A case about an employer has no parent as long as nobody knows the child.
            whom = parties[1 + choice % (len(parties) - 1)] if len(parties) > 1 else None
            _take_one(case, path, steps, whom, on, choice, did)
        case.refresh_from_db()
        # Where the opening was put right to a later day, what follows is not before it.
        on = max(on, case.opened_on)
        _must_agree(case, path)
        _must_refuse_what_is_out_of_place(case, path, on)
    # Where one walk ends another goes on, so this is asked of every state.
    _must_end(case, path, parties, on)


def _stands(case: Case) -> dict[str, Any]:
    """All that a closing changes: where the case stands, what is due, and what the child is offered."""
    rows = case.deadlines.exclude(state=State.ENDED).order_by("clock", "event")
    offers = Offer.objects.filter(child=case.child).order_by("key")
    stands = Case.objects.get(pk=case.pk)
    return {
        "case": [stands.stage, stands.stage_since_on, stands.paused_since_on, stands.closed_on, stands.owner],
        "kept": [stands.retain_from_on, stands.retain_until_on],
        "deadlines": list(rows.values_list("clock", "event", "due_on", "state", "met_on")),
        "offers": list(offers.values_list("key", "from_on", "to_on", "minutes", "kind", "source")),
        "parties": list(case.parties.order_by("pk").values_list("pk", "to_on")),
    }


def _taken_back(case: Case, on: date, did: Counter[str]) -> bool:
    """Take the closing back; False where the pathway says that it cannot be."""
    final = taking_back.step_of(case, taking_back.closing_of(case)).final
    if final:
        with pytest.raises(Refused, match=re.escape(final)):
            taking_back.take_back(case, by=None, at=referrals.moment(on), reason="A slip")
        return False
    taking_back.take_back(case, by=None, at=referrals.moment(on), reason="A slip")
    did["taken back"] += 1
    return True


def _take_one(
    case: Case, path: Pathway, steps: list[Step], party: Party | None, on: date, choice: int, did: Counter[str]
) -> None:
    """Take one of the steps that can be taken: some wait for others, such as a final warning for a meeting."""
    possible = [
        step
        for step in steps
        if actions.why_not(case, step, by=None, on=on, party=party if step.per_party else None) is None
    ]
    assert possible, f"{path.stage(case.stage).label}: stranded"
    step = possible[choice % len(possible)]
    with _unless_not_true(did, "taken"):
        _take(case, step, party, on)


def _take(case: Case, step: Step, party: Party | None, on: date) -> None:
    actions.take(
        case,
        step,
        by=_whose(case, step),
        on=on,
        at=referrals.moment(on),
        party=party if step.per_party else None,
        reason="Because",
        facts={fact.key: on.isoformat() for fact in step.records},
    )


def _whose(case: Case, step: Step) -> User | None:
    """The service itself; the first whose role it is where the database wants to know two persons, and where a
    challenge is ended: what the service ended by itself it asks again."""
    if case.pathway != TRACKING.key and step.key != challenges.ANSWER:
        return None
    return next((one for one in User.objects.order_by("pk") if actions.may_take(one, step)), None)


def _must_end(case: Case, path: Pathway, parties: list[Party | None], on: date) -> None:
    """Go on by the shortest way to an end, through every check, but by no step that ends a case from anywhere."""
    far = _steps_to_an_end(path)
    for _ in range(20):
        case.refresh_from_db()
        stage = path.stage(case.stage)
        if stage.closed:
            return
        on = max(on, case.stage_since_on, case.paused_since_on or on)
        if case.paused_since_on is not None:
            _take(case, path.resume, None, on)
            continue
        for step in _leading(case, path, [one for one in _onwards(path) if _leads_closer(one, stage, far)], on):
            party = next((one for one in parties if _is_possible(case, step, one, on)), None)
            if party is not None or _is_possible(case, step, None, on):
                on = _take_once_true(case, step, party, on)
                break
        else:
            # A clock has to run out first, such as the defendant's time to answer, or the order's last day.
            on += timedelta(days=30)
    raise AssertionError(f"No way from “{stage.label}” to an end")


def _take_once_true(case: Case, step: Step, party: Party | None, on: date) -> date:
    """Take a step on a day, or on the first of three weeks on which it can have been: a child begins on a school day.
    The day on which it was."""
    for _ in range(21):
        try:
            _take(case, step, party, on)
        except Refused as refused:
            if not NOT_TRUE.fullmatch(str(refused)):
                raise
            on += timedelta(days=1)
        else:
            return on
    raise AssertionError(f"“{step.label}” can be on no day")


def _leads_closer(step: Step, stage: Stage, far: dict[Stage, int]) -> bool:
    return stage in step.at and far[step.leads_from(stage) or stage] < far[stage]


def _leading(case: Case, path: Pathway, steps: list[Step], on: date) -> list[Step]:
    """Some steps, and after them those by which comes to hold what they still wait for."""
    unmet = [found[0] for step in steps if (found := duties.unmet(case, step, None, on))]
    stage = path.stage(case.stage)
    return [*steps, *(check.met_by for check in unmet if check.met_by and stage in check.met_by.at)]


def _is_possible(case: Case, step: Step, party: Party | None, on: date) -> bool:
    return (party is not None) == step.per_party and actions.why_not(case, step, by=None, on=on, party=party) is None


def _onwards(path: Pathway) -> list[Step]:
    """The steps that lead on, less those that end a case off the usual way: wherever it stands, such as to withdraw it,
    or because the child is over age."""
    everywhere = {stage for stage in path.stages if not stage.closed}
    closing = [step for step in path.steps if step.to and step.to.closed]
    ends = [step for step in closing if set(step.at) >= everywhere or PAST_SCHOOL_AGE in step.offered_while]
    return [step for step in path.steps if step.to and (step not in ends or step in path.road)]


def _steps_to_an_end(path: Pathway) -> dict[Stage, int]:
    """How many steps each stage is from an end, at least."""
    far = {stage: 0 if stage.closed else len(path.stages) for stage in path.stages}
    for _ in path.stages:
        for step in _onwards(path):
            for stage in step.at:
                far[stage] = min(far[stage], 1 + far[step.leads_from(stage) or stage])
    return far


def test_every_stage_is_reached_and_from_each_the_case_can_be_ended_in_the_usual_way(
    begun: tuple[court.People, Case],
) -> None:
    _, case = begun
    path = duties.pathway(case.pathway, case.pathway_version)
    parties: list[Party | None] = [*case.parties.filter(role__in=["parent", "defendant", "chaperone"]).order_by("pk")]
    seen: list[Stage] = []
    _explore(Case.objects.get(pk=case.pk), path, parties, case.stage_since_on, seen)
    assert {stage.key for stage in seen} == {stage.key for stage in path.stages if not stage.closed}


def _explore(case: Case, path: Pathway, parties: list[Party | None], on: date, seen: list[Stage]) -> None:
    """End the case from where it stands, then from each stage that is new and can be reached from there."""
    stage = path.stage(case.stage)
    seen.append(stage)
    with transaction.atomic():
        _must_end(case, path, parties, on)
        transaction.set_rollback(True)
    case.refresh_from_db()
    new = [one for one in path.steps if stage in one.at and one.to and not one.to.closed and one.part_of is None]
    for step in _leading(case, path, new, on):
        party = next((one for one in parties if _is_possible(case, step, one, on)), None)
        to = step.leads_from(stage)
        # A step that stays is one by which comes to hold what another waits for.
        known = step in new if to is None else to in seen
        if known or not (party or _is_possible(case, step, None, on)):
            continue
        with transaction.atomic():
            _take(case, step, party, on)
            case.refresh_from_db()
            _explore(case, path, parties, on + timedelta(days=1), seen)
            transaction.set_rollback(True)
        case.refresh_from_db()


def _put_right(case: Case, path: Pathway, people: court.People, choice: int, did: Counter[str]) -> None:
    """Move the day of something that was done, where that could be true."""
    keep_records = duties.duty(case.duty).step_corrections
    events = [
        event
        for event in as_they_stand(case.events.filter(superseded_by=None))
        if duties.step_key(path, path.step(event.step)) not in keep_records
    ]
    if not events:
        return
    event = events[choice % len(events)]
    # What the service challenges of a correction is dated when that is made.
    on = min(event.on + timedelta(days=choice % 9 - 4), date(2030, 1, 7))
    by = next(one for one in User.objects.order_by("pk") if actions.may_correct(one, path.step(event.step)))
    with _unless_not_true(did, "put right"):
        actions.correct(event, by=by, on=on, at=referrals.moment(date(2030, 1, 7)), reason="A slip")


def _must_refuse_what_is_out_of_place(case: Case, path: Pathway, on: date) -> None:
    """What a page does not offer is refused to whoever knows its address."""
    for step in path.steps_at(path.stage(case.stage)):
        if not queries.is_in_place(case, step, on):
            assert actions.why_not(case, step, by=None, on=on), step.label


def _must_agree(case: Case, path: Pathway) -> None:
    stage = path.stage(case.stage)
    assert (case.closed_on is not None) == stage.closed
    assert replay.differences(Case.objects.get(pk=case.pk)) == []
    if stage.closed:
        lasting = [clock.key for clock in path.clocks if clock.survives_closing]
        running = case.deadlines.filter(state__in=[State.RUNNING, State.PAUSED]).exclude(clock__in=lasting)
        assert not running.exists()
    assert list(case.events.values_list("order", flat=True)) == list(range(1, case.events.count() + 1))


def test_the_walks_cover_every_pathway_there_is() -> None:
    walked = {
        "attendance/referrals",
        "attendance/prosecution",
        supervision.SUPERVISION.key,
        permanent.PERMANENT.key,
        SUSPENDED.key,
        FAIR_ACCESS.key,
        OFF_SITE.key,
        MANAGED.key,
        SEPARATION.key,
        TIMETABLE.key,
        EHE.key,
        OFF_ROLLING.key,
        TRACKING.key,
        LICENCE.key,
        PERMIT.key,
        ENQUIRY.key,
        INSPECTION.key,
        CHAPERONE.key,
        BODY.key,
    }
    assert {path.key for duty in duties.duties() for path in duty.pathways} == walked
