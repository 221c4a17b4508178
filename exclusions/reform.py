"""What changed for pupils who are moved on 26 July 2026, and which schools may direct a pupil off site on a day."""

from datetime import date

from exclusions.suspensions.owing import UNIT
from oxle.schools.models import School

# The day on which the new edition of the statutory guidance on suspension and permanent exclusion and the regulations
# on off-site direction came into force.
CHANGED_ON = date(2026, 7, 26)
GUIDANCE = "Statutory guidance on suspension and permanent exclusion, in force from 26 July 2026"
DIRECTION_LAW = "Education Act 2002 s.29A"
EXTENDED_BY = (
    "Education (Educational Provision for Improving Behaviour) (Application to Academies and Pupil Referral Units and "
    "Minor Amendments) Regulations 2026"
)
# How the national list calls those that no council, trust or diocese runs for it.
INDEPENDENT = "independent"


def may_direct(school: School, on: date) -> bool:
    """Whether a school has the power of section 29A on a day: a maintained school always, an academy or a pupil
    referral unit from 26 July 2026, an independent school never. One of a type we do not know counts as maintained."""
    if INDEPENDENT in school.type_name.lower() and not school.is_academy:
        return False
    return on >= CHANGED_ON or not (school.is_academy or school.type_name == UNIT)
