"""The register of one day at a provider as a form: a select for each session of each pupil."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django import forms

from oxle.core.forms import OxleForm
from oxle.provision.marks import PRESENT, SAYS, Expected, Mark, field_of, not_placed
from oxle.provision.models import Provider
from oxle.registers.extract_rows import Half

NOT_MARKED = ("", "Not marked")
# The button that also marks present whoever has no mark in a half of the day that has begun.
REST_PRESENT = "rest_present"


class RegisterForm(OxleForm):
    """What is said of each session. A field that nobody fills in stays unmarked; a mark can be changed, not taken away.

    Beside each select travels what stood there when the page was made, so that nobody overwrites what they have not
    seen.
    """

    def __init__(
        self,
        *args: Any,
        expected: Sequence[Expected],
        day: date,
        begun: Collection[Half],
        provider: Provider,
        **kwargs: Any,
    ) -> None:
        """`begun` are the halves of the day in which somebody can have been present by now."""
        super().__init__(*args, **kwargs)
        self._expected, self._day, self._begun, self._provider = expected, day, begun, provider
        for one in expected:
            for half in one.halves:
                says = one.says[half]
                choices = list(SAYS.items()) if says in SAYS else [NOT_MARKED, *SAYS.items()]
                field = forms.ChoiceField(
                    label=f"{one.child.shown_name}, {half}", choices=choices, required=False, initial=says
                )
                self.add_field(field_of(one.child.key, half), field)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for half in Half:
            ending = field_of("", half).removeprefix("mark-")
            if any(name.startswith("mark-") and name.endswith(ending) and name not in self.fields and said
                   for name, said in self.data.items()):  # fmt: skip
                self.add_error(None, not_placed(self._provider, self._day, half))
        return data

    def marks(self) -> list[Mark]:
        """What was said, in the order of the page."""
        rest = PRESENT if REST_PRESENT in self.data else ""
        return [
            Mark(one.child.key, half, says, self.data.get(self.seen(one.child.key, half), ""))
            for one in self._expected
            for half in one.halves
            if (says := self.cleaned_data[field_of(one.child.key, half)] or (rest if half in self._begun else ""))
        ]

    def seen(self, child: str, half: Half) -> str:
        """The hidden field that says what stood there."""
        return f"seen-{child}-{half.value}"
