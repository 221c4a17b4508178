"""The register: every child of compulsory school age without a full-time education at a school, once each.

Three ways lead onto it: the ledger finds that nobody offers the child a full day of education; an open case of some
duty says that the child is out; a provider, and no school, teaches the child. Hours and days are the ledger's, so the
list, its totals and the ledger agree. Who is taught at home is not on it, unless that was found to be not suitable.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import QuerySet

from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases import duties
from oxle.cases.criteria import Asked, Rated
from oxle.cases.involvement import Involvement
from oxle.cases.models import Case
from oxle.cases.permissions import knows_of
from oxle.core.among import Keys
from oxle.core.keeping import keeping
from oxle.missing_out.columns import officers_of, open_cases, who_works_on
from oxle.missing_out.rating import Rating, rate
from oxle.missing_out.who import on_register
from oxle.people.models import Child
from oxle.people.visibility import in_force
from oxle.provision.ledger import Ledger, Stretch, ledgers
from oxle.provision.models import Offer
from oxle.provision.school_days import calendars_of
from oxle.provision.without import as_far_back
from oxle.schooldays.calendar import CalendarBegins, SchoolCalendar
from oxle.schooldays.queries import calendar_for, calendars_for
from oxle.schooldays.school_years import school_year_of
from oxle.schooldays.wording import listed
from oxle.schools.models import Phase

DAY = timedelta(days=1)
# What open cases say of a child: a heading and the key of the pathway, each.
Involved = Collection[tuple[str, str]]
NO_SCHOOL = "On no register"
NO_TRUST = "In no trust"
# What is said of a child whom no case names: a provider teaches them, or nobody knows why they are out.
ELSEWHERE, UNEXPLAINED = "Taught by a provider", "Nobody has said why"
# And of a child because of a case of which this person may not know.
IN_CONFIDENCE = "A case of another team"
# How long, as the filter calls it: up to so many school days.
LENGTHS = (("None", 0), ("1 to 5 school days", 5), ("6 to 15 school days", 15), ("More than 15 school days", None))
OFFERED = ("Nothing", "Less than a full week", "A full week", "Not counted yet")


@dataclass(frozen=True)
class Row:
    """A child on the register.

    `kinds` says why they are on it. `days` are the school days in a row without a full-time offer by now, and `since`
    the first of them, or the day on which the reason began where a full day is offered; `days_in_term` and
    `days_in_year` those of the term of the child's own school, from the Monday of its first week, and of the school
    year. `offered` and `entitled` are minutes of the week of the
    last school day, as far as it has gone; None before the first of the school year.
    """

    child: Child
    kinds: tuple[str, ...]
    since: date | None
    days: int
    days_in_term: int
    days_in_year: int
    offered: int | None
    entitled: int | None
    school: str
    phase: str
    area: str
    trust: str
    places: tuple[str, ...]
    cases: tuple[Case, ...]
    rating: Rating
    # What open cases say of the child, whoever may know of it: its heading, and the pathway that says it.
    involved: tuple[tuple[str, str], ...] = ()

    @property
    def sort_name(self) -> str:
        """The name of the child as lists have it in order."""
        return self.child.sort_name

    @property
    def officers(self) -> tuple[str, ...]:
        """The officers of the cases, each once."""
        return tuple(officers_of(self.cases))

    @property
    def pathways(self) -> tuple[tuple[str, int], ...]:
        """The pathway of each case, with its version."""
        return tuple((case.pathway, case.pathway_version) for case in self.cases)

    @cached_property
    def words(self) -> dict[str, str]:
        """What lists and filters say of the child, whoever reads them."""
        return worded(
            days=self.days, offered=self.offered, entitled=self.entitled, school=self.school, phase=self.phase,
            area=self.area, trust=self.trust, places=self.places,
        )  # fmt: skip

    @property
    def work(self) -> str:
        """Whether somebody works on it, as the filter calls it."""
        return who_works_on(self.cases)

    @property
    def short(self) -> int:
        """The minutes of that week, as far as it has gone, which nobody offers."""
        return max(0, (self.entitled or 0) - (self.offered or 0))


def worded(
    *, days: int, offered: int | None, entitled: int | None, school: str, phase: str, area: str, trust: str,
    places: tuple[str, ...],
) -> dict[str, str]:  # fmt: skip
    """What lists and filters say of a child's row: how long and how much, where, and who else teaches them."""
    nothing, less, full, unknown = OFFERED
    if offered is None or entitled is None:
        offer = unknown
    else:
        offer = full if offered >= entitled else less if offered else nothing
    return {
        "length": next(words for words, most in LENGTHS if most is None or days <= most),
        "offer": offer,
        "school": school,
        "phase": phase or NO_SCHOOL,
        "area": area or "Not known",
        "trust": trust or NO_TRUST,
        "places": listed(places),
    }


