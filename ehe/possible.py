"""What cannot be true of what somebody tells of home education: refused, whoever tells and whichever case it is of."""

from datetime import date

from ehe.models import Telling
from oxle.core.errors import Refused
from oxle.people.ages import school_age
from oxle.people.models import Child
from oxle.people.refusals import not_before_birth
from oxle.schooldays.wording import plain_day


def must_be_possible(told: Telling, child: Child, received: date) -> None:
    """Refused for a day before the child was born, a letter that is of a later day than the telling, and a child over
    compulsory school age."""
    not_before_birth(child, told_on=received, letter_on=told.letter_on, last_on=told.last_on)
    if told.letter_on is not None and told.letter_on > received:
        raise Refused(
            f"This came on {plain_day(received)}. The parents’ letter cannot be of a later day.", field="letter_on"
        )
    over = school_age(child.born_on, received).ends_on
    if over < received:
        raise Refused(f"The child is over compulsory school age, which ended on {plain_day(over)}.")
