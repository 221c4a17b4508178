"""A step that is taken in parts, one for each parent, is put right with them: no date of it stays on the wrong day."""

from datetime import date

import pytest

from attendance.referrals import pathway
from attendance.referrals.models import Route
from oxle.cases import replay
from oxle.cases.models import Case
from oxle.core.errors import Refused
from tests.attendance import court
from tests.attendance import make as referrals
from tests.attendance.make import moment
from tests.attendance.test_corrections import put_right
from tests.attendance.test_referral_steps import change_route

pytestmark = pytest.mark.django_db


def days(case: Case, *steps: str) -> list[tuple[str, str, date]]:
    """The steps as last corrected: which, whom it concerns, when."""
    events = case.events.filter(step__in=steps, superseded_by=None).order_by("step", "party")
    return [(event.step, event.party.adult.given if event.party else "", event.on) for event in events]


def routes(case: Case) -> list[tuple[str, str, date, date | None]]:
    rows = Route.objects.filter(party__case=case).order_by("party", "pk")
    return [(row.party.adult.given, row.kind, row.from_on, row.to_on) for row in rows]


def agrees(case: Case) -> bool:
    return replay.differences(Case.objects.get(pk=case.pk)) == []


def test_a_final_warning_is_put_right_for_every_parent_to_whom_it_went(people, monkeypatch):
    case = court.final_warning(people)
    put_right(case, case.events.get(step="final_warning"), people.officer, monkeypatch, on="23/11/2026")
    on = date(2026, 11, 23)
    assert sorted(days(case, "final_warning", "warn_parent")) == [
        ("final_warning", "", on), ("warn_parent", "Kit", on), ("warn_parent", "Robin", on),
    ]  # fmt: skip
    assert agrees(case)


def test_a_part_that_was_put_right_by_itself_keeps_its_own_day(people, monkeypatch):
    case = court.final_warning(people)
    kit = case.events.get(step="warn_parent", party__adult__given="Kit")
    put_right(case, kit, people.officer, monkeypatch, on="25/11/2026")
    put_right(case, case.events.get(step="final_warning"), people.officer, monkeypatch, on="23/11/2026")
    assert sorted(days(case, "warn_parent")) == [
        ("warn_parent", "Kit", date(2026, 11, 25)), ("warn_parent", "Robin", date(2026, 11, 23)),
    ]  # fmt: skip


def test_an_acceptance_is_put_right_with_the_routes_that_were_chosen_in_it(people, monkeypatch):
    case = referrals.sent(people.school, people.child, people.lead, court.REFERRED)
    referrals.accepted(case, people.senior, date(2026, 10, 20))
    put_right(case, case.events.get(step="accept"), people.senior, monkeypatch, on="19/10/2026")
    on = date(2026, 10, 19)
    assert sorted(days(case, "accept", "choose_route")) == [
        ("accept", "", on), ("choose_route", "Kit", on), ("choose_route", "Robin", on),
    ]  # fmt: skip
    assert sorted(routes(case)) == [("Kit", "s444_1", on, None), ("Robin", "s444_1", on, None)]
    assert agrees(case)


def test_a_change_of_route_is_put_right_with_the_end_of_the_route_before_and_not_to_before_that_began(
    people, monkeypatch
):
    case = referrals.accepted(
        referrals.sent(people.school, people.child, people.lead, court.REFERRED), people.senior, date(2026, 10, 20)
    )
    kit = court.parent(case, "Kit")
    change_route(case, people.senior, kit, "none", date(2026, 11, 3))
    changed = case.events.get(step="drop_route")
    with pytest.raises(Refused) as refused:
        court.cases.correct(
            changed, by=people.senior, on=date(2026, 10, 19), at=moment(date(2026, 11, 4)), reason="A slip"
        )
    assert refused.value.message == "The route of Kit Example before it was chosen on 20 October 2026."
    put_right(case, changed, people.senior, monkeypatch, on="2/11/2026")
    assert [row[1:] for row in routes(case) if row[0] == "Kit"] == [
        ("s444_1", date(2026, 10, 20), date(2026, 11, 2)), ("none", date(2026, 11, 2), None),
    ]  # fmt: skip


def test_what_was_done_on_the_same_day_at_another_time_is_no_part_of_it(people, monkeypatch):
    case = referrals.accepted(
        referrals.sent(people.school, people.child, people.lead, court.REFERRED), people.senior, court.REFERRED
    )
    on = date(2026, 10, 20)
    court.taken(case, pathway.INVITE_PANEL, people.officer, on, facts={"meeting_on": "2026-11-06"})
    for step, given, hour in ((pathway.MISS_CALL, "Robin", 9), (pathway.REMIND, "Kit", 11)):
        case.refresh_from_db()
        court.cases.take(
            case, step, by=people.officer, on=on, at=moment(on).replace(hour=hour), party=court.parent(case, given),
            facts={"meeting_on": "2026-11-06"},
        )  # fmt: skip
    call = case.events.get(step="remind")
    court.cases.correct(call, by=people.officer, on=date(2026, 10, 21), at=moment(date(2026, 10, 22)), reason="A slip")
    assert days(case, "remind", "miss_call") == [("miss_call", "Robin", on), ("remind", "Kit", date(2026, 10, 21))]
