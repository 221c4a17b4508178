"""Reads the children whom an approved organisation reports, as an officer types or pastes them: a line each."""

from licensing.bodies.submitting import ChildReported
from licensing.chaperones.typed import Lines, Wrong
from oxle.core.typed_dates import Unreadable, read_line


class ChildLines(Lines):
    """Children with their day of birth, and the school where they go to one."""

    hint = "One a line: the name, the date of birth, the school, such as: Ivy Marrow, 5 12 2017, Example School"

    def read(self, line: str) -> ChildReported:
        """A child: name and day of birth, and the school if it is told."""
        name, *rest = (part.strip() for part in line.split(","))
        if not name or not rest:
            raise Wrong("write the name and the date of birth, with a comma between")
        try:
            born_on = read_line(rest[0])
        except Unreadable:
            raise Wrong("write the date of birth as 5 12 2017") from None
        return ChildReported(name[:300], born_on, ", ".join(part for part in rest[1:] if part)[:300])
