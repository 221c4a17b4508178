"""The form by which education is arranged with a provider of the directory that has places free today."""

from typing import Any

from django import forms

from oxle.cases.forms import StepForm
from oxle.core.fields import DateField, YesNoField
from oxle.core.widgets import Checkboxes, Number, Radios
from oxle.provision.beside import AsksOfFullWeeks
from oxle.provision.lapsed_choice import name_who_lapsed
from oxle.provision.models import LONGEST_SESSION, SESSIONS_A_WEEK, ProviderKind
from oxle.provision.places import places_on
from oxle.provision.placing import is_of_age, why_not_full
from oxle.provision.queries import choosable
from oxle.provision.wording import SESSIONS, free_places, offered_as


class PlaceForm(AsksOfFullWeeks, StepForm):
    """Base: which provider, from when, and for how many hours: full-time and on every day until somebody says
    otherwise."""

    names = {
        "provider": "a provider",
        "sessions": "at least one session",
        "minutes": "how long a session is",
    }
    when = "When was this agreed?"
    provider = forms.ChoiceField(label="Which provider?", widget=Radios())
    starts_on = DateField(label="From which day?", name="first day of the education")
    sessions = forms.TypedMultipleChoiceField(
        label="Which sessions of the week?", choices=SESSIONS, coerce=int, widget=Checkboxes(small=True),
        initial=[number for number, _ in SESSIONS],
    )  # fmt: skip
    minutes = forms.IntegerField(
        label="How many minutes is each session?",
        min_value=1,
        max_value=LONGEST_SESSION,
        widget=Number(width=3),
        initial=150,
        help_text="Without breaks. A day of two sessions of 150 minutes is five hours.",
    )
    full_time = YesNoField(label="Is it full-time?", yes_if="it is full-time")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        child = self.case.child
        self.providers = {one.key: one for one in choosable(child, self.on)} if child and self.on else {}
        self.places = places_on(list(self.providers.values()), self.on) if self.on else {}
        chosen: Any = self.fields["provider"]
        named = [(key, offered_as(one, child, self.today)) for key, one in self.providers.items()] if child else []
        chosen.choices = named
        chosen.widget.hints = {
            key: f"{one.get_kind_display()}. Free today: {free_places(self.places[one.pk])}."
            for key, one in self.providers.items()
        }

    def propose_a_unit(self) -> None:
        """Choose the pupil referral unit with most places free, until somebody chooses another."""
        child, all_units = self.case.child, [one for one in self.providers.values() if one.kind == ProviderKind.PRU]
        units = [one for one in all_units if child and is_of_age(child, one, self.today)]
        free = {one.key: min(day.free for day in self.places[one.pk]) for one in units}
        if (proposed := max(units, key=lambda one: free[one.key], default=None)) and free[proposed.key]:
            self.fields["provider"].initial = proposed.key
            self.fields["provider"].help_text = f"{proposed.name} is proposed: a place there is free on every day."

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        name_who_lapsed(self, self.case.child)
        if data.get("provider"):
            data["provider"] = self.providers.get(data["provider"])
        if data.get("sessions") and data.get("minutes"):
            chosen = set(data["sessions"])
            data["minutes"] = [data["minutes"] if number in chosen else 0 for number in range(SESSIONS_A_WEEK)]
            child, on = self.case.child, data.get("starts_on")
            if data.get("full_time") and child and on and (less := why_not_full(child, data["minutes"], on)):
                self.add_error("full_time", less)
            elif data.get("full_time") and data.get("provider") and child and on:
                self.ask_of_full_week(child, data["provider"], on)
        return data
