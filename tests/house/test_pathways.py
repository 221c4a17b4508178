"""Every installed pathway makes sense, and an unsound one is refused in plain words."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.management import call_command

from attendance.referrals.letters import FIRST_WARNING
from oxle.accounts.permissions import write
from oxle.cases import duties
from oxle.cases.challenges import ANSWER, CHALLENGE, REPLY
from oxle.cases.earlier import MISTAKEN
from oxle.cases.pathways import Against, Check, Clock, Fact, Pathway, Stage, Step, Subject, Turn
from oxle.cases.soundness import faults
from oxle.schooldays.limits import weeks

BEGUN = Stage("begun", "Begun")
ENDED = Stage("ended", "Ended", closed=True)
BEGIN = Step("begin", "Begin", at=(), to=BEGUN, by=write("attendance"))
END = Step("end", "End", at=(BEGUN,), to=ENDED, by=write("attendance"))
DUE = Clock("due", "Finish", against=Against.COUNCIL, limit=weeks(1), from_=(BEGIN,), stops=(END,), law="A rule")


def made(**changes: object) -> Pathway:
    parts = {
        "key": "example/pathway",
        "duty": "example",
        "name": "Example",
        "version": 1,
        "in_force_from": date(2026, 1, 1),
        "subject": Subject.CHILD,
        "source": "An example",
        "stages": (BEGUN, ENDED),
        "steps": (BEGIN, END),
        "clocks": (DUE,),
        "opening": (BEGIN,),
    }
    return Pathway(**{**parts, **changes})


def test_every_installed_pathway_is_sound():
    found = {pathway.key: faults(pathway) for duty in duties.duties() for pathway in duty.pathways}
    assert {key: fault for key, fault in found.items() if fault} == {}
    assert "attendance/referrals" in found


def test_a_challenge_can_be_answered_and_ended_wherever_it_may_still_wait():
    """Also once the case is closed; not where a case was entered by mistake, and where closing waits for the end."""
    lacking = []
    for path in (one for duty in duties.duties() for one in duty.pathways):
        found = {step.key: step for step in path.steps}
        if CHALLENGE not in found:
            continue
        answer = found[ANSWER]
        for stage in path.stages:
            ways = [step for step in path.steps if step.to is stage]
            waited_for = all(any(check.met_by is answer for check in step.needs) for step in ways)
            if stage.key != MISTAKEN and not (stage.closed and waited_for):
                lacking += [(path.key, stage.key, key) for key in (REPLY, ANSWER) if stage not in found[key].at]
    assert lacking == []


def test_the_example_is_sound():
    assert faults(made()) == []


LIMBO = Stage("limbo", "In limbo")
TO_LIMBO = Step("to_limbo", "Send to limbo", at=(BEGUN,), to=LIMBO, by=write("attendance"))
FREE = Step("free", "Free from limbo", at=(LIMBO,), to=ENDED, by=write("attendance"))
FREED = replace(DUE, key="freed", label="Free", stops=(FREE, END))
DAY = Fact("day", "A day")
ON_A_DAY = Step("begin", "Begin", at=(), to=BEGUN, by=write("attendance"), records=(DAY,))
FROM_DAY = Clock("x", "Wait", Against.COUNCIL, weeks(1), (ON_A_DAY,), (END,), "A rule", anchor=DAY)
LOOK = Step("look", "Look", at=(BEGUN,), by=write("attendance"))
LOOKED = Check("looked", "Somebody looked", met_by=LOOK)
LOOKING = replace(DUE, stops=(LOOK,))
PAUSE = Step("pause", "Pause", at=(BEGUN,), by=write("attendance"))
RESUME = Step("resume", "Resume", at=(BEGUN,), by=write("attendance"))
PAUSED = Clock("due", "Finish", Against.COUNCIL, weeks(1), (BEGIN,), (END,), "A rule", pauses=(PAUSE,))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (
            {"stages": (BEGUN, ENDED, LIMBO), "steps": (BEGIN, END, TO_LIMBO)},
            "A case at the stage “In limbo” is stranded: no steps lead from it to an end.",
        ),
        ({"stages": (BEGUN, ENDED, LIMBO)}, "No step leads to the stage “In limbo”."),
        (
            {"steps": (BEGIN, END, TO_LIMBO)},
            "The step “Send to limbo” speaks of the stage “In limbo”, which this pathway does not have.",
        ),
        ({"steps": (BEGIN, END, END)}, "Two steps are called “end”."),
        (
            {"steps": (BEGIN, END), "clocks": (Clock("x", "Wait", Against.COUNCIL, weeks(1), (BEGIN,), (), "A rule"),)},
            "Nothing ever stops the clock “Wait”, and it opens nothing.",
        ),
        (
            {"clocks": (Clock("x", "Wait", Against.COUNCIL, weeks(1), (BEGIN,), (END,), ""),)},
            "The clock “Wait” does not say which law or policy it rests on.",
        ),
        (
            {"clocks": (Clock("x", "Wait", Against.COUNCIL, weeks(1), (BEGIN,), (END,), "A rule", anchor=DAY),)},
            "The clock “Wait” counts from “A day”, which a step that starts it does not record.",
        ),
        (
            {"clocks": (Clock("x", "Wait", Against.COUNCIL, weeks(1), (BEGIN,), (END,), "A rule", waived=DAY),)},
            "The clock “Wait” is not owed where “A day” is recorded, which a step that starts it does not record.",
        ),
        (
            {"stages": (BEGUN, LIMBO, ENDED), "steps": (BEGIN, TO_LIMBO, END, FREE), "clocks": (DUE, FREED)},
            "The clock “Finish” can run at “In limbo”, from where nothing that stops it can be done any more.",
        ),
        ({"clocks": ()}, "A case at the stage “Begun” can be forgotten: no clock is sure to run there."),
        (
            {"steps": (ON_A_DAY, END), "opening": (ON_A_DAY,), "clocks": (FROM_DAY,)},
            "A case at the stage “Begun” can be forgotten: no clock is sure to run there.",
        ),
        (
            {"steps": (BEGIN, END, PAUSE, RESUME), "pause": PAUSE, "resume": RESUME, "clocks": (PAUSED,)},
            "A case at the stage “Begun” can be forgotten while it is paused: no clock is sure to run there.",
        ),
        (
            {"clocks": (replace(DUE, unless=(PAUSED,)),)},
            "The clock “Finish” runs in the stead of “Finish”, which this pathway does not have.",
        ),
        (
            {"road": (Turn((TO_LIMBO,), waits_for=DUE),)},
            "The usual way speaks of the step “Send to limbo”, which this pathway does not have.",
        ),
        (
            {"road": (Turn((END,), waits_for=DAY, told_by=BEGIN),)},
            "The usual way waits for “A day”, which nothing on this pathway tells.",
        ),
        (
            {"clocks": (), "road": (Turn((END,), waits_for=DUE),)},
            "The usual way waits for “Finish”, which nothing on this pathway tells.",
        ),
        (
            {"steps": (BEGIN, replace(END, stays_at=(BEGUN,)))},
            "The step “End” must lead from one of its stages, and stay at others of them.",
        ),
        (
            {"steps": (BEGIN, replace(END, overtakes=(FIRST_WARNING,)))},
            "The step “End” overtakes, renews, tells again or restores “First warning about school attendance”, a "
            "letter that no other step sends.",
        ),
        (
            {"steps": (BEGIN, replace(END, renews=(FIRST_WARNING,)))},
            "The step “End” overtakes, renews, tells again or restores “First warning about school attendance”, a "
            "letter that no other step sends.",
        ),
        (
            {"steps": (BEGIN, replace(END, tells_again=(FIRST_WARNING,)))},
            "The step “End” overtakes, renews, tells again or restores “First warning about school attendance”, a "
            "letter that no other step sends.",
        ),
        (
            {"steps": (BEGIN, replace(END, restores=(FIRST_WARNING,)))},
            "The step “End” overtakes, renews, tells again or restores “First warning about school attendance”, a "
            "letter that no other step sends.",
        ),
        ({"pause": END}, "A pathway that can be paused must be able to resume, and the other way round."),
    ],
)
def test_an_unsound_pathway_is_refused_in_plain_words(changes, fault):
    assert fault in faults(made(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"clocks": (replace(DUE, against=Against.COURT), FREED)},
        {"clocks": (replace(DUE, stops=(END, TO_LIMBO)), FREED)},
        {"clocks": (replace(DUE, stops=(END, FREE)), FREED)},
        {"steps": (BEGIN, LOOK, replace(TO_LIMBO, needs=(LOOKED,)), END, FREE), "clocks": (LOOKING, FREED)},
    ],
)
def test_what_is_owed_can_be_done_wherever_it_is_due(changes):
    assert faults(made(**{"stages": (BEGUN, LIMBO, ENDED), "steps": (BEGIN, TO_LIMBO, END, FREE), **changes})) == []


def test_a_stage_that_is_followed_on_other_cases_needs_no_clock_of_its_own():
    begun = replace(BEGUN, elsewhere=True)
    begin, end = replace(BEGIN, to=begun), replace(END, at=(begun,))
    assert faults(made(stages=(begun, ENDED), steps=(begin, end), opening=(begin,), clocks=())) == []


def test_of_two_clocks_of_which_one_runs_where_the_other_has_no_day_yet_one_is_sure_to_run():
    meanwhile = replace(FROM_DAY, key="y", anchor=replace(DAY, key="not_known_from"), instead_of=FROM_DAY)
    begin = replace(ON_A_DAY, records=(DAY, meanwhile.anchor))
    clocks = [replace(one, from_=(begin,)) for one in (FROM_DAY, meanwhile)]
    clocks[1] = replace(clocks[1], instead_of=clocks[0])
    assert faults(made(steps=(begin, END), opening=(begin,), clocks=tuple(clocks))) == []
    alone = "The clock “Wait” runs in the stead of “Wait”, which this pathway does not have."
    assert alone in faults(made(steps=(begin, END), opening=(begin,), clocks=(clocks[1],)))


def test_a_clock_from_a_fact_that_every_such_step_records_is_sure_to_run():
    begin = replace(ON_A_DAY, records=(replace(DAY, required=True),))
    clock = replace(FROM_DAY, from_=(begin,), anchor=begin.records[0])
    assert faults(made(steps=(begin, END), opening=(begin,), clocks=(clock,))) == []


def test_the_generated_pages_are_fresh():
    call_command("docs", check=True)
