"""Builds the made-up county: the same every time for one day, one size and one seed."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings

from oxle.cases import duties
from oxle.core.keeping import keeping
from oxle.demo import (
    boarding,
    concerning,
    elsewhere,
    families,
    marks,
    moves,
    places,
    planning,
    posting,
    providers,
    reporting_months,
    reviewing,
    telling,
)
from oxle.demo.copying import while_more_is_made
from oxle.demo.county import County, Size
from oxle.demo.savepoints import without_savepoints

Progress = Callable[[str, int, int], None]


def build(at: datetime, size: Size, *, seed: int = 1, progress: Progress = lambda what, done, of: None) -> County:
    """Make the whole county, in the caller's transaction.

    `progress` is called with what is being made, how much of it is there and how much there will be.
    """
    county = begin(at, size, seed=seed, progress=progress)
    telling.tell(county, stories(county))
    end(county)
    return county


def begin(at: datetime, size: Size, *, seed: int, progress: Progress) -> County:
    """The people, the schools and the children."""
    county = County(at=at, size=size, seed=seed, progress=progress)
    places.make_people(county)
    places.make_terms(county)
    places.make_schools(county)
    made = 0
    with while_more_is_made():
        for count in families.make_families(county):
            made += count
            progress("Children", made, max(made, size.children))
    return county


def stories(county: County) -> list[list[telling.Story]]:
    """What the installed duties have to tell, once the children are there: a list for each school."""
    found: dict[int, list[telling.Story]] = {}
    for duty in duties.duties():
        for school, told in (duty.demo_stories(county) if duty.demo_stories else {}).items():
            found.setdefault(school, []).extend(told)
    return list(found.values())


def end(county: County) -> None:
    """The providers, what each duty's demo adds, and all marks, the providers' too, once the stories are told."""
    with keeping(), without_savepoints():
        chosen = providers.make_providers(county)
        # In the order of the settings: a duty that came later has what the earlier ones left.
        for duty in map(duties.duty, settings.DUTIES):
            if duty.demo:
                county.begin_part(duty.key)
                duty.demo(county)
        county.begin_part("provision")
        providers.place_children(county, chosen)
        moves.make_moves(county)
        posting.post_what_waits(county)
    county.progress("Attendance", 0, 1)
    county.begin_part("marks")
    marks.write_marks(county)
    elsewhere.mark_elsewhere(county)
    reviewing.hold_reviews(county)
    with keeping():
        concerning.tell_concerns(county)
        boarding.hold_boards(county)
        boarding.plan_care(county)
        planning.rate_plans(county)
        reporting_months.report_month(county)
    county.progress("Attendance", 1, 1)
