"""The controls a form may use beside Django's own: radios and checkboxes with hints, dates in boxes or in one line."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms


class _Choices:
    """What the radios and checkboxes of the GOV.UK pack can show beside each option."""

    def __init__(
        self,
        *args: Any,
        hints: Mapping[Any, str] | None = None,
        small: bool = False,
        inline: bool = False,
        or_before: Any = None,
        alone: Iterable[Any] = (),
        **kwargs: Any,
    ) -> None:
        """`hints` by option value; `or_before` puts "or" above an option; `alone` options untick all the others."""
        super().__init__(*args, **kwargs)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}
        self.small = small
        self.inline = inline
        self.or_before = None if or_before is None else str(or_before)
        self.alone = {str(value) for value in alone}


class Radios(_Choices, forms.RadioSelect):
    """One of several options. `inline=True` only for two short ones."""


class Checkboxes(_Choices, forms.CheckboxSelectMultiple):
    """Any of several options."""


class Number(forms.TextInput):
    """A whole or decimal number: a text box with a number pad, because spinners change numbers by accident."""

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, width: int = 4, suffix: str = "", prefix: str = ""
    ) -> None:
        """`width` in characters; `prefix` and `suffix` are shown beside the box, such as £ or %."""
        super().__init__(attrs={"inputmode": "numeric", "class": f"govuk-input--width-{width}", **(attrs or {})})
        self.prefix = prefix
        self.suffix = suffix


@dataclass(frozen=True)
class TypedDate:
    """The three boxes of a date exactly as they were typed."""

    day: str = ""
    month: str = ""
    year: str = ""

    @property
    def blank(self) -> bool:
        return not (self.day or self.month or self.year)

    @classmethod
    def of(cls, value: "date | TypedDate | str | None") -> "TypedDate":
        """The boxes that show a value. A string that is no date stays whole, in the first box."""
        if isinstance(value, TypedDate):
            return value
        if isinstance(value, date):
            return cls(str(value.day), str(value.month), str(value.year))
        iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", value or "")
        if iso:
            return cls(iso[3].lstrip("0"), iso[2].lstrip("0"), iso[1])
        return cls(day=value or "")


class DateBoxes(forms.Widget):
    """A date in three boxes: for a date people know by heart, such as a date of birth."""

    template_name = "govuk/date_boxes.html"
    use_fieldset = True
    parts = (("day", "Day", 2), ("month", "Month", 2), ("year", "Year", 4))

    def boxes(self, name: str, value: Any, id_: str, wrong: Iterable[str] = ()) -> list[dict[str, Any]]:
        """One dictionary a box, for the template. `wrong` names the boxes at fault."""
        typed = TypedDate.of(value)
        return [
            {
                "name": f"{name}_{part}",
                "id": f"{id_}_{part}",
                "label": label,
                "width": width,
                "value": getattr(typed, part),
                "wrong": part in wrong,
            }
            for part, label, width in self.parts
        ]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        id_ = context["widget"]["attrs"].get("id", f"id_{name}")
        context["boxes"] = self.boxes(name, value, id_)
        context["id"] = id_
        return context

    def format_value(self, value: Any) -> Any:
        return value

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else id_

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = TypedDate(*((data.get(f"{name}_{part}") or "").strip() for part, _, _ in self.parts))
        if typed.blank and data.get(name):
            return data.get(name)
        return typed

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and all(f"{name}_{part}" not in data for part, _, _ in self.parts)


class DateLine(forms.TextInput):
    """A date in one box, typed any usual way: for a near date, such as a meeting."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"class": "govuk-input--width-10", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, date):
            return f"{value.day}/{value.month}/{value.year}"
        return super().format_value(value)
