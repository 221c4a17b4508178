"""What analysts read of reduced timetables, of the agreements to them, and of the weekly returns of schools."""

from oxle.cases.reporting import CASE
from oxle.core.reporting import Column, Kind, View, coded, day, number, register, yes_no
from reduced_timetables.models import EarlyHelp, Reason, Says, Whose

OF_CASE = "JOIN cases_case AS the_case ON the_case.id = told.case_id"

register(
    View(
        "reduced_timetables",
        "A reduced timetable as it stands now. The minutes of its weeks are an offer of the school (offers).",
        (
            CASE,
            coded("reason", "told.reason", "Why the pupil is in for part of the week.", Reason),
            day("starts_on", "told.starts_on", "First day."),
            day("since_on", "told.since_on", "Since when it is as it is now."),
            day("ends_on", "told.ends_on", "Planned last day."),
            day("review_on", "told.review_on", "Day of the next review."),
            Column("off_site_hours", "told.off_site_hours", "Hours a week somewhere else.", Kind.AMOUNT),
            yes_no("section_19", "told.section_19", "Whether education under section 19 was thought of."),
            coded("early_help", "told.early_help", "Where the early help assessment stands.", EarlyHelp),
            day("risk_assessed_on", "told.risk_assessed_on", "Day of the risk assessment; empty where there is none."),
            yes_no("looked_after", "told.looked_after", "Whether the pupil is looked after, as the school says."),
            yes_no("social_worker", "told.social_worker", "Whether the pupil has a social worker, as the school says."),
            yes_no("youth_justice", "told.youth_justice", "Whether youth justice knows the pupil, as the school says."),
            yes_no("ehc_plan", "told.ehc_plan", "Whether the pupil has an EHC plan, as the school says."),
        ),
        f"FROM reduced_timetables_timetable AS told {OF_CASE}",
        ("reason",),
    ),
    View(
        "timetable_agreements",
        "That somebody agreed to a reduced timetable.",
        (
            CASE,
            coded("whose", "agreed.whose", "Who agreed.", Whose),
            day("agreed_on", "agreed.agreed_on", "Day on which they did."),
            day("since_on", "agreed.since_on", "Since when the timetable is so as they agreed to it."),
            yes_no("by_link", "agreed.by_link", "Whether they did it on line."),
            day("withdrawn_on", "agreed.withdrawn_on", "Day on which they withdrew it."),
        ),
        "FROM reduced_timetables_agreement AS agreed JOIN cases_case AS the_case ON the_case.id = agreed.timetable_id"
        " WHERE agreed.taken_back_at IS NULL",
    ),
    View(
        "weekly_returns",
        "That a school whose register does not come to the council was asked who was on a reduced timetable in a week.",
        (
            Column("school", "school.urn", "The school, by its URN."),
            day("monday", "asked.monday", "The Monday of the week."),
            day("due_on", "asked.due_on", "Day by which it is to answer."),
            day("answered_on", "asked.answered_on", "Day on which it answered."),
            coded("says", "asked.says", "What it says.", Says),
            number("more", "asked.more", "How many others there are."),
        ),
        "FROM reduced_timetables_weeklyreturn AS asked JOIN schools_school AS school ON school.id = asked.school_id",
        ("says",),
    ),
)
