"""Which pupils can be put under a theme: who goes to the group or is red, and whoever stands under it already."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.audit import sights
from oxle.cases.criteria import Rated
from oxle.missing_out.concerns.queries import State, lines_for
from oxle.people.models import Child


@dataclass(frozen=True)
class Candidate:
    """A pupil who can be chosen, with what says who it is and why."""

    child: Child
    hint: str


def candidates(user: User, on: date, also: Collection[int] = ()) -> list[Candidate]:
    """Those of the pupils this person may see who go to the group or are red, and some besides, by name; the sights are
    recorded. Raises NotLoaded where the terms are not loaded."""
    found = [
        Candidate(line.child, ". ".join([line.school, line.rating.rated.label, *line.rating.said_to(user)]))
        for line in lines_for(user, on)
        if line.state == State.GOES_UP or line.rating.rated == Rated.RED or line.child.pk in also
    ]
    missing = set(also) - {one.child.pk for one in found}
    found += [Candidate(child, "") for child in visible_to(user, Child).filter(pk__in=missing)]
    sights.see([one.child.pk for one in found], "list")
    return sorted(found, key=lambda one: (one.child.sort_name, one.child.pk))