@dataclass(frozen=True)
class Bounds:
    """From which days on the register is counted, as far as terms are loaded: days in a row, and the school year."""

    in_a_row: date = date.min
    in_year: date = date.min


@dataclass(frozen=True)
class Register:
    """The register as one person may see it. Days in a row are counted from `counted_from` at the earliest."""

    rows: list[Row]
    bounds: Bounds

    @property
    def counted_from(self) -> date:
        """From when days in a row are counted."""
        return self.bounds.in_a_row

    def rated(self, rated: Rated) -> int:
        """How many are so rated."""
        return sum(row.rating.rated == rated for row in self.rows)

    @property
    def short(self) -> int:
        """The minutes that nobody offers them in the week of the last school day as far as it has gone, together."""
        return sum(row.short for row in self.rows)


def register_for(user: User, on: date, *, asked_on: date | None = None) -> Register:
    """Everybody on the register at the end of a day, of the children this person may see, by name.

    `asked_on` is the day on which it is asked, where that is a later one: the register is then as it was, by what is
    known of that day now. Raises NotLoaded where the day lies past the loaded terms, or before them. The queries do not
    grow with the children.
    """
    return _register(visible_to(user, Child), on, asked_on, cases=visible_to(user, Case), kinds=kinds_for(user))


def kinds_for(user: User) -> Callable[[Involved], tuple[str, ...]]:
    """Why a child is on the register, as one person may know it, of what open cases say."""
    pathways = {one.key: one for one in duties.pathways()}

    def kinds(involved: Involved) -> tuple[str, ...]:
        said = (kind if knows_of(user, pathways[pathway]) else IN_CONFIDENCE for kind, pathway in involved)
        return tuple(dict.fromkeys(said))

    return kinds


def row_of(user: User, child: Child, on: date) -> Row | None:
    """The row of one child whom this person may see; None for who is not on it. It asks about nobody else."""
    rows = _register(
        visible_to(user, Child).filter(pk=child.pk),
        on,
        None,
        cases=visible_to(user, Case),
        kinds=kinds_for(user),
    ).rows
    return rows[0] if rows else None


def whole_register(on: date, *, asked_on: date) -> Register:
    """The same of everybody with everything, as a board pack keeps it. What of it a person reads, its pages ask."""
    everybody = Child.objects.filter(merged_into=None)
    return _register(everybody, on, asked_on, cases=Case.objects.all(), kinds=_every_kind)


def register_to_keep(on: date, children: Collection[int] | None = None, bounds: Bounds | None = None) -> Register:
    """The same as of today without anybody's cases, of everybody or of some children (primary keys), counted from
    within some bounds; for the copy that `kept` keeps."""
    everybody = Child.objects.filter(merged_into=None)
    asked = everybody if children is None else everybody.filter(pk__in=children)
    return _register(asked, on, None, cases=Case.objects.none(), kinds=_every_kind, bounds=bounds or Bounds())


def _every_kind(involved: Involved) -> tuple[str, ...]:
    return tuple(dict.fromkeys(kind for kind, _ in involved))


def _register(
    pupils: QuerySet[Child], on: date, asked_on: date | None, *, cases: QuerySet[Case],
    kinds: Callable[[Involved], tuple[str, ...]], bounds: Bounds | None = None,
) -> Register:  # fmt: skip
    # Calendars and settings are asked for again and again below; none of it changes meanwhile.
    with keeping():
        return _worked_out(pupils, on, asked_on or on, cases, kinds, bounds or Bounds())


