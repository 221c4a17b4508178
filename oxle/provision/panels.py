"""What provision adds to a child's page: the education offered, by whom and until when, and the hours it came to."""

from datetime import date
from typing import Any

from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.permissions import write
from oxle.people.models import Child
from oxle.provision import mismatch_wording, mismatches, queries, review_words, reviews, unseen
from oxle.provision.ledger import WeekOfHours, ledger
from oxle.provision.missing_models import MissingTime
from oxle.provision.models import Offer
from oxle.provision.notices import Notice
from oxle.provision.wording import hours, week_of
from oxle.schooldays.calendar import CalendarBegins, NotLoaded
from oxle.schooldays.school_years import school_year_of
from oxle.schooldays.wording import plain_day

WEEKS_SHOWN = 6
HEADINGS = ("Entitled", "Offered", "Attended", "Days short")


def offered(user: User, child: Child, on: date) -> dict[str, Any]:
    """Every offer, the newest first, with the way to end a provider's place that still runs, and to offer another."""
    may_write = user.can(write("provision"))
    return {
        "rows": [_row(offer, child, on, may_write) for offer in queries.offers_of(user, child)],
        "place_url": reverse("provision:place", args=[child.key]) if may_write else "",
    }


def _row(offer: Offer, child: Child, on: date, may_write: bool) -> dict[str, Any]:
    runs = offer.to_on is None or offer.to_on >= on
    until = f" to {plain_day(offer.to_on)}" if offer.to_on else ""
    return {
        "key": offer.place.name,
        "value": [
            f"{offer.get_kind_display()}, from {plain_day(offer.from_on)}{until}",
            week_of(offer.minutes) + (", full-time" if offer.full_time else ""),
            *([offer.basis] if offer.basis else []),
        ],
        "url": reverse("provision:end_place", args=[child.key, offer.key])
        if may_write and runs and offer.provider_id
        else "",
        "link": "Change the last day",
        "hidden": f"at {offer.place.name}",
    }


def hours_of(user: User, child: Child, on: date) -> dict[str, Any]:
    """The child's ledger of this school year up to today: its last weeks, and the days without a full-time offer."""
    since = school_year_of(on).starts_on
    url = reverse("provision:full_week", args=[child.key]) if user.can(write("provision")) else ""
    try:
        try:
            weeks = ledger(child, since, on).weeks
        except CalendarBegins as begins:
            since = begins.first_day
            weeks = ledger(child, since, on).weeks
    except NotLoaded as problem:
        return {"problem": problem, "full_week_url": url}
    return {
        "since": since,
        "full_week_url": url,
        "missing": _missing(user, child, since, on),
        "examined_on": queries.examinations_over_on(child, on),
        "lacking": sum(week.lacking for week in weeks),
        "headings": ["Week of", *HEADINGS],
        "weeks": [{"monday": week.monday, "cells": _cells(week)} for week in reversed(weeks[-WEEKS_SHOWN:])],
    }


def _missing(user: User, child: Child, since: date, on: date) -> list[str]:
    """From when to when the child was missing, for the council: a school learns of no case but those it told us of."""
    if not user.is_council:
        return []
    rows = MissingTime.objects.filter(child=child, from_on__lte=on).exclude(to_on__lt=since)
    return [
        f"Missing from {plain_day(one.from_on)}{f' to {plain_day(one.to_on)}' if one.to_on else ''}: what began by "
        f"{plain_day(one.told_on)}, when we were told, does not count as offered meanwhile."
        for one in rows
    ]


def _cells(week: WeekOfHours) -> list[tuple[str, str]]:
    attended = "No marks" if week.attended is None else hours(week.attended)
    values = (hours(week.entitled), hours(week.offered), attended, str(week.lacking))
    return list(zip(HEADINGS, values, strict=True))


def mismatches_of(user: User, child: Child, on: date) -> dict[str, Any] | None:
    """Where a school's register of the child and a provider's differ, open ones first, and for the council where the
    child was when a provider did not see them; nothing where there is neither.
    """
    found = [mismatch_wording.row_of(one) for one in mismatches.of_child(user, child)]
    said = [mismatch_wording.said_of(one) for one in unseen.said_of(child)] if user.is_council else []
    return {"rows": found, "said": said} if found or said else None


def reviews_of(user: User, child: Child, on: date) -> dict[str, Any] | None:
    """The review that each place of today owes next, and those that were held; nothing where there is neither."""
    writes = user.can(write("reviews"))
    offers = [one for one in queries.offers_of(user, child) if one.provider_id and runs_on(one, on)]
    owed = [
        {
            "provider": one.offer.place.name,
            "due": one.due,
            "overdue": one.is_overdue(on),
            "url": reverse("provision:review_add", args=[one.offer.key]) if writes else "",
        }
        for one in (reviews.owed_by(offers, on) if offers else ())
    ]
    held = [
        {
            "on": one.held_on,
            "provider": one.provider.name,
            "next": one.get_next_step_display().lower(),
            "url": reverse("provision:review", args=[one.key]),
        }
        for one in reviews.of_child(user, child)
    ]
    return {"owed": owed, "held": held} if owed or held else None


def runs_on(offer: Offer, on: date) -> bool:
    """Whether a place has begun and not ended on a day."""
    return offer.from_on <= on and (offer.to_on is None or offer.to_on >= on)


def reviews_overdue(user: User, on: date) -> Notice | None:
    """For a provider: how many reviews are overdue."""
    if not user.can(write("reviews")):
        return None
    late = sum(1 for one in reviews.owed(user, on) if one.is_overdue(on))
    if not late:
        return None
    return Notice("Programme reviews", review_words.waiting_words(late), reverse("provision:reviews"), "Open the list")
