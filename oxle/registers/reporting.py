"""What analysts read of attendance: the sessions of each week, by how their marks count."""

from oxle.core.reporting import View, day, number, register
from oxle.people.reporting import PUPIL, school
from oxle.registers.codes import CODES, SESSIONS_A_WEEK, Counts


def _sessions(*counts: Counts) -> str:
    """How many sessions of a week have a mark that counts so."""
    codes = ",".join(f"'{code.code}'" for code in CODES.values() if code.counts in counts)
    return (
        f"(SELECT count(*) FROM generate_series(0, {SESSIONS_A_WEEK - 1}) AS session"  # noqa: S608 (our codes)
        f" WHERE rtrim(substr(week.marks, 2 * session + 1, 2)) IN ({codes}))"
    )


register(
    View(
        "attendance_weeks",
        "The attendance of one pupil at one school in one week, in sessions (half days).",
        (
            PUPIL,
            school(),
            day("monday", "week.monday", "The Monday of the week."),
            number(
                "possible",
                _sessions(Counts.PRESENT, Counts.AUTHORISED, Counts.UNAUTHORISED),
                "Possible attendances: present and absent together.",
            ),
            number("present", _sessions(Counts.PRESENT), "Sessions present, education elsewhere included."),
            number("authorised", _sessions(Counts.AUTHORISED), "Sessions of authorised absence."),
            number("unauthorised", _sessions(Counts.UNAUTHORISED), "Sessions of unauthorised absence."),
        ),
        "FROM registers_childweek AS week JOIN people_child AS child ON child.id = week.child_id"
        " JOIN schools_school AS school ON school.id = week.school_id",
    )
)
