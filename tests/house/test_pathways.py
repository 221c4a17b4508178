"""Every installed pathway makes sense, and an unsound one is refused in plain words."""

from datetime import date

import pytest
from django.core.management import call_command

from oxle.accounts.permissions import write
from oxle.cases import duties
from oxle.cases.pathways import Against, Clock, Fact, Pathway, Stage, Step, Subject
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


def test_the_example_is_sound():
    assert faults(made()) == []


LIMBO = Stage("limbo", "In limbo")
TO_LIMBO = Step("to_limbo", "Send to limbo", at=(BEGUN,), to=LIMBO, by=write("attendance"))
DAY = Fact("day", "A day")


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
        ({"pause": END}, "A pathway that can be paused must be able to resume, and the other way round."),
    ],
)
def test_an_unsound_pathway_is_refused_in_plain_words(changes, fault):
    assert fault in faults(made(**changes))


def test_the_generated_pages_are_fresh():
    call_command("docs", check=True)
