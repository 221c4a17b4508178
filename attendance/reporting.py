"""What analysts read of attendance referrals; of prosecutions nothing but that there are cases."""

from attendance.referrals.models import Reason
from oxle.cases.reporting import CASE
from oxle.core.reporting import View, coded, day, number, register

register(
    View(
        "attendance_referrals",
        "A referral of a pupil’s attendance as its school made it.",
        (
            CASE,
            coded("reason", "told.reason", "Why the pupil is referred.", Reason),
            day("complete_on", "told.complete_on", "Day on which it was complete."),
            day("first_on", "told.first_on", "First day of the time that is counted."),
            day("last_on", "told.last_on", "Last day of it."),
            number("possible", "told.possible", "Possible sessions in that time."),
            number("present", "told.present", "Of these present."),
            number("authorised", "told.authorised", "Of these absent with authority."),
            number("unauthorised", "told.unauthorised", "Of these absent without authority."),
        ),
        "FROM attendance_referral AS told JOIN cases_case AS the_case ON the_case.id = told.case_id",
        ("reason",),
    )
)
