"""What analysts read of licensing: licences, permits and approvals, without anybody's name."""

from licensing.chaperones.models import Chaperone
from licensing.performances.models import Nature
from oxle.cases.reporting import CASE
from oxle.core.reporting import Column, View, coded, day, register, yes_no

OF_CASE = "JOIN cases_case AS the_case ON the_case.id = one.case_id"
RECEIVED = day("received_on", "one.received_on", "Day on which the application came.")
ENDED = day("ended_on", "one.ended_on", "Day on which it was ended before its last day.")

register(
    View(
        "performance_licences",
        "A performance licence that was granted.",
        (
            CASE,
            Column("number", "one.number", "The number of the licence."),
            day("granted_on", "one.granted_on", "Day of the decision."),
            day("valid_from_on", "one.valid_from_on", "First day on which it holds."),
            day("valid_until_on", "one.valid_until_on", "Last day."),
            ENDED,
        ),
        f"FROM licensing_licence AS one {OF_CASE}",
    ),
    View(
        "productions",
        "What children take part in, as the person responsible for it applied.",
        (
            Column("production", "one.reference", "The production, by its reference."),
            coded("nature", "one.nature", "What it is.", Nature),
            RECEIVED,
            yes_no("protection_policy", "one.protection_policy", "Whether there is a child protection policy."),
        ),
        "FROM licensing_production AS one",
        ("nature",),
    ),
    View(
        "work_permits",
        "A work permit that was applied for.",
        (
            CASE,
            RECEIVED,
            day("starts_on", "one.starts_on", "First day of the job."),
            yes_no("light", "one.light", "Whether the work is light, as the employer says."),
            day("granted_on", "one.granted_on", "Day on which it was granted; empty where it was not."),
            day("until_on", "one.until_on", "Last day on which it holds."),
            ENDED,
        ),
        f"FROM licensing_permit AS one {OF_CASE}",
    ),
    View(
        "chaperones",
        "An approval of a chaperone that was applied for.",
        (
            CASE,
            RECEIVED,
            coded("paid", "one.paid", "Whether they are paid.", Chaperone.Paid),
            day("approved_on", "one.approved_on", "Day of the approval; empty where there was none."),
            day("until_on", "one.until_on", "Last day of the approval."),
            day("suspended_on", "one.suspended_on", "Since when it is suspended."),
            ENDED,
        ),
        f"FROM licensing_chaperone AS one {OF_CASE}",
        ("paid",),
    ),
    View(
        "approved_bodies",
        "An approval of an organisation (BOPA) that was applied for.",
        (
            CASE,
            RECEIVED,
            day("approved_on", "one.approved_on", "Day of the approval; empty where there was none."),
            day("from_on", "one.from_on", "First day on which it holds."),
            day("until_on", "one.until_on", "Last day."),
            ENDED,
        ),
        f"FROM licensing_bodyapproval AS one {OF_CASE}",
    ),
)
