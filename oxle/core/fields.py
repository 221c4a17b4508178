"""Form fields in the words of the service: a date or a time typed any usual way, yes or no, a long text."""

from datetime import date, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from oxle.core import typed_dates, typed_times
from oxle.core.widgets import DateBoxes, DateLine, Number, Radios, TypedDate

# A limit of a date: the day itself, or the day and what it is ("the date of the referral"), for the error message.
Bound = date | tuple[date, str] | None


class Wrong(ValidationError):
    """A validation error that knows which boxes of a control are at fault, so that the summary can lead there."""

    def __init__(self, message: str, code: str, parts: tuple[str, ...] = ()) -> None:
        super().__init__(message, code=code)
        self.parts = parts


class DateField(forms.Field):
    """A date. Three boxes by default; `DateField(widget=DateLine)` is one box.

    Both take `1/9/26`, `1 Sep 2026`, `2026-09-01` and, when the form was given `on=`, `today`. What was typed is
    kept on redisplay. `past` and `future` leave `on` itself out; `past_or_today` and `today_or_future` allow it.
    `name` is what messages call the field; OxleForm fills it from the label.
    """

    widget = DateBoxes

    def __init__(
        self,
        *,
        past: bool = False,
        past_or_today: bool = False,
        future: bool = False,
        today_or_future: bool = False,
        not_before: Bound = None,
        not_after: Bound = None,
        name: str = "",
        **kwargs: Any,
    ) -> None:
        kwargs.pop("max_length", None)
        super().__init__(**kwargs)
        self.past, self.past_or_today = past, past_or_today
        self.future, self.today_or_future = future, today_or_future
        self.not_before, self.not_after = not_before, not_after
        self.name = name
        self.on: date | None = None

    @property
    def needs_today(self) -> bool:
        """Whether a rule of this field depends on the day."""
        return self.past or self.past_or_today or self.future or self.today_or_future

    def _called(self) -> str:
        return self.name or "date"

    def _error(self, rest: str, code: str, parts: tuple[str, ...] = ("day", "month", "year")) -> Wrong:
        called = self._called()
        return Wrong(f"{called[0].upper()}{called[1:]} {rest}", code, parts)

    def clean(self, value: Any) -> date | None:
        if isinstance(value, str):
            value = value.strip()
        if value in self.empty_values or (isinstance(value, TypedDate) and value.blank):
            if self.required:
                raise Wrong(str(self.error_messages["required"]), "required", ("day", "month", "year"))
            return None
        found = self.to_python(value)
        self._check(found)
        self.run_validators(found)
        return found

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        loose = self.past or self.past_or_today
        try:
            if isinstance(value, str):
                return typed_dates.read_line(value, today=self.on, past=loose)
            if value.blank:
                return None
            if not (value.month or value.year) and not value.day.isdigit():
                # A whole date typed or pasted into the first box.
                return typed_dates.read_line(value.day, today=self.on, past=loose)
            missing = tuple(part for part in ("day", "month", "year") if not getattr(value, part))
            if missing:
                raise self._error(f"must include a {' and '.join(missing)}", "incomplete", missing)
            return typed_dates.read_parts(value.day, value.month, value.year, today=self.on, past=loose)
        except typed_dates.Unreadable as unreadable:
            raise self._real_date_error(unreadable.parts) from None

    def _real_date_error(self, parts: tuple[str, ...]) -> Wrong:
        if isinstance(self.widget, DateLine):
            return self._error("must be a real date, like 1/9/2026 or 1 Sep 2026", "invalid", parts)
        if parts == ("year",):
            first, last = typed_dates.FIRST_YEAR, typed_dates.LAST_YEAR
            return self._error(f"must include a year between {first} and {last}", "invalid", parts)
        return self._error("must be a real date", "invalid", parts)

    def _check(self, found: date | None) -> None:
        if found is None:
            return
        if self.on is not None:
            if self.past and found >= self.on:
                raise self._error("must be in the past", "past")
            if self.past_or_today and found > self.on:
                raise self._error("must be today or in the past", "past")
            if self.future and found <= self.on:
                raise self._error("must be in the future", "future")
            if self.today_or_future and found < self.on:
                raise self._error("must be today or in the future", "future")
        first, why_first = _bound(self.not_before)
        if first and found < first:
            raise self._error(f"must be on or after {_day(first)}{why_first}", "not_before")
        last, why_last = _bound(self.not_after)
        if last and found > last:
            raise self._error(f"must be on or before {_day(last)}{why_last}", "not_after")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != (initial or None)
        except ValidationError:
            return True


