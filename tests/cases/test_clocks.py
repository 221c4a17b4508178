"""The clock engine by itself: what starts, stops, pauses, replaces and opens, worked out from facts alone."""

from dataclasses import replace
from datetime import date

from oxle.accounts.permissions import write
from oxle.cases.clocks import Happening, Standing, State, deadlines, not_before, standing
from oxle.cases.pathways import Against, Basis, Clock, Fact, Pathway, Stage, Step, Subject
from oxle.core.rules import Rule
from oxle.schooldays.calendar import SchoolCalendar, TermDates
from oxle.schooldays.limits import calendar_days, parse, school_days, weeks

WORK = write("example")
OPEN, WAIT, DONE = Stage("open", "Open"), Stage("wait", "Waiting"), Stage("done", "Done", closed=True)
SERVED_ON = Fact("served_on", "Day of service")
BEGIN = Step("begin", "Begin", at=(), to=OPEN, by=WORK)
NOTIFY = Step("notify", "Serve the notice", at=(OPEN,), to=WAIT, by=WORK, records=(SERVED_ON,), per_party=True)
ORDER = Step("order", "Make the order", at=(WAIT,), to=DONE, by=WORK, per_party=True)
MEET = Step("meet", "Meet", at=(OPEN, WAIT), by=WORK)
HOLD = Step("hold", "Pause", at=(OPEN, WAIT), by=WORK)
GO_ON = Step("go_on", "Resume", at=(OPEN, WAIT), by=WORK)
CLOSE = Step("close", "Close", at=(OPEN, WAIT), to=DONE, by=WORK)
LIMIT: Rule = Rule("tests.meeting_within", "Meet within", weeks(5), parse, "Example")
NOTICE = Clock(
    "notice", "Parent's time to answer", Against.PARENT, calendar_days(15).beginning_with(), (NOTIFY,), (ORDER,),
    "Education Act 1996 s.437(2)", basis=Basis.LAW, anchor=SERVED_ON, opens=(ORDER,),
)  # fmt: skip
MEETING = Clock("meeting", "Meet", Against.COUNCIL, LIMIT, (BEGIN,), (MEET,), "Example", pauses=(HOLD,))
RETURNS = Clock("returns", "Return", Against.SCHOOL, school_days(5), (MEET,), (CLOSE,), "Example")
EXAMPLE = Pathway(
    key="example/clocks", duty="example", name="Example", version=1, in_force_from=date(2026, 1, 1),
    subject=Subject.CHILD, source="Example", stages=(OPEN, WAIT, DONE),
    steps=(BEGIN, NOTIFY, ORDER, MEET, HOLD, GO_ON, CLOSE), clocks=(NOTICE, MEETING, RETURNS), opening=(BEGIN,),
    pause=HOLD, resume=GO_ON,
)  # fmt: skip
CALENDAR = SchoolCalendar("Example", [TermDates("Autumn", date(2026, 9, 2), date(2026, 10, 23))])


def resolve(rule: Rule, day: date):
    return rule.default


def happened(*rows: tuple) -> list[Happening]:
    """Steps as (step, day) or (step, day, party, facts), numbered from 1 in their order."""
    filled = [row if len(row) == 4 else (*row, None, {}) for row in rows]
    return [
        Happening(id=number, order=number, step=step.key, on=on, party=party, facts=facts)
        for number, (step, on, party, facts) in enumerate(filled, 1)
    ]


def worked(*rows: tuple):
    return {(one.clock.key, one.event): one for one in deadlines(EXAMPLE, happened(*rows), CALENDAR, resolve)}


def test_a_clock_runs_from_its_step_and_is_met_by_its_stop():
    found = worked((BEGIN, date(2026, 9, 2)), (MEET, date(2026, 9, 9)))
    assert (found["meeting", 1].due_on, found["meeting", 1].state, found["meeting", 1].met_on) == (
        date(2026, 10, 7),
        State.MET,
        date(2026, 9, 9),
    )


def test_a_clock_counts_from_the_fact_the_step_recorded_not_from_the_step():
    found = worked((BEGIN, date(2026, 9, 2)), (NOTIFY, date(2026, 11, 20), 7, {"served_on": "2026-11-23"}))
    # Worked example W52: served by hand on Monday 23 November 2026, last day Monday 7 December.
    assert found["notice", 2].due_on == date(2026, 12, 7)


def test_a_clock_without_its_fact_does_not_run():
    assert set(worked((BEGIN, date(2026, 9, 2)), (NOTIFY, date(2026, 11, 20), 7, {}))) == {("meeting", 1)}


def test_a_waiting_clock_keeps_its_step_closed_for_the_same_party_only():
    rows = happened((BEGIN, date(2026, 9, 2)), (NOTIFY, date(2026, 11, 23), 7, {"served_on": "2026-11-23"}))
    found = deadlines(EXAMPLE, rows, CALENDAR, resolve)
    assert not_before(EXAMPLE, ORDER, 7, found) == (date(2026, 12, 7), NOTICE)
    assert not_before(EXAMPLE, ORDER, 8, found) is None
    assert not_before(EXAMPLE, MEET, 7, found) is None


