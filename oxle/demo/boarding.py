"""Has the Strategic Group of the county meet: one pack was agreed and read, and the next waits to be agreed."""

from datetime import time, timedelta

from oxle.demo.county import County
from oxle.meetings.actions import add_member, add_series
from oxle.meetings.models import Capacity, Meeting
from oxle.missing_out.models import Pack
from oxle.missing_out.packs.freezing import agree, freeze
from oxle.missing_out.packs.kind import STRATEGIC_GROUP
from oxle.missing_out.rules import freeze_day

# So long ago the group was founded: it has met once since, and meets again before long.
FOUNDED = timedelta(weeks=9)
WORDS = (
    "Look first at those who are new red. Of the pupils who wait for a school, most wait for the same two: that is a "
    "question for the group, and not for their officers."
)


def hold_boards(county: County) -> None:
    """The group with its members, and the packs of its last meeting and the next."""
    by, since = county.people["manager"], county.on - FOUNDED
    series = add_series(
        kind=STRATEGIC_GROUP.key, name="Pupils Missing Out Strategic Group", area="", weeks=None,
        first_on=county.days_ago(35), starts_at=time(14), place="County Hall, Committee Room 2", on=since, by=by,
    )  # fmt: skip
    chair = county.people["group"]
    add_member(series, capacity=Capacity.CHAIR, from_on=since, by=by, user=chair, name="")
    for name in ("Police, youth justice", "Designated doctor for school health"):
        add_member(series, capacity=Capacity.MEMBER, from_on=since, by=by, user=None, name=name)
    first, *later = series.meetings.order_by("on")[:2]
    pack = _frozen(county, first)
    agree(pack, pack.version, words=WORDS, by=by, at=county.moment(freeze_day(first.on), 15))
    for meeting in later:
        _frozen(county, meeting)


def _frozen(county: County, meeting: Meeting) -> Pack:
    day = min(freeze_day(meeting.on), county.on)
    by = county.people["exclusions"]
    return freeze(meeting, frozen_on=day, by=by, on=county.on, at=county.moment(day, 14))
