"""What no application for a work permit can be: refused, at its field, before anything is kept."""

from datetime import date

from licensing import queries as hours_queries
from licensing.employment_limits import ACT
from licensing.work.permits.submitting import PermitApplication
from oxle.core.errors import Refused
from oxle.people.ages import age_on
from oxle.schooldays.school_age import school_age_ends
from oxle.schooldays.wording import full_day, plain_day


def must_be_possible(born_on: date, told: PermitApplication, on: date) -> None:
    """Refused for a job that ends before it begins, no hours, a photograph to come, and for what `must_be_of_age`
    refuses."""
    if told.ends_on is not None and told.ends_on < told.starts_on:
        raise Refused("The job cannot end before it begins", field="ends_on")
    if not told.hours.any:
        raise Refused("Enter the hours of at least one day", field="school_days")
    if told.photo_on is not None and told.photo_on > on:
        raise Refused("The photograph cannot have been taken after the application came", field="photo_on")
    must_be_of_age(born_on, told.starts_on, on)


def must_be_of_age(born_on: date, starts_on: date, on: date) -> None:
    """Refused for a child who needs no permit on the first day of work, being over compulsory school age, and for one
    under the least age at which any can be given, by the law of that day as it is known on `on`."""
    ends = school_age_ends(born_on)
    if starts_on > ends:
        raise Refused(
            f"No permit is needed: the child’s compulsory school age ends on {full_day(ends)}, before this work begins."
            " The law of children’s work does not hold after that day.",
            field="starts_on",
        )
    limits = hours_queries.law_on(on).on(starts_on)
    least = limits.least_age - 1 if limits.at_13 else limits.least_age
    age = age_on(born_on, starts_on)
    if age < least:
        raise Refused(
            f"The child is {age} on {plain_day(starts_on)}. No permit can be given for work under {least}, "
            f"whatever the work is ({ACT}).",
            field="starts_on",
        )
