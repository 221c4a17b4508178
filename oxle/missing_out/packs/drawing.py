"""The chart of a table of figures: the same on the dashboard, in a pack and on paper."""

from oxle.core.charts import AMBER, GREEN, RED, Chart, Part, stacked_bars
from oxle.missing_out.packs.figures import Table


def chart_of(table: Table) -> Chart | None:
    """A bar for each line of a table, of its red, amber and green; None where nothing is counted."""
    parts = (
        Part("Red", RED, [line.red for line in table.lines]),
        Part("Amber", AMBER, [line.amber for line in table.lines]),
        Part("Green", GREEN, [line.green for line in table.lines]),
    )
    return stacked_bars(table.title, [line.label for line in table.lines], parts)
