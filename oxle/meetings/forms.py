"""Forms about series, meetings and decisions. They validate; they never save."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from oxle.accounts.models import User
from oxle.accounts.permissions import read, write
from oxle.cases.models import Case
from oxle.core.fields import DateField, LongTextField, TimeField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Checkboxes, Number, Radios
from oxle.meetings.kinds import KINDS, PUT_OFF, TAKEN_OFF, Decision, Kind
from oxle.meetings.models import Capacity, Item, Member, Series
from oxle.meetings.queries import people_who
from oxle.people.models import Child
from oxle.people.school_ages import not_of_its_ages
from oxle.provision.lapsed_choice import name_who_lapsed
from oxle.provision.models import Provider, ProviderKind
from oxle.provision.places import places_on
from oxle.provision.queries import choosable
from oxle.provision.wording import free_places, offered_as
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School

UNITS = (ProviderKind.PRU, ProviderKind.AP_ACADEMY)
WORKING_DAY = "A working day: not at a weekend, and no bank holiday."
SERIES_FIELDS = ("name", "area", "provider", "weeks", "first_on", "in_term_only", "starts_at", "place")


class SeriesForm(OxleForm):
    """What a series is called, for which schools it is, and how often and where it meets."""

    names = {
        "kind": "what kind of meeting it is",
        "weeks": "how many weeks lie between two meetings",
        "starts_at": "the time",
        "place": "where it is",
    }

    kind = forms.ChoiceField(label="What kind of meeting is it?", widget=Radios())
    name = forms.CharField(label="Name", max_length=200)
    area = forms.ChoiceField(label="For the schools of which area?", required=False)
    provider = forms.ModelChoiceField(
        queryset=Provider.objects.none(),
        to_field_name="key",
        label="Of which unit’s pupils? (of a unit’s review)",
        required=False,
        empty_label="No unit",
        help_text="Its agenda is then made of the children who are taught there, and of no others.",
    )
    weeks = forms.IntegerField(
        label="How many weeks lie between two meetings? (optional)",
        min_value=1,
        max_value=53,
        widget=Number(width=2),
        required=False,
        help_text="Leave it empty where each meeting is called when it is needed, as a review panel is, or where it "
        "meets once a term.",
    )
    first_on = DateField(
        label="From which day, or on which day is the first?",
        name="the first day",
        help_text="The others are counted from it. One on a holiday or at a weekend is on the next working day.",
    )
    in_term_only = YesNoField(
        label="Does it meet in term only?",
        yes_if="it meets in term only",
        initial="yes",
        help_text="Yes where people of schools come. One in a holiday of the council’s terms is then on the first "
        "working day after it.",
    )
    starts_at = TimeField(label="At what time?")
    place = forms.CharField(label="Where?", max_length=300, help_text="An address, or how to join by video.")

    # The kind of a series that is there.
    kind_of_series: Kind | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.key, kind.name) for kind in KINDS.values() if kind.sittings is None]
        areas = School.objects.exclude(area="").order_by("area").values_list("area", flat=True).distinct()
        self.fields["area"].choices = [("", "All areas"), *((area, area) for area in areas)]
        units = Provider.objects.filter(kind__in=UNITS).select_related("organisation")
        self.fields["provider"].queryset = units.order_by("organisation__name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        kind = self.kind_of_series or KINDS.get(data.get("kind", ""))
        if kind and "provider" in data:
            if kind.taught_by and data["provider"] is None:
                self.add_error("provider", "Select the unit whose pupils it reviews")
            elif data["provider"] is not None and not kind.taught_by:
                self.add_error("provider", f"A series of the kind “{kind.name}” is of no unit: leave it out")
        if kind and kind.termly and data.get("weeks"):
            self.add_error("weeks", f"A series of the kind “{kind.name}” meets once a term: leave it out")
        return data


class SeriesChangeForm(SeriesForm):
    """The same of a series that is there: its kind stays."""

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind_of_series = kind
        del self.fields["kind"]


class MemberForm(OxleForm):
    """Somebody who signs in, or the name of somebody who does not."""

    names = {"capacity": "as what they are a member", "user": "a person", "from_on": "the first day"}

    user = forms.ModelChoiceField(
        queryset=User.objects.none(),
        to_field_name="key",
        label="Somebody who signs in (optional)",
        required=False,
        empty_label="Nobody chosen",
        help_text="They read the packs of the meetings. Only people whose role lets them are listed.",
    )
    name = forms.CharField(
        label="Or the name of somebody who does not (optional)",
        max_length=300,
        required=False,
        help_text="With what they speak for.",
    )
    capacity = forms.ChoiceField(label="As what are they a member?", choices=Capacity.choices, widget=Radios())
    from_on = DateField(label="From which day?", name="the first day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.on:
            self.fields["user"].queryset = people_who(self.on, read("packs"), write("meetings"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "user" in data and "name" in data and bool(data["user"]) == bool(data["name"]):
            self.add_error("user", "Choose somebody who signs in, or enter a name, and not both")
        return data


class MemberEndForm(OxleForm):
    """Somebody's last day as a member."""

    to_on = DateField(label="What is their last day?", name="last day")


