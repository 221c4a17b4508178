"""What exclusions add to the made-up county: permanent exclusions at every stage, one of them a day-6 risk to find.

Suspensions are told beside the other duties' stories, by `demo_suspensions`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from exclusions import demo_moves as moves
from exclusions import demo_panels as panels
from exclusions import demo_places as places
from exclusions import demo_unit_referrals as unit_referrals
from exclusions.demo_letters import letter
from exclusions.demo_suspensions import REASONS, weapon_of, work_of
from exclusions.funding import demo as funding
from exclusions.permanent import actions, arranging, home, pathway
from exclusions.telling import Session, SupportForSen
from oxle.cases import actions as cases
from oxle.cases import casework
from oxle.cases.models import Case
from oxle.demo.county import County
from oxle.people.ages import age_on
from oxle.provision.models import Provider

# The one of the stories whose pupil would miss an examination, and how long after the exclusion it begins.
EXAM, EXAM_AFTER = 4, timedelta(days=30)
# The one whose school has not told the parents in writing yet, and so has no letter to send us either.
PARENTS_UNTOLD = 1
# The one whose pupil lives elsewhere, so that another council owes education.
ELSEWHERE, OTHER_COUNCIL = 0, "Foxgloveshire County Council"
# How many days before education begins it is arranged.
AHEAD = 3
PRU, PRIMARY_PRU = "Harebell Pupil Referral Unit", "Thistledown Pupil Referral Unit"


@dataclass(frozen=True)
class Story:
    """How many days ago a pupil was excluded, and what was recorded since: a step, and how many days ago."""

    excluded_ago: int
    steps: tuple[tuple[str, int], ...] = ()


STORIES = (
    Story(1),
    # The day-6 risk: nothing is arranged, and the sixth day is near.
    Story(4),
    Story(3, (("arrange", 1),)),
    Story(7, (("arrange", 5), ("begin", 2))),
    Story(9, (("arrange", 7), ("begin", 4), ("call_governors", 6))),
    Story(12, (("arrange", 10), ("begin", 7), ("call_governors", 9), ("send_papers", 2))),
    Story(20, (("arrange", 18), ("begin", 15), ("call_governors", 16), ("send_papers", 12), ("uphold", 8))),
    Story(30, (("arrange", 28), ("begin", 25), ("uphold", 16), ("consult", 14), ("choose_way", 12))),
    Story(32, (("arrange", 30), ("begin", 27), ("uphold", 18), ("ask_review", 10), ("consult", 9))),
    Story(
        45,
        (
            ("arrange", 43), ("begin", 40), ("uphold", 32), ("consult", 30), ("choose_way", 28), ("waive_review", 26),
            ("name_place", 12), ("enrol", 6),
        ),
    ),
    Story(18, (("arrange", 16), ("begin", 13), ("rescind", 10))),
    Story(26, (("arrange", 24), ("begin", 21), ("reinstate", 12))),
)  # fmt: skip


def build(county: County) -> None:
    """Twelve permanent exclusions played step by step, and moves, told by the schools; none in a large county."""
    if county.size.in_bulk:
        return
    schools = [school for school in county.schools if school.pk in county.leads]
    panels.build(county, schools)
    cases = []
    for number, story in enumerate(STORIES):
        cases.append(_play(county, number, story, schools[number % len(schools)]))
        county.progress("Permanent exclusions", number + 1, len(STORIES))
    moves.build(county, schools)
    places.build(county, schools)
    panels.close(county)
    funding.build(county, cases)
    unit_referrals.build(county)


def _play(county: County, number: int, story: Story, school: Any) -> Case:
    pupil = county.take(school)
    first_on = county.calendar(school).last_school_day_on_or_before(county.days_ago(story.excluded_ago))
    by, officer = county.leads[school.pk], county.people["exclusions"]
    case = actions.tell(
        pupil.child,
        school,
        told=_told(number, first_on),
        letter=letter(county.moment(first_on, 15, number)) if number != PARENTS_UNTOLD else None,
        by=by,
        on=first_on,
        at=county.moment(first_on, 15, number),
    )
    casework.allocate(
        case,
        to=officer,
        by=officer,
        on=first_on,
        at=county.moment(first_on, 16, number),
        reason="Works with this school",
        version=case.version,
    )
    if number == ELSEWHERE:
        data = {"lives_here": False, "authority": OTHER_COUNCIL}
        facts = {"known_from": "The school’s notice"}
        at = county.moment(first_on, 16, number + 10)
        home.record(case, pathway.HOME, data=data, by=officer, on=first_on, at=at, facts=facts, reason="")
    for key, ago in story.steps:
        on = county.days_ago(ago)
        step = pathway.PERMANENT.step(key)
        if step == pathway.ARRANGE:
            _arrange(county, case, number, ago)
            continue
        if step == pathway.NAME_PLACE:
            panels.decide(county, case)
            continue
        if step == pathway.ENROL:
            there = places.school_for(county, case.school, pupil.child.born_on, county.on)
            places.come_on_roll(county, pupil, there, on)
        if step == pathway.BEGIN:
            on = county.calendar(school).last_school_day_on_or_before(on)
            county.came.add((pupil.child.pk, on))
        cases.take(
            case,
            step,
            by=officer,
            on=on,
            at=county.moment(on, 14, number),
            reason="The school and the family have agreed on another way." if step.reason else "",
            facts=_facts(county, key, ago),
        )
    # Until there is education elsewhere, or the pupil came back, the school marks each session E.
    ends = {"arrange": AHEAD, "rescind": 0, "reinstate": 0}
    until = max([ago - ends[key] for key, ago in story.steps if key in ends], default=0)
    county.excluded.setdefault(pupil.child.pk, []).append((first_on, county.days_ago(max(until, 0) + 1)))
    return case


def _arrange(county: County, case: Case, number: int, ago: int) -> None:
    on = county.days_ago(ago)
    units = Provider.objects.filter(organisation__name__in=(PRU, PRIMARY_PRU)).order_by("age_from")
    young, old = units.select_related("organisation")
    # Also where the demonstration is loaded in the holidays.
    starts_on = county.calendar(case.school).last_school_day_on_or_before(county.days_ago(max(ago - AHEAD, 0)))
    data = {
        "provider": old if age_on(case.child.born_on, starts_on) >= old.age_from else young,
        "starts_on": starts_on,
        "minutes": [150] * 10,
        "full_time": True,
        "times": "9:15am to 12 noon and 12:45pm to 2:45pm",
        "decided_by": "The exclusions team manager",
        "because": "The next panel comes after the sixth day.",
    }
    by, at = county.people["exclusions"], county.moment(on, 14, number)
    arranging.arrange(case, pathway.ARRANGE, data=data, by=by, on=on, at=at, facts={}, reason="")


def _told(number: int, first_on: date) -> Mapping[str, Any]:
    return {
        "decided_on": first_on,
        "first_on": first_on,
        "first_session": Session.MORNING if number % 3 else Session.AFTERNOON,
        "governors_told_on": first_on,
        "parents_told_on": None if number == PARENTS_UNTOLD else first_on,
        "exam_on": first_on + EXAM_AFTER if number == EXAM else None,
        "wellbeing": "Has hardly slept since the family moved. Says that nobody at school listens.",
        "exploitation": number % 6 == 2,
        "exploitation_words": "Has new things that nobody gave them. Told to the MASH the same day."
        if number % 6 == 2
        else "",
        # Nobody whose way to a new school is the panel has a plan: that would be another way.
        "sen": list(SupportForSen)[(number + 1) % 4],
        "social_worker": number % 5 == 0,
        "lives_in": OTHER_COUNCIL if number == ELSEWHERE else "",
        "looked_after": False,
        "virtual_school_spoken_to": None,
        "tried": "A behaviour pathway since spring, a mentor twice a week, and an early help plan.",
        "reasons": [reason.value for reason in REASONS[number % len(REASONS)]],
        **work_of(number != PARENTS_UNTOLD),
        "incident_place": "The corridor of the science block",
        **weapon_of(REASONS[number % len(REASONS)]),
        "behaviour": "Threw a chair in the corridor after a quarrel; a teaching assistant was hurt at the hand.",
    }


def _facts(county: County, key: str, ago: int) -> dict[str, Any]:
    return {
        "begin": {"confirmed_by": "The unit’s office, by telephone."},
        "call_governors": {"meeting_on": county.days_ago(max(ago - 8, 0)).isoformat()},
        "uphold": {
            "parents_told_on": county.days_ago(ago).isoformat(),
            "attended": "Three governors, the head, the parents and an officer.",
        },
        "consult": {"with_whom": "Both parents", "wish": "A school nearer home. The pupil wishes to be with a cousin."},
        "choose_way": {"way": "fair_access"},
        "rescind": {"averted_by": "restorative_practice"},
    }.get(key, {})
