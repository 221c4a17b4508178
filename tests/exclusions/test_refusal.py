"""A school that was named refuses: who directs it, after which notice, and that a place is looked for all the while.

The same steps are on a place through fair access and on a permanent exclusion.
"""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from exclusions.fair_access import pathway
from exclusions.fair_access.pathway import PLACING
from exclusions.permanent import pathway as permanent
from exclusions.placement import actions, letters, rules
from exclusions.placement.forms import NoticeForm, PlanForm
from exclusions.placement.queries import in_words
from oxle.cases import actions as cases
from oxle.cases.first_steps import next_steps
from oxle.cases.models import Case
from oxle.cases.queries import open_steps
from oxle.core.errors import Refused
from oxle.core.rules import change_rule
from oxle.meetings import queries
from oxle.people import actions as people_actions
from oxle.schools.models import School
from tests import make
from tests.exclusions.fair import due, opened, served, take
from tests.exclusions.make import People, moment
from tests.meetings.make import panel, waiting

pytestmark = pytest.mark.django_db
NAMED_ON, REFUSED_ON = date(2026, 11, 26), date(2026, 11, 27)
# A direction that was given notice of on this day can be referred to the adjudicator for 15 days, or 7.
NOTICE_ON, LAST_DAY, LAST_DAY_LOOKED_AFTER = date(2026, 11, 30), date(2026, 12, 15), date(2026, 12, 7)
NOT_BEFORE = "This cannot have been before that"


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def maintained(people: People) -> School:
    return make.school("Maintained School", town="Exampleton", postcode="OX1 1AA")


@pytest.fixture
def academy(people: People) -> School:
    return make.school("Example Academy", is_academy=True)


def refused(people: People, school: School) -> Case:
    """A case whose named school refuses."""
    case = opened(people)
    take(people, case, pathway.REFER, date(2026, 11, 23))
    take(people, case, PLACING.name_place, NAMED_ON, place=str(school), school=school.key, starts_on="2026-12-07")
    letters.school_joins(case, school, REFUSED_ON)
    take(people, case, PLACING.refuse, REFUSED_ON, school=school.key)
    case.refresh_from_db()
    return case


def noticed(people: People, case: Case, on: date = NOTICE_ON) -> None:
    """The school was handed the notice of a direction on a day."""
    actions.take_with_school(
        case, PLACING.give_notice, data={}, by=people.officer, on=NOTICE_ON, at=moment(NOTICE_ON),
        facts={"notice_on": NOTICE_ON.isoformat(), "looked_after_notice_on": None},
    )  # fmt: skip
    served(people, case, "direction_notice", on)


def requested(people: People, case: Case) -> None:
    """The Secretary of State is asked for a direction; the letter waits to be released."""
    actions.take_with_secretary(
        case, PLACING.request, data={}, by=people.officer, on=NOTICE_ON, at=moment(NOTICE_ON), facts={}
    )


def offered(people: People, case: Case, on: date = NOTICE_ON) -> set[str]:
    """Which of the steps of a refusal are offered."""
    case.refresh_from_db()
    return {step.key for step in open_steps(case, people.officer, on)} & {step.key for step in PLACING.steps}


ALWAYS = {"name_place", "look_again", "delay", "confirm"}


def test_of_a_maintained_school_a_direction_of_the_council_is_offered_and_of_an_academy_a_request(
    people: People, maintained: School, academy: School
) -> None:
    assert offered(people, refused(people, maintained)) == {"agree", "give_notice", *ALWAYS}
    people.child = make.child("Lee", "Example", at=people.school)
    assert offered(people, refused(people, academy)) == {"agree", "request", *ALWAYS}


