"""Makes what the tests of reduced timetables begin with: what a school tells, and who agreed."""

from datetime import date, datetime, time, timedelta
from typing import Any

from oxle.accounts.models import Organisation, User
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case
from oxle.core.links import make_link
from oxle.documents.actions import store_made
from oxle.documents.models import File
from oxle.documents.types import PDF
from oxle.people.models import Child
from oxle.schools.models import School
from reduced_timetables import actions, messages
from reduced_timetables.models import AskedParent, EarlyHelp, Reason, Timetable, WeeklyReturn, Whose
from reduced_timetables.unlisted import UNLISTED
from tests.exclusions.make import moment
from tests.unlisted import told_of_unlisted

MORNING = (time(9), time(11, 30))
# Every morning, and no afternoon: 12 hours 30 minutes a week.
BEGINS = [MORNING[0], None] * 5
ENDS = [MORNING[1], None] * 5


def told_of_timetable(starts_on: date, ends_on: date | None = None, **changes: Any) -> dict[str, Any]:
    """What a school tells of a reduced timetable of four weeks that lacks nothing."""
    return {
        "reason": Reason.ANXIETY,
        "why": "Sleeps badly, and comes back step by step.",
        "begins": BEGINS,
        "ends": ENDS,
        "off_site_hours": 0,
        "off_site_where": "",
        "responsible": "The mother, at home",
        "starts_on": starts_on,
        "ends_on": ends_on or starts_on + timedelta(days=27),
        "review_on": starts_on + timedelta(days=14),
        "transport": "",
        "remote_work": "",
        "section_19": True,
        "child_view": "Wants to come back.",
        "early_help": EarlyHelp.DONE,
        "early_help_reference": "",
        "risk_assessed_on": starts_on - timedelta(days=7),
        "services_informed": "The school nurse",
        "looked_after": False,
        "youth_justice": False,
        "social_worker": False,
        "ehc_plan": False,
    } | changes


def agreed(on: date, *others: Whose) -> list[dict[str, Any]]:
    """That a parent agreed on a day, and perhaps others."""
    return [
        {"whose": whose.value, "given_by": f"Example {whose.label}", "agreed_on": on}
        for whose in (Whose.PARENT, *others)
    ]


def timetabled(
    child: Child,
    school: School,
    by: User,
    starts_on: date,
    ends_on: date | None = None,
    *,
    on: date | None = None,
    who: list[dict[str, Any]] | None = None,
    evidenced: bool = True,
    **changes: Any,
) -> Case:
    """A reduced timetable as a school tells of it: three days before it starts, agreed to by a parent in writing,
    unless said."""
    on = on or starts_on - timedelta(days=3)
    told = told_of_timetable(starts_on, ends_on, **changes)
    who = agreed(on) if who is None else who
    parents = [one for one in who if one["whose"] == Whose.PARENT]
    files = {"parent": paper(moment(on))} if parents and evidenced else {}
    return actions.tell(child, school, told=told, agreements=who, files=files, by=by, on=on, at=moment(on))


def paper(at: datetime) -> File:
    """A written agreement, as a file."""
    return store_made(b"%PDF-1.4", kind=PDF, name="agreed.pdf", at=at)


def unlisted_notice(school: School, by: User, on: date, given: str = "Ash", *, team: Organisation) -> InboxMessage:
    """What a school told of a pupil who is on no list of ours; it waits with a team."""
    return told_of_unlisted(UNLISTED, school, by, on, team=team, given=given, why="Sleeps badly.")


def asked_for_return(school: School, monday: date, *, at: datetime) -> WeeklyReturn:
    """A week of which a school without a register is asked."""
    return WeeklyReturn.objects.create(school=school, monday=monday, asked_at=at, due_on=monday + timedelta(days=9))


def parents_link(key: str, *, by: User, at: datetime) -> str:
    """The secret of a link by which a parent was asked to agree to the timetable whose case has a key."""
    told = Timetable.objects.get(case__key=key)
    asked = AskedParent.objects.create(
        timetable=told, parent="The mother", email="m@parents.example", since_on=told.since_on, asked_at=at, by=by
    )
    return make_link(messages.PURPOSE, asked.key, at=at, lasts=messages.LASTS)
