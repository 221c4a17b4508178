"""How the personal education plan of each looked-after child stands on a day: green, amber, red, or not due yet.

The plan is due within a number of working days of becoming looked after, and then in each term. Which colour means
what is the service's choice (the guidance rates none): red where the plan that is due is overdue, amber where the last
one was held late or is weak, green else. No writes.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min, Q

from oxle.accounts.models import User
from oxle.accounts.permissions import read
from oxle.accounts.visibility import NOTHING, visible, visible_to
from oxle.cases.criteria import Rated
from oxle.cases.plan_models import EducationPlan
from oxle.core.rules import RuleBook
from oxle.missing_out.columns import with_school
from oxle.missing_out.plans.rules import FIRST_PLAN
from oxle.people.models import Child, Vulnerability, VulnerabilityKind
from oxle.people.visibility import in_force
from oxle.schooldays.school_age import is_of_school_age
from oxle.schooldays.school_years import Span, exclusion_term
from oxle.schooldays.wording import plain_day
from oxle.schooldays.working_days import england

READ = read("peps")
DAY = timedelta(days=1)
NOT_DUE = "Not due yet"


@dataclass(frozen=True)
class Standing:
    """A child's plan on a day. `rated` is None while the first plan is not due yet; `due_on` is the day by which the
    next one is to be held."""

    rated: Rated | None
    why: str
    due_on: date
    last: EducationPlan | None = None

    @property
    def label(self) -> str:
        """The rating in a word."""
        return NOT_DUE if self.rated is None else self.rated.label


@dataclass(frozen=True)
class Row:
    """A looked-after child with the plan, as a list shows them."""

    child: Child
    school: str
    standing: Standing


@visible(EducationPlan)
def plans_seen_by(user: User) -> Q:
    """The plans of the children whom somebody may see who reads plans."""
    return Q(child__in=visible_to(user, Child).values("pk")) if user.can(READ) else NOTHING


def term_of(plan: EducationPlan) -> Span:
    """The term for which a plan is."""
    return exclusion_term(plan.term_starts_on)


def first_due(since: date, book: RuleBook) -> date:
    """By when the first plan of a child is held who is looked after since a day."""
    return england().working_day_after(since, book.value(FIRST_PLAN, since))


def standing(since: date, plans: Collection[EducationPlan], on: date, book: RuleBook) -> Standing:
    """How it stands on a day with a child who is looked after since one. `plans` are those of the child, whenever they
    were held; what was held before the child was looked after, or after the day, does not count."""
    held = sorted((one for one in plans if since <= one.held_on <= on), key=lambda one: (one.term_starts_on, one.pk))
    first_by, now = first_due(since, book), exclusion_term(on)
    if not held:
        if on <= first_by:
            return Standing(None, f"The first plan is due by {plain_day(first_by)}.", first_by)
        return Standing(Rated.RED, f"No plan: the first was due by {plain_day(first_by)}.", first_by)
    last, before = held[-1], exclusion_term(now.starts_on - DAY)
    if before.ends_on > first_by and last.term_starts_on < before.starts_on:
        why = f"No plan for the {called(before)}: it was due by {plain_day(before.ends_on)}."
        return Standing(Rated.RED, why, before.ends_on, last)
    next_by = now.ends_on if last.term_starts_on < now.starts_on else exclusion_term(now.ends_on + DAY).ends_on
    found = [*_lateness(held, first_by), *([f"Weak, or not complete: {last.why}"] if last.quality == "weak" else [])]
    if found:
        return Standing(Rated.AMBER, " ".join(found), next_by, last)
    return Standing(Rated.GREEN, f"Held on {plain_day(last.held_on)}, in time and complete.", next_by, last)


def _lateness(held: list[EducationPlan], first_by: date) -> list[str]:
    """That the last plan was held after it was due, in a sentence; nothing where it was not."""
    last = held[-1]
    by = first_by if len(held) == 1 and first_by > last.term_starts_on else term_of(last).ends_on
    return [f"Held late, on {plain_day(last.held_on)}: it was due by {plain_day(by)}."] if last.held_on > by else []


def called(term: Span) -> str:
    """A term within a sentence."""
    return term.name[0].lower() + term.name[1:]


def looked_after_since(children: Collection[int], on: date) -> dict[int, date]:
    """Of those of some children who are looked after on a day, since when."""
    rows = Vulnerability.objects.filter(in_force(on), kind=VulnerabilityKind.LOOKED_AFTER, child__in=children)
    return dict(rows.order_by().values("child").annotate(since=Min("from_on")).values_list("child", "since"))


def standings(children: Collection[int], on: date) -> dict[int, Standing]:
    """How it stands with each looked-after child among some. Two queries, and those of the settings."""
    since, book = looked_after_since(children, on), RuleBook()
    plans: dict[int, list[EducationPlan]] = {}
    for one in EducationPlan.objects.filter(child__in=since, mistaken_on=None):
        plans.setdefault(one.child_id, []).append(one)
    return {child: standing(from_on, plans.get(child, ()), on, book) for child, from_on in since.items()}


def rows_for(user: User, on: date) -> list[Row]:
    """The looked-after children of compulsory school age whom a person may see, red first."""
    there = Vulnerability.objects.filter(in_force(on), kind=VulnerabilityKind.LOOKED_AFTER).values("child")
    seen = with_school(visible_to(user, Child).filter(pk__in=there), on).order_by("sort_name", "pk")
    children = [one for one in seen if is_of_school_age(one.born_on, on)]
    found = standings([child.pk for child in children], on)
    return [
        Row(child, child.school_name or "On no school’s register", found[child.pk])  # type: ignore[attr-defined]
        for child in children
        if child.pk in found
    ]
