"""A field for the times of one session, as people write them: “8:50 to 11:30”."""

import re
from dataclasses import dataclass
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from oxle.core import typed_times

BETWEEN = re.compile(r"\s*(?:\bto\b|\buntil\b|-|–)\s*")


@dataclass(frozen=True)
class Span:
    """From when until when."""

    begins: time
    ends: time

    def __str__(self) -> str:
        return f"{self.begins:%H:%M} to {self.ends:%H:%M}"


class SpanField(forms.CharField):
    """From when until when, on one line; empty where there is none. Cleans to a Span, or None.

    Of an afternoon “12:45 to 2:45” says which half of the day it is, so nobody is asked for a “pm”.
    """

    def __init__(self, *, afternoon: bool, **kwargs: Any) -> None:
        self.afternoon = afternoon
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}))
        super().__init__(required=False, max_length=40, **kwargs)

    def clean(self, value: Any) -> Span | None:
        """The times that were typed."""
        text = super().clean(value)
        if not text:
            return None
        parts = BETWEEN.split(text)
        if len(parts) != 2:
            raise ValidationError("Enter from when until when, like 8:50 to 11:30, or leave it empty")
        begins, ends = (self._read(part) for part in parts)
        if ends <= begins:
            raise ValidationError("A session cannot end before it begins")
        return Span(begins, ends)

    def _read(self, text: str) -> time:
        try:
            return typed_times.read(text)
        except typed_times.EitherHalf:
            if self.afternoon:
                return typed_times.read(f"{text.strip()}pm")
            raise ValidationError("Say whether it is am or pm, like 9:15am to 1:30pm") from None
        except typed_times.Unreadable:
            raise ValidationError("Enter from when until when, like 8:50 to 11:30, or leave it empty") from None

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, Span) else value
