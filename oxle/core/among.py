"""`among`: rows whose key is one of many, which are one value to the database.

`in` sends each key apart; of thousands, that takes many times as long as the answer does. And where a rule that every
query carries has `in` with a few rows of another table, the database plans as if these were found anew for each row,
and so rather reads the whole table once.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Field, ForeignKey, Lookup


class Keys:
    """Some keys, whole numbers, as one value for the database. Made once, it serves any number of queries."""

    def __init__(self, keys: Iterable[int]) -> None:
        self.sent = f"{{{','.join(str(int(key)) for key in keys)}}}"


class Among(Lookup):
    """`child__among=Keys(keys)`: the rows that `child__in=keys` has. In place of keys stand the values of a query, too,
    which are found once."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The condition, with one parameter for all keys."""
        column, params = self.process_lhs(compiler, connection)
        if isinstance(self.rhs, Keys):
            return f"{column} = ANY(%s::bigint[])", (*params, self.rhs.sent)
        rows, of_rows = self.process_rhs(compiler, connection)
        return f"{column} = ANY(ARRAY{rows})", (*params, *of_rows)


def register() -> None:
    """Make the lookup known to every column, also to those that lead to another table."""
    for field in (Field, ForeignKey):
        field.register_lookup(Among)
