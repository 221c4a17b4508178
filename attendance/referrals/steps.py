"""The school's own steps before it refers: what each is called, what its page asks, and the answers we must know."""

from datetime import date
from typing import Any

from attendance.referrals import rules
from attendance.referrals.models import PreStepKind
from oxle.core.rules import Rule

TITLES = {
    PreStepKind.CAUSE: "Reason for absence identified",
    PreStepKind.CONTACT: "Parents contacted",
    PreStepKind.HOME_VISIT: "Home visit",
    PreStepKind.EARLY_HELP: "Early help",
    PreStepKind.TARGET: "Target set with parents and pupil",
    PreStepKind.GP_PERMISSION: "Permission to contact the GP",
    PreStepKind.FIRST_REVIEW: "First review",
    PreStepKind.PENALTY_NOTICE: "Penalty notice considered",
    PreStepKind.TARGET_MISSED: "Target not met",
    PreStepKind.PLANNING_MEETING: "Planning meeting or TAC",
    PreStepKind.ACTION_PLAN: "Action plan and support",
    PreStepKind.SECOND_REVIEW: "Second review",
    PreStepKind.PLAN_FAILED: "Action plan did not work",
}
# A brace stands for the number of the step's rule, as it is on the day.
HINTS = {
    PreStepKind.CAUSE: "Attendance fell under {} and you found out why.",
    PreStepKind.CONTACT: "By phone, by letter, or at an attendance contract meeting. Say if a contract was refused.",
    PreStepKind.HOME_VISIT: "Say whether one was made, or why you decided against it.",
    PreStepKind.EARLY_HELP: "An assessment offered and declined counts as attempted.",
    PreStepKind.TARGET: "An achievable target, agreed with the parents and with the pupil.",
    PreStepKind.GP_PERMISSION: "For illness over {}, or in a pattern, that is genuinely doubted.",
    PreStepKind.FIRST_REVIEW: "Not more than {} after the target was set.",
    PreStepKind.PENALTY_NOTICE: "Say whether one was asked for, or why it was not appropriate.",
    PreStepKind.TARGET_MISSED: "What attendance was by the review.",
    PreStepKind.PLANNING_MEETING: "Parents, pupil and everyone who works with the family should be invited.",
    PreStepKind.ACTION_PLAN: "What was agreed, and the support given.",
    PreStepKind.SECOND_REVIEW: "Not more than {} after the plan.",
    PreStepKind.PLAN_FAILED: "What attendance was by the second review.",
}
HINT_RULES: dict[PreStepKind, Rule[Any]] = {
    PreStepKind.CAUSE: rules.SCHOOL_ACTS_BELOW,
    PreStepKind.GP_PERMISSION: rules.ILLNESS_DAYS,
    PreStepKind.FIRST_REVIEW: rules.SCHOOL_REVIEW_WITHIN,
    PreStepKind.SECOND_REVIEW: rules.SCHOOL_REVIEW_WITHIN,
}
# A step's own question, and what can be answered, where the service must know the answer and not only read it.
ANSWERS: dict[PreStepKind, tuple[str, dict[str, str]]] = {
    PreStepKind.CONTACT: (
        "Was an attendance contract offered?",
        {"agreed": "Offered and agreed", "refused": "Offered and refused", "not_offered": "Not offered"},
    ),
    PreStepKind.HOME_VISIT: (
        "Was a home visit made?",
        {"made": "Made", "nobody": "Tried, nobody answered", "decided_against": "Decided against"},
    ),
    PreStepKind.EARLY_HELP: (
        "How far did early help get?",
        {
            "offered": "Offered, no answer yet",
            "declined": "Offered and declined",
            "started": "Started",
            "completed": "Completed",
        },
    ),
    PreStepKind.TARGET: (
        "Who set the target with you?",
        {
            "both": "Parents and the pupil",
            "parents": "Parents, without the pupil",
            "pupil": "The pupil, without the parents",
        },
    ),
    PreStepKind.GP_PERMISSION: (
        "Did the parents give permission?",
        {"given": "Given", "refused": "Refused", "no_answer": "No answer"},
    ),
    PreStepKind.PENALTY_NOTICE: (
        "What was decided?",
        {"asked": "A penalty notice was asked for", "not_appropriate": "Not appropriate"},
    ),
}
# The steps that are a contact with the family: how it was made must be known.
CONTACTS = {PreStepKind.CONTACT}
# The meeting's own two questions.
INVITED, CAME = "Who was invited?", "Who came?"


def hint_of(kind: PreStepKind, on: date) -> str:
    """What the page of a step says of it, with the number that its rule has on a day."""
    rule = HINT_RULES.get(kind)
    return HINTS[kind].format(rule.in_words(rule.on(on))) if rule else HINTS[kind]


def answer_in_words(kind: PreStepKind | str, answer: str) -> str:
    """What a step's own question was answered with; empty where it has none or was not answered."""
    _, choices = ANSWERS.get(PreStepKind(kind), ("", {}))
    return choices.get(answer, "")