def test_the_council_cannot_direct_an_academy_until_the_law_says_so(people: People, academy: School) -> None:
    case = refused(people, academy)
    with pytest.raises(Refused, match="Example Academy is an academy: ask the Secretary of State"):
        take(people, case, PLACING.give_notice, NOTICE_ON)
    change_rule(rules.DIRECTS_ACADEMIES, "yes", from_on=NOTICE_ON, reason="Section 62 is in force.")
    with transaction.atomic(), pytest.raises(Refused, match="The council itself directs Example Academy"):
        take(people, case, PLACING.request, NOTICE_ON)
    take(people, case, PLACING.give_notice, NOTICE_ON, notice_on=NOTICE_ON.isoformat())


def test_a_direction_is_not_what_the_case_offers_first_while_the_school_can_go_to_the_adjudicator(
    people: People, maintained: School
) -> None:
    case = refused(people, maintained)
    noticed(people, case)

    def first(on: date) -> list[str]:
        case.refresh_from_db()
        return [step.key for step in next_steps(case, open_steps(case, people.officer, on), on)]

    assert (first(LAST_DAY), first(LAST_DAY + timedelta(days=1))) == ([], ["direct"])


def test_no_step_about_a_refusal_was_before_the_one_that_led_to_it(
    people: People, maintained: School, academy: School
) -> None:
    case = opened(people)
    take(people, case, pathway.REFER, date(2026, 11, 23))
    place = {"place": str(academy), "school": academy.key, "starts_on": "2026-12-07"}
    take(people, case, PLACING.name_place, NAMED_ON, **place)
    for step, on, first, first_on in (
        (PLACING.refuse, REFUSED_ON, f"The place was named on 26 November 2026. {NOT_BEFORE}", NAMED_ON),
        (PLACING.request, NOTICE_ON, f"The school refused on 27 November 2026. {NOT_BEFORE}", REFUSED_ON),
        (
            PLACING.determined,
            LAST_DAY,
            f"The Secretary of State was asked on 30 November 2026. {NOT_BEFORE}",
            NOTICE_ON,
        ),
    ):
        with transaction.atomic(), pytest.raises(Refused, match=first):
            take(people, case, step, first_on - timedelta(days=1), school=academy.key)
        take(people, case, step, on, school=academy.key)
    people.child = make.child("Lee", "Example", at=people.school)
    other = refused(people, maintained)
    noticed(people, other)
    for step, on, first in (
        (PLACING.refer, NOTICE_ON, f"Notice of the direction was decided on 30 November 2026. {NOT_BEFORE}"),
        (PLACING.adjudicated, LAST_DAY, f"The school referred it to the adjudicator on 15 December 2026. {NOT_BEFORE}"),
    ):
        with transaction.atomic(), pytest.raises(Refused, match=first):
            take(people, other, step, on - timedelta(days=1))
        take(people, other, step, LAST_DAY, takes="yes")


def test_a_refusal_is_answered_within_five_school_days_and_the_child_is_not_on_roll_meanwhile(
    people: People, maintained: School
) -> None:
    case = refused(people, maintained)
    assert due(case) == {"enrolment": date(2026, 12, 10), "refusal": date(2026, 12, 4)}
    with pytest.raises(Refused, match="The school refuses"):
        take(people, case, PLACING.enrol, NOTICE_ON)
    take(people, case, PLACING.agree, NOTICE_ON)
    assert due(case) == {"enrolment": date(2026, 12, 10)}
    take(people, case, PLACING.enrol, date(2026, 12, 7))


def test_a_school_that_is_directed_after_the_first_day_that_was_named_says_that_the_parents_need_a_new_one(
    people: People, maintained: School
) -> None:
    case = refused(people, maintained)
    assert in_words(case) == "Refuses. The council can direct it."
    noticed(people, case)
    case.refresh_from_db()
    assert in_words(case) == "Refuses. Notice of a direction was decided on 30 November 2026."
    take(people, case, PLACING.direct, date(2026, 12, 16))
    case.refresh_from_db()
    assert in_words(case) == (
        "Directed to take the child. The first day that was named, 7 December 2026, had passed by then: record the "
        "place again with a new one, and the parents are offered it."
    )
    form = PlanForm(on=date(2026, 12, 16), case=case, step=PLACING.plan, parties=())
    assert form.fields["begins_on"].initial is None


