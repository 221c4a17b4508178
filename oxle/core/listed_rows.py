"""Rows of a list that are no table of the database, sorted as quickly as the database would."""

from collections.abc import Callable, Iterable
from typing import Any

from django_tables2.data import TableListData
from django_tables2.utils import Accessor, OrderBy


class ListedRows(TableListData):
    """Rows in a Python list, in the order that the library gives them.

    The library looks each value up anew for each comparison, which of a thousand rows took longer than all else of
    their page. Here each row is asked once.
    """

    def order_by(self, aliases: Iterable[str]) -> None:
        """Sort by these columns, the first the most important one; rows that are alike stay as they stood."""
        columns = list(aliases)
        rows = list(self.data)
        try:
            # The least important first: each later sort leaves alone what is alike to it.
            for order in reversed(self._orders(columns)):
                rows.sort(key=_value_of(order), reverse=order.is_descending)
        except TypeError:
            # Values that do not compare, such as a day and none: the library knows an order for them.
            super().order_by(columns)
        else:
            self.data[:] = rows

    def _orders(self, columns: Iterable[str]) -> list[OrderBy]:
        """By which attributes these columns sort, and which way."""
        found: list[OrderBy] = []
        for alias in columns:
            column = self.table.columns[OrderBy(alias).bare]
            turned = alias[0] != column.order_by_alias[0]
            found += column.order_by.opposite if turned else column.order_by
        return found


def _value_of(order: OrderBy) -> Callable[[Any], Any]:
    """What a row is sorted by, as the library reads it: an attribute, or by way of others, or the key of a mapping."""
    accessor = Accessor(order.bare)

    def value(row: Any) -> Any:
        found = None if isinstance(row, dict) else getattr(row, order.bare, None)
        # What is not there by that name, and what must be called for it, the library knows to find.
        return accessor.resolve(row, quiet=True) if found is None or callable(found) else found

    return value
