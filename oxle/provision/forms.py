"""Forms about providers and places. They validate; they never save."""

from collections.abc import Sequence
from typing import Any

from django import forms

from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Checkboxes, Number, Radios
from oxle.people.models import Child
from oxle.provision.beside import AsksOfFullWeeks
from oxle.provision.lapsed_choice import name_who_lapsed
from oxle.provision.models import (
    LONGEST_SESSION,
    LONGEST_WEEK,
    SESSIONS_A_WEEK,
    WEEKDAYS,
    Charge,
    OfferKind,
    Provider,
    ProviderKind,
)
from oxle.provision.places import Places
from oxle.provision.wording import SESSIONS, free_places, offered_as

# What a provider can be asked for; a school's own offers come from its own duty.
KINDS = [OfferKind.ALTERNATIVE, OfferKind.OFF_SITE, OfferKind.TUITION, OfferKind.HOSPITAL, OfferKind.ONLINE]
BASES = [
    "Education Act 1996 s.19 (the council’s duty)",
    "Education Act 2002 s.29A (off-site direction by the school)",
    "Education and Inspections Act 2006 s.100 (sixth day of a suspension)",
    "Children and Families Act 2014 s.42 (an EHC plan)",
]


def place_field(weekday: str) -> str:
    """The form's field for how many places there are on a day of the week."""
    return f"places_{weekday.lower()}"


