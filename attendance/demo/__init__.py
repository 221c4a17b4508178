"""What attendance adds to the made-up county: referrals at every stage, and what surrounds them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from attendance.demo.around import add_inbox, add_surroundings
from attendance.demo.bulk import build_in_bulk
from attendance.demo.long_ago import add_closed_long_ago
from attendance.demo.playing import cast, play
from attendance.demo.referring import begin_only, type_in
from attendance.demo.stories import plans
from oxle.demo.county import County


def stories(county: County) -> Mapping[int, Sequence[Callable[[], object]]]:
    """The small county's cases by school, each with its own child and through the actions; a large one has none."""
    told: dict[int, list[Callable[[], object]]] = {}
    if not county.size.in_bulk:
        for number, plan in enumerate(plans(county)):
            pupil = cast(county, number, plan)
            told.setdefault(pupil.school.pk, []).append(partial(play, county, number, plan, pupil))
    return told


def build(county: County) -> None:
    """What surrounds the small county's cases; a large one's cases, in bulk by the same engine."""
    if county.size.in_bulk:
        build_in_bulk(county)
        return
    begin_only(county)
    add_inbox(county)
    add_surroundings(county)
    type_in(county)
    add_closed_long_ago(county)
    county.posted_by_stories.add("attendance")
