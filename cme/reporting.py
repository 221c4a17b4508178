"""What analysts read of children missing education, and of the names that schools took off their registers."""

from cme.grounds import CHOICES
from cme.models import Cause, Group, Source, Tried
from oxle.cases.reporting import CASE
from oxle.core.reporting import Column, Kind, View, coded, day, moment, register, yes_no
from oxle.people.reporting import PUPIL, school

register(
    View(
        "missing_children",
        "What is known of a child who is missing education. Whether the child is found is the stage of the case.",
        (
            CASE,
            moment("told_at", "told.told_at", "When the council was told."),
            coded("source", "told.source", "Who told it.", Source),
            coded("cause", "told.cause", "Why the child has no education, as far as it is known.", Cause),
            day("last_attended_on", "told.last_attended_on", "Last day at school; empty where it is not known."),
            Column("tried", "told.tried", "What the school had done by then.", Kind.TEXTS, dict(Tried.choices)),
            Column(
                "groups",
                "told.groups",
                "Groups of children who go missing more easily.",
                Kind.TEXTS,
                dict(Group.choices),
            ),
            yes_no(
                "social_worker", "told.social_worker", "Whether the child has a social worker; empty where unknown."
            ),
        ),
        "FROM cme_missing AS told JOIN cases_case AS the_case ON the_case.id = told.case_id",
        ("cause", "source"),
    ),
    View(
        "register_deletions",
        "That a school took a name off its admission register, as it told the council.",
        (
            Column("deletion", "told.key", "The return, by its key."),
            PUPIL,
            school(),
            Column("ground", "NULLIF(told.ground, '')", "The ground on which.", codes=dict(CHOICES)),
            day("deleted_on", "told.deleted_on", "Day on which the name was taken off."),
            day("told_on", "told.told_on", "Day on which the council was told."),
            day("last_attended_on", "told.last_attended_on", "Last day of attendance."),
            Column(
                "case_reference",
                "the_case.reference",
                "The case that came of it; empty where the pupil is accounted for.",
            ),
        ),
        "FROM cme_deletion AS told JOIN people_child AS child ON child.id = told.child_id"
        " JOIN schools_school AS school ON school.id = told.school_id"
        " LEFT JOIN cases_case AS the_case ON the_case.id = told.case_id",
        ("ground",),
    ),
)
