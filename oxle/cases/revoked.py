"""What schools told of a School Attendance Order that was revoked, whichever duty keeps it, for every other duty."""

from dataclasses import dataclass
from datetime import date

from oxle.cases import duties
from oxle.people.models import Child
from oxle.schools.models import School


@dataclass(frozen=True)
class Revoked:
    """That a school told us on a day that an order for a child was revoked; it need not be the one that the order
    names."""

    school: School
    told_on: date


def revoked_for(child: Child, on: date) -> list[Revoked]:
    """What schools told until a day of an order for a child that was revoked, in order."""
    found = [one for duty in duties.duties() if duty.revoked for one in duty.revoked(child) if one.told_on <= on]
    return sorted(found, key=lambda one: one.told_on)