class MoveForm(OxleForm):
    """Another day, time or place of one meeting."""

    names = {"starts_at": "the time", "place": "where it is"}
    move_to = DateField(label="On which day?", name="day of the meeting", help_text=WORKING_DAY)
    starts_at = TimeField(label="At what time?")
    place = forms.CharField(label="Where?", max_length=300)


class CallForm(OxleForm):
    """The day, time and place of a meeting that is called besides the cadence."""

    names = {"starts_at": "the time", "place": "where it is"}
    meets_on = DateField(label="On which day?", name="day of the meeting", help_text=WORKING_DAY)
    starts_at = TimeField(label="At what time?")
    place = forms.CharField(label="Where?", max_length=300)


class CallOffForm(OxleForm):
    """Why a meeting is not held."""

    names = {"because": "why it is called off"}
    because = LongTextField(
        label="Why is it called off?", max=1000, rows=3, help_text="Its agenda goes to the next meeting."
    )


class AgendaForm(OxleForm):
    """Which of the cases that wait come before a meeting, and which that stand before a later one."""

    names = {"cases": "at least one case"}
    cases = forms.MultipleChoiceField(label="Which cases come before it?", widget=Checkboxes())
    asks = LongTextField(
        label="What is the meeting asked? (optional)",
        max=2000,
        rows=3,
        required=False,
        help_text="Every member reads it, for each of these cases.",
    )

    def __init__(
        self, *args: Any, series: Series, waiting: Sequence[Case], later: Sequence[Item], **kwargs: Any
    ) -> None:
        """`later`: the items of later meetings of the series; nobody is taken from one unless they are ticked."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["cases"]
        cases = [*waiting, *(item.case for item in later)]
        field.choices = [(case.key, str(case.child)) for case in cases]
        days = {item.case.key: f". On the agenda of {plain_day(item.meeting.on)}, which it leaves" for item in later}
        asked = series.of_kind.beside if series.provider is None else None
        beside = {key: f". {said}" for key, said in (asked(cases) if asked else {}).items()}
        field.widget.hints = {
            case.key: f"{case.reference}, {case.school}{beside.get(case.pk, '')}{days.get(case.key, '')}"
            for case in cases
        }
        field.initial = [] if asked else [case.key for case in waiting]


class DecideForm(OxleForm):
    """What the meeting decided about one case, and what somebody has to do because of it."""

    names = {
        "decision": "what was decided",
        "words": "why",
        "school": "a school",
        "provider": "a provider",
        "starts_on": "the first day there",
        "owner": "who does it",
    }
    decision = forms.ChoiceField(label="What was decided?", widget=Radios())
    school = forms.ModelChoiceField(
        queryset=School.objects.none(),
        to_field_name="key",
        label="Which school? (where one takes the child)",
        required=False,
        empty_label="No school",
    )
    provider = forms.ChoiceField(label="Which provider? (where a place there was decided)", required=False)
    starts_on = DateField(label="From which day? (where one takes the child)", name="first day there", required=False)
    words = LongTextField(label="Why?", max=5000, help_text="Every member can read it.")
    task = forms.CharField(label="What has somebody to do now? (optional)", max_length=300, required=False)
    owner = forms.ModelChoiceField(
        queryset=User.objects.none(),
        to_field_name="key",
        label="Who does it? (where there is something to do)",
        required=False,
        empty_label="Nobody chosen",
    )
    due_on = DateField(label="By which day? (where there is something to do)", name="day", required=False)

    def __init__(self, *args: Any, kind: Kind, child: Child, meets_on: date, **kwargs: Any) -> None:
        """`child` is whom it is about: with a provider that can be chosen for them a place can be decided. `meets_on`
        is the day of the meeting: nothing is to be done before it."""
        super().__init__(*args, **kwargs)
        self.meets_on, self.child = meets_on, child
        self.decisions = {one.key: one for one in (*kind.decisions, PUT_OFF, TAKEN_OFF)}
        self.providers: dict[str, Provider] = {}
        if any(one.provider for one in self.decisions.values()):
            self._offer_providers(child)
        else:
            del self.fields["provider"]
        self.fields["decision"].choices = [(one.key, one.label) for one in self.decisions.values()]
        self._offer_schools()
        if self.on:
            self.fields["owner"].queryset = people_who(self.on, write("meetings"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        decision = self.decisions.get(data.get("decision", ""))
        name_who_lapsed(self, self.child)
        data["provider"] = self.providers.get(data.get("provider", ""))
        data = {"school": None, "starts_on": None, "other_year": "", **data}
        if decision and decision.place:
            self._ask(data, "school", "Select the school that takes the child")
            self._ask(data, "starts_on", "Enter the first day there")
            self._ask_of_year(data)
        elif decision and decision.provider:
            self._ask(data, "provider", "Select the provider with which the child has a place")
            self._ask(data, "starts_on", "Enter the first day there")
        if decision:
            self._refuse_what_does_not_belong(data, decision)
        if data.get("task"):
            self._ask(data, "owner", "Select who does it")
            self._ask(data, "due_on", "Enter the day by which it is done")
        elif data.get("owner") or data.get("due_on"):
            self._ask(data, "task", "Enter what has to be done, or leave out who does it and by when")
        if data.get("due_on") and data["due_on"] < self.meets_on:
            self.add_error("due_on", f"It cannot be done before the meeting, {plain_day(self.meets_on)}")
        data["decision"] = decision
        return data

    def _refuse_what_does_not_belong(self, data: dict[str, Any], decision: Decision) -> None:
        """Of what is typed nothing is left out without a word: a school with a decision that names none."""
        asked = {
            "school": decision.place,
            "provider": decision.provider,
            "starts_on": decision.place or decision.provider,
        }
        named = {"school": "school", "provider": "provider", "starts_on": "first day"}
        for name, is_asked in asked.items():
            if data.get(name) and not is_asked:
                self.add_error(name, f"“{decision}” names no {named[name]}: leave it out, or choose another decision")

    def _ask_of_year(self, data: dict[str, Any]) -> None:
        """Ask whether this school is meant, where its ages do not fit the child's year."""
        if not (data.get("school") and data.get("starts_on")):
            return
        surprise = not_of_its_ages(data["school"], self.child.born_on, data["starts_on"])
        if not surprise:
            return
        data["other_year"] = surprise
        meant = forms.BooleanField(label="It is this school all the same", help_text=surprise)
        self.add_field("other_year", meant)
        if not meant.widget.value_from_datadict(self.data, self.files, self.add_prefix("other_year")):
            self.add_error("other_year", f"{surprise} Select another school, or say that it is this one")

    def _offer_schools(self) -> None:
        """A kind of meeting that places nobody asks for no school and no first day."""
        if any(one.place for one in self.decisions.values()):
            rows = School.objects.filter(closed_on=None).select_related("organisation").order_by("organisation__name")
            self.fields["school"].queryset = rows  # type: ignore[attr-defined]
        else:
            del self.fields["school"]
            if not self.providers:
                del self.fields["starts_on"]

    def _offer_providers(self, child: Child) -> None:
        self.providers = {one.key: one for one in choosable(child, self.on)} if self.on else {}
        places = places_on(list(self.providers.values()), self.on) if self.on else {}
        field: Any = self.fields["provider"]
        field.choices = [("", "No provider")] + [
            (key, f"{offered_as(one, child, self.today)} (free today: {free_places(places[one.pk])})")
            for key, one in self.providers.items()
        ]
        field.help_text = (
            "Those that take children of this age and that can be chosen today. The place is full-time, on every day; "
            "one that the child has there already goes on."
        )

    def _ask(self, data: dict[str, Any], name: str, message: str) -> None:
        if not data.get(name) and name not in self.errors:
            self.add_error(name, message)


