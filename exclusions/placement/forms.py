"""What the steps on the way to a new school ask beyond their day and reason."""

from datetime import date
from typing import Any

from django import forms

from exclusions.permanent.records import place_called
from exclusions.placement import rules
from exclusions.placement.attending import Beginning, beginning_of
from exclusions.placement.pathway import LOOKED_AFTER_NOTICE_ON, NOTICE_ON
from exclusions.placement.queries import NO, YES, refusing_school, register_words, way_of
from oxle.cases.forms import KeepsWords, PutsRight, StepForm
from oxle.cases.standing import last_taken
from oxle.core.dates import from_iso
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.widgets import Checkboxes, Number, Radios
from oxle.people.forms.fields import ask_why_this_school
from oxle.people.queries import is_looked_after
from oxle.people.school_ages import not_of_its_ages
from oxle.provision.beside import AsksOfFullWeeks
from oxle.provision.lapsed_choice import name_who_lapsed
from oxle.provision.models import LONGEST_SESSION, SESSIONS_A_WEEK, Provider
from oxle.provision.places import places_on
from oxle.provision.queries import choosable
from oxle.provision.wording import SESSIONS, free_places, offered_as
from oxle.schooldays.closed_days import AsksOfClosedDays
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School


def school_field(label: str, **more: Any) -> forms.ModelChoiceField:
    """Asks for one of the schools that are open."""
    return forms.ModelChoiceField(
        queryset=School.objects.none(), to_field_name="key", label=label, empty_label="No school chosen", **more
    )


def offer_schools(field: Any) -> None:
    """The schools that such a field offers, by name."""
    field.queryset = School.objects.filter(closed_on=None).select_related("organisation").order_by("organisation__name")


# By the step's key: a place that was named before these is often a slip of the day.
LEADS_TO_A_PLACE = {
    "consult": "The talk with the parents is recorded of",
    "choose_way": "The way to a new school was chosen on",
}


