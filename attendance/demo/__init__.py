"""What attendance adds to the made-up county: referrals at every stage, and what surrounds them."""

from attendance.demo.around import add_inbox, add_surroundings
from attendance.demo.bulk import build_in_bulk
from attendance.demo.long_ago import add_closed_long_ago
from attendance.demo.playing import play
from attendance.demo.referring import begin_only, type_in
from attendance.demo.stories import plans
from oxle.correspondence.actions import mark_served
from oxle.demo.county import County


def build(county: County) -> None:
    """The small county's cases through the actions, a large one's in bulk by the same engine."""
    if county.size.in_bulk:
        build_in_bulk(county)
        return
    told = plans(county)
    for number, plan in enumerate(told):
        play(county, number, plan)
        county.progress("Attendance cases", number + 1, len(told))
    begin_only(county)
    add_inbox(county)
    add_surroundings(county)
    type_in(county)
    add_closed_long_ago(county)
    mark_served(on=county.on)
