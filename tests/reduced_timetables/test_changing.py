"""The sessions rise: planned in steps at once, at a review, or with an extension; agreed to anew, and in the ledger."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from oxle.cases import actions as cases
from oxle.cases import revoking
from oxle.cases.challenges import challenges_of
from oxle.cases.correcting import put_right
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.provision.ledger import ledger
from oxle.provision.models import Offer
from oxle.registers.actions import write_weeks
from reduced_timetables import actions, changing, cosigning, panels, pathway, queries
from reduced_timetables.coded import Differs, lines_for
from reduced_timetables.models import SessionsChange, Timetable
from reduced_timetables.rules import AGREED_LAW
from reduced_timetables.weeks import in_words, weeks_of
from tests import make
from tests.exclusions.make import People, moment
from tests.reduced_timetables.make import BEGINS, ENDS, agreed, paper, parents_link, timetabled, told_of_timetable

pytestmark = pytest.mark.django_db
STARTS_ON, ENDS_ON = date(2026, 11, 9), date(2026, 12, 6)
RISES_ON, REVIEWED_ON = date(2026, 11, 23), date(2026, 11, 20)
# Every morning, and the afternoons of Monday and Tuesday: 17 hours a week.
MORE = ([time(9), time(12, 30), time(9), time(12, 30), *BEGINS[4:]], [time(11, 30), time(14, 45)] * 2 + ENDS[4:])
AT_FIRST, LATER, NOT = [150, 0] * 5, [150, 135, 150, 135] + [150, 0] * 3, "Not validated"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-12-11T10:00:00+00:00")
    return People()


def running(people: People, **changes: Any) -> Case:
    """A timetable that is validated."""
    case = timetabled(people.child, people.school, people.head, STARTS_ON, ENDS_ON, **changes)
    return take(people, case, pathway.VALIDATE, STARTS_ON).case


def take(people: People, case: Case, step: Step, on: date, **facts: Any) -> Event:
    case.refresh_from_db()
    return cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts, reason="")


def signed(on: date | None) -> dict[str, Any]:
    """The fresh agreement that comes with a step, or none."""
    if on is None:
        return {"given_by": "", "agreed_on": None}
    return {"given_by": "A parent", "agreed_on": on, "document": paper(moment(on))}


def change(
    people: People, case: Case, from_on: date = RISES_ON, *, on: date = REVIEWED_ON, sessions: Any = MORE,
    agreed_on: date | None = REVIEWED_ON,
) -> Event:  # fmt: skip
    case.refresh_from_db()
    return changing.change(
        Case.objects.get(pk=case.pk),
        pathway.CHANGE,
        data={"from_on": from_on, "sessions": sessions, **signed(agreed_on)},
        by=people.officer,
        on=on,
        at=moment(on),
        facts={"from_on": from_on.isoformat(), "why": "Copes well."},
        reason="",
    )


def extend(people: People, case: Case, *, sessions: Any = MORE, agreed_on: date | None = date(2026, 12, 3)) -> Event:
    on = date(2026, 12, 3)
    said = {"ends_on": date(2026, 12, 18), "review_on": date(2026, 12, 14), "risk_assessed_on": None}
    return changing.extend(
        Case.objects.get(pk=case.pk),
        pathway.EXTEND,
        data={**said, "sessions": sessions, **signed(agreed_on)},
        by=people.officer,
        on=on,
        at=moment(on),
        facts={"why": "Needs two weeks more."},
        reason="",
    )


def offers() -> list[tuple[date, date | None, Sequence[int], str]]:
    return [(one.from_on, one.to_on, one.minutes, one.basis) for one in Offer.objects.order_by("from_on")]


def due(case: Case) -> dict[str, date | None]:
    return {one.clock: one.due_on for one in case.deadlines.filter(state="running")}


def test_a_return_in_steps_that_is_told_at_once_is_agreed_to_at_once_and_each_step_is_in_the_ledger(
    people: People,
) -> None:
    on = date(2026, 11, 6)
    case = actions.tell(
        people.child, people.school, told=told_of_timetable(STARTS_ON, ENDS_ON), agreements=agreed(on),
        files={"parent": paper(moment(on))}, changes=[(RISES_ON, *MORE)], by=people.head, on=on, at=moment(on),
    )  # fmt: skip
    assert challenges_of(case) == []
    take(people, case, pathway.VALIDATE, STARTS_ON)
    assert offers() == [
        (STARTS_ON, date(2026, 11, 22), AT_FIRST, AGREED_LAW), (RISES_ON, None, LATER, AGREED_LAW),
    ]  # fmt: skip
    weeks = [ledger(people.child, monday, friday).offered for monday, friday in (
        (date(2026, 11, 16), date(2026, 11, 20)), (RISES_ON, date(2026, 11, 27)),
    )]  # fmt: skip
    assert weeks == [750, 1020]


@pytest.mark.parametrize(
    ("steps", "field", "said"),
    [
        ([(STARTS_ON, *MORE)], "step_1_on", "Enter a day after 9 November 2026"),
        ([(date(2026, 12, 7), *MORE)], "step_1_on", "It ends on 6 December 2026"),
        ([(RISES_ON, *MORE), (RISES_ON, *MORE)], "step_2_on", "Enter a day after 23 November 2026"),
        ([(RISES_ON, [time(8, 30), time(12, 30)] * 5, [time(11, 30), time(15)] * 5)], "step_1_0", "no reduced"),
    ],
)
def test_steps_out_of_order_or_of_full_time_are_refused_and_nothing_is_saved(
    people: People, steps: list[Any], field: str, said: str
) -> None:
    with pytest.raises(Refused, match=said) as refused:
        actions.tell(
            people.child, people.school, told=told_of_timetable(STARTS_ON, ENDS_ON), agreements=[], files={},
            changes=steps, by=people.head, on=STARTS_ON, at=moment(STARTS_ON),
        )  # fmt: skip
    assert (refused.value.field, Case.objects.exists(), SessionsChange.objects.exists()) == (field, False, False)


@pytest.mark.parametrize(("sessions", "then"), [(MORE, LATER), ((BEGINS, ENDS), AT_FIRST)])
def test_an_extension_may_bring_other_sessions_and_what_was_validated_stays_so(
    people: People, sessions: Any, then: list[int]
) -> None:
    case = running(people)
    extend(people, case, sessions=sessions)
    first, rest = (STARTS_ON, ENDS_ON, AT_FIRST, AGREED_LAW), (date(2026, 12, 7), None, then)
    assert offers() == [first, (*rest, NOT)]
    take(people, case, pathway.VALIDATE, date(2026, 12, 4))
    assert offers() == [first, (*rest, AGREED_LAW)]
    # Back before the extension began: its sessions never were.
    take(people, case, pathway.RETURN, date(2026, 12, 4), went="Well")
    assert offers() == [(STARTS_ON, date(2026, 12, 3), AT_FIRST, AGREED_LAW)]


def test_sessions_that_a_review_changes_are_asked_for_agreed_to_anew_and_last_no_longer(people: People) -> None:
    case = running(people)
    longest = due(case)["longest"]
    take(
        people, case, pathway.HOLD_REVIEW, REVIEWED_ON, attended="All", found="Better", changes_on=RISES_ON.isoformat()
    )
    assert (due(case)["new_sessions"], queries.to_change_on(case)) == (RISES_ON, RISES_ON)
    change(people, case, agreed_on=None)
    case.refresh_from_db()
    assert ("new_sessions" in due(case), due(case)["longest"], case.stage) == (False, longest, "notified")
    told = Timetable.objects.get()
    assert (told.since_on, told.ends_on) == (RISES_ON, ENDS_ON)
    assert [one.why for one in challenges_of(case)] == [
        "The written agreement of a parent is missing (SI 2024/208 reg 11(6))."
    ]
    assert offers() == [(STARTS_ON, date(2026, 11, 22), AT_FIRST, AGREED_LAW), (RISES_ON, None, LATER, NOT)]


def test_what_a_review_changes_takes_the_place_of_what_was_planned_for_later(people: People) -> None:
    on, planned = date(2026, 11, 6), date(2026, 11, 30)
    case = actions.tell(
        people.child, people.school, told=told_of_timetable(STARTS_ON, ENDS_ON), agreements=agreed(on), files={},
        changes=[(planned, *MORE)], by=people.head, on=on, at=moment(on),
    )  # fmt: skip
    fewer = ([time(9), *[None] * 9], [time(11, 30), *[None] * 9])
    change(people, case, sessions=fewer)
    assert [(week.from_on, week.to_on, sum(week.minutes)) for week in weeks_of(Timetable.objects.get())] == [
        (STARTS_ON, date(2026, 11, 22), 750), (RISES_ON, None, 150),
    ]  # fmt: skip
    assert [(one[0], one[1]) for one in offers()] == [(STARTS_ON, date(2026, 11, 22)), (RISES_ON, None)]


def test_new_sessions_with_their_agreement_in_time_are_not_challenged_and_late_ones_are(people: People) -> None:
    case = running(people)
    change(people, case)
    assert challenges_of(case) == []
    change(people, case, date(2026, 11, 30), on=date(2026, 12, 2), sessions=(BEGINS, ENDS), agreed_on=date(2026, 12, 2))
    assert [one.why for one in challenges_of(case)] == [
        "We were told on 2 December 2026, after the start on 30 November 2026: we must be told before. A parent agreed "
        "on 2 December 2026, after the start on 30 November 2026: nobody had agreed to the days before "
        "(SI 2024/208 reg 11(6))."
    ]
    assert [week.from_on for week in weeks_of(Timetable.objects.get())] == [STARTS_ON, RISES_ON, date(2026, 11, 30)]


@pytest.mark.parametrize(
    ("from_on", "sessions", "said"),
    [
        (STARTS_ON, MORE, "What is agreed to now begins on 9 November 2026"),
        (date(2026, 12, 7), MORE, "It ends on 6 December 2026. Extend it instead."),
        (RISES_ON, (BEGINS, ENDS), "These are the sessions of before"),
        (RISES_ON, ([time(8, 30), time(12, 30)] * 5, [time(11, 30), time(15)] * 5), "so this is no reduced timetable"),
    ],
)
def test_new_sessions_outside_their_time_or_that_are_none_are_refused(
    people: People, from_on: date, sessions: Any, said: str
) -> None:
    case = running(people)
    with pytest.raises(Refused, match=said):
        change(people, case, from_on, sessions=sessions)
    assert (Case.objects.get().stage, SessionsChange.objects.exists(), Offer.objects.count()) == ("active", False, 1)


@pytest.mark.parametrize("do", [change, extend])
def test_what_was_entered_by_mistake_is_taken_back_as_though_it_had_not_been(people: People, do: Any) -> None:
    case = running(people)
    before, stood = offers(), Timetable.objects.values("since_on", "ends_on", "risk_assessed_on").get()
    said = {"by": people.officer, "at": moment(date(2026, 12, 4)), "reason": "Another pupil."}
    left = revoking.revoke(Event.objects.get(pk=do(people, case, agreed_on=None).pk), **said)
    assert left == ["The school was asked about it. End that challenge."]
    case.refresh_from_db()
    assert (case.stage, offers(), len(weeks_of(Timetable.objects.get()))) == ("active", before, 1)
    assert Timetable.objects.values("since_on", "ends_on", "risk_assessed_on").get() == stood


def test_what_another_extension_or_change_rests_on_is_not_taken_back_and_no_agreement_to_it_is_left(
    people: People,
) -> None:
    case = running(people)
    first = change(people, case)
    extend(people, case)
    said = {"by": people.officer, "at": moment(date(2026, 12, 4)), "reason": "A slip."}
    with pytest.raises(Refused, match="since"):
        revoking.revoke(Event.objects.get(pk=first.pk), **said)
    revoking.revoke(Event.objects.get(step="extend"), **said)
    case.refresh_from_db()
    revoking.revoke(Event.objects.get(pk=first.pk), **said)
    told = Timetable.objects.get()
    assert [one.since_on for one in told.agreements.all() if one.stands] == [STARTS_ON]
    assert (told.since_on, told.ends_on, [one[2] for one in offers()]) == (STARTS_ON, ENDS_ON, [AT_FIRST])


def test_of_two_changes_that_nobody_validated_the_later_is_taken_back_first(people: People) -> None:
    case = timetabled(people.child, people.school, people.head, STARTS_ON, ENDS_ON)
    first = change(people, case)
    change(people, case, date(2026, 11, 30), sessions=(BEGINS, ENDS))
    with pytest.raises(Refused, match="Take that back first"):
        revoking.revoke(
            Event.objects.get(pk=first.pk), by=people.officer, at=moment(date(2026, 12, 4)), reason="A slip."
        )
    assert len(weeks_of(Timetable.objects.get())) == 3


def test_new_sessions_are_put_right_on_their_page_and_what_was_agreed_to_stays_so(people: People) -> None:
    case = running(people)
    event = change(people, case)
    client, url = make.signed_in(people.officer), reverse("cases:correct", args=[case.key, event.order])
    page = client.get(url)
    assert page.context["form"]["session_1"].value() == "12:30 to 14:45"
    case.refresh_from_db()
    typed = {
        "on": "20/11/2026", "from_on": "24/11/2026", "why": "Copes well.", "reason": "Tuesday", "version": case.version,
        **{f"session_{number}": "9:00 to 11:30" for number in range(0, 10, 2)}, "session_1": "12:30 to 14:45",
    }  # fmt: skip
    client.post(url, typed)
    assert [(one[0], one[1], sum(one[2])) for one in offers()] == [
        (STARTS_ON, date(2026, 11, 23), 750), (date(2026, 11, 24), None, 885),
    ]  # fmt: skip
    told = Timetable.objects.get()
    assert (told.since_on, queries.missing_of(told, ENDS_ON)) == (date(2026, 11, 24), [])
    corrected = case.events.get(supersedes=event)
    said = {one["what"]: (one["was"], one["now"]) for one in corrected.facts["changed"]}
    assert said["Tuesday afternoon"] == ("12:30 to 14:45", "")


def test_an_extension_put_right_takes_its_sessions_along(people: People) -> None:
    case = running(people)
    event = extend(people, case, sessions=(BEGINS, ENDS))
    assert not SessionsChange.objects.exists()
    said = {
        "by": people.officer, "on": event.on, "at": moment(date(2026, 12, 8)), "reason": "They were more.",
        "version": Case.objects.get().version, "changed": [{"what": "Monday afternoon", "was": "", "now": "12:30"}],
    }  # fmt: skip
    put_right(event, facts={**event.facts, "ends_on": "2026-12-17"}, data={"sessions": MORE}, **said)
    assert (offers()[1][2], Timetable.objects.get().ends_on) == (LATER, date(2026, 12, 17))


def test_the_first_day_put_right_moves_the_first_week_and_is_refused_after_the_sessions_change(people: People) -> None:
    case = running(people)
    change(people, case)
    told = case.events.get(step="tell")
    said = {"by": people.officer, "on": told.on, "at": moment(date(2026, 12, 8)), "reason": "A day later."}
    cases.correct(told, facts={**told.facts, "starts_on": "2026-11-10"}, **said)
    assert [(one[0], one[1]) for one in offers()] == [(date(2026, 11, 10), date(2026, 11, 22)), (RISES_ON, None)]
    newest = case.events.get(supersedes=told)
    with pytest.raises(Refused, match=r"before that day|Enter an earlier day"):
        cases.correct(newest, facts={**told.facts, "starts_on": RISES_ON.isoformat()}, **said)


def test_code_c2_is_held_against_the_sessions_of_its_day(people: People) -> None:
    case = running(people)
    change(people, case)
    # Monday afternoon is left out in the first week, and is not in the second.
    marks = {date(2026, 11, 16): "/ C2" + "/ C2" * 4, RISES_ON: "/ C2" + "/ \\ " + "/ C2" * 3}
    write_weeks(people.child, people.school, marks, source="daily feed", by=None)
    found = [(line.kind, line.sessions, line.last_on) for line in lines_for(people.officer, date(2026, 11, 27))]
    assert found == [(Differs.NOT_AGREED, 1, RISES_ON)]


def test_the_case_shows_every_week_with_its_day_and_the_parent_is_shown_what_is_to_be_agreed_to(people: People) -> None:
    case = running(people)
    change(people, case, agreed_on=None)
    told = Timetable.objects.get()
    shown = in_words(weeks_of(told))
    assert shown[0] == "From 9 November 2026: 12 hours 30 minutes a week, every day"
    assert "From 23 November 2026: 17 hours a week, every day" in shown
    page = make.signed_in(people.officer).get(case.get_absolute_url()).text
    for from_on, week in (("9 November", "12 hours 30 minutes"), ("23 November", "17 hours")):
        assert f"In school from {from_on} 2026" in page
        assert f"{week} a week, every day" in page
    (plan,) = (row["value"] for row in panels.plan_rows(told) if row["key"] == "In school")
    assert plan[:2] == ["17 hours a week, every day", "Monday morning: 09:00 to 11:30"]
    secret = parents_link(case.key, by=people.head, at=moment(date(2026, 12, 11)))
    assert cosigning.asked_by(secret, at=moment(date(2026, 12, 11))) is not None


def test_a_school_goes_on_from_its_review_to_the_new_sessions(people: People) -> None:
    case = running(people)
    client = make.signed_in(people.head)
    case.refresh_from_db()
    typed = {
        "on": "20/11/2026", "attended": "The mother", "found": "Better", "changes_on": "23/11/2026",
        "version": case.version,
    }  # fmt: skip
    went = client.post(reverse("reduced_timetables:step", args=[case.key, "hold_review"]), typed)
    url = reverse("reduced_timetables:step", args=[case.key, "change"])
    assert went["Location"] == url
    form = client.get(url).context["form"]
    assert (form["from_on"].initial, form["session_0"].value()) == (RISES_ON, "09:00 to 11:30")
    case.refresh_from_db()
    typed = {
        "on": "20/11/2026", "from_on": "23/11/2026", "why": "Copes.", "risk_assessed_on": "19/11/2026",
        "version": case.version,
    }  # fmt: skip
    wrong = client.post(url, {**typed, "session_0": "9:00 to 11:30", "session_1": "11:00am to 14:00"})
    assert wrong.context["form"].errors == {"session_1": ["This overlaps the morning, which ends at 11:30"]}
    sent = client.post(url, {**typed, "session_0": "9:00 to 11:30", "session_1": "12:30 to 14:45"}, follow=True).text
    assert "In school from 23 November 2026" in sent
    assert "4 hours 45 minutes a week, on Monday" in sent
    assert SessionsChange.objects.get().event.by == people.head
    # The new risk assessment that the form asks for is kept.
    assert Timetable.objects.get().risk_assessed_on == date(2026, 11, 19)


def test_a_school_tells_a_return_in_steps_on_its_form(people: People) -> None:
    from tests.reduced_timetables.test_pages import typed

    client = make.signed_in(people.head)
    notice = reverse("reduced_timetables:notice", args=[people.child.key])
    assert "The sessions change before the planned end" in client.get(notice).text
    day = {"step_1_on_day": "23", "step_1_on_month": "11", "step_1_on_year": "2026"}
    wrong = client.post(notice, typed(**day, step_2_3="12:45 to 2:45"))
    assert wrong.context["form"].errors == {
        "step_1_0": ["Enter the sessions from that day on, or leave the day empty"],
        "step_2_on": ["Enter from which day these sessions hold"],
    }
    client.post(notice, typed(**day, step_1_0="8:50 to 11:30", step_1_1="12:45 to 2:45"))
    assert [sum(week.minutes) for week in weeks_of(Timetable.objects.get())] == [280, 280]


@pytest.mark.parametrize("wrong", [{"begins": [None] * 9}, {"ends": [None] * 11}])
def test_the_database_holds_what_cannot_be_of_a_change(people: People, wrong: dict[str, Any]) -> None:
    change(people, running(people))
    with pytest.raises(IntegrityError), transaction.atomic():
        SessionsChange.objects.update(**wrong)
