"""The forms about records that move. They validate; they never save."""

from collections.abc import Sequence
from typing import Any

from django import forms

from oxle.core.fields import DateField, LongTextField
from oxle.core.forms import OxleForm
from oxle.core.widgets import DateLine, Radios
from oxle.people.forms.fields import SchoolField
from oxle.provision.models import Provider
from oxle.schools.models import School
from oxle.transfers.models import How

ONE_PLACE = "Choose a school, choose a provider, or enter the name of another place: one of the three"
ONE_SENDER = "Choose the school or the provider that has the records: one of the two"


class SentForm(OxleForm):
    """When a file was sent, and how."""

    names = {"sent_how": "how it was sent"}

    sent_on = DateField(label="When was it sent?", name="the day it was sent", widget=DateLine, past_or_today=True)
    sent_how = forms.ChoiceField(label="How was it sent?", choices=How, widget=Radios())
    said = LongTextField(
        label="Anything else (optional)", max=500, rows=3, required=False,
        help_text="Such as the number of a signed-for letter. Nothing of what is in the file.",
    )  # fmt: skip


class ReceivedForm(OxleForm):
    """That a file has come, when, and who has it."""

    names = {"receiver": "who has it"}

    received_on = DateField(label="When did it come?", name="the day it came", widget=DateLine, past_or_today=True)
    receiver = forms.CharField(
        label="Who has it?", max_length=200, help_text="Name and job, such as the designated safeguarding lead."
    )


class NoneForm(OxleForm):
    """Who says that no safeguarding file exists."""

    names = {"said_by": "who says so"}

    said_by = forms.CharField(
        label="Who says that no safeguarding file exists?",
        max_length=200,
        help_text="Name and job of the person who has looked, such as the designated safeguarding lead.",
    )


class LostForm(OxleForm):
    """Since when the file is in the lost pupil database."""

    lost_on = DateField(
        label="When was the file put into the lost pupil database?",
        name="the day it was put there",
        widget=DateLine,
        past_or_today=True,
        help_text="On School to School (S2S), when it is not known where the pupil goes.",
    )


class ChaseForm(OxleForm):
    """Whom to ask, and what to keep about it."""

    names = {"whom": "whom you ask"}

    whom = forms.ChoiceField(label="Whom do you ask?", widget=Radios())
    said = LongTextField(
        label="What do you want to keep about it? (optional)", max=2000, required=False,
        help_text="It stays on the record. The e-mail says only that a pupil’s records are missing, and names nobody.",
    )  # fmt: skip

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """`places` are those who can be asked."""
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["whom"]
        chosen.choices = places


class ProviderField(forms.ModelChoiceField):
    """One of the providers, by its key."""

    def __init__(self, **kwargs: Any) -> None:
        rows = Provider.objects.select_related("organisation").order_by("organisation__name", "pk")
        super().__init__(queryset=rows, to_field_name="key", empty_label="Choose a provider", **kwargs)

    def label_from_instance(self, provider: Provider) -> str:
        return provider.name


class DestinationForm(OxleForm):
    """Where the pupil goes, since when that is known, and when they begin there."""

    school = SchoolField(label="New school (optional)", required=False)
    provider = ProviderField(label="Or a provider (optional)", required=False)
    elsewhere = forms.CharField(
        label="Or a place that is not on these lists (optional)", max_length=200, required=False,
        help_text="Its name and where it is, such as a school in Wales.",
    )  # fmt: skip
    known_on = DateField(
        label="Since when is this known?", name="the day since which it is known", widget=DateLine, past_or_today=True
    )
    starts_on = DateField(
        label="First day there (optional)", name="the first day there", widget=DateLine, required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        chosen = [data.get(name) for name in ("school", "provider", "elsewhere")]
        if sum(1 for one in chosen if one) != 1 and not {"school", "provider", "elsewhere"} & set(self.errors):
            self.add_error("school", ONE_PLACE)
        return data

    def destination(self) -> School | Provider | str:
        """The place that was chosen."""
        data = self.cleaned_data
        found: School | Provider | str = data["school"] or data["provider"] or data["elsewhere"]
        return found


class AddForm(OxleForm):
    """A move that the service did not find by itself."""

    names = {"because": "why"}

    school = SchoolField(label="Which school has the records? (optional)", required=False)
    provider = ProviderField(label="Or which provider has them? (optional)", required=False)
    ceased_on = DateField(
        label="Last day on its register or of the place there (empty while the pupil is there)",
        name="the last day there", widget=DateLine, required=False, past_or_today=True,
    )  # fmt: skip
    because = LongTextField(label="Why do you open it?", max=1000, rows=3)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if bool(data.get("school")) == bool(data.get("provider")) and not {"school", "provider"} & set(self.errors):
            self.add_error("school", ONE_SENDER)
        return data

    def sender(self) -> School | Provider:
        """Who has the records."""
        found: School | Provider = self.cleaned_data["school"] or self.cleaned_data["provider"]
        return found


class WithdrawForm(OxleForm):
    """Why the records do not move."""

    names = {"because": "why"}

    because = LongTextField(
        label="Why do the records not move?",
        max=1000,
        rows=3,
        help_text="Such as: the pupil stays. The new place does not see this move any more.",
    )
