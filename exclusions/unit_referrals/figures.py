"""What a provider is told of a child in figures: attendance of this school year, exclusions so far, hours offered."""

from datetime import date

from exclusions.funding.liability import STANDS_NO_MORE
from exclusions.lawful import in_days
from exclusions.permanent.models import PermanentExclusion
from exclusions.suspensions.queries import standing, totals
from oxle.people.models import Child
from oxle.people.queries import current_enrolment
from oxle.registers.queries import attendance_between
from oxle.schooldays.school_years import school_year_of
from oxle.schooldays.wording import plain_day

Row = dict[str, str]


def of(child: Child, on: date) -> list[Row]:
    """The figures of a day, in words, as a summary list shows them."""
    enrolment = current_enrolment(child, on)
    year = school_year_of(on)
    rows: list[Row] = [
        {"key": "School", "value": f"{enrolment.school.name}, since {plain_day(enrolment.from_on)}"}
        if enrolment
        else {"key": "School", "value": "On no register"}
    ]
    if enrolment is not None:
        tally = attendance_between(child, enrolment.school, year.starts_on, on).tally
        share = f"{tally.attendance:.1f}%" if tally.attendance is not None else "No marks"
        rows.append({"key": f"Attendance since {plain_day(year.starts_on)}", "value": share})
        out = totals(child, enrolment.school, on)
        rows.append({"key": f"Suspended in {year.name}", "value": in_days(out.in_year)})
    rows.append({"key": "Suspensions on record", "value": str(standing(child).count())})
    excluded = PermanentExclusion.objects.filter(case__child=child).exclude(case__stage__in=STANDS_NO_MORE)
    rows.append({"key": "Permanent exclusions on record", "value": str(excluded.count())})
    return rows
