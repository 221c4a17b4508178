"""Rows of the register as the copy holds them. A county has a thousand and a page shows 25, so that of each only what
does not depend on the reader is held ready, and its child and its cases are made when they are asked for."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Model

from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases.as_at import open_on
from oxle.cases.criteria import Criterion, Fired
from oxle.cases.models import Case
from oxle.cases.permissions import read_cases_of
from oxle.cases.rating_models import SetRating
from oxle.core.among import Keys
from oxle.missing_out.columns import work_by
from oxle.missing_out.kept_models import KeptRegister, KeptRow
from oxle.missing_out.rating import Rating, Reason, criteria, set_ratings
from oxle.missing_out.register import Involved, Row, kinds_for, reasons_of, worded
from oxle.people.models import Child

# What is read straight into a row.
PLAIN = ("days", "days_in_term", "days_in_year", "offered", "entitled", "school", "phase", "area", "trust")
# What lists and files show of children and cases.
OF_CHILD = {"id", "key", "upn", "shown_name", "sort_name", "born_on"}
OF_CASE = {"id", "key", "reference", "pathway", "pathway_version", "child_id", "opened_on", "owner_id"}
WORDED = ("days", "offered", "entitled", "school", "phase", "area", "trust", "places")
SAYS = tuple(one.name for one in fields(Row))


def columns_of(model: type[Model], wanted: Collection[str]) -> list[str]:
    """Those of the columns of a model that are wanted, in the order in which it takes them."""
    return [one.attname for one in model._meta.concrete_fields if one.attname in wanted]


CHILD, CASE = columns_of(Child, OF_CHILD), columns_of(Case, OF_CASE)
# Of the values that are read of a child and of a case; the name of a case's owner comes last.
NAME, SORT_NAME, PK = CHILD.index("shown_name"), CHILD.index("sort_name"), CHILD.index("id")
OF, PATHWAY, VERSION, OWNER = (CASE.index(name) for name in ("child_id", "pathway", "pathway_version", "owner_id"))


def said_of(row: Row) -> dict[str, Any]:
    """What a row says, as it is kept."""
    return {
        **{name: getattr(row, name) for name in PLAIN},
        "since": row.since and row.since.isoformat(),
        "places": list(row.places),
        "involved": [list(one) for one in row.involved],
        "reasons": [[one.criterion.key, one.fired.since.isoformat(), one.fired.sentence] for one in row.rating.reasons],
    }


@dataclass(frozen=True)
class _Held:
    """What one writing of the copy says of each child (primary key), whoever reads it."""

    written: tuple[Any, ...]
    rows: Mapping[int, Mapping[str, Any]]


# The newest that this process has read.
_newest: _Held | None = None


def held(kept: KeptRegister) -> Mapping[int, Mapping[str, Any]]:
    """What the copy says of each child (primary key). One query where it was written since this process read it."""
    global _newest
    newest, written = _newest, _written(kept)
    if newest is None or newest.written != written:
        known = {one.key: one for one in criteria()}
        rows = KeptRow.objects.values_list("child", "said")
        newest = _newest = _Held(written, {child: _read(said, known) for child, said in rows})
    return newest.rows


def _written(kept: KeptRegister) -> tuple[Any, ...]:
    """Which writing of the copy this is. No two have one transaction, and within it the same last change, the same day
    and the same release: so what is held is never old, even where what was written was undone."""
    return kept.cluster, kept.transaction, kept.last_change, kept.on, kept.at, kept.edition


def _read(said: Mapping[str, Any], known: Mapping[str, Criterion]) -> dict[str, Any]:
    says = {
        **{name: said[name] for name in PLAIN},
        "since": date.fromisoformat(said["since"]) if said["since"] else None,
        "places": tuple(said["places"]),
        "involved": tuple((kind, pathway) for kind, pathway in said["involved"]),
        "rating": Rating(
            tuple(
                Reason(known[key], Fired(date.fromisoformat(since), sentence))
                for key, since, sentence in said["reasons"]
            )
        ),
    }
    return {**says, "words": worded(**{name: says[name] for name in WORDED})}


def rows_for(user: User, kept: KeptRegister, on: date) -> list[Row]:
    """The rows of the copy of whom a person may see, by name, each as they may know it. Three queries."""
    says, known = held(kept), _Known(user)
    found = visible_to(user, Child).filter(pk__among=Keys(says)).order_by("sort_name", "pk")
    children = list(found.values_list(*CHILD))
    keys = [child[PK] for child in children]
    opened = Case.objects.filter(open_on(on)).order_by("opened_on", "pk")
    cases: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for case in read_cases_of(user, Keys(keys), opened, *CASE, "owner__name"):
        cases[case[OF]].append(case)
    set_by = set_ratings(keys, on)
    return [_Lazy(says[child[PK]], known, child, cases.get(child[PK], ()), set_by.get(child[PK])) for child in children]


class _Known:
    """Why children are on the register, as one person may know it; of the thousand most are there for the same."""

    def __init__(self, user: User) -> None:
        self._kinds, self._said = kinds_for(user), dict[Involved, tuple[str, ...]]()

    def kinds(self, involved: Involved, places: tuple[str, ...]) -> tuple[str, ...]:
        if involved not in self._said:
            self._said[involved] = self._kinds(involved)
        return reasons_of(self._said[involved], places)


class _Lazy(Row):
    """A row whose child and cases are made of what was read of them when somebody asks for them."""

    def __init__(
        self, says: Mapping[str, Any], known: _Known, child: tuple[Any, ...], cases: Sequence[tuple[Any, ...]],
        set_by: SetRating | None,
    ) -> None:  # fmt: skip
        # A row does not change, so it refuses to have its parts set one by one.
        mine = self.__dict__
        mine.update(says, kinds=known.kinds(says["involved"], says["places"]), of_child=child, of_cases=cases)
        if set_by is not None:
            mine["rating"] = Rating(says["rating"].reasons, set_by)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Row):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in SAYS)

    __hash__ = Row.__hash__

    @cached_property
    def child(self) -> Child:
        return Child.from_db("default", CHILD, self.of_child)

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        return tuple(_case(values) for values in self.of_cases)

    @property
    def sort_name(self) -> str:
        return self.of_child[SORT_NAME]

    @property
    def work(self) -> str:
        return work_by(values[OWNER] for values in self.of_cases)

    @property
    def officers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(values[-1] for values in self.of_cases if values[OWNER]))

    @property
    def pathways(self) -> tuple[tuple[str, int], ...]:
        return tuple((values[PATHWAY], values[VERSION]) for values in self.of_cases)


def _case(values: tuple[Any, ...]) -> Case:
    case = Case.from_db("default", CASE, values[:-1])
    case.owner = User.from_db("default", ["id", "name"], (values[OWNER], values[-1])) if values[OWNER] else None
    return case