def _worked_out(
    pupils: QuerySet[Child], on: date, asked_on: date, cases: QuerySet[Case],
    kinds: Callable[[Involved], tuple[str, ...]], bounds: Bounds,
) -> Register:  # fmt: skip
    calendar = calendar_for(None)
    if calendar.first_day and on < calendar.first_day:
        raise CalendarBegins(calendar.first_day)
    there = on_register(pupils, on, asked_on, from_on=bounds.in_a_row)
    children = there.children
    keys = [child.pk for child in children]
    hours, in_year = _hours(keys, on, bounds.in_year)
    term_on = _terms(keys, on)
    rating = rate(Asked(keys, on, there.lacking, asked_on=asked_on))
    opened, places = open_cases(cases, keys, on), _places(keys, on)
    return Register(
        [
            _row(
                child, kinds, there.involved[child.pk], there.lacking.get(child.pk), hours[child.pk], term_on[child.pk],
                places.get(child.pk, ()), opened.get(child.pk, ()), rating[child.pk],
            )
            for child in children
        ],
        Bounds(there.counted_from, in_year),
    )  # fmt: skip


def reasons_of(kinds: tuple[str, ...], places: Collection[str]) -> tuple[str, ...]:
    """Why a child is on the register, where perhaps no case says it."""
    return kinds or ((ELSEWHERE,) if places else (UNEXPLAINED,))


def _row(
    child: Child, kinds: Callable[[Involved], tuple[str, ...]], involvements: list[Involvement],
    stretch: Stretch | None, ledger: Ledger, term_on: date, places: tuple[str, ...], cases: tuple[Case, ...],
    rating: Rating,
) -> Row:  # fmt: skip
    involved = tuple((one.kind, one.pathway.key) for one in involvements)
    week = ledger.weeks[-1] if ledger.weeks else None
    began = min((one.since for one in involvements), default=None)
    return Row(
        child=child,
        kinds=reasons_of(kinds(involved), places),
        since=stretch.since if stretch else began,
        days=stretch.days if stretch else 0,
        days_in_term=sum(one.lacking for one in ledger.weeks if one.monday + 6 * DAY >= term_on),
        days_in_year=ledger.lacking,
        offered=week.offered if week else None,
        entitled=week.entitled if week else None,
        **where(child),
        places=places,
        cases=cases,
        rating=rating,
        involved=involved,
    )


def where(child: Child) -> dict[str, str]:
    """School, phase, district and trust of a child, as `with_school` has it, in the words of a row."""
    return {
        "school": child.school_name or NO_SCHOOL,  # type: ignore[attr-defined]
        "phase": Phase(child.school_phase).label if child.school_phase else "",  # type: ignore[attr-defined]
        "area": child.school_area or "",  # type: ignore[attr-defined]
        "trust": child.school_trust or "",  # type: ignore[attr-defined]
    }


def _hours(children: Collection[int], on: date, from_on: date) -> tuple[dict[int, Ledger], date]:
    """The ledgers of the school year of a day, or as far back as terms are loaded, and from when they count."""
    first = max(from_on, school_year_of(on).starts_on)
    return as_far_back(first, lambda day: ledgers(children, day, on))


def _terms(children: Collection[int], on: date) -> dict[int, date]:
    """The first day of the term of a day, for each child by the calendar by which their days are counted."""
    mine = calendars_of(children, on)
    calendars = calendars_for(set(mine.values()))
    began = {which: _term_of(calendar, on) for which, calendar in calendars.items()}
    return {child: began[which] for child, which in mine.items()}


def _term_of(calendar: SchoolCalendar, on: date) -> date:
    """The first day of the term of a day; in a holiday of the term before it."""
    return max((term.starts_on for term in calendar.terms if term.starts_on <= on), default=on)


def _places(children: Collection[int], on: date) -> Mapping[int, tuple[str, ...]]:
    rows = Offer.objects.filter(in_force(on), child__among=Keys(children), provider__isnull=False)
    found: dict[int, list[str]] = defaultdict(list)
    for child, name in rows.order_by("from_on", "pk").values_list("child", "provider__organisation__name"):
        found[child].append(name)
    return {child: tuple(dict.fromkeys(each)) for child, each in found.items()}
