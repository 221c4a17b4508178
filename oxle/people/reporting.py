"""What analysts read of pupils: who there is without a name, where they were on roll, and what is known of them."""

from oxle.core.reporting import NAMES, Column, View, coded, day, number, register, yes_no
from oxle.people.models import EnrolmentKind, Sex, VulnerabilityKind

# What joins a pupil's rows to one another: the key of their record, which tells nothing and opens only for whoever may.
PUPIL = Column(
    "pupil",
    "child.key",
    "The pupil, by the key of their record, which tells nothing of them and is the same everywhere.",
)
# A record that another was found to be the same as holds nothing of its own any more.
WHOLE = "child.merged_into_id IS NULL"


def unless_restricted(of: str) -> str:
    """Of a pupil whose record is restricted nothing that could tell who or where they are: the value, else nothing.
    Needs `child` among the rows' tables."""
    return f"CASE WHEN child.restricted IS NOT TRUE THEN {of} END"


def school(of: str = "school.urn", says: str = "The school, by its URN. Empty for a restricted record.") -> Column:
    """The column of a pupil's school."""
    return Column("school", unless_restricted(of), says)


register(
    View(
        "pupils",
        "A pupil of whom there is a record.",
        (
            PUPIL,
            coded("sex", unless_restricted("child.sex"), "Sex. Empty for a restricted record.", Sex),
            number(
                "born_in_school_year",
                "EXTRACT(YEAR FROM child.born_on) - CASE WHEN EXTRACT(MONTH FROM child.born_on) < 9 THEN 1 ELSE 0 END",
                "The year in which the school year of birth began: 2014 for who was born from September 2014 to"
                " August 2015.",
            ),
            Column(
                "ethnicity",
                unless_restricted("NULLIF(child.ethnicity, '')"),
                "Ethnicity as it was recorded. Empty where it was not, and for a restricted record.",
            ),
            Column(
                "language",
                unless_restricted("NULLIF(child.language, '')"),
                "First language as it was recorded. Empty where it was not, and for a restricted record.",
            ),
            yes_no("interpreter_needed", "child.interpreter_needed", "Whether the family needs an interpreter."),
            yes_no("has_died", "child.died_on IS NOT NULL", "Whether the pupil has died."),
            yes_no("restricted", "child.restricted", "Whether the record is restricted to few people."),
        ),
        f"FROM people_child AS child WHERE {WHOLE}",
        ("born_in_school_year", "sex"),
    ),
    View(
        "enrolments",
        "The time of one pupil on the admission register of one school.",
        (
            Column("enrolment", "enrolment.key", "The enrolment, by its key."),
            PUPIL,
            school(),
            coded("kind", "enrolment.kind", "How the pupil is registered.", EnrolmentKind),
            Column("year_group", "NULLIF(enrolment.year_group, '')", "Year group as it was recorded, such as 7 or R."),
            day("from_on", "enrolment.from_on", "First day."),
            day("to_on", "enrolment.to_on", "Last day; empty while it lasts."),
        ),
        "FROM people_enrolment AS enrolment JOIN people_child AS child ON child.id = enrolment.child_id"
        " JOIN schools_school AS school ON school.id = enrolment.school_id",
        ("year_group",),
    ),
    View(
        "vulnerabilities",
        "A fact about a pupil that changes what may be done, such as special needs or what social care does. Of"
        " restricted records there are none, and enquiries under section 47 are not among them.",
        (
            PUPIL,
            coded("kind", "fact.kind", "What it is.", VulnerabilityKind),
            day("from_on", "fact.from_on", "First day."),
            day("to_on", "fact.to_on", "Last day; empty while it lasts."),
        ),
        "FROM people_vulnerability AS fact JOIN people_child AS child ON child.id = fact.child_id"
        f" WHERE NOT child.restricted AND fact.kind <> '{VulnerabilityKind.SECTION_47}'",
        ("kind",),
    ),
    View(
        "pupils",
        "The name of a pupil, for those to whom names were granted. Of restricted records there is none.",
        (
            PUPIL,
            Column("name", "child.shown_name", "The name by which the pupil is known."),
            day("born_on", "child.born_on", "Day of birth."),
            Column("upn", "child.upn", "Unique pupil number; empty where none is known."),
        ),
        f"FROM people_child AS child WHERE {WHOLE} AND NOT child.restricted",
        schema=NAMES,
    ),
)
