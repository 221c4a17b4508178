"""The register of one day at a provider as a form: a select for each session of each pupil."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from django import forms

from oxle.core.forms import OxleForm
from oxle.provision.marks import PRESENT, SAYS, Expected, Mark, field_of
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
        begun: Collection[Half],
        why_not: Callable[[str, Half], str],
        **kwargs: Any,
    ) -> None:
        """`begun` are the halves of the day in which somebody can have been present by now; `why_not` says why somebody
        cannot be marked in a half who is not among those expected.
        """
        super().__init__(*args, **kwargs)
        self._expected, self._begun, self._why_not = expected, begun, why_not
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
        for child, half in (found for name, said in self.data.items() if said and (found := self._strange(name))):
            self.add_error(None, self._why_not(child, half))
            break
        return data

    def _strange(self, name: str) -> tuple[str, Half] | None:
        """Whose session a field is of that is not on this page; None where it is on it, or none of a session."""
        parts = name.split("-")
        if name in self.fields or len(parts) != 3 or parts[0] != "mark" or not parts[1].isalnum():
            return None
        return (parts[1], Half(int(parts[2]))) if parts[2] in {"0", "1"} else None

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
