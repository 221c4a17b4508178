"""The lists of the register: who is on it and what narrows it, who does not attend, who is educated at home."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import django_tables2
from django.template.loader import render_to_string
from django.urls import reverse

from oxle.accounts.models import User
from oxle.cases import duties
from oxle.cases.criteria import Rated
from oxle.cases.models import Case
from oxle.core import filters, tables
from oxle.core.templatetags.oxle import day
from oxle.missing_out import cells
from oxle.missing_out.at_home import AtHome
from oxle.missing_out.columns import NO_CASE, who_works_on
from oxle.missing_out.not_attending import NotAttending
from oxle.missing_out.register import LENGTHS, OFFERED, Row
from oxle.missing_out.shown import COLUMN, chosen, work_of
from oxle.people.models import Child
from oxle.provision.wording import hours
from oxle.registers.codes import Tally, cut, shown_percentage
from oxle.schooldays.wording import listed

RATINGS = [one.label for one in reversed(Rated)]
NOBODY = "Nobody yet"


class RegisterFilters(filters.RowFilters):
    """By rating and what it is for, by reason, by how long and how many hours, by who works on it and what is open, by
    school, trust, district and phase."""

    rated = filters.AnyOf(label="Rating", choices=[])
    criterion = filters.AnyOf(label="Rated for", choices=[])
    kind = filters.AnyOf(label="Reason", choices=[])
    length = filters.AnyOf(label="For how long", choices=[])
    offer = filters.AnyOf(label="Offered in the week so far", choices=[])
    work = filters.AnyOf(label="Who works on it", choices=[])
    officer = filters.AnyOf(label="Officer", choices=[])
    involved = filters.AnyOf(label="Open cases", choices=[])
    phase = filters.AnyOf(label="Phase", choices=[])
    area = filters.AnyOf(label="District", choices=[])
    trust = filters.AnyOf(label="Trust", choices=[])
    school = filters.AnyOf(label="School", choices=[])

    words = {
        "rated": "rated", "criterion": "criterion", "kind": "kind", "length": "length", "offer": "offer",
        "work": "work", "officer": "officer", "involved": "involved", "phase": "phase", "area": "area",
        "trust": "trust", "school": "school",
    }  # fmt: skip
    in_order = {"rated": RATINGS, "length": [words for words, _ in LENGTHS], "offer": OFFERED}


class Line:
    """A line of the list: a row of the register, worded for one person.

    Of a thousand lines a page shows 25, so that each says no more than it is asked for.
    """

    length: str
    offer: str
    school: str
    phase: str
    area: str
    trust: str
    places: str

    def __init__(self, row: Row, user: User) -> None:
        self.row, self._user = row, user
        self.__dict__.update(row.words)
        # By these it is first sorted, counted and filtered.
        self.rating, self.days = row.rating, row.days
        rated = self.rating.rated
        # Red first, and of the same rating who is out for longest.
        self.rated, self.order = rated.label, (-rated, -row.days)

    @property
    def child(self) -> Child:
        """The pupil."""
        return self.row.child

    @property
    def cases(self) -> tuple[Case, ...]:
        """The open cases that this person may see."""
        return self.row.cases

    @property
    def name(self) -> str:
        """The name of the pupil."""
        return self.child.shown_name

    @property
    def sort_name(self) -> str:
        """The name as it is sorted."""
        return self.row.sort_name

    @property
    def why(self) -> list[str]:
        """Why the pupil is so rated, as far as this person may read it."""
        return self.rating.said_to(self._user)

    @property
    def criterion(self) -> tuple[str, ...]:
        """The names of what holds, of those this person may know."""
        return self.rating.criteria_known_to(self._user)

    @property
    def since(self) -> date | None:
        """Since when."""
        return self.row.since

    @property
    def kind(self) -> tuple[str, ...]:
        """Why the pupil is on the register."""
        return self.row.kinds

    @property
    def kinds(self) -> str:
        """The same in one phrase."""
        return listed(self.row.kinds)

    @property
    def work(self) -> str:
        """Whether somebody works on it."""
        return self.row.work

    @property
    def officer(self) -> tuple[str, ...]:
        """Who does; that nobody does yet."""
        return self.row.officers or (NOBODY,)

    @property
    def officers(self) -> str:
        """The same in one phrase."""
        return listed(self.row.officers)

    @property
    def involved(self) -> tuple[str, ...]:
        """What cases are open; that none is."""
        return tuple(dict.fromkeys(duties.pathway(*one).name for one in self.row.pathways)) or (NO_CASE,)

    @property
    def hours(self) -> str:
        """What is offered of the week as far as it has gone, in words; that it is not counted before the first."""
        if self.row.entitled is None or self.row.offered is None:
            return "Not counted yet"
        return f"{hours(self.row.offered)} of {hours(self.row.entitled)}"


class RegisterTable(tables.OxleTable):
    """Every child on the register, red first and of those who is out for longest; in the columns that the address asks
    for."""

    caption, noun, nouns = "Pupils missing out", "pupil", "pupils"
    empty = "A pupil appears here on the first day on which they have no full-time education at a school."
    filters = RegisterFilters
    stacks = True
    child = django_tables2.Column(accessor="name", verbose_name="Pupil", order_by=("sort_name",))
    rated = django_tables2.Column(verbose_name="Rating", order_by=("order",))
    kinds = django_tables2.Column(verbose_name="Reason", order_by=("kinds", "sort_name"))
    school = django_tables2.Column(verbose_name="School", order_by=("school", "sort_name"))
    area = django_tables2.Column(verbose_name="District", order_by=("area", "sort_name"))
    phase = django_tables2.Column(verbose_name="Phase", order_by=("phase", "sort_name"))
    trust = django_tables2.Column(verbose_name="Trust", order_by=("trust", "sort_name"))
    places = django_tables2.Column(verbose_name="Taught by", order_by=("places", "sort_name"), default="Nobody else")
    days = django_tables2.Column(verbose_name="School days", order_by=("days",))
    hours = django_tables2.Column(verbose_name="Offered in the week so far", orderable=False)
    work = django_tables2.Column(verbose_name="Open cases", orderable=False)
    officers = django_tables2.Column(verbose_name="Officers", order_by=("officers", "sort_name"), default=NOBODY)

    class Meta(tables.OxleTable.Meta):
        order_by = ("rated",)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What applying the filters must not lose: the sort and the columns."""
        return [*super().kept, *((COLUMN, key) for key in chosen(self.request.GET))]

    def render_child(self, value: str, record: Line) -> str:
        """The name, why the child is on the register, the school and who else teaches them."""
        return cells.pupil(record.child.key, record.name, record.kind, record.school, record.places)

    def render_rated(self, record: Line) -> str:
        """The rating, with the sentences that say why."""
        return _rated(record)

    def render_days(self, record: Line) -> str:
        """How many in a row and since when, this term and this school year."""
        row = record.row
        return cells.days(row.days, row.since, row.days_in_term, row.days_in_year)

    def render_work(self, value: str, record: Line) -> str:
        """Each case with its officer; that there is none where there is none."""
        return cells.open_cases(record.cases, value)


