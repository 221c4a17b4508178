"""What schools told of a child's entry in their registers, whichever duty keeps it, for every other duty."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from oxle.cases import duties
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School


@dataclass(frozen=True)
class Came:
    """That a school told us on a day that it entered a child in its register on a day."""

    child: int
    school: School
    entered_on: date
    told_on: date

    def __str__(self) -> str:
        return (
            f"{self.school} told us on {plain_day(self.told_on)} that it entered the child in its register on "
            f"{plain_day(self.entered_on)}."
        )


def came_to(children: Collection[int]) -> list[Came]:
    """What schools told of the entry of some children (primary keys), the latest entry first."""
    found = [came for duty in duties.duties() if duty.came for came in duty.came(children)]
    return sorted(found, key=lambda one: (one.entered_on, one.told_on), reverse=True)