def _bound(bound: Bound) -> tuple[date | None, str]:
    if isinstance(bound, tuple):
        return bound[0], f", {bound[1]}"
    return bound, ""


def _day(day: date) -> str:
    return f"{day.day} {typed_dates.MONTHS[day.month - 1].capitalize()} {day.year}"


class TimeField(forms.Field):
    """A time of day, without seconds: `10:30`, `10.30`, `1030`, `10am`, `2.30pm`. What was typed is kept on redisplay.

    `2:30` by itself is refused: nobody is invited in the middle of the night for want of a "pm".
    """

    widget = forms.TextInput(attrs={"class": "govuk-input--width-5"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "For example, 10:30 or 2:30pm")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, str):
            value = value.strip()
        if value in self.empty_values or isinstance(value, time):
            return value or None
        try:
            return typed_times.read(value)
        except typed_times.EitherHalf:
            raise ValidationError("Say whether it is am or pm, like 10:30am or 2:30pm", code="either") from None
        except typed_times.Unreadable:
            raise ValidationError("Enter the time like 10:30", code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True


class MoneyField(forms.DecimalField):
    """An amount of pounds, as people write it: `2009.62`, `£2,009.62`. Cleans to a Decimal of two places."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", Number(attrs={"inputmode": "decimal"}, width=10, prefix="£"))
        too_much = "Enter an amount of less than £100,000,000"
        kwargs["error_messages"] = {
            "max_decimal_places": "Enter pounds and pence, like 2009.62",
            "max_digits": too_much,
            "max_whole_digits": too_much,
            **(kwargs.get("error_messages") or {}),
        }
        super().__init__(max_digits=10, decimal_places=2, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        typed = value.strip().removeprefix("£").replace(",", "") if isinstance(value, str) else value
        found: Decimal | None = super().to_python(typed)
        return found


class PercentField(forms.DecimalField):
    """A percentage from 0 to 100, to one decimal place. Cleans to a Decimal. `name` is what its messages call it."""

    def __init__(self, *, name: str, **kwargs: Any) -> None:
        kwargs.setdefault("widget", Number(suffix="%"))
        between = f"The {name} must be from 0 to 100"
        kwargs["error_messages"] = {
            "min_value": between,
            "max_value": between,
            "max_digits": between,
            "max_whole_digits": between,
            "max_decimal_places": f"The {name} has at most one decimal place, like 94.5",
            "invalid": f"The {name} must be a number, like 94.5",
            **(kwargs.get("error_messages") or {}),
        }
        super().__init__(min_value=0, max_value=100, max_digits=4, decimal_places=1, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        typed = value.strip().removesuffix("%") if isinstance(value, str) else value
        found: Decimal | None = super().to_python(typed)
        return found


class YesNoField(forms.TypedChoiceField):
    """Yes or no, with neither chosen beforehand. Cleans to True or False (None when not required and not answered).

    `yes_if` finishes the message "Select yes if …".
    """

    def __init__(self, *, yes_if: str = "", hints: dict[str, str] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("widget", Radios(inline=not hints, hints=hints))
        if yes_if:
            messages = {"required": f"Select yes if {yes_if}", "invalid_choice": f"Select yes if {yes_if}"}
            kwargs["error_messages"] = messages | (kwargs.get("error_messages") or {})
        super().__init__(choices=[("yes", "Yes"), ("no", "No")], coerce=_is_yes, empty_value=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def _is_yes(value: str) -> bool:
    return value == "yes"


class LongTextField(forms.CharField):
    """Free text over several lines, with a character count when it has a `max`.

    A line end counts as one character, as the counter on the page counts it. `name` is what messages call the field;
    OxleForm fills it from the label.
    """

    def __init__(self, *, max: int | None = None, rows: int = 5, name: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max, **kwargs)
        self.name = name

    def to_python(self, value: Any) -> str | None:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)
