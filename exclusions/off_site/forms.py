"""The forms of an off-site direction: what a school tells of it, and what its steps ask."""

from datetime import date
from typing import Any

from django import forms

from exclusions.off_site import pathway, queries
from exclusions.off_site.models import Aim, Registration
from exclusions.telling import SupportForSen
from oxle.cases.forms import KeepsWords, StepForm
from oxle.core.fields import DateField, LongTextField, TimeField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Checkboxes, Number, Radios
from oxle.people.models import Child
from oxle.provision.lapsed_choice import name_who_lapsed
from oxle.provision.models import LONGEST_SESSION, SESSIONS_A_WEEK
from oxle.provision.queries import choosable
from oxle.provision.wording import SESSIONS, offered_as
from oxle.schooldays.wording import plain_day

ELSEWHERE = "elsewhere"
ASKED_BY = {"parent": "A parent", "council": "The council, for a pupil with an EHC plan"}


class DirectionForm(OxleForm):
    """An off-site direction as a school tells of it: all that its notice to the parents must say."""

    names = {
        "sen": "the pupil’s special educational needs",
        "aim": "what the direction is for",
        "objectives": "what is to be better at the end",
        "reasons": "the reasons",
        "provider": "where the pupil goes",
        "place_name": "the name of the place",
        "address": "the address",
        "report_to": "to whom the pupil reports",
        "sessions": "at least one session",
        "minutes": "how long a session is",
        "breaks": "the times of the breaks",
        "registration": "where the pupil is registered",
        "letter": "the notice",
    }
    sen = forms.ChoiceField(
        label="What special educational needs does the pupil have?", choices=SupportForSen.choices, widget=Radios()
    )
    social_worker = YesNoField(label="Does the pupil have a social worker?", yes_if="the pupil has a social worker")
    aim = forms.ChoiceField(
        label="What is the direction for?",
        choices=Aim.choices,
        widget=Radios(),
        help_text="The law knows one aim: to improve behaviour. Say how it is; the council receives it all the same.",
    )
    objectives = LongTextField(label="What is to be better at the end?", max=4000)
    reasons = LongTextField(label="Why is the pupil directed off site?", max=4000)
    decided_on = DateField(label="Day on which it was decided", past_or_today=True)
    provider = forms.ChoiceField(label="Where does the pupil go?", widget=Radios())
    place_name = forms.CharField(
        label="If it is not on the list, what is the place called? (optional)", max_length=200, required=False
    )
    address = LongTextField(
        label="Its address (optional)",
        max=500,
        rows=3,
        required=False,
        help_text="Of a place on the list you can leave it empty.",
    )
    report_to = forms.CharField(label="To whom does the pupil report there?", max_length=200)
    starts_on = DateField(label="First day there")
    ends_on = DateField(label="Last day there")
    sessions = forms.TypedMultipleChoiceField(
        label="Which sessions of the week?", choices=SESSIONS, coerce=int, widget=Checkboxes(small=True)
    )
    minutes = forms.IntegerField(
        label="How many minutes is each session?",
        min_value=1,
        max_value=LONGEST_SESSION,
        widget=Number(width=3),
        initial=150,
        help_text="Without breaks.",
    )
    begins_at = TimeField(label="Time at which a day there begins", help_text="For example, 9:15am")
    finishes_at = TimeField(label="Time at which a day there ends", help_text="For example, 2:45pm")
    breaks = forms.CharField(
        label="When are the breaks?", max_length=200, help_text="For example, 10:45am to 11am and 12 noon to 12:45pm"
    )
    registration = forms.ChoiceField(
        label="Where is the pupil registered?", choices=Registration.choices, widget=Radios()
    )
    review_on = DateField(
        label="When is it first reviewed?",
        name="day of the first review",
        help_text="Before it ends, and in time to act.",
    )
    notice_on = DateField(
        label="Day on which the parents were given the notice in writing (optional)",
        name="day of the notice",
        past_or_today=True,
        required=False,
        help_text="Not less than two school days before the first day. Leave it empty if they were not given it yet: "
        "the next page drafts it.",
    )
    letter = forms.FileField(
        label="The notice to the parents (optional)", required=False, help_text="PDF or Word, up to 20 MB."
    )

    def __init__(self, *args: Any, child: Child, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.child = child
        self.providers = {one.key: one for one in choosable(child, self.on)} if self.on else {}
        chosen: Any = self.fields["provider"]
        chosen.choices = [
            *((key, offered_as(one, child, self.today)) for key, one in self.providers.items()),
            (ELSEWHERE, "Somewhere else"),
        ]
        chosen.widget.hints = {key: one.get_kind_display() for key, one in self.providers.items()}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        name_who_lapsed(self, self.child)
        self._check_place(data)
        self._check_days(data)
        if data.get("begins_at") and data.get("finishes_at") and data["finishes_at"] <= data["begins_at"]:
            self.add_error("finishes_at", "A day there cannot end before it begins")
        return data

    def _check_place(self, data: dict[str, Any]) -> None:
        if data.get("provider") != ELSEWHERE:
            if data.get("provider") and data.get("place_name"):
                self.add_error("place_name", "Leave this empty, or select “Somewhere else”")
            return
        for name in ("place_name", "address"):
            if not data.get(name):
                self.add_error(name, f"Enter {self.names[name]}")

    def _check_days(self, data: dict[str, Any]) -> None:
        decided_on, starts_on = data.get("decided_on"), data.get("starts_on")
        if starts_on and data.get("ends_on") and data["ends_on"] < starts_on:
            self.add_error("ends_on", "The last day there cannot be before the first")
        for name, what in (("starts_on", "begin"), ("review_on", "be reviewed"), ("notice_on", "be notified")):
            if decided_on and data.get(name) and data[name] < decided_on:
                self.add_error(name, f"It cannot {what} on {plain_day(data[name])}, before it was decided")

    def told(self) -> dict[str, Any]:
        """What is kept: the fields of OffSiteDirection."""
        said = self.cleaned_data
        kept = {
            name: value for name, value in said.items() if name not in {"letter", "sessions", "minutes", "provider"}
        }
        chosen = set(said["sessions"])
        return {
            **kept,
            "provider": self.providers.get(said["provider"]),
            "minutes": [said["minutes"] if number in chosen else 0 for number in range(SESSIONS_A_WEEK)],
        }


class PlaceForm(StepForm):
    when = "When was this agreed with the provider?"
    full_time = YesNoField(label="Is it full-time?", yes_if="it is full-time")


class GiveNoticeForm(StepForm):
    when = "When did you learn of it?"
    notice_on = DateField(
        label="On which day were the parents given the notice in writing?",
        name="day of the notice",
        past_or_today=True,
    )


class AskReviewForm(KeepsWords):
    """Who asked for a review; the school must hold it, unless one was held in the last ten weeks."""

    names = {"asked_by": "who asked for it"}
    keeps = ("asked_by",)
    when = "When was it asked for?"
    asked_by = forms.ChoiceField(label="Who asked for it?", choices=list(ASKED_BY.items()), widget=Radios())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("asked_by") == "council" and self.case.off_site_direction.sen != SupportForSen.PLAN:
            self.add_error("asked_by", "The council can ask for a review of a pupil with an EHC plan only")
        return data

    def facts(self) -> dict[str, Any]:
        on: date = self.cleaned_data["on"]
        spared = queries.spared_until(self.case, on)
        # Both, also where one is none: what was owed or spared before is not any more when an entry is put right.
        return {
            **super().facts(),
            "spared_until": spared.isoformat() if spared else None,
            pathway.OWED_FROM.key: None if spared else on.isoformat(),
        }


class HoldReviewForm(KeepsWords):
    names = {"attended": "who took part", "found": "what was found"}
    keeps = ("attended", "found")
    when = "When was the review held?"
    attended = forms.CharField(label="Who took part?", max_length=300, help_text="The parents and the pupil are asked.")
    found = LongTextField(label="What was found, and what changes?", max=4000)
    review_on = DateField(label="When is the next review? (optional)", name="day of the next review", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("on") and data.get("review_on") and data["review_on"] <= data["on"]:
            self.add_error("review_on", "The next review must be after this one")
        return data


class ExtendForm(KeepsWords):
    names = {"why": "why it goes on"}
    keeps = ("why",)
    when = "When was this decided?"
    ends_on = DateField(label="Until which day does it last now?", name="last day there")
    review_on = DateField(
        label="When is it reviewed next?",
        name="day of the next review",
        help_text="The notice to the parents says this day.",
    )
    why = LongTextField(label="Why does it go on, and with what aim?", max=4000)


class ReturnForm(KeepsWords):
    names = {"went": "how it went"}
    keeps = ("went",)
    when = "On which day was the pupil back?"
    went = LongTextField(label="How did it go?", max=2000, rows=3)
