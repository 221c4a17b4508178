"""What analysts read of exclusions: suspensions, permanent exclusions, directions off site, managed moves and money."""

from exclusions.funding.models import DisputeCode, EntryKind, Side
from exclusions.off_site.models import Aim, Registration
from exclusions.reasons import ReasonCode
from exclusions.suspensions.models import Withdrawn
from exclusions.telling import Session, SupportForSen
from oxle.cases.reporting import CASE
from oxle.core.reporting import Column, Kind, View, coded, day, number, register, yes_no
from oxle.people.reporting import PUPIL, school

OF_CASE = "JOIN cases_case AS the_case ON the_case.id = told.case_id"
REASONS = Column("reasons", "told.reasons", "Up to three reasons.", Kind.TEXTS, dict(ReasonCode.choices))
SEN = coded("sen", "told.sen", "Support for special educational needs, as the school says.", SupportForSen)
SOCIAL_WORKER = yes_no(
    "social_worker", "told.social_worker", "Whether the pupil has a social worker, as the school says."
)
LOOKED_AFTER = yes_no("looked_after", "told.looked_after", "Whether the pupil is looked after, as the school says.")
FIRST_SESSION = coded("first_session", "told.first_session", "The session with which it begins.", Session)
PARENTS_TOLD = day("parents_told_on", "told.parents_told_on", "Day on which the parents were told.")
GOVERNORS_TOLD = day("governors_told_on", "told.governors_told_on", "Day on which the governors were told.")

register(
    View(
        "suspensions",
        "A suspension as its school told of it, or as a file brought it in.",
        (
            Column("suspension", "told.reference", "The suspension, by its reference."),
            PUPIL,
            school(),
            Column(
                "case_reference",
                "the_case.reference",
                "The case in which something is owed for it; empty where nothing is.",
            ),
            day("decided_on", "told.decided_on", "Day of the head’s decision."),
            day("received_on", "told.received_on", "Day on which the council was told."),
            day("first_on", "told.first_on", "First excluded school day."),
            FIRST_SESSION,
            day("last_on", "told.last_on", "Last excluded school day."),
            coded("ends_after", "told.ends_after", "The session after which it ends.", Session),
            yes_no("lunchtime", "told.lunchtime", "Whether it is of lunchtimes only."),
            number("sessions", "told.sessions", "Sessions missed; empty where the school’s terms were not loaded."),
            REASONS,
            SEN,
            SOCIAL_WORKER,
            LOOKED_AFTER,
            PARENTS_TOLD,
            GOVERNORS_TOLD,
            day("withdrawn_on", "told.withdrawn_on", "Day since which it counts for nothing; empty while it counts."),
            coded("withdrawn_as", "told.withdrawn_as", "Why it counts for nothing.", Withdrawn),
            yes_no(
                "imported", "told.imported", "Whether a file brought it in, which says less than a school’s notice."
            ),
        ),
        "FROM exclusions_suspension AS told JOIN people_child AS child ON child.id = told.child_id"
        " JOIN schools_school AS school ON school.id = told.school_id"
        " LEFT JOIN cases_case AS the_case ON the_case.id = told.case_id",
        ("sen",),
    ),
    View(
        "permanent_exclusions",
        "What a school told of a permanent exclusion. What became of it is its case’s stage; when education began, and"
        " by when it had to, are steps and clocks of the case.",
        (
            CASE,
            day("decided_on", "told.decided_on", "Day of the head’s decision."),
            day("first_on", "told.first_on", "First excluded school day."),
            FIRST_SESSION,
            REASONS,
            SEN,
            SOCIAL_WORKER,
            LOOKED_AFTER,
            yes_no("lives_elsewhere", "told.lives_in <> ''", "Whether the pupil lives in another council’s area."),
            PARENTS_TOLD,
            GOVERNORS_TOLD,
        ),
        f"FROM exclusions_permanentexclusion AS told {OF_CASE}",
        ("sen",),
    ),
    View(
        "off_site_directions",
        "A direction off site as its school told of it, and until when it lasts now.",
        (
            CASE,
            day("decided_on", "told.decided_on", "Day of the decision."),
            day("notice_on", "told.notice_on", "Day on which the parents were given the latest notice."),
            day("starts_on", "told.starts_on", "First day there."),
            day("ends_on", "told.ends_on", "Last day there."),
            Column("provider", "provider.key", "The provider, where it is one of the directory."),
            coded("aim", "told.aim", "What it is for.", Aim),
            coded("registration", "told.registration", "Whether the pupil is registered there as well.", Registration),
            SEN,
            SOCIAL_WORKER,
            day("review_on", "told.review_on", "Day of the first review."),
        ),
        f"FROM exclusions_offsitedirection AS told {OF_CASE}"
        " LEFT JOIN provision_provider AS provider ON provider.id = told.provider_id",
        ("aim",),
    ),
    View(
        "managed_moves",
        "A managed move as the school that the pupil leaves told of it.",
        (
            CASE,
            day("decided_on", "told.decided_on", "Day of the decision."),
            day("starts_on", "told.starts_on", "First day at the other school."),
            school(
                says="The school that takes the pupil, by its URN, where it is on the list. Empty for a restricted"
                " record."
            ),
            yes_no("in_writing", "told.in_writing", "Whether the parents agreed in writing."),
            day("parents_agreed_on", "told.parents_agreed_on", "Day on which they agreed."),
            day("other_head_agreed_on", "told.to_head_agreed_on", "Day on which the other head agreed."),
            SEN,
            SOCIAL_WORKER,
        ),
        f"FROM exclusions_managedmove AS told {OF_CASE}"
        " JOIN people_child AS child ON child.id = the_case.child_id"
        " LEFT JOIN schools_school AS school ON school.id = told.to_school_id",
    ),
    View(
        "exclusion_funding",
        "An entry in the accounts of a permanent exclusion: what was invoiced, received or paid.",
        (
            CASE,
            coded("side", "entry.side", "Which of the two schools it is of.", Side),
            coded("kind", "entry.kind", "What moved.", EntryKind),
            day("on_day", 'entry."on"', "The day."),
            Column("amount", "entry.amount", "Pounds.", Kind.AMOUNT),
            coded("code", "entry.code", "The code of a dispute.", DisputeCode),
            yes_no(
                "cancelled",
                "EXISTS (SELECT FROM exclusions_fundingentry AS later WHERE later.cancels_id = entry.id)",
                "Whether another entry says that it was entered by mistake.",
            ),
        ),
        "FROM exclusions_fundingentry AS entry JOIN cases_case AS the_case ON the_case.id = entry.case_id",
    ),
)