class PlaceForm(AsksOfClosedDays, AsksOfFullWeeks, KeepsWords):
    """Where the child is to go: a school of the list, so that it is known who directs it if it refuses; a provider of
    the directory, with which the child is given a place; or another.
    """

    names = {
        "school": "a school",
        "provider": "a provider",
        "place": "which school or provider",
        "minutes": "how long a session is",
    }
    keeps = ("place", "other_year")
    when = "When was it named?"
    school = school_field("Which school? (where it is on the list)", required=False)
    provider = forms.ChoiceField(
        label="Or a long-term place with which provider? (where it is in the directory)",
        required=False,
        help_text="Those that take children of this age and that can be chosen today.",
    )
    place = forms.CharField(label="Or which other school or provider?", max_length=200, required=False)
    starts_on = DateField(label="From which day?", name="first day there")
    sessions = forms.TypedMultipleChoiceField(
        label="Which sessions of the week? (with a provider of the directory)",
        choices=SESSIONS,
        coerce=int,
        widget=Checkboxes(small=True),
        initial=[number for number, _ in SESSIONS],
        required=False,
        help_text="Where the child has a place there already it goes on with its own sessions.",
    )
    minutes = forms.IntegerField(
        label="How many minutes is each session? (with a provider of the directory)",
        min_value=1,
        max_value=LONGEST_SESSION,
        widget=Number(width=3),
        initial=150,
        required=False,
        help_text="Without breaks. A day of two sessions of 150 minutes is five hours.",
    )
    full_time = YesNoField(
        label="Is it full-time? (with a provider of the directory)", yes_if="it is full-time", initial="yes",
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_schools(self.fields["school"])
        child = self.case.child
        self.providers = {one.key: one for one in choosable(child, self.on)} if child and self.on else {}
        places = places_on(list(self.providers.values()), self.on) if self.on else {}
        field: Any = self.fields["provider"]
        field.choices = [("", "No provider chosen")] + [
            (key, f"{offered_as(one, child, self.today)} (free today: {free_places(places[one.pk])})")
            for key, one in self.providers.items()
            if child
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        name_who_lapsed(self, self.case.child)
        data["provider"] = self.providers.get(data.get("provider", ""))
        chosen = [data[name] for name in ("school", "provider") if data.get(name) is not None]
        if not chosen and not data.get("place") and not self.errors.keys() & {"school", "provider", "place"}:
            self.add_error("school", "Select the school or the provider, or enter another")
        if len(chosen) > 1:
            self.add_error("provider", "Select a school or a provider, and not both")
        elif chosen:
            if data.get("place") and data["place"] != str(chosen[0]):
                self.add_error("place", "Select a school or a provider, or enter another, and not both")
            data["place"] = str(chosen[0])
        elif data.get("place") and isinstance(known := place_called(data["place"]), Provider):
            self.add_error("place", f"{known} is in the directory. Select it above; if it is not there, it cannot be "
                           "chosen for this child today")  # fmt: skip
        if data.get("provider") is not None:
            self._settle_hours(data)
        if data.get("school") is not None and data.get("starts_on") and (child := self.case.child):
            surprise = not_of_its_ages(data["school"], child.born_on, data["starts_on"])
            ask_why_this_school(self, data, surprise)
        if not isinstance(self, PutsRight):
            self.ask_of_closed_day("on", self._came_later)
        return data

    def _came_later(self, day: date) -> str | None:
        """What usually leads to a place and is recorded of a later day; None where nothing is."""
        for step, words in LEADS_TO_A_PLACE.items():
            event = last_taken(self.case, step)
            if event is not None and day < event.on:
                return f"{words} {plain_day(event.on)}."
        return None

    def _settle_hours(self, data: dict[str, Any]) -> None:
        for name, message in (
            ("sessions", "Select at least one session"),
            ("minutes", "Enter how long a session is"),
            ("full_time", "Select yes if it is full-time"),
        ):
            if name not in self.errors and data.get(name) in (None, []):
                self.add_error(name, message)
        if data.get("sessions") and data.get("minutes"):
            chosen = set(data["sessions"])
            data["minutes"] = [data["minutes"] if number in chosen else 0 for number in range(SESSIONS_A_WEEK)]
            if data.get("full_time") and data.get("starts_on") and self.case.child and not isinstance(self, PutsRight):
                self.ask_of_full_week(self.case.child, data["provider"], data["starts_on"])

    def facts(self) -> dict[str, Any]:
        school = self.cleaned_data["school"]
        return {**super().facts(), "school": school.key if school else ""}


class RefuseForm(KeepsWords):
    """Which school refuses: it says who can direct it. A provider that was named is the one that refuses."""

    names = {"school": "the school that refuses", "reason": "why it refuses"}
    when = "When did the school refuse?"
    school = school_field("Which school refuses?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_schools(self.fields["school"])
        named = refusing_school(self.case)
        if named is not None:
            self.fields["school"].initial = named.key
        self.fields["reason"].label = "Why does it refuse, in its own words?"
        way = way_of(self.case)
        if way.named is not None and way.named.facts.get("provider"):
            del self.fields["school"]
            self.fields["reason"].label = f"Why does {way.named.facts['place']} refuse, in its own words?"

    def facts(self) -> dict[str, Any]:
        school = self.cleaned_data.get("school")
        return {**super().facts(), **({"school": school.key} if school else {})}


class OfSchool(StepForm):
    """Base: a step about the school that is named or refuses, and which that was, whatever is named later."""

    def facts(self) -> dict[str, Any]:
        # Where an entry is put right it stays the school that it was.
        school = refusing_school(self.case)
        key = self.initial.get("school") or (school.key if school else "")
        return {**super().facts(), **({"school": key} if key else {})}


class NoticeForm(OfSchool):
    """The notice of a direction; of a child who is looked after the school has less time. It runs from its service."""

    when = "When was it decided to give notice?"

    def facts(self) -> dict[str, Any]:
        on, child = self.cleaned_data["on"], self.case.child
        looked_after = child is not None and is_looked_after(child, on)
        # Both, also where one is none: where an entry is put right the child may count otherwise than before.
        return {
            **super().facts(),
            NOTICE_ON.key: None if looked_after else on.isoformat(),
            LOOKED_AFTER_NOTICE_ON.key: on.isoformat() if looked_after else None,
        }


class OutcomeForm(KeepsWords):
    """Whether a school must take the child, as the adjudicator or the Secretary of State decided."""

    names = {"takes": "what was decided", "reason": "why"}
    keeps = ("takes",)
    when = "When was it decided?"
    takes = forms.ChoiceField(
        label="What was decided?",
        choices=[(YES, "The school must take the child"), (NO, "The school need not take the child")],
        widget=Radios(),
    )


class DelayForm(KeepsWords):
    """Why it takes longer, by a code that is counted each term."""

    names = {"which": "which place takes longer", "why": "why it takes longer"}
    keeps = ("which", "why", "more")
    when = "When was this known?"
    which = forms.ChoiceField(label="Which place takes longer?", choices=list(rules.PLACES.items()), widget=Radios())
    why = forms.ChoiceField(label="Why does it take longer?", widget=Radios())
    more = LongTextField(label="What else should be known? (optional)", max=2000, rows=3, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = rules.DELAY_CODES.on(self.on).split() if self.on else []
        self.fields["why"].choices = [(code, rules.DELAYS[code]) for code in codes]  # type: ignore[attr-defined]


class PlanForm(OfSchool, KeepsWords):
    """How the child begins at the new school, as it was agreed: a letter to the parents and one to the school."""

    names = {
        "timetable": "the timetable",
        "support": "what supports the child",
        "reviews": "the further reviews",
    }
    keeps = ("begins_on", "timetable", "support", "review_on", "reviews")
    when = "When was it agreed?"
    begins_on = DateField(label="What is the first day?", name="first day")
    timetable = LongTextField(
        label="What is the timetable?",
        max=3000,
        rows=4,
        help_text="Full-time from the first day, unless a temporary reduced timetable is agreed in writing: then until "
        "when. Parents and school read this.",
    )
    support = LongTextField(label="What supports the child, and who gives it?", max=5000)
    review_on = DateField(label="When is the first review?", name="day of the first review")
    reviews = LongTextField(
        label="When are further reviews, and who comes? (optional)", max=1000, rows=3, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = way_of(self.case).named
        starts_on = from_iso(named.facts.get("starts_on")) if named else None
        # After a refusal the day that was named has often passed: it would go to parents and school unread.
        self.fields["begins_on"].initial = starts_on if starts_on and self.on and starts_on >= self.on else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("begins_on") and data.get("review_on") and data["review_on"] < data["begins_on"]:
            self.add_error("review_on", "The first review cannot be before the first day")
        return data


class EnrolForm(StepForm):
    """From which day the child is on the roll of the new place, as its register says where it is ours to see."""

    when = "On which day did the child come on its roll?"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begins = beginning_of(self.case)
        lacks = begins.not_on_record(self.on) if begins and self.on else None
        words = register_words(self.case, self.on) if self.on else ""
        # A place meanwhile ends, and the files follow, once the pupil's record has the school.
        self.fields["on"].help_text = " ".join(filter(None, (words, lacks and f"{lacks}.")))
        self.begins = begins

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        on = data.get("on")
        if self.begins and on and (why := self.begins.not_on_record(on)):
            self.add_error("on", why)
        return data


class ConfirmForm(KeepsWords):
    """That the child attends the new place, as its register shows: being on its roll says nothing of it."""

    names = {"register": "what the register shows"}
    keeps = ("register",)
    when = "On which day did you look at the register, or have it read to you?"
    register = LongTextField(
        label="What does the register of the new place show?",
        max=1000,
        rows=3,
        help_text="How many sessions the child was present, since when, and who told you.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begins = self.beginning()
        if self.begins and self.on and (shown := self.begins.words(self.on)):
            self.fields["register"].help_text = f"{shown} {self.fields['register'].help_text}"

    def beginning(self) -> Beginning | None:
        """The place whose register is looked at, and the first day there."""
        return beginning_of(self.case)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        on = data.get("on")
        if self.begins and on and (why := self.begins.why_not(on) or self.begins.not_on_record(on)):
            self.add_error("on", why)
        return data
