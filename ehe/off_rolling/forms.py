"""The form on which an officer challenges a school about what the radar found of its pupils."""

from collections import Counter
from typing import Any

from django import forms

from ehe.radar import WORDS, Kind
from ehe.radar_list import AtSchool
from oxle.core.fields import LongTextField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Checkboxes


class ChallengeForm(OxleForm):
    """Of what the school is asked, and what appears unlawful in it."""

    names = {"kinds": "what you ask about"}
    kinds = forms.MultipleChoiceField(label="What do you ask the school about?", widget=Checkboxes())
    reason = LongTextField(
        label="What appears unlawful, and by which rule?",
        name="what appears unlawful, and by which rule",
        max=4000,
        help_text="The school reads this, and it stands in every letter. Name no pupil: the letters number them, and "
        "the head reads in the school portal who each of them is.",
    )

    def __init__(self, *args: Any, here: AtSchool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counted = Counter(one.kind for one in here.found)
        self.fields["kinds"].choices = [
            (kind.value, _with_count(kind, counted[kind])) for kind in Kind if counted[kind]
        ]


def _with_count(kind: Kind, count: int) -> str:
    return f"{WORDS[kind]}: {count} pupil{'' if count == 1 else 's'}"
