"""To which child a school's new-pupil return belongs."""

from cme.models import NewPupil
from oxle.people.matching import Described, match
from oxle.people.models import Child


def match_of(told: NewPupil) -> tuple[str, Child | None]:
    """The child whom a return is about and how that is known; nobody, and that it waits, wherever there is a doubt."""
    how, child = match(Described(told.given, told.family, told.born_on, told.upn, told.postcode))
    return NewPupil.Match(how.value), child
