"""What was answered in a form, for a page that shows it: the labels of what was chosen, never the codes behind them."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Model


def in_labels(field: forms.Field, value: Any) -> Any:
    """A value of a field as people know it: a choice, or a list of them, by label; anything else as it is."""
    if isinstance(value, list | tuple | set):
        return [in_labels(field, one) for one in value]
    if value is None or value == "" or isinstance(value, bool | Model) or not hasattr(field, "choices"):
        return value
    return dict(_options(field)).get(str(value), value)


def typed_into(form: forms.Form) -> list[dict[str, Any]]:
    """What a bound form was sent with, field by field, right or wrong, so that it can be copied. Empty fields and
    secrets are left out; of a file there is its name."""
    form.is_valid()
    found = []
    for bound in form.visible_fields():
        value = form.cleaned_data.get(bound.name, bound.value())
        secret = isinstance(bound.field.widget, forms.PasswordInput)
        if not secret and value is not None and str(value) not in {"", "[]"}:
            found.append({"label": bound.label, "value": in_labels(bound.field, value)})
    return found


def _options(field: Any) -> Iterator[tuple[str, Any]]:
    for value, label in field.choices:
        if isinstance(label, list | tuple):
            yield from ((str(one), words) for one, words in label)
        else:
            yield str(value), label
