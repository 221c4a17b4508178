"""Builds the made-up county: the same every time for one day, one size and one seed."""

from collections.abc import Callable
from datetime import datetime
from random import Random

from oxle.cases import duties
from oxle.core.keeping import keeping
from oxle.demo import families, marks, places, providers
from oxle.demo.county import County, Size
from oxle.demo.savepoints import without_savepoints

Progress = Callable[[str, int, int], None]


def build(at: datetime, size: Size, *, seed: int = 1, progress: Progress = lambda what, done, of: None) -> County:
    """Make the county and then what each installed duty's demo adds.

    `progress` is called with what is being made, how much of it is there and how much there will be.
    """
    county = County(at=at, size=size, random=Random(seed), progress=progress)  # noqa: S311 (the same each time)
    places.make_people(county)
    places.make_terms(county)
    places.make_schools(county)
    made = 0
    for count in families.make_families(county):
        made += count
        progress("Children", made, max(made, size.children))
    with keeping(), without_savepoints():
        for duty in duties.duties():
            if duty.demo:
                duty.demo(county)
        providers.make_providers(county)
    progress("Attendance", 0, 1)
    marks.write_marks(county)
    progress("Attendance", 1, 1)
    return county
