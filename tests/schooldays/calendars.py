"""The three calendars of the worked examples, built from their tables of blocks and INSET days."""

from datetime import date

from oxle.schooldays.calendar import ClosedBecause, ClosedDates, SchoolCalendar, TermDates


def calendar(name: str, blocks: list[tuple[str, str]], inset: list[str] = ()) -> SchoolCalendar:
    """A calendar from blocks of term and INSET days in ISO form."""
    terms = [
        TermDates(f"Term {number}", date.fromisoformat(first), date.fromisoformat(last))
        for number, (first, last) in enumerate(blocks, 1)
    ]
    days = [date.fromisoformat(day) for day in inset]
    return SchoolCalendar(name, terms, [ClosedDates(ClosedBecause.INSET, day, day) for day in days])


BLOCKS_A = [
    ("2026-09-02", "2026-10-23"),
    ("2026-11-02", "2026-12-18"),
    ("2027-01-04", "2027-02-12"),
    ("2027-02-22", "2027-03-25"),
    ("2027-04-12", "2027-05-28"),
    ("2027-06-07", "2027-07-21"),
]
INSET_A = ["2026-11-02", "2027-01-04", "2027-04-12", "2027-07-21"]
BLOCKS_B = [
    ("2026-09-02", "2026-10-16"),
    ("2026-11-02", "2026-12-18"),
    ("2027-01-04", "2027-02-12"),
    ("2027-02-22", "2027-03-25"),
    ("2027-04-12", "2027-05-28"),
    ("2027-06-07", "2027-07-23"),
]
INSET_B = ["2026-11-27"]
BLOCKS_C = [
    ("2025-09-02", "2025-10-24"),
    ("2025-11-03", "2025-12-19"),
    ("2026-01-05", "2026-02-13"),
    ("2026-02-23", "2026-03-27"),
    ("2026-04-13", "2026-05-22"),
    ("2026-06-01", "2026-07-20"),
]
INSET_C = ["2025-11-03", "2026-01-05", "2026-04-13", "2026-07-20"]

# A maintained school in 2026/27; an academy with a two-week break in October; the maintained school the year before.
CAL_A = calendar("CAL-A", BLOCKS_A, INSET_A)
CAL_B = calendar("CAL-B", BLOCKS_B, INSET_B)
CAL_C = calendar("CAL-C", BLOCKS_C, INSET_C)
CAL_C_THEN_A = calendar("CAL-C then CAL-A", BLOCKS_C + BLOCKS_A, INSET_C + INSET_A)