class PutRightForm(DecideForm):
    """What the meeting decided in truth, why it was recorded otherwise, and which of its tasks still stand."""

    names = DecideForm.names | {"reason": "what was recorded wrongly"}

    still_to_do = forms.MultipleChoiceField(
        label="Which of its tasks are still to be done?", widget=Checkboxes(), required=False
    )
    reason = LongTextField(
        label="What was recorded wrongly, and how do you know?",
        max=2000,
        rows=3,
        help_text="It stands beside the decision, with what was recorded before.",
    )

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        """`item` is what was decided; where it decided a place with a provider, that one can be chosen still."""
        self.item = item
        super().__init__(*args, child=item.case.child, meets_on=item.meeting.on, **kwargs)
        tasks = [(one.key, one.what) for one in item.tasks.filter(done_on=None, overtaken_on=None)]
        if tasks:
            self.fields["still_to_do"].choices = tasks  # type: ignore[attr-defined]
        else:
            del self.fields["still_to_do"]

    def clean(self) -> dict[str, Any]:
        return {"still_to_do": [], **super().clean()}

    def _offer_providers(self, child: Child) -> None:
        super()._offer_providers(child)
        if (held := self.item.provider) is not None and held.key not in self.providers:
            self.providers[held.key] = held
            self.fields["provider"].choices.append((held.key, f"{held.name}, as recorded"))  # type: ignore[attr-defined]


class HoldForm(OxleForm):
    """Who came to a meeting, and its minutes."""

    names = {"came": "at least one person", "minutes": "the minutes"}
    came = forms.MultipleChoiceField(label="Who came?", widget=Checkboxes())
    minutes = LongTextField(
        label="Minutes",
        max=20000,
        rows=10,
        help_text="What concerns all. What was decided of a child stands with the decision; name no child here.",
    )

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["came"]
        field.choices = [(one.key, one.name) for one in members]
        field.widget.hints = {one.key: one.get_capacity_display() for one in members}
