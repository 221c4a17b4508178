"""The sheets of a pack as a workbook: figures, pupils, decisions, themes and remarks, as one person may read them."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from oxle.exchange.workbooks import Sheet
from oxle.missing_out.group.queries import ThemeLine, Work
from oxle.missing_out.models import Pack
from oxle.missing_out.packs.beside import Figures, grouped
from oxle.missing_out.packs.criteria import HEADINGS as CRITERIA
from oxle.missing_out.packs.criteria import compared
from oxle.missing_out.packs.figures import Table
from oxle.missing_out.packs.moved import HEADINGS as MOVED
from oxle.missing_out.packs.moved import Moved
from oxle.missing_out.packs.queries import Line
from oxle.missing_out.shown import HUNDREDTH
from oxle.schooldays.wording import listed

HEADINGS = (
    "Reference", "Rating", "Against the pack before", "Age", "Reason", "School", "District", "Phase", "Trust",
    "Special needs and social care", "School days in a row", "School days this school year",
    "Hours of the week so far that nobody offers", "Rated so because", "Who works on it", "Why it comes to the group",
)  # fmt: skip
FIGURES = ("Table", "Line", "Red", "Amber", "Green", "All", "All in the pack before", "More or fewer", *MOVED)
DECISIONS = (
    "Decided", "On", "Pupil or theme", "Barrier", "Decision", "Why", "What somebody does", "Who", "By", "How it stands",
    "Overdue",
)  # fmt: skip
THEMES = ("Theme", "Barrier", "How it shows", "What the group is to see done", "Pupils", "References")
REMARKS = ("Beside", "Remark", "Whose")


def sheets_of(
    pack: Pack, counted: Iterable[Table], moved: Mapping[str, Mapping[str, Moved]], lines: Iterable[Line],
    shown: Mapping[str, Any],
) -> list[Sheet]:  # fmt: skip
    """Every sheet of a pack; `shown` is what the page of the pack shows to whoever asks."""
    return [
        ("Figures", FIGURES, [*figures_of([*counted, shown["off_counted"]], moved), *figures_beside(pack.beside)]),
        ("Pupils", HEADINGS, cells_of(lines)),
        ("Not on the register", HEADINGS, cells_of(line for line, _ in shown["off"])),
        ("Decisions", DECISIONS, decisions_of(shown["came_back"], shown["decided"])),
        ("Themes", THEMES, themes_of(line for line, _ in shown["themes"])),
        ("Remarks", REMARKS, remarks_of(shown)),
        ("Criteria", CRITERIA, compared(pack)),
    ]


def cells_of(lines: Iterable[Line]) -> Iterator[list[Any]]:
    """The rows as cells of a workbook; who may not read why is told so there, too."""
    for line in lines:
        row = line.row
        yield [
            row.reference, line.rated, line.moved, row.told.get("age"), listed(line.kind), *_place(line),
            listed(line.mark), row.days, row.days_in_year, (Decimal(row.short) / 60).quantize(HUNDREDTH),
            " ".join(line.why), "; ".join(line.cases), row.told.get("because"),
        ]  # fmt: skip


def _place(line: Line) -> tuple[str, ...]:
    row = line.row
    return (row.school, row.area, row.phase, row.trust) if line.placed else (line.school, "", "", "")


def figures_of(counted: Iterable[Table], moved: Mapping[str, Mapping[str, Moved]]) -> Iterator[list[Any]]:
    """The figures as cells, with how pupils moved where there is a pack before."""
    for table in counted:
        of_table = moved.get(table.key)
        for line in table.lines:
            change = None if line.before is None else line.all - line.before
            since = [] if of_table is None else of_table.get(line.label, Moved()).numbers
            yield [table.title, line.label, line.red, line.amber, line.green, line.all, line.before, change, *since]


def figures_beside(beside: Figures) -> Iterator[list[Any]]:
    """The figures beside the register as cells of the same sheet."""
    for one in grouped(beside):
        for label, number in one.lines:
            yield [one.title, label, None, None, None, number]


def decisions_of(came_back: Work, decided: Work) -> Iterator[list[Any]]:
    """What the group decided, in the meetings before and in this one, as cells: a line for each action, or for a
    decision without one."""
    for when, work in (("In the meetings before", came_back), ("In this meeting", decided)):
        for one in work.decided:
            said = [when, one.decision.on, one.reference, one.title, one.label, one.decision.words]
            for act in one.acts:
                action = act.action
                stands = [action.what, action.owner.name, action.due_on, act.stands, "Yes" if act.overdue else "No"]
                yield [*said, *stands]
            if not one.acts:
                yield said


def themes_of(lines: Iterable[ThemeLine]) -> Iterator[list[Any]]:
    """The themes as cells, with the references that this person may read."""
    for line in lines:
        one = line.theme
        yield [one.reference, one.barrier, one.shows, one.action, line.pupils, ", ".join(line.references)]


def remarks_of(shown: Mapping[str, Any]) -> Iterator[list[Any]]:
    """The remarks that the page of the pack shows, as cells."""
    for table in shown["tables"]:
        for line, one in table["remarks"]:
            yield [": ".join(part for part in (table["title"], line) if part), one.words, one.made_by.name]
    for label, one in shown["beside_remarks"]:
        yield [label, one.words, one.made_by.name]
    for line, remarks in [*shown["themes"], *shown["red"], *shown["off"]]:
        about = line.theme.reference if isinstance(line, ThemeLine) else line.row.reference
        for one in remarks:
            yield [about, one.words, one.made_by.name]
