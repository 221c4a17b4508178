"""What a duty can offer the platform, as data: rows of work, panels, what a school sends, what goes with a case."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from oxle.accounts.permissions import Permission
from oxle.core.rules import Rule
from oxle.schooldays.calendar import SchoolCalendar

if TYPE_CHECKING:
    from django.db.models import Model, Q, QuerySet

    from oxle.accounts.models import User
    from oxle.cases.models import Case
    from oxle.people.models import Child


@dataclass(frozen=True)
class Task:
    """A row of "my work": what to do, why it exists, when it is due, and where it is done.

    `child` is whom it shows, so that the sight of them is recorded.
    """

    title: str
    about: str
    why: str
    action: str
    url: str
    due_on: date | None = None
    is_law: bool = False
    case: int | None = None
    child: int | None = None
    owner: int | None = None
    waiting_on: str = ""
    # Whose school days its time is counted in; None: every day counts.
    calendar: SchoolCalendar | None = None


@dataclass(frozen=True)
class Panel:
    """A part of the case page that a duty adds: a heading, a template, and what fills it.

    `pathways`: the keys of those whose cases show it; empty for all of the duty's.
    """

    heading: str
    template: str
    context: Callable[["Case", "User"], dict[str, Any]]
    order: int = 50
    pathways: tuple[str, ...] = ()


@dataclass(frozen=True)
class StepPage:
    """A page on which a step is taken: the name of its address, and its words where the step's own do not do.

    `opens` says whether the page is there for a person, where that is not for everybody who may take the step and sees
    the case; the step is not offered where it is not.
    """

    url_name: str
    label: str = ""
    opens: "Callable[[Case, User], bool] | None" = None


@dataclass(frozen=True)
class PortalService:
    """Something a school can send to the council, as its home page offers it; to those with a `permission` of its own
    where everybody at the school may not."""

    title: str
    description: str
    url_name: str
    permission: Permission | None = None


@dataclass(frozen=True)
class PortalRow:
    """Something a school has begun or sent, as its home page lists it. `pupil` is a key that says whom it is about
    without a name."""

    title: str
    pupil: str
    what: str
    status: str
    colour: str
    url: str
    moment: datetime
    needs_answer: bool = False


@dataclass(frozen=True)
class PortalCases:
    """The cases of a pathway of which a school told, for its home page. See told.

    `told` gives the details that this person's school may see, of the model beside the case, which the case knows as
    `detail`. `row` words a case, which carries besides whether something is `asked`, and what `knows` adds to it.
    """

    pathway: str
    detail: str
    told: "Callable[[User], QuerySet[Any]]"
    row: "Callable[[Case], PortalRow]"
    knows: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """A kind of row that belongs to a case and is destroyed with it: its table, the way from a row to the case.

    `called` is what a disposal certificate calls several of them.
    """

    model: "type[Model]"
    case: str
    called: str
    # SQL over a row that is being deleted (`OLD`): when it is part of what was given up, and may go as such.
    abandoned: str = ""

    def of(self, case: "Case") -> "QuerySet[Any]":
        """The rows of one case."""
        return self.model._base_manager.filter(**{self.case: case})


@dataclass(frozen=True)
class ChildRecord:
    """A kind of row about a child that need not belong to a case: one that does goes with it, every other with the
    child's record.

    `child` and `case` are the ways from a row to either; `called` is what a disposal certificate calls several of them.
    """

    model: "type[Model]"
    child: str
    case: str
    called: str

    def of(self, children: "Iterable[Child]") -> "QuerySet[Any]":
        """The rows about a child, under any of its records, that no case holds."""
        return self.model._base_manager.filter(**{f"{self.child}__in": children, self.case: None})


@dataclass(frozen=True)
class Returned:
    """What the termly return must know of a duty's cases beyond what every case has; see national_return.

    `reason` is the way from a case to the code of the main reason, and `reasons` those codes in words. A case does not
    count on a day on which it stands in one of the stages `elsewhere`: the duty `counted_by` counts the child from then
    on, also while it has not accepted them yet, for the reason that it gives in `handed_over_as` (by the key of the
    duty that has them). A case that ended in a stage of `mistaken` never counts.

    `since` is the way from a case to the day from which the length is counted, unknown where there is none; without it,
    and for the reasons of `since_told`, that is the day on which the case was opened.
    """

    reason: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()
    counted_by: str = ""
    handed_over_as: Mapping[str, str] = field(default_factory=dict)
    mistaken: frozenset[str] = frozenset()
    since: str = ""
    since_told: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Abandoned:
    """What somebody began, and gave up before it became a case, or what came about nobody of whom there is a record:
    removed by itself when the time of a setting is over.

    `rows` are those, each with a `reference` if it has one, empty if it was never sent. With `own_certificate` another
    record has the same reference, and the certificate of that one bears it. `touched` is the column of the moment
    somebody last did something to one, from which the time counts, and `since` that day in words. `because` stands on
    the certificate. `parts` are what goes with one, by what the certificate calls it, in the order in which it can go,
    and `holds` are the legal holds that keep one.
    """

    record: str
    time: Rule[int]
    since: str
    because: str
    rows: "Callable[[], QuerySet[Any]]"
    touched: str
    parts: "Callable[[Any], Iterator[tuple[str, QuerySet[Any]]]]"
    holds: "Callable[[Any], Q]"
    own_certificate: bool = False
