"""Asks, at the field of an answer that something speaks against, whether it is meant all the same."""

from django import forms

from oxle.core.forms import OxleForm


def ask_whether_meant(form: OxleForm, name: str, tick: str, *, words: str, label: str, otherwise: str) -> None:
    """Say at a field what speaks against its answer (`words`, a sentence), and offer the tick beneath it: the form goes
    on only once it is set. `otherwise`: what else can be done. Another `tick` is asked of anew.
    """
    form.add_field(tick, forms.BooleanField(label=label, required=False))
    order = [key for key in form.fields if key != tick]
    order.insert(order.index(name) + 1, tick)
    form.order_fields(order)
    if not form[tick].data:
        form.add_error(name, f"{words} {otherwise}")
