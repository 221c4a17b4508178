"""Makes what the tests of board packs begin with: the Strategic Group, and a register with somebody on it."""

from datetime import date, time
from typing import Any

from django.urls import reverse

from oxle.accounts.models import User
from oxle.meetings import actions as meetings
from oxle.meetings.actions import add_series
from oxle.meetings.models import Capacity, Meeting, Series
from oxle.missing_out.freezing_models import Freezing
from oxle.missing_out.group import actions
from oxle.missing_out.group_models import GroupAction, Theme
from oxle.missing_out.looked_after.kind import LOOKED_AFTER
from oxle.missing_out.models import Pack, PackRow
from oxle.missing_out.packs import freezing, waiting
from oxle.missing_out.packs.kind import STRATEGIC_GROUP
from oxle.people.models import Child
from oxle.provision.actions import make_offer
from oxle.provision.models import SESSIONS_A_WEEK, OfferKind
from oxle.schools.models import School
from tests import make
from tests.exclusions.make import moment


def group(on: date, first_on: date, **changes: Any) -> Series:
    """The Strategic Group, which meets once a term."""
    details = {
        "kind": STRATEGIC_GROUP.key, "name": "Strategic Group", "area": "", "weeks": None, "first_on": first_on,
        "starts_at": time(10), "place": "County Hall",
    } | changes  # fmt: skip
    return add_series(on=on, by=make.someone(), **details)


def care_meetings(first_on: date, *, by: User) -> Series:
    """The six-weekly meeting on looked-after children."""
    return add_series(
        kind=LOOKED_AFTER.key, name="Looked-after children", area="", weeks=LOOKED_AFTER.weeks, first_on=first_on,
        starts_at=time(11), place="County Hall", on=first_on, by=by,
    )  # fmt: skip


def offered_nothing(child: Child, school: School, since: date) -> None:
    """A school offers a child nothing from a day on: on the register, and red once that has lasted."""
    make_offer(child, school, kind=OfferKind.NONE, from_on=since, to_on=None, minutes=[0] * SESSIONS_A_WEEK,
               source="OX", by=None)  # fmt: skip


def frozen(meeting: Meeting, by: User, frozen_on: date, on: date | None = None) -> Pack:
    """A pack of a meeting, as the register stood on a day, frozen on that day unless told."""
    on = on or frozen_on
    return freezing.freeze(meeting, frozen_on=frozen_on, by=by, on=on, at=moment(on))


def not_frozen(meeting: Meeting, by: User, frozen_on: date) -> Freezing:
    """Somebody asked for the register to be frozen, and a worker gave up."""
    at = moment(frozen_on)
    return Freezing.objects.create(
        meeting=meeting, frozen_on=frozen_on, asked_at=at, asked_by=by, ended_at=at, failure=waiting.GIVEN_UP
    )


def agreed(meeting: Meeting, by: User, frozen_on: date) -> Pack:
    """A pack that somebody agreed."""
    pack = frozen(meeting, by, frozen_on)
    freezing.agree(pack, pack.version, words="Look at the red ones first.", by=by, at=moment(frozen_on))
    return pack


def group_work(pack: Pack, *, owner: User, by: User, on: date) -> tuple[PackRow, Theme, GroupAction]:
    """What the group sees to: a pupil of a pack of whom it decided that somebody acts, a theme, and that action."""
    row = pack.rows.filter(rated=2, child__restricted=False).order_by("pk")[0]
    at, others = moment(on), Child.objects.filter(merged_into=None, restricted=False).order_by("pk")[:2]
    meetings.add_member(
        pack.meeting.series, capacity=Capacity.DIRECTOR, from_on=on, by=by, user=None, name="Dora Director"
    )
    theme = actions.make_theme(
        pack.meeting.series, barrier="No tuition in the north", shows="Two wait.", action="Buy tuition.",
        pupils=others, by=by, at=at,
    )  # fmt: skip
    todo = actions.Todo("Ask the schools again.", owner, on)
    decision = actions.decide(
        pack.meeting, row, kind=actions.Kind.ACT, words="Nobody asked.", todo=todo, by=by, on=on, at=at
    )
    return row, theme, decision.actions.get()


def member_of(meeting: Meeting, name: str = "Mere Member") -> User:
    """Somebody who reads the packs of a meeting's series."""
    user = make.user("strategic_group_member", name=name)
    meetings.add_member(
        meeting.series, capacity=Capacity.MEMBER, from_on=date(2026, 9, 1), by=make.someone(), user=user, name=""
    )
    return user


def page(user: User, name: str, key: str, query: str = "") -> str:
    """What a person reads on a page of a pack."""
    answer = make.signed_in(user).get(reverse(f"missing_out:packs:{name}", args=[key]) + query)
    assert answer.status_code == 200
    return answer.content.decode()
