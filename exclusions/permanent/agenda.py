"""Which permanent exclusions come before the fair access panel, and what the members of a meeting read of one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from exclusions.panel_referrals import queries as referrals
from exclusions.panel_referrals import words
from exclusions.permanent import pathway
from exclusions.permanent.models import PermanentExclusion
from oxle.cases.models import Case, Event
from oxle.cases.standing import as_they_stand, last_of_each
from oxle.schooldays.wording import plain_day

PLACED = (pathway.NAME_PLACE.key, pathway.PLACING.look_again.key)


def waiting() -> QuerySet[Case]:
    """Open cases whose way to a new school is the panel, and that have no place: none yet, or none any more."""
    rows = Case.objects.filter(pathway=pathway.PERMANENT.key, closed_on=None)
    chosen = last_of_each(as_they_stand(Event.objects.filter(case__in=rows, step=pathway.CHOOSE_WAY.key)))
    panel = [case for (case, _), event in chosen.items() if event.facts.get("way") == "fair_access"]
    return rows.filter(pk__in=panel).exclude(pk__in=placed(rows))


def placed(rows: QuerySet[Case]) -> list[int]:
    """Those of some cases that have a new place: one was named, and nobody looks for another since."""
    last = {event.case_id: event.step for event in as_they_stand(Event.objects.filter(case__in=rows, step__in=PLACED))}
    return [case for case, step in last.items() if step != pathway.PLACING.look_again.key]


def about(cases: Sequence[Case]) -> Mapping[int, Sequence[dict[str, Any]]]:
    """What a head of another school needs to say whether a child can come, and to take them safely, as the referral
    says it that an officer confirmed: why the child is out by code, never what happened, never an address, and nothing
    of safeguarding. Of a case that came on its agenda before there were referrals what the school told.
    """
    confirmed = referrals.last_of(cases)
    without = [case for case in cases if case.pk not in confirmed]
    return {pk: words.for_members(one) for pk, one in confirmed.items()} | _as_told(without)


def in_full(cases: Sequence[Case]) -> Mapping[int, Sequence[dict[str, Any]]]:
    """What those read who record what is decided: the whole referral, also what safeguarding leads tell each other."""
    confirmed = referrals.last_of(cases)
    without = [case for case in cases if case.pk not in confirmed]
    return {pk: words.in_full(one) for pk, one in confirmed.items()} | _as_told(without)


def unready(cases: Sequence[Case]) -> Mapping[int, str]:
    """The exclusions among some cases whose referral nobody has confirmed: the panel would decide blind."""
    confirmed = referrals.last_of(cases)
    return {
        case.pk: words.NOT_CONFIRMED
        for case in cases
        if case.pathway == pathway.PERMANENT.key and case.pk not in confirmed
    }


def _as_told(cases: Sequence[Case]) -> Mapping[int, Sequence[dict[str, Any]]]:
    talked = as_they_stand(Event.objects.filter(case__in=cases, step=pathway.CONSULT.key))
    wishes = {event.case_id: _wish(event) for event in talked}
    return {
        case.pk: [*rows, {"key": "What the family wishes", "value": wishes.get(case.pk, "Not asked yet")}]
        for case, rows in told_of(cases)
    }


def _wish(event: Event) -> str:
    return event.facts.get("wish") or ("The parents could not be reached" if event.facts.get("tried") else "")


def told_of(cases: Sequence[Case]) -> Iterator[tuple[Case, list[dict[str, Any]]]]:
    """The permanent exclusions among some cases, each with what the members of every kind of meeting may read."""
    told = PermanentExclusion.objects.filter(case__in=cases).in_bulk()
    for case in cases:
        if one := told.get(case.pk):
            yield (
                case,
                [
                    {"key": "Excluded from", "value": f"{case.school}, from {plain_day(one.first_on)}"},
                    {"key": "Special educational needs", "value": one.get_sen_display()},
                    {"key": "What was tried", "value": one.tried},
                ],
            )
