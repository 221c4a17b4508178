"""Whether a school is for children of a child's year, by the ages that the national list gives of it."""

from datetime import date, timedelta

from oxle.people.ages import age_on, year_group_on
from oxle.schooldays.school_years import school_year_of
from oxle.schools.models import School


def not_of_its_ages(school: School, born_on: date, on: date) -> str:
    """Why it surprises that a child comes to this school on a day: empty where nothing does, or no ages are known.

    A year is by the age on the last day before the school year begins; the highest age of a school is reached there.
    """
    if school.lowest_age is None or school.highest_age is None:
        return ""
    age = age_on(born_on, school_year_of(on).starts_on - timedelta(days=1))
    if school.lowest_age <= age < school.highest_age:
        return ""
    year = year_group_on(born_on, on)
    its_year = f"is in {year} by age then" if year else "is in none of the years of school by age then"
    return f"{school.name} is for ages {school.lowest_age} to {school.highest_age}, and this child {its_year}."
