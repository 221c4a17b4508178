"""What analysts read of schools and trusts."""

from oxle.core.reporting import Column, View, coded, day, number, register, yes_no
from oxle.schools.models import Phase, Status

register(
    View(
        "schools",
        "A school, as the national list of schools has it.",
        (
            Column("school", "school.urn", "The school, by its URN: what other views call it by."),
            Column("name", "organisation.name", "Name."),
            coded("phase", "school.phase", "Phase.", Phase),
            Column("type", "NULLIF(school.type_name, '')", "Type of establishment, in the list’s words."),
            yes_no("is_special", "school.is_special", "Whether it is a special school."),
            yes_no("is_academy", "school.is_academy", "Whether it is an academy."),
            coded("status", "school.status", "Whether it is open.", Status),
            Column("authority", "authority.name", "Its local authority."),
            Column("district", "NULLIF(school.district, '')", "District; empty where the list has none."),
            Column("area", "NULLIF(school.area, '')", "The council’s area, by which panels meet."),
            Column("trust", "trust.name", "Its trust; empty where it has none."),
            number("roll", "school.roll", "Pupils on roll by the list."),
            day("opened_on", "school.opened_on", "Day on which it opened, where the list has it."),
            day("closed_on", "school.closed_on", "Last day, where the list has it."),
        ),
        "FROM schools_school AS school JOIN accounts_organisation AS organisation"
        " ON organisation.id = school.organisation_id JOIN schools_authority AS authority"
        " ON authority.id = school.authority_id LEFT JOIN schools_trust AS trust ON trust.id = school.trust_id",
    )
)
