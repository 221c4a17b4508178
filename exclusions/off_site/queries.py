"""The reads on off-site directions: who may see which, what the school may know, reviews, how each one stands."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from exclusions.off_site import pathway, rules
from exclusions.off_site.models import OffSiteDirection
from oxle.accounts.models import User
from oxle.accounts.permissions import read
from oxle.accounts.visibility import NOTHING, get_or_404, visible, visible_to
from oxle.audit import sights
from oxle.cases.challenges import waiting
from oxle.cases.clocks import State
from oxle.cases.models import Case, Deadline, Party
from oxle.cases.permissions import PORTAL
from oxle.cases.projection import happenings
from oxle.cases.standing import last_taken
from oxle.core.dates import from_iso, today
from oxle.people.models import Child
from oxle.people.visibility import conflicts_of
from oxle.provision.models import Offer
from oxle.schooldays.calendar import NotLoaded, SchoolCalendar
from oxle.schooldays.counting import due
from oxle.schooldays.wording import plain_day
from oxle.schools.queries import calendar_of

READ = read("exclusions")
# What the school that told of it may know, and never the council's notes.
TITLES = {
    pathway.TELL.key: "Received by the council",
    pathway.GIVE_NOTICE.key: "The parents were given the notice",
    pathway.PLACE.key: "The council gave the place with the provider",
    pathway.ASK_REVIEW.key: "A review was asked for",
    pathway.HOLD_REVIEW.key: "A review was held",
    pathway.EXTEND.key: "Extended",
    pathway.CHALLENGE.key: "The council asks you about what appears unlawful",
    pathway.REPLY.key: "You answered",
    pathway.ANSWER_CHALLENGE.key: "The council ended what it asked you",
    pathway.RETURN.key: "Closed: the pupil is back at school",
    pathway.END.key: "Closed: it ended early",
    pathway.MOVE.key: "Closed: it became a managed move",
    pathway.MISTAKE.key: "Closed: entered by mistake",
}
FOR_SCHOOL = tuple(
    clock.key
    for clock in (
        pathway.NOTICE,
        pathway.REVIEW,
        pathway.ASKED_REVIEW,
        pathway.LAST_DAY,
        pathway.CHALLENGE_ANSWER,
    )
)


@visible(OffSiteDirection)
def _directions(user: Any) -> Q:
    """A school sees what it told us, also when the child has left it; officers those of the children open to them."""
    shown = NOTHING
    if READ in user.permissions:
        shown |= Q(case__child__in=visible_to(user, Child).values("pk"))
    if PORTAL in user.permissions:
        mine = Q(case__school__organisation__in=user.organisations_where(PORTAL))
        shown |= mine & ~Q(case__child__in=conflicts_of(user, today()).values("child"))
    return shown


def get_told_for(user: User, key: str) -> Case:
    """The case of a direction that this person's school told of, its sight recorded; 404 to strangers."""
    rows = visible_to(user, OffSiteDirection).select_related(
        "case__child", "case__school__organisation", "case__school__calendar", "provider__organisation"
    )
    told = get_or_404(rows, case__key=key)
    sights.see([told.case.child_id], "page")
    return told.case


def days_of(told: OffSiteDirection, calendar: SchoolCalendar, *, from_on: date | None = None) -> int | None:
    """On how many school days the pupil goes there, of all or from a day on; None where terms are not loaded."""
    try:
        days = calendar.days_between(from_on or told.starts_on, told.ends_on)
    except NotLoaded:
        return None
    return sum(any(told.minutes[2 * day.weekday() : 2 * day.weekday() + 2]) for day in days)


def begins_on(case: Case) -> date:
    """The first day of the time that the latest notice is about: of the direction, or of its extension."""
    extended = last_taken(case, pathway.EXTEND.key)
    if extended is None:
        return case.off_site_direction.starts_on
    return date.fromisoformat(extended.facts[pathway.STARTS_ON.key])


