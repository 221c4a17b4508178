"""Has the made-up county report its last month: with targets that its administrator set, kept by its manager."""

from oxle.audit.actor import acting
from oxle.core.rules import change_rule
from oxle.demo.county import County
from oxle.missing_out.monthly.actions import keep
from oxle.missing_out.monthly.aims import aims
from oxle.missing_out.monthly.months import month_before
from oxle.schooldays.school_years import school_year_of

# What the county aims at, by figure, from the beginning of the school year.
TARGETS = {
    "exclusions.permanent": "20", "exclusions.suspensions": "400", "reduced_timetables.running": "15",
    "cme.not_located": "0", "red": "40",
}  # fmt: skip
WORDS = (
    "Records begin with this school year, so most numbers of the year before are not known yet. The targets are those "
    "that the board agreed in September."
)


def report_month(county: County) -> None:
    """Five targets, and the figures of the month that is over last."""
    month = month_before(county.on)
    since = school_year_of(month).starts_on
    with acting(f"user:{county.people['administrator'].pk}"):
        for key, target in TARGETS.items():
            change_rule(aims()[key].rule, target, from_on=since, reason="Agreed with the board for this school year")
    keep(month, words=WORDS, by=county.people["manager"], on=county.on, at=county.moment(county.on, 9))
