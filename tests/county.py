"""The made-up county in small: its people, schools and families, and one case of each of its stories."""

from datetime import datetime

from django.db import connection

from attendance.demo.around import add_inbox, add_surroundings
from attendance.demo.playing import cast, play
from attendance.demo.referring import begin_only
from attendance.demo.stories import plans
from oxle.core.keeping import keeping
from oxle.correspondence.actions import mark_served
from oxle.demo import families, places
from oxle.demo.county import SMALL, County
from oxle.demo.savepoints import without_savepoints


def one_of_each(at: datetime) -> County:
    """Everything the demonstration shows, once, as it is at a moment. The caller names the actor."""
    county = County(at=at, size=SMALL.scaled(0.12))
    places.make_people(county)
    places.make_terms(county)
    places.make_schools(county)
    for _ in families.make_families(county):
        pass
    stories = {plan.name: (number, plan) for number, plan in reversed(list(enumerate(plans(county))))}
    with keeping(), without_savepoints():
        for number, plan in stories.values():
            play(county, number, plan, cast(county, number, plan))
        begin_only(county)
        add_inbox(county)
        add_surroundings(county)
        mark_served(on=county.on)
    with connection.cursor() as cursor:
        # Within one transaction nothing else gathers the statistics, and pages would be planned as for empty tables.
        cursor.execute("ANALYZE")
    return county