def began_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why nobody can be back from a direction on a day; None once it has begun."""
    starts_on = case.off_site_direction.starts_on
    if on >= starts_on:
        return None
    return (
        f"The direction begins on {plain_day(starts_on)}: the pupil cannot be back before that. Where it does not "
        "begin at all, say that it ended early."
    )


def next_review(case: Case) -> date | None:
    """The day of the next review as the school fixed it last; None where it has been held and no other was fixed."""
    fixes = {pathway.TELL.key, pathway.EXTEND.key, pathway.HOLD_REVIEW.key}
    fixed = [one.facts.get(pathway.REVIEW_ON.key) for one in happenings(case) if one.step in fixes]
    return from_iso(fixed[-1]) if fixed else None


def spared_until(case: Case, on: date) -> date | None:
    """Until when the school need not hold another review that is asked for on a day; None where it must."""
    held = case.events.filter(step=pathway.HOLD_REVIEW.key, superseded_by=None, on__lte=on).order_by("on").last()
    if held is None or case.school is None:
        return None
    until = due(rules.NO_REVIEW_AGAIN.on(held.on), held.on, calendar_of(case.school)).on
    return until if until is not None and on <= until else None


def place_of(case: Case) -> Offer | None:
    """The place with the provider that was given for a direction; None where none was."""
    rows = Offer.objects.filter(child=case.child, source=case.reference, provider__isnull=False)
    return rows.select_related("provider__organisation").order_by("from_on", "pk").last()


def can_be_placed_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why the place cannot be given here; None where it can."""
    if case.off_site_direction.provider_id is None:
        return "The place is none of the directory: the school answers for it."
    return "The place is given already." if last_taken(case, pathway.PLACE.key) else None


@dataclass(frozen=True)
class Standing:
    """An open direction as the list of them shows it. `review_on`: None where no review is fixed."""

    told: OffSiteDirection
    review_on: date | None
    words: str
    colour: str


def standing_for(user: User, on: date) -> list[Standing]:
    """The open directions that this person may see, the next to end first, each with how it stands. Few queries.

    The caller records the sight of those it shows.
    """
    rows = visible_to(user, OffSiteDirection).filter(case__closed_on=None).select_related(
        "case__child", "case__school__organisation", "provider__organisation"
    )  # fmt: skip
    told = list(rows.order_by("ends_on", "pk"))
    running: dict[int, dict[str, Deadline]] = {}
    for one in Deadline.objects.filter(case__in=[row.case_id for row in told], state=State.RUNNING):
        running.setdefault(one.case_id, {})[one.clock] = one
    return [_standing(one, running.get(one.case_id, {}), on) for one in told]


# What is said of an open direction, the most urgent first: the clock, the words where it runs over, and else.
URGENT = (
    (pathway.CHALLENGE_ANSWER.key, "Appears unlawful", "Appears unlawful"),
    (pathway.CHALLENGE_END.key, "The school has answered", "The school has answered"),
    (pathway.NOTICE.key, "Notice overdue", ""),
    (pathway.LAST_DAY.key, "Over and not ended", ""),
    (pathway.REVIEW.key, "Review overdue", ""),
    (pathway.ASKED_REVIEW.key, "Review overdue", "Review asked for"),
    (pathway.READING.key, "Not looked at", "Not looked at"),
)


def _standing(told: OffSiteDirection, clocks: dict[str, Deadline], on: date) -> Standing:
    review = clocks.get(pathway.REVIEW.key)
    for key, over, runs in URGENT:
        if key not in clocks:
            continue
        late = clocks[key].due_on is not None and clocks[key].due_on < on
        if words := over if late else runs:
            return Standing(told, review.due_on if review else None, words, "red" if late else "yellow")
    return Standing(told, review.due_on if review else None, "In order", "green")


def waits_for_school(case: Case) -> bool:
    """Whether the school is still to answer a challenge."""
    return bool(waiting(case))
