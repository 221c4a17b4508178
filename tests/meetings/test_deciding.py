"""What comes before a panel, what it decides, and what follows for the case."""

from datetime import date, time

import pytest
from django.db import IntegrityError
from django.urls import reverse

from exclusions.fair_access.panel import FAIR_ACCESS, OTHER_WAY, SCHOOL
from exclusions.permanent import pathway
from oxle.accounts.models import User
from oxle.cases.actions import take
from oxle.cases.pathways import Step
from oxle.core.errors import Refused, Stale
from oxle.meetings import actions, deciding, queries
from oxle.meetings.kinds import PUT_OFF
from oxle.meetings.models import Capacity, Item, Meeting, Series, State
from tests import make
from tests.exclusions.make import People, moment
from tests.meetings.make import FIRST_ON, NEXT_ON, meeting, panel, waiting

pytestmark = pytest.mark.django_db
BEFORE = date(2026, 11, 26)


@pytest.fixture
def people() -> People:
    return People()


def on_agenda(people: People, where: Meeting) -> Item:
    (item,) = deciding.put_on_agenda(where, [waiting(people)], by=people.officer, on=BEFORE, asks="Who can?")
    return item


def decide(item: Item, decision: object, by: User, on: date = NEXT_ON, **facts: object) -> None:
    item.refresh_from_db()
    deciding.decide(item, item.version, decision, words="Nearest.", by=by, on=on, at=moment(on), **facts)  # type: ignore[arg-type]


def test_what_waits_is_upheld_has_the_panel_as_its_way_and_no_place(people: People) -> None:
    series = panel()
    case = waiting(people)
    assert queries.waiting_for(people.officer, series) == [case]
    another_way = {"facts": {"way": "sen_placement"}, "on": BEFORE, "at": moment(BEFORE)}
    take(case, pathway.CHOOSE_WAY, by=people.officer, **another_way)
    assert queries.waiting_for(people.officer, series) == []
    case.refresh_from_db()
    take(case, pathway.CHOOSE_WAY, by=people.officer, **{**another_way, "facts": {"way": "fair_access"}})
    case.refresh_from_db()
    named = {"place": "Other School", "starts_on": "2026-12-14"}
    take(case, pathway.NAME_PLACE, by=people.officer, **{**another_way, "facts": named})
    assert queries.waiting_for(people.officer, series) == []


def test_a_case_that_is_on_an_agenda_waits_no_more_and_comes_on_no_second_one(people: People) -> None:
    series = panel()
    case = waiting(people)
    assert queries.waiting_for(people.officer, series) == [case]
    first = deciding.put_on_agenda(meeting(series), [case], by=people.officer, on=BEFORE)
    assert queries.waiting_for(people.officer, series) == []
    assert deciding.put_on_agenda(meeting(series, date(2027, 1, 4)), [case], by=people.officer, on=BEFORE) == []
    assert list(Item.objects.filter(kind=FAIR_ACCESS.key)) == first


def test_a_meeting_that_is_called_sooner_takes_a_case_from_the_later_one_of_its_series(people: People) -> None:
    series = panel()
    item = on_agenda(people, meeting(series))
    again = {"by": people.officer, "on": BEFORE}
    assert deciding.put_on_agenda(meeting(panel(name="Another"), FIRST_ON), [item.case], **again) == []
    sooner = actions.call_meeting(
        series, on=date(2026, 11, 27), starts_at=time(9), place="Room 1", today=BEFORE, by=people.officer
    )
    assert deciding.put_on_agenda(sooner, [item.case], **again) == [item]
    item.refresh_from_db()
    assert (item.meeting, item.asks) == (sooner, "Who can?")
    decide(item, OTHER_WAY, people.officer, on=date(2026, 11, 27))


def test_a_panel_of_another_area_is_not_given_the_case(people: People) -> None:
    waiting(people)
    assert queries.waiting_for(people.officer, panel(area="South")) == []


def test_a_school_that_takes_the_child_is_the_place_that_is_named(people: People) -> None:
    item = on_agenda(people, meeting(panel()))
    other = make.school("Other School")
    decide(item, SCHOOL, people.officer, school=other, starts_on=date(2026, 12, 14))
    event = item.case.events.get(step=pathway.NAME_PLACE.key)
    assert (event.on, event.facts["place"], event.facts["starts_on"]) == (NEXT_ON, "Other School", "2026-12-14")