def test_a_stop_for_one_party_does_not_stop_anothers_clock():
    found = worked(
        (BEGIN, date(2026, 9, 2)),
        (NOTIFY, date(2026, 11, 23), 7, {"served_on": "2026-11-23"}),
        (NOTIFY, date(2026, 11, 23), 8, {"served_on": "2026-11-24"}),
        (ORDER, date(2026, 12, 9), 7, {}),
    )
    assert (found["notice", 2].state, found["notice", 3].state) == (State.MET, State.ENDED)


def test_runs_kept_apart_are_not_replaced_and_end_with_what_is_about_the_same():
    about = Fact("about", "What it is about")
    apart = Clock("apart", "Decide", Against.SCHOOL, school_days(5), (MEET,), (GO_ON,), "Example", apart=about)
    pathway = replace(EXAMPLE, clocks=(apart,))
    began = [(MEET, date(2026, 9, day), None, {"about": name}) for day, name in ((3, "A"), (4, "B"), (7, "C"))]

    def states(*ends: dict) -> list[str]:
        rows = [(BEGIN, date(2026, 9, 2)), *began, *((GO_ON, date(2026, 9, 8), None, said) for said in ends)]
        return [one.state.value for one in deadlines(pathway, happened(*rows), CALENDAR, resolve)]

    assert states() == ["running"] * 3
    assert states({"about": "B"}) == ["running", "met", "running"]
    assert states({"about": ["A", "C"]}) == ["met", "running", "met"]
    assert states({}) == ["met"] * 3  # one that says nothing is about all


def test_what_is_waived_by_a_fact_of_its_start_does_not_run():
    owes = Fact("another_owes", "Another owes it")
    ours = Clock("ours", "Teach", Against.COUNCIL, school_days(5), (MEET,), (GO_ON,), "Example", waived=owes)
    pathway = replace(EXAMPLE, clocks=(ours,))

    def runs(**said: str | None) -> int:
        rows = [(BEGIN, date(2026, 9, 2)), (MEET, date(2026, 9, 3), None, said)]
        return len(deadlines(pathway, happened(*rows), CALENDAR, resolve))

    assert (runs(), runs(another_owes=None), runs(another_owes="2026-09-03")) == (1, 1, 0)


def test_a_newer_start_replaces_the_older_run_of_the_same_party():
    found = worked((BEGIN, date(2026, 9, 2)), (MEET, date(2026, 9, 9)), (MEET, date(2026, 9, 16)))
    assert (found["returns", 2].state, found["returns", 3].state) == (State.REPLACED, State.RUNNING)


def test_days_inside_a_pause_do_not_count():
    found = worked((BEGIN, date(2026, 9, 2)), (HOLD, date(2026, 9, 14)), (GO_ON, date(2026, 9, 21)))
    assert found["meeting", 1].due_on == date(2026, 10, 14)


def test_while_a_pause_lasts_there_is_no_date_and_it_says_why():
    found = worked((BEGIN, date(2026, 9, 2)), (HOLD, date(2026, 9, 14)))
    one = found["meeting", 1]
    assert (one.state, one.due_on, one.why_not) == (State.PAUSED, None, "paused since 14 September 2026")
    held = standing(EXAMPLE, happened((BEGIN, date(2026, 9, 2)), (HOLD, date(2026, 9, 14))))
    assert held.paused_since_on == date(2026, 9, 14)


def test_closing_ends_what_still_runs():
    found = worked((BEGIN, date(2026, 9, 2)), (CLOSE, date(2026, 9, 3)))
    assert found["meeting", 1].state is State.ENDED


def test_a_calendar_that_ends_too_soon_gives_no_date_but_refuses_nothing():
    found = worked((BEGIN, date(2026, 9, 2)), (MEET, date(2026, 10, 22)))
    one = found["returns", 2]
    assert (one.due_on, one.state, one.counted.needs_terms) == (None, State.RUNNING, True)
    assert one.why_not == "terms after 23 October 2026 are not loaded"


def test_where_a_case_stands_follows_from_what_has_happened_alone():
    begun = (BEGIN, date(2026, 9, 2))
    assert standing(EXAMPLE, happened(begun, (MEET, date(2026, 9, 9)))) == Standing(
        stage=OPEN, opened_on=date(2026, 9, 2), stage_since_on=date(2026, 9, 2), paused_since_on=None, closed_on=None
    )
    paused_and_resumed = ((HOLD, date(2026, 9, 14)), (GO_ON, date(2026, 9, 16)))
    assert standing(EXAMPLE, happened(begun, *paused_and_resumed, (CLOSE, date(2026, 9, 18)))) == Standing(
        stage=DONE,
        opened_on=date(2026, 9, 2),
        stage_since_on=date(2026, 9, 18),
        paused_since_on=None,
        closed_on=date(2026, 9, 18),
    )
