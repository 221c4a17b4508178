"""Lists of records: filtered, sorted and paged on the server, shown as a GOV.UK table in MOJ's list layout."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

import django_tables2
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string

from oxle.core.filters import Filters, RowFilters
from oxle.core.listed_rows import ListedRows


@dataclass(frozen=True)
class Heading:
    """A column's heading as the template shows it. `url` sorts by the column; "" when it cannot be sorted."""

    text: str
    url: str
    sorted: str
    number: bool


@dataclass(frozen=True)
class Cell:
    """One cell. The first of a row is the row's heading. `heading` is its column's, for where cells are stacked."""

    content: Any
    number: bool
    heads_row: bool
    heading: str


class OxleTable(django_tables2.Table):
    """Base of every list.

    Subclasses name their columns, a `caption`, what the rows are called (`noun`, `nouns`), the sentence for an empty
    list (`empty`: say what will appear), and perhaps `filters` and the order it first appears in (Meta.order_by). A
    telephone shows the cells of a row one under the other, each after its heading, and nothing scrolls.
    Use `table_for` in the view and `{% list_of table %}` in the template.
    """

    caption: str = ""
    noun: ClassVar[str] = "record"
    nouns: ClassVar[str] = "records"
    empty: ClassVar[str] = "Nothing is here yet."
    per_page: ClassVar[int] = 25
    filters: ClassVar[type[Filters] | None] = None

    class Meta:
        template_name = "core/table.html"
        order_by_field = "sort"

    filterset: Filters | None = None

    @classmethod
    def table_for(
        cls,
        request: HttpRequest,
        rows: QuerySet | list[Any],
        *,
        on: date | None = None,
        prefix: str = "",
        caption: str = "",
        **kwargs: Any,
    ) -> Self:
        """The table of these rows as the address asks: `?status=open&sort=-due&page=2`.

        `rows` must already be only what this person may see. An unknown sort or page is ignored, never an error.
        `prefix` tells apart two tables on one page, and `caption` says what each of them is. `on` is the day it is, for
        filters that take a date.
        """
        filterset = None
        if cls.filters is not None:
            if not isinstance(rows, QuerySet) and not issubclass(cls.filters, RowFilters):
                raise TypeError(f"{cls.__name__} has filters, which work in the database: give it a queryset")
            filterset = cls.filters(request.GET, rows, request=request, on=on, prefix=prefix)
            rows = filterset.qs
        data = rows if isinstance(rows, QuerySet) else ListedRows(list(rows))
        table = cls(data, prefix=f"{prefix}-" if prefix else "", **kwargs)
        table.filterset = filterset
        table.request = request
        table.caption = caption or cls.caption
        if asked := request.GET.getlist(table.prefixed_order_by_field):
            table.order_by = asked
        table._settle_ties()
        # On the table before it is asked for its length: only then does that count rows instead of fetching them all.
        table.paginator = Paginator(table.rows, cls.per_page)
        table.page = table.paginator.get_page(request.GET.get(table.prefixed_page_field))
        return table

    def _settle_ties(self) -> None:
        # Rows that sort alike could otherwise show on two pages, or on none.
        rows = getattr(self.data, "data", None)
        if not isinstance(rows, QuerySet):
            return
        query = rows.query
        # Sums by group, unions and slices have no key of their own to sort by.
        if query.default_cols and not (query.combinator or query.is_sliced or query.distinct_fields):
            order = rows.query.order_by or rows.model._meta.ordering
            self.data.data = rows.order_by(*order, "pk")

    @property
    def count(self) -> int:
        """How many rows there are on all pages together."""
        return self.page.paginator.count

    @property
    def range_text(self) -> str:
        """How much of the list this page shows: Showing 1 to 25 of 400 cases."""
        noun = self.noun if self.count == 1 else self.nouns
        return f"Showing {self.page.start_index():,} to {self.page.end_index():,} of {self.count:,} {noun}"

    @property
    def filter_form(self) -> Any:
        """The filters as a form, so that the page's error summary finds their mistakes; None without filters."""
        return self.filterset.form if self.filterset else None

    @property
    def selected(self) -> list[Any]:
        """The filters in use."""
        return self.filterset.selected() if self.filterset else []

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What applying the filters must not lose: the sort."""
        name = self.prefixed_order_by_field
        return [(name, value) for value in self.request.GET.getlist(name)]

    def headings(self) -> Iterator[Heading]:
        """The headings of the columns, with the address that sorts by each."""
        for column in self.columns:
            query: QueryDict = self.request.GET.copy()
            query.pop(self.prefixed_page_field, None)
            query[self.prefixed_order_by_field] = column.order_by_alias.next
            direction = ""
            if column.is_ordered:
                direction = "descending" if column.order_by_alias.is_descending else "ascending"
            yield Heading(
                str(column.header),
                f"?{query.urlencode()}" if column.orderable else "",
                direction,
                getattr(column.column, "number", False),
            )

    def cells(self) -> Iterator[list[Cell]]:
        """The rows of this page."""
        for bound in self.page.object_list:
            yield [
                Cell(content, getattr(column.column, "number", False), place == 0, str(column.header))
                for place, (column, content) in enumerate(bound.items())
            ]


class LinkColumn(django_tables2.Column):
    """The first column: what the row is about, as a link. `url` takes the record."""

    def __init__(self, url: Callable[[Any], str], **kwargs: Any) -> None:
        super().__init__(linkify=lambda record: url(record), attrs={"a": {"class": "govuk-link"}}, **kwargs)


class NumberColumn(django_tables2.Column):
    """A number, to the right."""

    number = True


class DayColumn(django_tables2.Column):
    """A date in full; a moment as the day it was in England."""

    def render(self, value: Any) -> str:
        return render_to_string("core/components/day.html", {"on": value}).strip()


class TagColumn(django_tables2.Column):
    """A status at the end of the row. `colour` takes the record; the text is the value, in words."""

    def __init__(self, colour: Callable[[Any], str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._colour = colour

    def render(self, value: Any, record: Any) -> str:
        return render_to_string("core/components/tag.html", {"text": value, "colour": self._colour(record)})


class DueColumn(django_tables2.Column):
    """A date that matters, bold, with what it means beneath. `label` and `state` take the record (see `due`)."""

    def __init__(self, label: Callable[[Any], str], state: Callable[[Any], str], **kwargs: Any) -> None:
        kwargs.setdefault("empty_values", ())
        super().__init__(**kwargs)
        self._label, self._state = label, state

    def render(self, value: Any, record: Any) -> str:
        shown = {"on": value, "label": self._label(record), "state": self._state(record)}
        return render_to_string("core/components/due.html", shown)
