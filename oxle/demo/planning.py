"""Rates the personal education plans of the county's looked-after children: most good, some late, weak or missing."""

from datetime import date, timedelta

from oxle.core.rules import RuleBook
from oxle.demo.county import County
from oxle.missing_out.plans.actions import rate
from oxle.missing_out.plans.standing import first_due, looked_after_since
from oxle.people.models import Child, Vulnerability, VulnerabilityKind
from oxle.schooldays.school_years import Span, exclusion_term
from oxle.schooldays.working_days import england

WEAK = (
    "No target for reading, and nobody is named who helps with it.",
    "The child’s own view is missing.",
    "What the pupil premium pays for is not said.",
)
# Of so many children in turn one has no plan, one a late one, one none of this term yet, and one a weak one.
TURNS = 8
NONE, LATE, NOT_YET, FLAWED = range(4)
# A meeting falls so many days into its term, or, where it is late, after the last day for it.
INTO, PAST = timedelta(days=40), timedelta(days=5)


def rate_plans(county: County) -> None:
    """The plan of this term for most, and for some that of the term before alone."""
    keys = Vulnerability.objects.filter(kind=VulnerabilityKind.LOOKED_AFTER, to_on=None).values("child")
    children = {child.pk: child for child in Child.objects.filter(pk__in=keys, merged_into=None)}
    now, book = exclusion_term(county.on), RuleBook()
    before = exclusion_term(now.starts_on - timedelta(days=1))
    for number, (key, since) in enumerate(sorted(looked_after_since(list(children), county.on).items())):
        turn = number % TURNS
        term = before if turn in (LATE, NOT_YET) and since < now.starts_on else now
        held_on = _held_on(term, since, first_due(since, book), county.on, late=turn == LATE)
        if turn == NONE or held_on is None:
            continue
        why = WEAK[number % len(WEAK)] if turn == FLAWED else ""
        rate(
            children[key], term_starts_on=term.starts_on, held_on=held_on, quality="weak" if why else "good", why=why,
            by=county.people["virtual"], on=county.on, at=county.moment(county.on, 9),
        )  # fmt: skip


def _held_on(term: Span, since: date, first_by: date, on: date, *, late: bool) -> date | None:
    """A working day on which the plan of a term was held by a day; None where there is none while in care."""
    if since >= term.starts_on:
        wanted = first_by + PAST if late else first_by
    else:
        wanted = term.ends_on + PAST if late else term.starts_on + INTO
    found = england().last_working_day_on_or_before(min(wanted, on))
    return found if found >= max(since, term.starts_on) and since <= term.ends_on else None