def test_that_a_school_for_other_years_is_meant_stays_with_the_decision_and_on_the_case(people: People) -> None:
    item = on_agenda(people, meeting(panel()))
    said = "Little School is for ages 4 to 11, and this child is in Year 8 by age then."
    school = make.school("Little School", lowest_age=4, highest_age=11)
    decide(item, SCHOOL, people.officer, school=school, starts_on=date(2026, 12, 7), other_year=said)
    item.refresh_from_db()
    named = item.case.events.get(step="name_place")
    assert (item.other_year, named.facts["other_year"]) == (said, said)
    page = make.signed_in(people.officer).get(reverse("meetings:meeting", args=[item.meeting.key])).content.decode()
    assert f"{said} It is meant all the same." in page


def test_a_panel_finds_no_place_from_before_it_met(people: People) -> None:
    item = on_agenda(people, meeting(panel()))
    with pytest.raises(Refused, match="cannot be before the place was named, 4 December 2026") as refused:
        decide(item, SCHOOL, people.officer, school=make.school("Other School"), starts_on=date(2026, 12, 3))
    item.refresh_from_db()
    assert (refused.value.field, item.decision, item.case.events.filter(step="name_place").count()) == (
        "starts_on",
        "",
        0,
    )


def test_a_decision_that_the_case_refuses_is_not_kept(people: People) -> None:
    item = on_agenda(people, meeting(panel()))
    gone_on = date(2026, 11, 30)
    take(item.case, pathway.LEAVE, by=None, on=gone_on, at=moment(gone_on), reason="Moved away.")
    with pytest.raises(Refused):
        decide(item, SCHOOL, people.officer, school=make.school("Other School"), starts_on=date(2026, 12, 14))
    item.refresh_from_db()
    assert item.decision == ""


def test_nothing_is_decided_before_the_day_of_the_meeting(people: People) -> None:
    item = on_agenda(people, meeting(panel()))
    with pytest.raises(Refused, match="decided between meetings"):
        decide(item, OTHER_WAY, people.officer, on=BEFORE)


def test_what_is_put_off_comes_before_the_next_meeting(people: People) -> None:
    series = panel()
    item = on_agenda(people, meeting(series))
    decide(item, PUT_OFF, people.officer)
    later = Item.objects.get(decision="")
    assert (later.meeting.on, later.came_from, later.asks) == (date(2027, 1, 4), item, "Who can?")


def test_the_second_of_two_who_decide_sees_the_first(people: People) -> None:
    item = on_agenda(people, meeting(panel()))
    seen = item.version
    decide(item, OTHER_WAY, people.officer)
    with pytest.raises(Stale):
        deciding.decide(item, seen, PUT_OFF, words="No time.", by=people.officer, on=NEXT_ON, at=moment(NEXT_ON))


def test_a_meeting_is_closed_only_when_all_is_decided_and_says_who_came(people: People) -> None:
    where = meeting(panel())
    series = where.series
    for name in ("Head of East", "Head of West"):
        actions.add_member(series, capacity=Capacity.MEMBER, from_on=BEFORE, by=people.officer, user=None, name=name)
    item = on_agenda(people, where)
    east = series.members.get(name="Head of East")
    close = {"came": [east.key], "minutes": "All well.", "by": people.officer, "on": NEXT_ON, "at": moment(NEXT_ON)}
    with pytest.raises(Refused, match="1 item is not decided yet"):
        actions.hold(where, where.version, **close)
    decide(item, OTHER_WAY, people.officer)
    actions.hold(where, where.version, **close)
    where.refresh_from_db()
    assert where.state == State.HELD
    assert dict(where.attendance.values_list("member__name", "came")) == {"Head of East": True, "Head of West": False}


def test_a_meeting_is_not_recorded_before_its_day(people: People) -> None:
    where = meeting(panel())
    with pytest.raises(Refused, match="The meeting is on 4 December 2026"):
        actions.hold(where, 1, came=[], minutes="Early.", by=people.officer, on=BEFORE, at=moment(BEFORE))


def test_the_agenda_of_a_meeting_that_is_called_off_goes_to_the_next(people: People) -> None:
    where = meeting(panel())
    item = on_agenda(people, where)
    actions.call_off(where, where.version, because="Snow.", by=people.officer, on=BEFORE, at=moment(BEFORE))
    item.refresh_from_db()
    assert (where.state, item.meeting.on) == (State.CALLED_OFF, date(2027, 1, 4))