def _rated(record: "Line | AbsentLine | HomeLine") -> str:
    """The rating with the sentences that say why, and the way to its page."""
    return cells.rating(record.rating.rated.label, record.why, key=record.child.key, name=record.name)


class AbsentFilters(filters.RowFilters):
    """By rating, by whether somebody works on it, by school and district."""

    rated = filters.AnyOf(label="Rating", choices=[])
    work = filters.AnyOf(label="Who works on it", choices=[])
    area = filters.AnyOf(label="District", choices=[])
    school = filters.AnyOf(label="School", choices=[])

    words = {"rated": "rated", "work": "work", "area": "area", "school": "school"}
    in_order = {"rated": RATINGS}


class AbsentLine:
    """A line of the list of pupils who do not attend, worded for one person."""

    def __init__(self, row: NotAttending, user: User) -> None:
        self.row, self.child, self.cases = row, row.child, row.cases
        self.name, self.sort_name = row.child.shown_name, row.child.sort_name
        self.school, self.area, self.work = row.school, row.area or "Not known", who_works_on(row.cases)
        self.rated, self.rating, self.why = row.rating.rated.label, row.rating, row.rating.said_to(user)
        self.lately, self.in_year = row.lately.attendance, row.in_year.attendance
        # Red first, and of the same rating whoever missed most.
        self.order = (-row.rating.rated, row.lately.attendance or 0)
        # Who was never there first.
        self.last_on, self.last = row.last_on, row.last_on or date.min


