"""The register as a file: what each has to do with us, with no number so small that it would point at a child."""

from collections.abc import Iterator, Sequence

from licensing.register.queries import Listed
from oxle.core.suppression import suppress

HEADINGS = (
    "Kind", "Name", "Where", "Permits and licences", "Enquiries", "Inspections", "Guidance last sent",
)  # fmt: skip
WITHHELD = "Small number, not shown"


def cells_of(rows: Sequence[Listed]) -> Iterator[list[str | int]]:
    """The cells of each row. Whoever has the file may not be whom the service knows: of one to four children, or of
    what would give those away, no number is told. An inspection is of a place, and is always counted."""
    permits, enquiries = ([*_shown([getattr(row, name) for row in rows])] for name in ("permits", "enquiries"))
    for row, of_permits, of_enquiries in zip(rows, permits, enquiries, strict=True):
        told = row.guidance_on.isoformat() if row.guidance_on else "Never"
        yield [row.kind, row.name, row.where, of_permits, of_enquiries, row.inspections, told]


def _shown(counts: list[int]) -> Iterator[str | int]:
    found = suppress({str(place): count for place, count in enumerate(counts)})
    return (WITHHELD if count is None else count for count in found.values())