def test_the_tally_counts_what_each_school_took_this_school_year_for_its_size(people: People) -> None:
    where = meeting(panel())
    small, large = make.school("Small School", roll=200), make.school("Large School", roll=800)
    decide(on_agenda(people, where), SCHOOL, people.officer, school=large, starts_on=date(2026, 12, 14))
    shares = {one.school: (one.taken, one.per_hundred) for one in queries.shares_of(where.series, NEXT_ON)}
    assert (shares[small], shares[large]) == ((0, "0.0"), (1, "0.1"))
    assert {one.taken for one in queries.shares_of(where.series, date(2027, 9, 1))} == {0}


def test_a_school_of_another_area_that_takes_a_child_is_in_the_tally(people: People) -> None:
    near, other = make.school("Near School", area="North"), make.school("Other School", area="South")
    people.school.area = "North"
    people.school.save()
    series = panel(area="North")
    decide(on_agenda(people, meeting(series)), SCHOOL, people.officer, school=other, starts_on=date(2026, 12, 14))
    counted = {one.school: one.taken for one in queries.shares_of(series, NEXT_ON)}
    assert counted == {other: 1, near: 0, people.school: 0}


def test_a_task_stands_in_the_work_of_its_owner_until_it_is_done(people: People) -> None:
    item = on_agenda(people, meeting(panel()))
    decide(item, OTHER_WAY, people.officer)
    task = deciding.give_task(
        item, what="Ring the family", owner=people.officer, due_on=date(2026, 12, 8), by=people.officer
    )
    (row,) = queries.tasks_of(people.officer, NEXT_ON)
    assert (row.title, row.due_on, row.child) == ("Ring the family", date(2026, 12, 8), people.child.pk)
    deciding.finish_task(task, task.version, by=people.officer, on=NEXT_ON)
    assert queries.tasks_of(people.officer, NEXT_ON) == []


@pytest.mark.parametrize("step", [pathway.LEAVE, pathway.CHOOSE_WAY])
def test_a_case_that_is_closed_or_goes_another_way_is_taken_off_the_agenda(people: People, step: Step) -> None:
    item = on_agenda(people, meeting(panel()))
    on, facts = date(2026, 11, 30), {"way": "sen_placement"}
    take(item.case, step, by=people.officer, on=on, at=moment(on), reason="Moved.", facts=facts)
    item.refresh_from_db()
    said = (item.decision, item.decided_on, item.decider, item.words)
    assert said == ("taken_off", on, people.officer.name, f"“{step.label}” on 30 November 2026.")


def test_a_case_that_still_waits_stays_on_the_agenda(people: People) -> None:
    item = on_agenda(people, meeting(panel()))
    on = date(2026, 11, 30)
    take(item.case, pathway.CONSULT, by=people.officer, on=on, at=moment(on), facts={"wish": "None."})
    item.refresh_from_db()
    assert item.decision == ""


def taken_by(series: Series) -> dict[str, int]:
    """The children whom each school took, by name, of those that took any."""
    return {one.school.name: one.taken for one in queries.shares_of(series, NEXT_ON) if one.taken}


def test_a_school_that_refused_or_was_given_up_took_nobody_and_one_child_is_counted_once(people: People) -> None:
    series = panel()
    first, second = make.school("First School"), make.school("Second School")
    item = on_agenda(people, meeting(series))
    decide(item, SCHOOL, people.officer, school=first, starts_on=date(2026, 12, 14))
    assert taken_by(series) == {"First School": 1}

    def then(step: Step, **facts: str) -> None:
        item.case.refresh_from_db()
        said = {"by": people.officer, "on": NEXT_ON, "at": moment(NEXT_ON), "facts": facts}
        take(item.case, step, reason="As they wrote." if step.reason else "", **said)

    then(pathway.PLACING.refuse)
    assert taken_by(series) == {}
    then(pathway.PLACING.agree)
    assert taken_by(series) == {"First School": 1}
    then(pathway.PLACING.look_again)
    item.refresh_from_db()
    assert (taken_by(series), item.place) == ({}, "First School from 14 December 2026. Overtaken on 4 December 2026")
    (again,) = deciding.put_on_agenda(meeting(series), [item.case], by=people.officer, on=NEXT_ON)
    decide(again, SCHOOL, people.officer, school=second, starts_on=date(2027, 1, 11))
    assert taken_by(series) == {"Second School": 1}
    then(pathway.LEAVE)
    assert taken_by(series) == {}


def test_only_a_place_is_overtaken(people: People) -> None:
    item = on_agenda(people, meeting(panel()))
    with pytest.raises(IntegrityError, match="only_a_place_is_overtaken"):
        Item.objects.filter(pk=item.pk).update(overtaken_on=NEXT_ON)