class ProviderForm(OxleForm):
    """A provider as the directory holds it."""

    names = {
        "name": "the provider’s name",
        "kind": "what kind of provider it is",
        "urn": "URN",
        "age_from": "the lowest age",
        "age_to": "the highest age",
    }

    name = forms.CharField(label="Name", max_length=200)
    kind = forms.ChoiceField(
        label="What kind of provider is it?",
        choices=ProviderKind.choices,
        widget=Radios(),
        help_text="One that is not a school may not have five full-time pupils, or one who has an EHC plan or is "
        "looked after.",
    )
    urn = forms.RegexField(
        r"^[0-9]{6}$",
        label="URN (optional)",
        required=False,
        help_text="Six figures, for a school.",
        error_messages={"invalid": "URN must be six figures"},
    )
    legal_name = forms.CharField(label="Legal name (optional)", max_length=200, required=False)
    area = forms.CharField(label="Area (optional)", max_length=40, required=False, help_text="For example, North.")
    lines = LongTextField(label="Address (optional)", max=600, rows=4, required=False)
    postcode = forms.CharField(
        label="Postcode (optional)",
        max_length=8,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    report_to = forms.CharField(
        label="Person to report to (optional)",
        max_length=200,
        required=False,
        help_text="Whom a child asks for on the first day. It stands on letters.",
    )
    phone = forms.CharField(label="Telephone number (optional)", max_length=40, required=False)
    email = forms.EmailField(label="E-mail address (optional)", max_length=254, required=False)
    age_from = forms.IntegerField(label="Lowest age", min_value=4, max_value=19, widget=Number(width=2))
    age_to = forms.IntegerField(label="Highest age", min_value=4, max_value=19, widget=Number(width=2))
    what = LongTextField(label="What does it offer? (optional)", max=5000, rows=5, required=False)
    hours = forms.DecimalField(
        label="Hours a week, at most (optional)",
        min_value=0,
        max_value=40,
        decimal_places=2,
        required=False,
        widget=Number(width=4),
    )
    price = forms.DecimalField(
        label="Price (optional)",
        min_value=0,
        max_digits=8,
        decimal_places=2,
        required=False,
        widget=Number(width=5, prefix="£"),
    )
    price_for = forms.ChoiceField(
        label="What is the price for? (optional)",
        choices=[("", "No price is known"), *Charge.choices],
        required=False,
        widget=Radios(inline=True),
    )
    safeguarding_checked_on = DateField(
        label="When was its safeguarding last checked? (optional)",
        name="the day of the safeguarding check",
        required=False,
        past_or_today=True,
        help_text="Its policy, its lead, the checks on its staff, insurance, health and safety.",
    )
    quality_checked_on = DateField(
        label="When was it last visited about its quality? (optional)",
        name="the day of the quality visit",
        required=False,
        past_or_today=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday in WEEKDAYS:
            self.add_field(
                place_field(weekday),
                forms.IntegerField(
                    label=f"Places on {weekday}", min_value=0, max_value=999, initial=0, widget=Number(width=3)
                ),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        low, high = data.get("age_from"), data.get("age_to")
        if low is not None and high is not None and high < low:
            self.add_error("age_to", "The highest age must be the same as or above the lowest")
        if data.get("price") is not None and not data.get("price_for") and "price_for" not in self.errors:
            self.add_error("price_for", "Select what the price is for")
        if data.get("price_for") and data.get("price") is None and "price" not in self.errors:
            self.add_error("price", "Enter the price, or select that none is known")
        return data

    def details(self) -> dict[str, Any]:
        """The fields of Provider that were given, its places as one list, and its name."""
        data = dict(self.cleaned_data)
        data["places"] = [data.pop(place_field(weekday)) for weekday in WEEKDAYS]
        return data


class SuspendForm(OxleForm):
    """Why nobody more is placed there."""

    because = LongTextField(label="Why is it suspended?", max=2000, name="why it is suspended")


class PlaceForm(AsksOfFullWeeks):
    """A place with a provider: which, when, which sessions, on what basis in law."""

    names = {
        "provider": "a provider",
        "kind": "what it is",
        "sessions": "at least one session",
        "minutes": "how long a session is",
        "basis": "the basis in law",
    }

    provider = forms.ChoiceField(label="Which provider?", widget=Radios())
    kind = forms.ChoiceField(label="What is it?", choices=[(kind.value, kind.label) for kind in KINDS], widget=Radios())
    from_on = DateField(label="First day", name="the first day")
    to_on = DateField(label="Last day (optional)", name="the last day", required=False)
    sessions = forms.TypedMultipleChoiceField(
        label="Which sessions of the week?", choices=SESSIONS, coerce=int, widget=Checkboxes(small=True)
    )
    minutes = forms.IntegerField(
        label="How many minutes is each session?",
        min_value=1,
        max_value=LONGEST_SESSION,
        widget=Number(width=3),
        help_text="Without breaks. A day of two sessions of 150 minutes is five hours.",
    )
    full_time = YesNoField(label="Is this full-time education?", yes_if="this is full-time education")
    basis = forms.ChoiceField(
        label="On what basis in law?", choices=[(basis, basis) for basis in BASES], widget=Radios()
    )

    def __init__(
        self, *args: Any, child: Child, providers: Sequence[Provider], places: dict[int, list[Places]], **kwargs: Any
    ) -> None:
        """`providers` are those that can be chosen for a `child`, `places` their places of today by primary key."""
        super().__init__(*args, **kwargs)
        self.child, self.providers = child, {provider.key: provider for provider in providers}
        chosen: Any = self.fields["provider"]
        chosen.choices = [(provider.key, offered_as(provider, child, self.today)) for provider in providers]
        chosen.widget.hints = {
            provider.key: f"{provider.get_kind_display()}, ages {provider.age_from} to {provider.age_to}. Free today: "
            f"{free_places(places[provider.pk])}."
            for provider in providers
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        name_who_lapsed(self, self.child)
        first, last = data.get("from_on"), data.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", "The last day must be the same as or after the first day")
        if data.get("full_time") and first and data.get("provider"):
            self.ask_of_full_week(self.child, self.providers[data["provider"]], first)
        return data

    def week(self) -> list[int]:
        """The minutes of each session, Monday morning to Friday afternoon."""
        chosen = set(self.cleaned_data["sessions"])
        return [self.cleaned_data["minutes"] if number in chosen else 0 for number in range(SESSIONS_A_WEEK)]


class PlaceEndForm(OxleForm):
    """The last day of a place, or that there never was one."""

    to_on = DateField(label="What is the last day?", name="the last day")
    never_was = YesNoField(
        label="Or was the place entered by mistake, such as for another child?",
        yes_if="the place was entered by mistake",
        initial="no",
        required=False,
        help_text="Then it never was, and the provider does not see the child any more. The day above is not kept.",
    )


class FullWeekForm(OxleForm):
    """The hours that a child's EHC plan says."""

    names = {"hours": "the hours a week", "source": "where the plan says so"}

    hours = forms.DecimalField(
        label="How many hours a week does the plan say?",
        min_value=1,
        max_value=LONGEST_WEEK // 60,
        decimal_places=2,
        widget=Number(width=4),
        help_text="In quarters of an hour, such as 22.5.",
    )
    from_on = DateField(label="From which day?", name="the first day")
    source = forms.CharField(
        label="Where does the plan say so?", max_length=200, help_text="For example, plan of 4 May 2026, section F."
    )

    def clean_hours(self) -> Any:
        hours = self.cleaned_data["hours"]
        if hours * 4 != int(hours * 4):
            raise forms.ValidationError("The hours a week must be in quarters of an hour")
        return hours
