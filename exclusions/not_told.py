"""What a notice asks of parents or governors who are not told yet: the school says so, and the day is asked for later.

The parents are told in writing, and the governors, without delay (Education Act 2002 s.51A, SI 2012/1033). A school
that has not told them when it tells us says so by a tick: an empty box is a slip, and an invented day would be worse.
"""

from typing import Any

from django import forms

from oxle.core.forms import OxleForm

# By the day that is asked: by which field the school says that it has not come.
NOT_YET = {"parents_told_on": "parents_not_told", "governors_told_on": "governors_not_told"}


def tick(label: str) -> forms.BooleanField:
    """What a school ticks instead of a day."""
    return forms.BooleanField(label=label, required=False)


def ask(form: OxleForm) -> None:
    """Ask for no day of those of whom it is ticked that they are not told."""
    for name, tick_name in NOT_YET.items():
        if tick_name in form.fields and form.is_bound and _is_ticked(form, tick_name):
            form.fields[name].required = False


def check(form: OxleForm, data: dict[str, Any]) -> None:
    """Leave the day empty of those who are not told, and refuse one that was typed beside it.

    A day that the page proposed and nobody changed is not one that was typed.
    """
    for name, tick_name in NOT_YET.items():
        if tick_name not in form.fields or not data.pop(tick_name, False) or name in form.errors:
            continue
        day = data.get(name)
        if day and day != form.get_initial_for_field(form.fields[name], name):
            form.add_error(name, "Leave the day empty, or do not tick that they are not told yet")
        else:
            data[name] = None


def _is_ticked(form: OxleForm, name: str) -> bool:
    field = form.fields[name]
    return bool(field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name)))
