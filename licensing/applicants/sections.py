"""The sections of an application for performances: which there are, which are finished, what is still missing. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from licensing.cells import plain
from licensing.checking.schedule import PARENT
from licensing.pasting import CHAPERONE, COLUMNS, PLACE, place_called

ORGANISATION = "organisation"
PRODUCTION = "production"
PLACES = "places"
CHILDREN = "children"
DAYS = "days"
EDUCATION = "education"
ACCOMMODATION = "accommodation"
CHAPERONES = "chaperones"
RISKS = "risks"

# Where the chaperone and the place stand in a row.
_CHAPERONE, _PLACE = COLUMNS.index(CHAPERONE), COLUMNS.index(PLACE)
# So many lines are named in a sentence.
MOST_NAMED = 20

Answers = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Section:
    """One line of the task list. `group` is the heading it stands under; `noun` what it lists, where it is a list."""

    key: str
    title: str
    group: str
    noun: str = ""
    nouns: str = ""

    @property
    def a_noun(self) -> str:
        """One thing of its list, with its article."""
        return f"{'an' if self.noun[:1] in 'aeiou' else 'a'} {self.noun}"


@dataclass(frozen=True)
class Missing:
    """Something that must be there before the application can be sent, and the section it belongs to."""

    section: str
    text: str


_WHO, _CHILDREN, _CARE = "You and the production", "The children", "Their care"
SECTIONS = (
    Section(ORGANISATION, "Your organisation", _WHO),
    Section(PRODUCTION, "The production", _WHO),
    Section(PLACES, "Places", _WHO, "place", "places"),
    Section(CHILDREN, "The children", _CHILDREN, "child", "children"),
    Section(DAYS, "Days and times", _CHILDREN),
    Section(CHAPERONES, "Chaperones", _CARE, "chaperone", "chaperones"),
    Section(EDUCATION, "Education", _CARE),
    Section(ACCOMMODATION, "Nights away and travel", _CARE),
    Section(RISKS, "Risk assessment", _CARE),
)
BY_KEY = {section.key: section for section in SECTIONS}
LISTS = tuple(section.key for section in SECTIONS if section.noun)


def items(answers: Answers, section: str) -> list[dict[str, Any]]:
    """What a section that is a list holds, each with a key of its own."""
    return list(answers.get(section, {}).get("items", []))


def lines(answers: Answers) -> dict[str, list[str]]:
    """The lines of the days and times by the key of each: as typed, in the order of the columns.

    A line is addressed by its key: its number changes when another is taken off.
    """
    kept = answers.get(DAYS, {})
    cells = kept.get("rows", [])
    # Lines that were kept before they had keys are given these, which stay with them from the next change on.
    keys = kept.get("keys") or [f"line{number}" for number in range(1, len(cells) + 1)]
    # Lines that were kept before the place was asked end with the cell before it.
    whole = [[*row, *[""] * (len(COLUMNS) - len(row))] for row in cells]
    return dict(zip(keys, whole, strict=True))


def rows(answers: Answers) -> list[list[str]]:
    """The lines of the days and times without their keys."""
    return list(lines(answers).values())


def to_correct(answers: Answers) -> str:
    """The pasted rows that could not be read, as a table; "" for none."""
    return str(answers.get(DAYS, {}).get("wrong", ""))


def child_name(item: Mapping[str, Any]) -> str:
    """What a child is called in the application and in its days."""
    return f"{item['given']} {item['family']}"


def places(answers: Answers) -> list[str]:
    """What the places of an application are called."""
    return [str(item["name"]) for item in items(answers, PLACES)]


def without_place(answers: Answers) -> str:
    """Which lines do not say at which of several places they are, in a sentence; "" for none."""
    listed = places(answers)
    if len(listed) < 2:
        return ""
    numbers = [number for number, row in enumerate(rows(answers), 1) if not place_called(row[_PLACE], listed)]
    if not numbers:
        return ""
    named = ", ".join(f"{number:,}" for number in numbers[:MOST_NAMED])
    more = f" and {len(numbers) - MOST_NAMED:,} more" if len(numbers) > MOST_NAMED else ""
    return f"Say at which place the child is in line {named}{more}."


def is_finished(answers: Answers, section: str, files: Sequence[Any]) -> bool:
    """Whether a section holds what must be there."""
    if section == CHAPERONES and rows(answers) and all(row[_CHAPERONE].casefold() == PARENT for row in rows(answers)):
        # A parent is in charge of each child, and needs no approval.
        return True
    if section in LISTS:
        return bool(items(answers, section))
    if section == DAYS:
        return bool(rows(answers)) and not to_correct(answers)
    if section == RISKS:
        return bool(files)
    return bool(answers.get(section))


def is_begun(answers: Answers, section: str) -> bool:
    """Whether anything of a section is there."""
    return any(answers.get(section, {}).values())


def missing(answers: Answers, files: Sequence[Any], later: Collection[str] = ()) -> list[Missing]:
    """Everything that must still be done before it can be sent, in the order of the task list.

    `later`: the sections that were kept as they stand, to be finished later.
    """
    found = []
    for one in SECTIONS:
        if one.key == DAYS and to_correct(answers):
            words = "Put right the rows of the days and times that could not be read, or leave them out."
            found.append(Missing(DAYS, words))
        elif one.key in later or not is_finished(answers, one.key, files):
            found.append(Missing(one.key, f"Complete “{one.title}”."))
    if words := without_place(answers):
        found.append(Missing(DAYS, words))
    without = _without_days(answers)
    if rows(answers) and without:
        found.append(Missing(DAYS, f"Give the days and times of {', '.join(without)}, or take them off the children."))
    return found


def _without_days(answers: Answers) -> list[str]:
    """The children who are on no line."""
    on_lines = {plain(row[0]) for row in rows(answers)}
    names = [child_name(item) for item in items(answers, CHILDREN)]
    return [name for name in names if plain(name) not in on_lines]