def test_a_refusal_is_recorded_once_until_the_school_takes_the_child_after_all_or_was_directed(
    people: People, maintained: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-30T10:00:00+00:00")
    case = refused(people, maintained)
    again = {"school": maintained.key}
    with pytest.raises(Refused, match=r"recorded already, on 27 November 2026\. If it was wrong, correct it"):
        take(people, case, PLACING.refuse, NOTICE_ON, **again)
    page = reverse("cases:step", args=[case.key, "refuse"])
    typed = {"reason": "Full.", "school": maintained.key, "version": case.version, "on_day": 30, "on_month": 11}
    said = make.signed_in(people.officer).post(page, typed | {"on_year": 2026}).content.decode()
    assert ("recorded already, on 27 November 2026" in said, case.events.filter(step="refuse").count()) == (True, 1)
    take(people, case, PLACING.agree, NOTICE_ON)
    take(people, case, PLACING.refuse, NOTICE_ON, **again)
    assert case.events.filter(step="refuse").count() == 2


def test_the_council_directs_only_once_the_school_can_no_longer_go_to_the_adjudicator(
    people: People, maintained: School
) -> None:
    case = refused(people, maintained)
    noticed(people, case)
    assert due(case)["adjudicator"] == LAST_DAY
    with pytest.raises(Refused, match="Not before 16 December 2026"):
        take(people, case, PLACING.direct, LAST_DAY)
    take(people, case, PLACING.direct, date(2026, 12, 16))
    take(people, case, PLACING.enrol, date(2026, 12, 16))


def test_of_a_looked_after_child_the_school_has_seven_days(people: People, maintained: School) -> None:
    case = refused(people, maintained)
    people_actions.add_vulnerability(
        people.child, kind="looked_after", from_on=date(2026, 1, 5), source="Care", by=people.officer, on=NOTICE_ON
    )
    form = NoticeForm(
        {"on_day": "30", "on_month": "11", "on_year": "2026"},
        step=PLACING.give_notice,
        case=case,
        parties=[],
        on=NOTICE_ON,
    )
    assert form.is_valid(), form.errors
    assert form.facts() == {
        "notice_on": None, "looked_after_notice_on": "2026-11-30", "school": maintained.key,
    }  # fmt: skip
    event = take(people, case, PLACING.give_notice, NOTICE_ON, **form.facts())
    served(people, case, "direction_notice", NOTICE_ON)
    assert due(case)["adjudicator_looked_after"] == LAST_DAY_LOOKED_AFTER
    assert "adjudicator" not in due(case)
    people.child.vulnerabilities.all().delete()
    form.is_valid()
    cases.correct(
        event, by=people.officer, on=NOTICE_ON, at=moment(NOTICE_ON), reason="Was not looked after", facts=form.facts()
    )
    assert due(case)["adjudicator"] == LAST_DAY
    assert "adjudicator_looked_after" not in due(case)


def test_the_schools_time_runs_from_the_service_of_the_notice_and_not_from_its_draft(
    people: People, maintained: School
) -> None:
    case = refused(people, maintained)
    take(people, case, PLACING.give_notice, NOTICE_ON, notice_on=NOTICE_ON.isoformat(), school=maintained.key)
    assert due(case)["adjudicator"] is None
    with pytest.raises(Refused, match="has no last day yet"):
        take(people, case, PLACING.direct, date(2026, 12, 16))
    served(people, case, "direction_notice", date(2026, 12, 3))
    assert due(case)["adjudicator"] == date(2026, 12, 18)
    with transaction.atomic(), pytest.raises(Refused, match="Not before 19 December 2026"):
        take(people, case, PLACING.direct, date(2026, 12, 18))
    take(people, case, PLACING.direct, date(2026, 12, 19))


def test_what_the_adjudicator_decides_binds_the_council(people: People, maintained: School) -> None:
    case = refused(people, maintained)
    noticed(people, case)
    take(people, case, PLACING.refer, date(2026, 12, 2))
    assert due(case)["adjudication"] == date(2027, 1, 7)
    with pytest.raises(Refused, match="who has not decided yet"):
        take(people, case, PLACING.direct, date(2026, 12, 17))
    take(people, case, PLACING.adjudicated, date(2026, 12, 17), takes="no")
    with pytest.raises(Refused, match="this school need not take the child"):
        take(people, case, PLACING.direct, date(2026, 12, 17))
    take(people, case, PLACING.adjudicated, date(2026, 12, 17), takes="yes")
    take(people, case, PLACING.direct, date(2026, 12, 17))


def test_what_the_secretary_of_state_decided_is_asked_once_the_time_since_the_request_reached_them_is_over(
    people: People, academy: School
) -> None:
    case = refused(people, academy)
    requested(people, case)
    row = case.deadlines.get(clock="determination", state="running")
    assert (row.due_on, row.why_not) == (
        None, "cannot be worked out: “Request for a direction to an academy to admit a pupil” has not been sent",
    )  # fmt: skip
    served(people, case, "direction_request", date(2026, 12, 7))
    # 15 school days after 7 December, less the holiday from 21 December to 1 January.
    assert due(case)["determination"] == date(2027, 1, 12)


def test_an_academy_that_the_secretary_of_state_directs_takes_the_child(people: People, academy: School) -> None:
    case = refused(people, academy)
    requested(people, case)
    take(people, case, PLACING.determined, date(2026, 12, 14), takes="no")
    with pytest.raises(Refused, match="The school refuses"):
        take(people, case, PLACING.enrol, date(2026, 12, 14))
    take(people, case, PLACING.determined, date(2026, 12, 15), takes="yes")
    take(people, case, PLACING.enrol, date(2026, 12, 15))


def test_a_case_for_which_another_place_is_looked_for_comes_before_the_panel_again(
    people: People, maintained: School
) -> None:
    case, series = refused(people, maintained), panel()
    assert queries.waiting_for(people.officer, series) == []
    take(people, case, PLACING.look_again, NOTICE_ON)
    case.refresh_from_db()
    assert (case.stage, due(case)) == (pathway.REFERRED.key, {"place": date(2027, 1, 12)})
    assert queries.waiting_for(people.officer, series) == [case]


def test_a_permanent_exclusion_has_the_same_steps_and_dates_of_a_refusal(people: People, maintained: School) -> None:
    steps, series, case = permanent.PLACING, panel(), waiting(people)
    take(people, case, steps.name_place, NAMED_ON, place=str(maintained), school=maintained.key, starts_on="2026-12-07")
    assert queries.waiting_for(people.officer, series) == []
    take(people, case, steps.refuse, REFUSED_ON, school=maintained.key)
    letters.school_joins(case, maintained, REFUSED_ON)
    take(people, case, steps.give_notice, NOTICE_ON, notice_on=NOTICE_ON.isoformat())
    served(people, case, "direction_notice", NOTICE_ON)
    assert due(case)["adjudicator"] == LAST_DAY
    take(people, case, steps.look_again, NOTICE_ON)
    case.refresh_from_db()
    assert queries.waiting_for(people.officer, series) == [case]
    assert due(case)["place"] == date(2027, 1, 12)


def test_nothing_of_a_refusal_is_offered_before_there_is_one(people: People, maintained: School) -> None:
    case = opened(people)
    assert offered(people, case) == {"name_place", "delay"}
    take(
        people, case, PLACING.name_place, NAMED_ON, place=str(maintained), school=maintained.key, starts_on="2026-12-07"
    )
    assert offered(people, case) == {"refuse", "plan", "enrol", *ALWAYS}
    for step in (PLACING.agree, PLACING.give_notice, PLACING.request, PLACING.direct, PLACING.determined):
        with pytest.raises(Refused):
            take(people, case, step, NOTICE_ON)
