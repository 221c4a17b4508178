"""What makes any child red or amber, whichever duty knows of them: how long, an EHC plan, registers that differ, a day
of the law that passed."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

from oxle.accounts.permissions import Compartment, read
from oxle.cases import duties
from oxle.cases.as_at import end_of, open_on, passed
from oxle.cases.criteria import Asked, Criterion, Fired, Rated
from oxle.cases.models import Case
from oxle.cases.pathways import Against
from oxle.core.among import Keys
from oxle.missing_out import rules, stretches
from oxle.people.models import Enrolment, Vulnerability, VulnerabilityKind
from oxle.people.visibility import in_force
from oxle.provision.mismatch_models import Mismatch, MismatchKind
from oxle.provision.models import Offer
from oxle.schooldays.wording import plain_day


def _school_days(days: int) -> str:
    return "1 school day" if days == 1 else f"{days} school days"


def _nothing(asked: Asked) -> dict[int, Fired]:
    """Whoever has no education at all for long, and none that begins later."""
    most = asked.threshold(rules.NOTHING_LONGER_THAN)
    long = {child: stretch for child, stretch in asked.lacking.items() if stretch.days > most}
    offers = [
        (child, to_on)
        for child, minutes, to_on in Offer.objects.filter(child__among=Keys(long)).values_list(
            "child", "minutes", "to_on"
        )
        if any(minutes)
    ]
    # Some minutes in a week now, or a place that begins: somebody has a plan.
    planned = {child for child, to_on in offers if to_on is None or to_on >= asked.on}
    bare = stretches.after(
        {child: stretch for child, stretch in long.items() if child not in planned}, _last(offers), asked.on
    )
    return {
        child: Fired(
            stretch.since,
            f"No education at all for {_school_days(stretch.days)}, since {plain_day(stretch.since)}, and none is "
            "arranged.",
        )
        for child, stretch in bare.items()
        if stretch.days > most
    }


def _last(ended: Iterable[tuple[int, date | None]]) -> dict[int, date]:
    """The last of some days, by child."""
    found: dict[int, date] = {}
    for child, on in ended:
        if on is not None:
            found[child] = max(found.get(child, on), on)
    return found


def _less(asked: Asked) -> dict[int, Fired]:
    most = asked.threshold(rules.LESS_LONGER_THAN)
    return {
        child: Fired(
            stretch.since,
            f"Nobody has offered a full day of education for {_school_days(stretch.days)}, since "
            f"{plain_day(stretch.since)}.",
        )
        for child, stretch in asked.lacking.items()
        if stretch.days > most
    }


def _plan(asked: Asked) -> dict[int, Fired]:
    most = asked.threshold(rules.PLAN_LONGER_THAN)
    long = {child: stretch for child, stretch in asked.lacking.items() if stretch.days > most}
    plans = Vulnerability.objects.filter(in_force(asked.on), child__among=Keys(long), kind=VulnerabilityKind.EHCP)
    with_plan = set(plans.values_list("child", flat=True))
    begun = {"child__in": with_plan, "from_on__lte": asked.on}
    there = [
        *Enrolment.objects.filter(**begun).values_list("child", "to_on"),
        *Offer.objects.filter(**begun, provider__isnull=False).values_list("child", "to_on"),
    ]
    placed = {child for child, to_on in there if to_on is None or to_on >= asked.on}
    nowhere = stretches.after({child: long[child] for child in with_plan - placed}, _last(there), asked.on)
    return {
        child: Fired(
            stretch.since, f"An EHC plan, and neither a school nor a provider since {plain_day(stretch.since)}."
        )
        for child, stretch in nowhere.items()
        if stretch.days > most
    }


def _mismatched(asked: Asked) -> dict[int, Fired]:
    least = asked.threshold(rules.MISMATCHES)
    rows = Mismatch.objects.filter(child__among=asked.keys, on__lte=asked.on)
    rows = rows.filter(
        *(Q(**{at: None}) | Q(**{f"{at}__gte": end_of(asked.on)}) for at in ("agreed_at", "explained_at"))
    )
    days: dict[int, list[date]] = {}
    for child, on in rows.exclude(kind=MismatchKind.NOTICE).order_by("on").values_list("child", "on"):
        days.setdefault(child, []).append(on)
    return {
        child: Fired(
            found[0],
            f"In {len(found)} sessions since {plain_day(found[0])} the school’s register and the provider’s differ, "
            "and nobody has explained it.",
        )
        for child, found in days.items()
        if len(found) >= least
    }


def _law_passed(asked: Asked) -> dict[int, Fired]:
    """The oldest day of the law that passed for a child, on a case of no closed compartment."""
    ordinary = [one.key for one in duties.pathways() if one.compartment == Compartment.ORDINARY]
    late = asked.on - timedelta(days=asked.threshold(rules.LAW_LATER_THAN))
    cases = Case.objects.filter(open_on(asked.on), child__among=asked.keys, pathway__in=ordinary)
    ran = passed(
        cases, asked.on, asked.book, is_past=asked.is_past, before=late, is_law=True,
        against__in=(Against.COUNCIL, Against.SCHOOL),
    )  # fmt: skip
    found: dict[int, Fired] = {}
    for one in ran:
        if one.due_on:
            words = f"A day set by law has passed, {plain_day(one.due_on)}: {one.label}."
            found.setdefault(one.case.child_id or 0, Fired(one.due_on, words))
    return found


OWN = (
    Criterion(
        "missing_out.nothing", "No education at all, and none arranged", Rated.RED, _nothing, rules.NOTHING_LONGER_THAN
    ),
    Criterion(
        "missing_out.plan", "An EHC plan, and no school or provider", Rated.RED, _plan, rules.PLAN_LONGER_THAN
    ),
    Criterion(
        "missing_out.mismatched", "Registers differ again and again", Rated.RED, _mismatched, rules.MISMATCHES,
        reads=read("mismatches"),
    ),
    Criterion("missing_out.less", "Nobody offers a full day of education", Rated.AMBER, _less, rules.LESS_LONGER_THAN),
    Criterion("missing_out.law", "A day set by law has passed", Rated.AMBER, _law_passed, rules.LAW_LATER_THAN),
)  # fmt: skip
