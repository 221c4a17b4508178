"""Has the Strategic Group of the county meet: it read a pack and decided, and its next pack waits to be agreed; and
plans the six-weekly meeting on looked-after children."""

from datetime import time, timedelta

from oxle.demo.county import County
from oxle.meetings.actions import add_member, add_series, hold
from oxle.meetings.models import Capacity, Meeting
from oxle.missing_out.group import actions
from oxle.missing_out.group.actions import Kind, Todo
from oxle.missing_out.group_models import GroupDecision, Theme
from oxle.missing_out.looked_after.kind import LOOKED_AFTER
from oxle.missing_out.models import Pack, PackRow
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
    add_member(series, capacity=Capacity.DIRECTOR, from_on=since, by=by, user=None, name="Dorothea Fennimore")
    first, *later = series.meetings.order_by("on")[:2]
    pack = _frozen(county, first)
    theme = _theme(county, pack)
    agree(pack, pack.version, words=WORDS, by=by, at=county.moment(freeze_day(first.on), 15))
    if theme is not None and first.on < county.on:
        _decided(county, pack, theme)
    for meeting in later:
        _frozen(county, meeting)


def plan_care(county: County) -> None:
    """The meeting on looked-after children, with the Deputy Director in the chair, and the Virtual School."""
    by, since = county.people["missing"], county.days_ago(21)
    series = add_series(
        kind=LOOKED_AFTER.key, name="Looked-after children", area="", weeks=LOOKED_AFTER.weeks, first_on=since,
        starts_at=time(9, 30), place="County Hall, Committee Room 3", on=since, by=by,
    )  # fmt: skip
    seats = (("group", Capacity.CHAIR), ("virtual", Capacity.MEMBER), ("missing", Capacity.CLERK))
    for name, capacity in seats:
        add_member(series, capacity=capacity, from_on=since, by=by, user=county.people[name], name="")


def _frozen(county: County, meeting: Meeting) -> Pack:
    day = min(freeze_day(meeting.on), county.on)
    by = county.people["missing"]
    return freeze(meeting, frozen_on=day, by=by, on=county.on, at=county.moment(day, 14))


def _reds(pack: Pack) -> list[PackRow]:
    rows = pack.rows.filter(on_register=True, rated=2, child__restricted=False).select_related("child")
    return list(rows.order_by("-days", "reference")[:4])


def _theme(county: County, pack: Pack) -> Theme | None:
    """Pupils who wait for the same thing, as the team saw when it looked at the pack; None for a county too small."""
    pupils = [row.child for row in _reds(pack) if row.child is not None]
    if len(pupils) < 4:
        return None
    return actions.make_theme(
        pack.meeting.series, barrier="No tuition in the north of the county",
        shows="Each waits for a tutor, and the only provider there has had no place since the summer.",
        action="Buy tuition for the north, for two terms.", pupils=pupils, by=county.people["missing"],
        at=county.moment(freeze_day(pack.meeting.on), 14, 30),
    )  # fmt: skip


def _decided(county: County, pack: Pack, theme: Theme) -> None:
    """What the group decided: one action is done, one is overdue, one pupil went to the director, and the theme is the
    chair's."""
    meeting, by, officer = pack.meeting, county.people["manager"], county.people["missing"]
    soon = max(meeting.on, county.days_ago(10))

    def decide(matter: PackRow | Theme, kind: Kind, words: str, todo: Todo | None = None) -> GroupDecision:
        at = county.moment(meeting.on, 15)
        return actions.decide(meeting, matter, kind=kind, words=words, todo=todo, by=by, on=meeting.on, at=at)

    first, second, third, fourth = _reds(pack)
    decide(first, Kind.ACT, "No school was asked since the summer.", Todo("Ask the four nearest.", officer, soon))
    done = decide(second, Kind.ACT, "A bus would do.", Todo("Ask for a place on the bus.", officer, soon))
    action = done.actions.get()
    actions.finish(
        action, action.version, done_on=soon, came_of_it="There is one from Monday.", by=officer, on=soon,
        at=county.moment(soon, 12),
    )  # fmt: skip
    decide(third, Kind.STAYS, "The panel meets on Thursday.")
    decide(theme, Kind.ACT, "All wait.", Todo(theme.action, county.people["group"], county.on + timedelta(days=14)))
    actions.escalate(
        meeting, fourth, because="Two schools refused, and the direction waits.", by=by, on=meeting.on,
        at=county.moment(meeting.on, 16),
    )  # fmt: skip
    came = [member.key for member in meeting.series.members.all()]
    minutes = "The group went through the red pupils and one theme. What was decided stands with each."
    meeting.refresh_from_db()
    hold(meeting, meeting.version, came=came, minutes=minutes, by=by, on=county.on, at=county.moment(meeting.on, 17))
