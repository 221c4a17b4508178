"""What a child who needs a school adds to the page of the case and to the child's record."""

from datetime import date
from typing import Any

from django.urls import reverse

from exclusions.begun_words import begun_words
from exclusions.fair_access import queries
from exclusions.fair_access.categories import categories_on
from exclusions.fair_access.pathway import BEGIN, REFERRED, WORK
from exclusions.held import sen_by_record
from exclusions.placement.agendas import waits_for
from exclusions.placement.queries import in_words, way_of
from exclusions.placement.words import place_in_words
from oxle.accounts.models import User
from oxle.cases.models import Case
from oxle.cases.standing import last_taken
from oxle.core import dates
from oxle.meetings.queries import items_about
from oxle.people.models import Child
from oxle.people.queries import is_looked_after
from oxle.schooldays.wording import plain_day


def about(case: Case, user: User) -> dict[str, Any]:
    """What is known of the child, where the case waits, and how it stands with the school that was named."""
    told, way = case.fair_access_referral, way_of(case)
    category = categories_on(case.opened_on).get(told.category, "")
    begun = last_taken(case, BEGIN.key)
    late = told.release_on is not None and told.release_on < case.opened_on
    rows = [
        ("How we came to know", told.get_came_display()),
        ("In-year application", plain_day(told.applied_on) if told.applied_on else ""),
        ("Refused by", [str(told.refused_by), told.refused_because] if told.refused_by else ""),
        ("Leaves", told.leaves),
        ("Day of release", _release(told.release_on, late=late)),
        ("Education has begun", begun_words(case, begun) if begun else "Not yet" if told.release_on else ""),
        ("Category", f"{told.category}: {category}"),
        ("Part of the agenda", told.get_part_display()),
        ("Special educational needs", told.get_sen_display()),
        ("Special educational needs, by our record", sen_by_record(case.child, told.sen, dates.today())),
        ("Social worker", "Yes" if told.social_worker else "No"),
        ("Looked after", _looked_after(told.looked_after, now=is_looked_after(case.child, dates.today()))),
        ("Services", told.services),
        ("Schools so far", told.schools_before),
        ("New place", place_in_words(way.named.facts) if way.named and way.named.facts.get("place") else ""),
        ("The school that was named", in_words(case)),
        *(("Waits for", one) for one in waits_for(items_about(case), lambda: case.stage == REFERRED.key)),
    ]
    may_write = case.is_open and user.can(WORK)
    return {
        "told": told,
        "rows": [{"key": key, "value": value} for key, value in rows if value],
        "change_url": reverse("exclusions:fair_access:change", args=[case.key]) if may_write else "",
    }


def _looked_after(at_opening: bool, *, now: bool) -> str:
    """The route follows what is so today; what was so when the case was opened is said where it differs."""
    words = "Yes" if now else "No"
    return words if now == at_opening else f"{words} (when the case was opened: {'yes' if at_opening else 'no'})"


def _release(on: date | None, *, late: bool) -> str:
    if on is None:
        return ""
    return f"{plain_day(on)}. We knew only after it" if late else plain_day(on)


def of_child(user: User, child: Child, on: date) -> dict[str, Any]:
    """The child's open case, or the way to open one."""
    case = queries.open_case_of(user, child)
    return {
        "case": case,
        "open_url": "" if case else reverse("exclusions:fair_access:open", args=[child.key]),
    }
