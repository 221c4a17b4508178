"""What a school must say of its own steps before it referred, step by step."""

from datetime import date

import pytest

from attendance.referrals import submission
from attendance.referrals.models import DraftFile, PreStepKind, Reason, Referral
from attendance.referrals.rules import ILLNESS_DAYS, SCHOOL_ACTS_BELOW, SCHOOL_REVIEW_WITHIN
from attendance.referrals.section_forms import BeforeForm
from attendance.referrals.steps import answer_in_words, hint_of
from oxle.core.rules import change_rule
from oxle.documents.models import File

DONE = {"done": "yes", "on": "10/9/2026", "method": "Letter", "outcome": "Recorded"}


def form(kind, **told):
    return BeforeForm({**DONE, **told}, kind=kind, on=date(2026, 10, 16))


def errors(kind, **told):
    return {name: list(found) for name, found in form(kind, **told).errors.items()}


def test_early_help_that_was_offered_and_not_answered_is_an_outcome_of_its_own():
    filled = form(PreStepKind.EARLY_HELP, answer="offered")
    assert filled.errors == {}
    assert answer_in_words("early_help", filled.answers()["answer"]) == "Offered, no answer yet"
    assert list(filled.fields["answer"].widget.choices)[1:] == [
        ("offered", "Offered, no answer yet"),
        ("declined", "Offered and declined"),
        ("started", "Started"),
        ("completed", "Completed"),
    ]


def test_how_the_parents_were_contacted_must_be_said():
    assert errors(PreStepKind.CONTACT, answer="agreed", method="") == {"method": ["Enter how the contact was made"]}
    assert errors(PreStepKind.CONTACT, answer="agreed") == {}
    assert errors(PreStepKind.CONTACT, done="no", on="", method="", because="No parent is known.") == {}


def test_how_is_not_asked_of_what_is_no_contact():
    assert errors(PreStepKind.FIRST_REVIEW, method="") == {}


@pytest.mark.parametrize("answer", ["both", "parents", "pupil"])
def test_whether_the_pupil_was_part_of_the_target_must_be_said(answer):
    assert errors(PreStepKind.TARGET) == {"answer": ["Choose what happened"]}
    assert errors(PreStepKind.TARGET, answer=answer) == {}


def test_who_was_invited_to_the_planning_meeting_and_who_came_must_be_said():
    assert errors(PreStepKind.PLANNING_MEETING) == {
        "invited": ["Enter who was invited"],
        "came": ["Enter who came, or that nobody did"],
    }
    assert errors(PreStepKind.PLANNING_MEETING, invited="Parents, pupil, school nurse", came="Nobody") == {}


def test_of_several_documents_of_a_step_the_newest_is_the_one_that_stands_beside_it():
    told = {"done": "yes", "on": "2026-09-10", "outcome": "Recorded"}
    sections = {f"step_{kind.value}": told for kind in PreStepKind}
    newest, oldest = (DraftFile(section="step_contact", file=File(name=name)) for name in ("newest.pdf", "oldest.pdf"))
    found = submission.pre_steps(Referral(reason=Reason.NOT_ATTENDING), sections, [newest, oldest])
    assert {step.kind: step.document.name for step in found if step.document} == {"contact": "newest.pdf"}


@pytest.mark.django_db
def test_the_hints_say_the_numbers_that_the_rules_have_on_the_day():
    kinds = (PreStepKind.CAUSE, PreStepKind.GP_PERMISSION, PreStepKind.FIRST_REVIEW, PreStepKind.SECOND_REVIEW)
    before = [hint_of(kind, date(2026, 10, 16)) for kind in kinds]
    assert before == [
        "Attendance fell under 90% and you found out why.",
        "For illness over 10 days, or in a pattern, that is genuinely doubted.",
        "Not more than 20 school days after the target was set.",
        "Not more than 20 school days after the plan.",
    ]
    for rule, value in ((SCHOOL_ACTS_BELOW, "92.5"), (ILLNESS_DAYS, "7"), (SCHOOL_REVIEW_WITHIN, "15 school days")):
        change_rule(rule, value, from_on=date(2026, 11, 2), reason="Agreed by the team")
    assert [hint_of(kind, date(2026, 11, 1)) for kind in kinds] == before
    assert [hint_of(kind, date(2026, 11, 2)) for kind in kinds] == [
        "Attendance fell under 92.5% and you found out why.",
        "For illness over 7 days, or in a pattern, that is genuinely doubted.",
        "Not more than 15 school days after the target was set.",
        "Not more than 15 school days after the plan.",
    ]
    assert "{}" not in "".join(hint_of(kind, date(2026, 11, 2)) for kind in PreStepKind)
