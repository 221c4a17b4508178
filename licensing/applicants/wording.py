"""What an application says, in words: all of it, for the page on which it is checked and the copy that stays. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from licensing.applicants import forms, item_forms
from licensing.cells import among_typed
from licensing.checking.schedule import PARENT, Line
from licensing.checking.times import Span, clock
from oxle.schooldays.wording import full_day

# What stands above an item, as its name.
_NAMES = {"name", "given", "family"}


def of_item(section: str, item: Mapping[str, Any]) -> list[str]:
    """Everything that is said of a place, a child or a chaperone but its name."""
    told = {name: value for name, value in item.items() if name not in _NAMES}
    said = forms.in_words(item_forms.FORMS[section], told)
    return [f"{one['key']}: {', '.join(one['value'].splitlines())}" for one in said]


def of_days(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """The lines of each child in sentences, as the rows of a summary list."""
    found: dict[str, list[str]] = {}
    for line in lines:
        found.setdefault(line.child, []).append(of_line(line))
    return [{"key": child, "value": said} for child, said in found.items()]


def of_line(line: Line) -> str:
    """Everything that a line says but whose it is."""
    between = (
        ("performs", line.performing), ("breaks", line.breaks), ("meals", line.meals), ("lessons", line.lessons),
    )  # fmt: skip
    in_charge = "a parent" if line.chaperone == PARENT else line.chaperone
    parts = [
        *(f"{words} {spans_of(line, spans)}" for words, spans in between if spans),
        *([f"in charge: {in_charge}"] if in_charge else []),
        *([f"teacher: {line.teacher}"] if line.teacher else []),
        *(["night work"] if line.night_work else []),
    ]
    return "; ".join([f"{day_of(line)}: {here_of(line)}", *parts])


def day_of(line: Line) -> str:
    """The day, with its weekday; of a line without a date how many of which period."""
    return among_typed(line.on, line.among) if line.among else full_day(line.on)


def here_of(line: Line) -> str:
    """When the child is there, and where, if that is said."""
    return ", ".join(filter(None, (spans_of(line, (line.here,)), line.place)))


def spans_of(line: Line, spans: tuple[Span, ...]) -> str:
    """Some times of a line, by the clock."""
    return "; ".join(f"{clock(span.starts, line.on)}–{clock(span.ends, line.on)}" for span in spans)
