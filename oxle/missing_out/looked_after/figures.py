"""What is counted of looked-after children over a run of days, beside the run before. It names nobody. No writes."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from oxle.accounts.models import User
from oxle.cases import duties
from oxle.cases.as_at import open_on
from oxle.cases.criteria import Rated
from oxle.cases.models import Case
from oxle.cases.permissions import knows_of
from oxle.missing_out.columns import with_school
from oxle.missing_out.not_attending import absent_of
from oxle.missing_out.plans.standing import NOT_DUE, standings
from oxle.missing_out.register import whole_register
from oxle.missing_out.shown import more_or_fewer
from oxle.people.models import Child, Vulnerability, VulnerabilityKind
from oxle.people.visibility import in_force
from oxle.registers.queries import tallies_between
from oxle.schooldays.school_age import is_of_school_age
from oxle.schooldays.school_years import Span

DAY = timedelta(days=1)
ALL, MISSING, RED, SELDOM = "all", "missing", "red", "seldom"
LABELS = {
    ALL: "Looked-after children of compulsory school age",
    MISSING: "Of these without a full-time, school-based offer",
    RED: "Of those red",
    SELDOM: "Offered a full day, and do not come",
    "attendance": "Attendance, of each 100 sessions that were possible",
    "persistent": "Missed at least 10 of each 100 sessions",
    **{
        f"plan:{label}": f"Personal education plan: {label.lower()}"
        for label in (*(one.label for one in reversed(Rated)), NOT_DUE)
    },
}


@dataclass(frozen=True)
class Figure:
    """A figure of the run and of the run before; None where it cannot be told, such as a share of nothing."""

    label: str
    number: int | None
    before: int | None

    @property
    def change(self) -> str:
        """More or fewer than before, with its sign; empty where that cannot be told."""
        return more_or_fewer(self.number, self.before)


def week_of(on: date) -> Span:
    """The last whole week before a day, Monday to Sunday."""
    ends_on = on - timedelta(days=on.weekday() + 1)
    return Span(f"Week to {ends_on.isoformat()}", ends_on - 6 * DAY, ends_on)


def looked_after_on(on: date) -> list[int]:
    """The looked-after children of compulsory school age on a day (primary keys), restricted ones among them."""
    there = Vulnerability.objects.filter(in_force(on), kind=VulnerabilityKind.LOOKED_AFTER).values("child")
    rows = Child.objects.filter(pk__in=there, merged_into=None).values_list("pk", "born_on")
    return sorted(key for key, born_on in rows if is_of_school_age(born_on, on))


def report(user: User, span: Span, *, asked_on: date) -> list[Figure]:
    """The figures of a run of days, each as it was at its end or over it, beside those of as many days before. Cases
    count on the pathways of which the reader may know. Raises NotLoaded where terms are not loaded for it."""
    length = span.ends_on - span.starts_on
    before = Span("before", span.starts_on - DAY - length, span.starts_on - DAY)
    known = [one.key for one in duties.pathways() if knows_of(user, one)]
    now, then = (_counted(one, known, asked_on) for one in (span, before))
    labels = LABELS | {key: label for counted in (then, now) for key, label in _of_cases(counted)}
    return [Figure(label, now.get(key, 0), then.get(key, 0)) for key, label in labels.items()]


def _counted(span: Span, pathways: Collection[str], asked_on: date) -> dict[str, int | None]:
    keys, on = looked_after_on(span.ends_on), span.ends_on
    ours = set(keys)
    rows = [row for row in whole_register(on, asked_on=asked_on).rows if row.child.pk in ours]
    out = {row.child.pk for row in rows}
    seldom = Child.objects.filter(pk__in=absent_of(Child.objects.filter(pk__in=keys), on).keys() - out)
    tallies = tallies_between(keys, span.starts_on, on)
    possible, present = (sum(getattr(one, name) for one in tallies.values()) for name in ("possible", "present"))
    plans = Counter(f"plan:{one.label}" for one in standings(keys, on).values())
    cases = Case.objects.filter(child__in=keys, pathway__in=pathways)
    opened = Counter(cases.filter(opened_on__range=(span.starts_on, on)).values_list("pathway", flat=True))
    there = Counter(cases.filter(open_on(on)).values_list("pathway", flat=True))
    return {
        ALL: len(keys),
        MISSING: len(rows),
        RED: sum(row.rating.rated == Rated.RED for row in rows),
        SELDOM: with_school(seldom, on).exclude(school_name=None).count(),
        "attendance": present * 100 // possible if possible else None,
        "persistent": sum(one.is_persistently_absent for one in tallies.values()),
        **plans,
        **{f"opened:{key}": count for key, count in opened.items()},
        **{f"open:{key}": count for key, count in there.items()},
    }


def _of_cases(counted: Iterable[str]) -> Iterable[tuple[str, str]]:
    """The figures of cases among some, in words."""
    names = {one.key: one.name for one in duties.pathways()}
    for key in sorted(counted):
        which, _, pathway = key.partition(":")
        if pathway in names:
            yield key, f"{names[pathway]}: {'cases opened in these days' if which == 'opened' else 'open cases'}"
