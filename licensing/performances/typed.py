"""Reads what an officer types of a production, a line each: its places, and its chaperones."""

from licensing.chaperones.queries import MISTYPED, is_mistyped
from licensing.chaperones.typed import POSTCODE, Lines, Wrong
from oxle.core.models import new_key
from oxle.core.typed_dates import Unreadable, read_line


class ChaperoneLines(Lines):
    """Chaperones as the application names them."""

    hint = (
        "One a line: the name, the council that approved them, the last day of the approval, and its number if it is "
        "ours, such as: Maple Thistlewood, Exampleshire, 31 12 2027, CH-7K4M-2QX6"
    )

    def read(self, line: str) -> dict[str, str]:
        """A chaperone, as an application on line lists one."""
        parts = [part.strip() for part in line.split(",")]
        if len(parts) < 3 or not all(parts[:3]):
            raise Wrong("write the name, the council and the last day of the approval, with commas between")
        try:
            until_on = read_line(parts[2])
        except Unreadable:
            raise Wrong("write the last day as 31 12 2027") from None
        number = parts[3][:100] if len(parts) > 3 else ""
        if is_mistyped(number):
            raise Wrong(MISTYPED)
        told = {"name": parts[0][:200], "council": parts[1][:200], "number": number}
        return {"key": new_key(), **told, "until_on": until_on.isoformat()}


class PlaceLines(Lines):
    """Places of performance and rehearsal, as the application names them."""

    hint = (
        "One a line: the name, the address, the postcode, and after it the council if it is not ours, such as: "
        "Exampleton Playhouse, 2 Stage Street, Exampleton, EX1 2AB"
    )

    def read(self, line: str) -> dict[str, str]:
        """A place, as an application on line lists one. Without a postcode all after the name is its address."""
        name, *rest = (part.strip() for part in line.split(","))
        if not name:
            raise Wrong("write the name of the place first")
        at = next((number for number, part in enumerate(rest) if POSTCODE.match(part)), len(rest))
        lines, postcode, council = rest[:at], rest[at : at + 1], rest[at + 1 :]
        return {
            "key": new_key(), "name": name[:200], "use": "as applied for", "lines": "\n".join(filter(None, lines)),
            "postcode": "".join(postcode), "council": ", ".join(filter(None, council))[:200],
        }  # fmt: skip
