"""What the steps of a permanent exclusion ask beyond their day and reason."""

from typing import Any

from django import forms

from exclusions import first_there
from exclusions.arranging_form import PlaceForm
from exclusions.first_days import asking
from exclusions.permanent import pathway, queries
from exclusions.permanent.fair_access import decided_between, must_decide_between
from exclusions.permanent.home import on_word_alone
from exclusions.telling import SupportForSen
from oxle.cases.forms import KeepsWords, PutsRight, StepForm
from oxle.cases.standing import last_taken
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.widgets import Radios
from oxle.people.forms.fields import ask_why
from oxle.people.models import VulnerabilityKind
from oxle.people.queries import current_vulnerabilities
from oxle.schooldays.closed_days import AsksOfClosedDays
from oxle.schooldays.wording import plain_day

WAYS = {
    "sen_placement": "Placement under the EHC plan",
    "virtual_school": "With the Virtual School: admission or direction, for a child who is looked after",
    "fair_access": "In Year Fair Access Panel",
}


# Of these ways somebody else finds the place, who must know of it.
ASKED_OF = {"sen_placement": "in the SEN team", "virtual_school": "at the Virtual School"}


class ArrangeForm(AsksOfClosedDays, PlaceForm):
    """A place from day 6. The pupil referral unit with most places free is proposed, full-time, on every day. Of a
    first day after day 6 it is asked whether it is meant, while a day in time can still be chosen."""

    names = {
        **PlaceForm.names,
        "times": "the times of the day",
        "decided_by": "who decided without the panel",
        "because": "why it could not wait for the panel",
    }
    times = forms.CharField(
        label="At what times of the day?",
        max_length=200,
        help_text="For example, 9:15am to 12 noon and 12:45pm to 2:45pm. The letter to the parents says it.",
    )
    transport = LongTextField(label="How does the child get there? (optional)", max=1000, rows=3, required=False)
    decided_by = forms.CharField(label="Who decided without the panel?", max_length=300)
    because = LongTextField(
        label="Why could it not wait for the panel?", max=2000, rows=3, help_text="The next panel is told."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stands = must_decide_between(self.case, self.on) if self.on else None
        if stands is None:
            del self.fields["decided_by"], self.fields["because"]
        else:
            self.fields["decided_by"].help_text = f"{stands.words} Education does not wait for it."
            if told := decided_between(self.case):
                self.fields["decided_by"].initial, self.fields["because"].initial = told.decided_by, told.words
                self.fields["because"].help_text = (
                    "The next panel is told. This was said of the place that stands: change what is not true of the "
                    "new one."
                )
        self.propose_a_unit()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("starts_on") and data["starts_on"] < self.case.permanent_exclusion.first_on:
            self.add_error("starts_on", "The education cannot begin before the exclusion")
        elif self.on:
            day_six = queries.day_six(self.case)
            if not day_six.why_too_late(self.on):
                self.ask_of_closed_day("starts_on", day_six.why_too_late)
        return data


class HomeForm(KeepsWords):
    """Where the child lives, by which it is known who owes the education, and how that is known."""

    names = {"authority": "which council", "known_from": "how you know"}
    keeps = ("known_from",)
    when = "When did you find out?"
    lives_here = YesNoField(
        label="Does the child live in the area of this council?", yes_if="the child lives in the area of this council"
    )
    authority = forms.CharField(
        label="If not, which council’s area is it? (optional)",
        max_length=200,
        required=False,
        help_text="For example, Exampleshire County Council. A letter to it is drafted.",
    )
    known_from = forms.CharField(
        label="How do you know?", max_length=300, help_text="For example, from the parents’ address, or that council."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = self.case.permanent_exclusion.lives_in
        if said and not isinstance(self, PutsRight) and last_taken(self.case, pathway.HOME.key) is None:
            fields = self.fields
            fields["lives_here"].initial, fields["authority"].initial = "no", said
            fields["authority"].help_text = "This is as the school told us. A letter to that council is drafted."
            fields["known_from"].initial = "The school’s notice"

    def clean_authority(self) -> str:
        return " ".join(self.cleaned_data["authority"].split())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("lives_here") is False and not data.get("authority"):
            self.add_error("authority", "Enter the council in whose area the child lives")
        elif data.get("lives_here") and data.get("authority"):
            self.add_error("authority", "Leave this empty, or answer above that the child lives elsewhere")
        return data


class HomeReceivedForm(KeepsWords):
    names = {"confirmed_by": "who confirmed it"}
    keeps = ("confirmed_by",)
    when = "When did they confirm it?"
    confirmed_by = forms.CharField(label="Who there confirmed that they have it, and how?", max_length=300)


class BeginForm(KeepsWords):
    """That the child came, on the word of somebody who was there: a child was once marked present where nobody had
    looked (the Serious Case Review)."""

    names = {"confirmed_by": "who confirmed it"}
    keeps = ("confirmed_by",)
    when = "On which day did the child first come?"
    confirmed_by = forms.CharField(
        label="Who confirmed that the child came?",
        max_length=300,
        help_text="Somebody at the provider who saw the child, and how and when they told you.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Proposes the first day on which whoever has the child marked it present, else today where that can be one."""
        super().__init__(*args, **kwargs)
        if on_word_alone(self.case):
            self._ask_what_the_word_is_worth()
        if isinstance(self, PutsRight) or self.on is None:
            return
        seen, day = first_there.first_seen(self.case, self.on), self.fields["on"]
        if seen:
            place, day.initial = seen
            day.help_text = f"The register of {place} first has the child there on {plain_day(day.initial)}."
        elif first_there.why_not_there(self.case, self.on):
            day.initial = None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("on") and (why := first_there.why_not_there(self.case, data["on"])):
            self.add_error("on", why)
        if data.get("on") and data.get("told_on") and data["told_on"] < data["on"]:
            self.add_error(
                "told_on", f"The child first came on {plain_day(data['on'])}. They cannot have said so before"
            )
        return data

    def _ask_what_the_word_is_worth(self) -> None:
        """Of a child whom another council has taught nothing here shows it: when it was said, and what it rests on."""
        self.keeps = (*self.keeps, "told_on", "evidence")
        self.fields["confirmed_by"].label = "Who said so?"
        self.fields[
            "confirmed_by"
        ].help_text = "Who at that council, or where the child is taught, and how they told you."
        told_on = DateField(label="On which day did they say so?", name="day on which they said so", past_or_today=True)
        evidence = LongTextField(
            label="What do they go by?",
            max=1000,
            rows=3,
            name="what they go by",
            help_text="For example, the register of the school or unit there, or a visit. Nothing that this council "
            "sees shows it, so the case says that it rests on their word.",
        )
        self.add_field("told_on", told_on)
        self.add_field("evidence", evidence)


class _ToldSinceForm(StepForm):
    """Base: what the notice left open. It is recorded today, whenever that was."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].disabled = True
        self.fields["on"].widget = forms.HiddenInput()


class ParentsToldForm(_ToldSinceForm):
    parents_told_on = DateField(
        label="When were the parents told in writing?",
        name="day on which the parents were told",
        past_or_today=True,
    )


class GovernorsToldForm(_ToldSinceForm):
    governors_told_on = DateField(
        label="When were the governors told?",
        name="day on which the governors were told",
        past_or_today=True,
        help_text="Their 15 school days are counted from this day.",
    )


class WorkForm(_ToldSinceForm, KeepsWords):
    """Whether work of the first five school days is set."""

    names = asking.NAMES
    keeps = asking.FIELDS
    work_set, work_words = asking.is_set(), asking.how()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        asking.check(self, data)
        return data


class WorkEnteredForm(WorkForm):
    """The same, by an officer whom the school told."""

    keeps = (*asking.FIELDS, asking.TOLD_BY)
    told_by = asking.by_whom()


class StatementForm(KeepsWords):
    """What the officer puts before the governors, drafted as a letter to the school."""

    names = {"statement": "the statement"}
    keeps = ("statement",)
    when = "When did you write it?"
    statement = LongTextField(
        label="What do you put before the governors?",
        max=10000,
        rows=12,
        help_text="What was tried, special educational needs, how other schools act in such a case, what you know "
        "of the pupil’s circumstances. Everybody at the meeting reads it: name no other pupil.",
    )


class ConsultForm(KeepsWords):
    """The talk with the parents; or that they could not be reached, which must not hold up a new school."""

    keeps = ("with_whom", "wish", "tried")
    when = "When did you talk, or last try to?"
    with_whom = forms.CharField(label="With whom did you talk?", max_length=300, required=False)
    wish = LongTextField(label="What do they and the child wish?", max=5000, required=False)
    tried = LongTextField(
        label="If no parent could be reached, what was tried?",
        max=2000,
        rows=3,
        required=False,
        help_text="When, and how. Leave this empty where you talked with a parent.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("tried") and data.get("with_whom"):
            self.add_error("tried", "Say with whom you talked, or what was tried to reach them, and not both")
        elif not data.get("tried") and "tried" not in self.errors:
            said = {
                "with_whom": "Enter whom you talked with, or below what was tried to reach them",
                "wish": "Enter what they and the child wish",
            }
            for name, missing in said.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, missing)
        return data


class WayForm(KeepsWords):
    """Which way leads to a new school. Of one that does not go with what is known of the child it is asked why."""

    names = {"way": "the way to a new school"}
    keeps = ("way", "asked", "other_way")
    when = "When was this decided?"
    way = forms.ChoiceField(label="Which way?", choices=list(WAYS.items()), widget=Radios())
    asked = forms.CharField(
        label="If it is not the panel: who was asked to find the place? (optional)",
        max_length=200,
        required=False,
        help_text="The SEN officer or the officer of the Virtual School, by name and job. The Virtual School gets an "
        "email at once.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Proposes the way by what is known of the child: a plan comes before the Virtual School, and that before the
        panel."""
        super().__init__(*args, **kwargs)
        told, child = self.case.permanent_exclusion, self.case.child
        kinds = {row.kind for row in current_vulnerabilities(child, self.on)} if child and self.on else set()
        self.has_plan = told.sen == SupportForSen.PLAN or VulnerabilityKind.EHCP in kinds
        self.looked_after = told.looked_after or VulnerabilityKind.LOOKED_AFTER in kinds
        proposed, because = self._proposed()
        self.fields["way"].initial = proposed
        self.fields["way"].help_text = f"Proposed: {WAYS[proposed]}, because {because}."

    def _proposed(self) -> tuple[str, str]:
        if self.has_plan:
            return "sen_placement", "the pupil has an EHC plan"
        if self.looked_after:
            return "virtual_school", "the pupil is looked after"
        return "fair_access", "the pupil has no EHC plan and is not looked after, as far as we know"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("way") in ASKED_OF and not data.get("asked") and "asked" not in self.errors:
            self.add_error("asked", f"Enter who {ASKED_OF[data['way']]} was asked to find the place")
        ask_why(
            self, data, "other_way", self._surprise(data.get("way")), label="Why is it this way all the same?",
            otherwise="Select another way, or enter why it is this one",
        )  # fmt: skip
        return data

    def _surprise(self, way: str | None) -> str:
        """What is known of the child that does not go with a way; empty where nothing is."""
        if way == "sen_placement" and not self.has_plan:
            return "The pupil has no EHC plan, as far as we know."
        if way == "virtual_school" and not self.looked_after:
            return "The pupil is not looked after, as far as we know."
        if way == "fair_access" and (self.has_plan or self.looked_after):
            return "The pupil has an EHC plan." if self.has_plan else "The pupil is looked after."
        return ""


WRONG = "wrong"
AVERTED_BY = {
    "behaviour_pathway": "Behaviour Pathway",
    "restorative_practice": "Restorative practice",
    "off_site": "Off-site direction",
    "managed_move": "Managed move",
    "other": "Something else",
    WRONG: "Nothing: it was a wrong decision",
}


class RescindForm(KeepsWords):
    names = {"averted_by": "what averted it", "reason": "the reason"}
    keeps = ("averted_by",)
    when = "When did the head cancel it?"
    averted_by = forms.ChoiceField(
        label="What averted it?",
        choices=list(AVERTED_BY.items()),
        widget=Radios(),
    )
