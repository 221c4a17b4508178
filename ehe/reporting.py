"""What analysts read of home education: what was told when it began, and the exit forms of schools."""

from ehe.models import Meeting, Reason, ToldBy
from oxle.cases.reporting import CASE
from oxle.core.reporting import View, coded, day, moment, number, register, yes_no

register(
    View(
        "home_education",
        "Education at home as it was first told. How it is judged is the stage of the case.",
        (
            CASE,
            moment("told_at", "told.told_at", "When the council was told."),
            coded("told_by", "told.told_by", "Who told it first.", ToldBy),
            coded("reason", "told.reason", "The parents’ main reason, as the national return groups them.", Reason),
            day("letter_on", "told.letter_on", "Date of the parents’ letter."),
            day("last_on", "told.last_on", "Last day at school."),
            yes_no(
                "special_place", "told.special_place", "Whether the council had arranged a place at a special school."
            ),
            yes_no("order_open", "told.order_open", "Whether a School Attendance Order was in force."),
        ),
        "FROM ehe_homeeducation AS told JOIN cases_case AS the_case ON the_case.id = told.case_id",
        ("reason", "told_by"),
    ),
    View(
        "exit_forms",
        "An exit form as a school sent it, without its words.",
        (
            CASE,
            number("number", "form.number", "Which form of its case it is; one that was returned stays."),
            day("sent_on", "form.sent_on", "Day on which it was sent."),
            day("last_on", "form.last_on", "Last day at school."),
            day("deleted_on", "form.deleted_on", "Day on which the name was taken off the register."),
            yes_no(
                "suggested", "form.suggested", "Whether somebody at the school had suggested it; empty where not said."
            ),
            coded("meeting", "form.meeting", "What became of the meeting that a school offers first.", Meeting),
            day("returned_on", "form.returned_on", "Day on which it was sent back for what was missing."),
            day("accepted_on", "form.accepted_on", "Day on which it was accepted."),
        ),
        "FROM ehe_exitform AS form JOIN cases_case AS the_case ON the_case.id = form.case_id",
        ("meeting",),
    ),
)