class AbsentTable(tables.OxleTable):
    """Every pupil on a school's register who does not come, red first and of those whoever missed most."""

    caption, noun, nouns = "Pupils who do not attend", "pupil", "pupils"
    empty = "A pupil appears here once a school’s register says that they missed so much of what they are offered."
    filters = AbsentFilters
    stacks = True
    child = django_tables2.Column(accessor="name", verbose_name="Pupil", order_by=("sort_name",))
    rated = django_tables2.Column(verbose_name="Rating", order_by=("order", "sort_name"))
    lately = django_tables2.Column(verbose_name="In the last weeks", order_by=("lately", "sort_name"))
    in_year = django_tables2.Column(verbose_name="This school year", order_by=("in_year", "sort_name"))
    last_on = django_tables2.Column(verbose_name="Last marked present", order_by=("last", "sort_name"), empty_values=())
    work = django_tables2.Column(verbose_name="Open cases", orderable=False)

    class Meta(tables.OxleTable.Meta):
        order_by = ("rated",)

    def render_child(self, value: str, record: AbsentLine) -> str:
        """The name and the school."""
        return render_to_string("missing_out/_absent.html", {"line": record})

    def render_rated(self, record: AbsentLine) -> str:
        """The rating, with the sentences that say why."""
        return _rated(record)

    def render_lately(self, record: AbsentLine) -> str:
        """How many of the possible sessions were missed, and the attendance."""
        return _missed(record.row.lately)

    def render_in_year(self, record: AbsentLine) -> str:
        """The same of the school year."""
        return _missed(record.row.in_year)

    def render_last_on(self, record: AbsentLine) -> str:
        """The day; that there is none where no register ever had them present."""
        return day(record.last_on) if record.last_on else "Never, as far as we have marks"

    def render_work(self, value: str, record: AbsentLine) -> str:
        """Each case with its officer; that there is none where there is none."""
        return cells.open_cases(record.cases, value)


def _missed(sums: Tally) -> str:
    return f"{sums.missed} of {sums.possible} sessions missed, attendance {shown_percentage(sums.attendance)}"


ABSENT_HEADINGS = (
    "UPN", "Child", "Born", "School", "District", "Rating", "Possible sessions in the last weeks",
    "Missed", "Attendance %", "Possible sessions this school year", "Missed this school year",
    "Attendance this school year %", "Last marked present", "Cases", "Officers",
)  # fmt: skip


def absent_cells_of(rows: Iterable[NotAttending]) -> Iterator[list[Any]]:
    """The rows of the file of pupils who do not attend."""
    for row in rows:
        child = row.child
        yield [
            child.upn, child.shown_name, child.born_on, row.school, row.area, row.rating.rated.label,
            *_sums(row.lately), *_sums(row.in_year), row.last_on, *work_of(row.cases),
        ]  # fmt: skip


def _sums(sums: Tally) -> list[Any]:
    return [sums.possible, sums.missed, cut(sums.attendance)]


class HomeFilters(filters.RowFilters):
    """By rating and by where the case stands."""

    rated = filters.AnyOf(label="Rating", choices=[])
    stage = filters.AnyOf(label="Where it stands", choices=[])

    words = {"rated": "rated", "stage": "stage"}
    in_order = {"rated": RATINGS}


class HomeLine:
    """A line of the list of children who are educated at home, worded for one person."""

    def __init__(self, row: AtHome, user: User) -> None:
        self.child, self.rating = row.child, row.rating
        self.name, self.sort_name = row.child.shown_name, row.child.sort_name
        self.rated, self.why = row.rating.rated.label, row.rating.said_to(user)
        self.stage, self.since = row.case.stage_label, row.case.opened_on
        self.cases, self.order = (row.case,), -row.rating.rated


class HomeTable(tables.OxleTable):
    """Every child who is educated at home, red first."""

    caption, noun, nouns = "Educated at home", "child", "children"
    empty = (
        "A child appears here on the day somebody tells us of home education, once they are on no school’s register."
    )
    filters = HomeFilters
    stacks = True
    child = tables.LinkColumn(
        lambda line: reverse("people:child", args=[line.child.key]), accessor="name", verbose_name="Child",
        order_by=("sort_name",),
    )  # fmt: skip
    rated = django_tables2.Column(verbose_name="Rating", order_by=("order", "sort_name"))
    since = tables.DayColumn(verbose_name="Since")
    stage = django_tables2.Column(verbose_name="Where it stands")
    cases = django_tables2.Column(verbose_name="Case", orderable=False)

    class Meta(tables.OxleTable.Meta):
        order_by = ("rated",)

    def render_rated(self, record: HomeLine) -> str:
        """The rating, with the sentences that say why."""
        return _rated(record)

    def render_cases(self, record: HomeLine) -> str:
        """The case with its officer."""
        return cells.open_cases(record.cases)
