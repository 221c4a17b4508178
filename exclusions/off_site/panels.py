"""What off-site directions add to the page of a case and to a message that waits."""

from typing import Any

from django.urls import reverse

from exclusions.held import beside
from exclusions.off_site import queries
from exclusions.off_site.models import OffSiteDirection
from oxle.accounts.models import User
from oxle.cases.challenges import listed_of
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case, Origin
from oxle.core.dates import today
from oxle.provision.wording import week_of
from oxle.schooldays.wording import plain_day
from oxle.schools.queries import calendar_of


def rows_of(told: OffSiteDirection) -> list[dict[str, Any]]:
    """What a school told of a direction, as a summary list shows it."""
    case = told.case
    days = queries.days_of(told, calendar_of(case.school)) if case.school else None
    counted = f", on {days} school day{'' if days == 1 else 's'}" if days is not None else ""
    shown = [
        ("Where", [told.place, *told.where.splitlines()]),
        ("Reports to", told.report_to),
        ("When", f"{plain_day(told.starts_on)} to {plain_day(told.ends_on)}{counted}"),
        ("Sessions", week_of(told.minutes)),
        ("A day there", f"{told.begins_at:%H:%M} to {told.finishes_at:%H:%M}. Breaks: {told.breaks}"),
        ("Aim", told.get_aim_display()),
        ("What is to be better", told.objectives),
        ("Reasons", told.reasons),
        ("Decided", plain_day(told.decided_on)),
        ("Parents given the notice", plain_day(told.notice_on) if told.notice_on else "Not yet"),
        ("Registered", told.get_registration_display()),
        ("Special educational needs", told.get_sen_display()),
        ("Social worker", "Yes" if told.social_worker else "No"),
    ]
    return [{"key": key, "value": value} for key, value in shown if value]


def about(case: Case, user: User) -> dict[str, Any]:
    """The direction, the place that was given for it, and what was challenged."""
    told, given = case.off_site_direction, queries.place_of(case)
    rows = [*rows_of(told), *beside(case.child, today(), sen=told.sen, social_worker=told.social_worker)]
    if told.provider:
        words = f"Given until {plain_day(given.to_on)}" if given and given.to_on else "Not given yet"
        rows.insert(1, {"key": "Place with the provider", "value": words})
    differs = given and case.is_open and (given.from_on, given.to_on) != (told.starts_on, told.ends_on)
    return {
        "rows": rows,
        "challenges": listed_of(case),
        "differs": "The place with the provider is for other days than the direction. Change its last day on the "
        "pupil’s record, or have the direction put right."
        if differs
        else "",
    }


def from_message(message: InboxMessage, user: User) -> list[tuple[str, str]]:
    """What an officer can do with a message that waits: enter the direction it tells of."""
    if message.case is not None or message.channel == Origin.HAND_OVER:
        return []
    return [("Enter an off-site direction from this", reverse("exclusions:off_site:enter", args=[message.key]))]
