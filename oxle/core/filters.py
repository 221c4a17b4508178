"""Filters of a list: read from the address, applied in the database, shown as tags that can be taken off again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.http import HttpRequest, QueryDict

from oxle.core.controls import Control
from oxle.core.fields import DateField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Checkboxes, DateLine


@dataclass(frozen=True)
class Taken:
    """One selected value of a filter, and the address of the list without it."""

    text: str
    url: str


@dataclass(frozen=True)
class Selected:
    """A filter that is in use, with its values."""

    heading: str
    values: list[Taken]


class AnyOf(django_filters.MultipleChoiceFilter):
    """Rows with any of the ticked values; none ticked means all rows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("widget", Checkboxes(small=True))
        super().__init__(*args, **kwargs)


class AnyOfRecords(django_filters.ModelMultipleChoiceFilter):
    """Rows that point to any of the ticked records."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("widget", Checkboxes(small=True))
        super().__init__(*args, **kwargs)


class OnDay(django_filters.Filter):
    """Rows by a date typed any usual way; `lookup_expr` "gte" or "lte" for from and to."""

    field_class = DateField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("widget", DateLine)
        super().__init__(*args, **kwargs)


class Filters(django_filters.FilterSet):
    """Base of every list's filters. Give each filter a label; the list first appears unfiltered."""

    class Meta:
        form = OxleForm

    def __init__(
        self, data: QueryDict, queryset: QuerySet, *, request: HttpRequest, on: date | None = None, prefix: str = ""
    ) -> None:
        super().__init__(data, queryset, request=request, prefix=prefix or None)
        self.on = on

    @property
    def form(self) -> forms.Form:
        """The filters as a form; its text boxes fit the narrow panel."""
        if not hasattr(self, "_form"):
            form_class = type("FiltersForm", (OxleForm,), {name: f.field for name, f in self.filters.items()})
            self._form = form_class(self.data, prefix=self.form_prefix, on=self.on)
        return self._form

    def selected(self) -> list[Selected]:
        """The filters in use, in the order of the form."""
        if not hasattr(self, "_selected"):
            self._selected = [found for field in self.form.visible_fields() if (found := self._selected_in(field))]
        return self._selected

    def without_all(self) -> str:
        """The address of the list with no filter, its sort kept."""
        return self._address({name for field in self.form.visible_fields() for name in self._names(field)})

    def _names(self, field: BoundField) -> list[str]:
        boxes = Control(field).boxes if Control(field).kind == "date" else []
        return [field.html_name, *(box["name"] for box in boxes)]

    def _selected_in(self, field: BoundField) -> Selected | None:
        value = self.form.cleaned_data.get(field.name) if self.form.is_valid() or not field.errors else None
        if value is None or value == "" or (hasattr(value, "__len__") and len(value) == 0):
            return None
        control = Control(field)
        heading = str(field.label)
        if control.kind in {"checkboxes", "radios"}:
            taken = [
                Taken(str(option.label), self._address_without(field, option.value))
                for option in control.options
                if option.checked
            ]
            return Selected(heading, taken) if taken else None
        text = _words(field, value)
        return Selected(heading, [Taken(text, self._address(set(self._names(field))))])

    def _address_without(self, field: BoundField, value: str) -> str:
        query = self._query()
        query.setlist(field.html_name, [other for other in query.getlist(field.html_name) if other != value])
        return _url(query)

    def _address(self, dropped: set[str]) -> str:
        query = self._query()
        for name in dropped:
            query.pop(name, None)
        return _url(query)

    def _query(self) -> QueryDict:
        query = self.data.copy()
        # Another set of rows has other pages.
        query.pop("page", None)
        return query


class _NoTable:
    """What a filter set asks of its rows before it has any."""

    model = None


class RowFilters(Filters):
    """Filters of rows that are no table of the database: each keeps those whose attribute of its name is chosen.

    Its choices are what the rows have, in the `words` of the attribute that is named there. A row that has several of
    one, as a tuple, is kept for each of them. The choices stand in the order of their words, or as `in_order` has them.
    """

    words: ClassVar[Mapping[str, str]] = {}
    in_order: ClassVar[Mapping[str, Sequence[str]]] = {}

    def __init__(
        self, data: QueryDict, rows: Sequence[Any], *, request: HttpRequest, on: date | None = None, prefix: str = ""
    ) -> None:
        super().__init__(data, _NoTable(), request=request, on=on, prefix=prefix)
        self.rows = rows
        self.choices = {name: self._choices(name, words) for name, words in self.words.items()}

    @property
    def form(self) -> forms.Form:
        """The filters as a form, with what the rows have as choices."""
        is_new, form = not hasattr(self, "_form"), super().form
        if is_new:
            # On the form and not on the filters, from which each form copies its fields with all that they hold.
            for name, choices in self.choices.items():
                form.fields[name].choices = choices  # type: ignore[attr-defined]
        return form

    def _choices(self, name: str, words: str) -> list[tuple[Any, Any]]:
        """What the rows have of an attribute, each with its words."""
        # Of a thousand rows most have the same: what they have is looked at once.
        if name == words:
            held = dict.fromkeys(map(attrgetter(name), self.rows))
            choices = {key: key for one in held for key in _each(one)}
        else:
            pairs = dict.fromkeys(map(attrgetter(name, words), self.rows))
            choices = {key: text for one, said in pairs for key, text in zip(_each(one), _each(said), strict=True)}
        if order := self.in_order.get(name):
            return sorted(choices.items(), key=lambda choice: order.index(choice[1]))
        return sorted(choices.items(), key=lambda choice: choice[1])

    @property
    def qs(self) -> list[Any]:
        """The rows as filtered; all of them while a filter makes no sense."""
        chosen = self.form.cleaned_data if self.form.is_valid() else {}
        kept = list(self.rows)
        for name, value in chosen.items():
            if value:
                wanted = set(value) if isinstance(value, list) else {value}
                kept = [row for row in kept if not wanted.isdisjoint(_each(getattr(row, name)))]
        return kept


def _each(value: Any) -> tuple[Any, ...]:
    """What a row has of an attribute: several of a tuple, else one."""
    return value if isinstance(value, tuple) else (value,)


def _words(field: BoundField, value: Any) -> str:
    if isinstance(value, date):
        return f"{value.day} {value:%B} {value.year}"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(field.field, forms.ChoiceField) and not isinstance(field.field, forms.ModelChoiceField):
        return next((label for key, label in _flat(field.field.widget.choices) if key == str(value)), str(value))
    return str(value)


def _flat(choices: Any) -> Iterator[tuple[str, str]]:
    """The choices one after another; one of a group with the group's name, as it stands alone in a tag."""
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from ((str(value), f"{key}: {text}") for value, text in label)
        else:
            yield str(key), str(label)


def _url(query: QueryDict) -> str:
    return f"?{query.urlencode()}"
