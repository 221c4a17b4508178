"""The data dictionary of the views that analysts read, as a page: made of the same list as the views themselves."""

from collections.abc import Iterator

from oxle.core.reporting import PLAIN, READERS, Column, View, views

HEAD = """\
# Data dictionary of the reporting views

Generated from the views by `make manage ARGS=docs`; do not edit it. The database says the same of each view and column
(`COMMENT`). Why there are these views, who may read them and how: [docs/adr/reporting.md](adr/reporting.md).

A column is never renamed and its type never changes; new columns come last, and new views are added. Days are days in
England, moments are in UTC. An empty column is NULL.
"""


def page() -> str:
    """The whole dictionary."""
    return "".join(_lines())


def _lines() -> Iterator[str]:
    yield HEAD
    for schema, role in READERS.items():
        here = [one for one in views() if one.schema == schema]
        named = "no view has a name of a pupil" if schema == PLAIN else "names of pupils, to whom they were granted"
        yield f"\n## `{schema}`: {named}\n\nRead by members of `{role}`.\n"
        for one in here:
            yield from _of_view(one)


def _of_view(one: View) -> Iterator[str]:
    yield f"\n### `{one.full_name}`\n\n{one.row}\n\n| column | type | what it says |\n| --- | --- | --- |\n"
    for column in one.columns:
        yield f"| `{column.name}` | {column.kind} | {_said(column)} |\n"


def _said(column: Column) -> str:
    text = column.says
    if column.codes:
        text += " " + "; ".join(f"`{code}` {words}" for code, words in column.codes.items()) + "."
    return text.replace("|", "\\|")
