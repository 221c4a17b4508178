"""The list behind each number of the dashboard: the register, narrowed by whatever is counted."""

from oxle.accounts.models import User
from oxle.core import filters
from oxle.missing_out.dashboard.live import LiveRow
from oxle.missing_out.packs.figures import BESIDE, marks_of, movement
from oxle.missing_out.tables import RATINGS, Line, RegisterTable


class LiveFilters(filters.RowFilters):
    """By what the figures are counted by."""

    rated = filters.AnyOf(label="Rating", choices=[])
    moved = filters.AnyOf(label="Against the last pack", choices=[])
    kind = filters.AnyOf(label="Reason", choices=[])
    area = filters.AnyOf(label="District", choices=[])
    phase = filters.AnyOf(label="Phase", choices=[])
    mark = filters.AnyOf(label="Special needs and social care", choices=[])
    school = filters.AnyOf(label="School", choices=[])
    trust = filters.AnyOf(label="Trust", choices=[])

    words = {name: name for name in ("rated", "moved", "kind", "area", "phase", "mark", "school", "trust")}
    in_order = {"rated": RATINGS}


class LiveLine(Line):
    """A line of the list, with what the register’s own list does not narrow by."""

    def __init__(self, live: LiveRow, user: User, *, is_first: bool) -> None:
        super().__init__(live.row, user)
        self.mark, self.moved = marks_of(live), movement(live, is_first)


class LiveTable(RegisterTable):
    """The pupils that make up a number, red first and of those who is out for longest."""

    filters = LiveFilters

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What applying the filters must not lose: the columns, and on which side of the register they are."""
        return [*super().kept, *((BESIDE, value) for value in self.request.GET.getlist(BESIDE))]
