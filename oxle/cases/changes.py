"""What a form that puts an entry right changes of it, in words: what was there before, and what is there now."""

from datetime import date, time
from typing import Any

from django import forms

from oxle.core.answers import in_labels
from oxle.schooldays.wording import listed, plain_day

ASIDES = (" (optional)", " (only if guilty)")


def changes(form: forms.Form) -> list[dict[str, str]]:
    """Each answer of a valid form that is another than the one it was filled with: what it is, `was` and `now`.

    Fields that the form was filled with nothing for are questions of its own, such as why.
    """
    found = []
    for name, field in form.fields.items():
        if name not in form.initial:
            continue
        was, now = in_words(field, _as_cleaned(field, form.initial[name])), in_words(field, form.cleaned_data.get(name))
        if was != now:
            found.append({"what": _label(field), "was": was, "now": now})
    return found


def in_words(field: forms.Field, value: Any) -> str:
    """A value of a field as a sentence says it: a day in full, yes or no, several of a list; empty for no answer."""
    if isinstance(value, list):
        return listed([in_words(field, one) for one in value])
    shown = in_labels(field, value)
    if shown is None or shown == "":
        return ""
    if isinstance(shown, bool):
        return "Yes" if shown else "No"
    if isinstance(shown, date):
        return plain_day(shown)
    if isinstance(shown, time):
        return f"{shown:%H:%M}"
    return f"{getattr(field.widget, 'prefix', '')}{shown}{getattr(field.widget, 'suffix', '')}"


def _as_cleaned(field: forms.Field, value: Any) -> Any:
    """What a field makes of the value it was filled with; the value itself where it takes it no more."""
    try:
        return field.clean(field.prepare_value(value))
    except forms.ValidationError:
        return value


def _label(field: forms.Field) -> str:
    label = str(field.label)
    for aside in ASIDES:
        label = label.removesuffix(aside)
    return label
