"""What the forms on which a school tells of an exclusion have in common."""

from datetime import timedelta
from typing import Any

from django import forms

from exclusions import incident, not_told, virtual_school
from exclusions.first_days import asking
from exclusions.reasons import MOST_REASONS, ReasonCode
from exclusions.telling import NOT_BEFORE, Session, SupportForSen
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Checkboxes, Radios
from oxle.schooldays.wording import plain_day

# A decision on the last day before a holiday may begin after it; one that begins later still may be a slip of a figure,
# so that it is asked about.
LONGEST_UNTIL_IT_BEGINS = timedelta(days=50)


class ToldForm(OxleForm):
    """Base: an exclusion as a school tells of it. How the pupil is comes before what the pupil did."""

    names = {
        "first_session": "which session was missed first",
        "wellbeing": "how the pupil is",
        "exploitation_words": "what is known or suspected",
        "sen": "the pupil’s special educational needs",
        "tried": "what was tried",
        "reasons": "the reasons",
        "behaviour": "what happened",
        "incident_place": "where it happened",
        "virtual_school_who": "to whom you spoke",
        "protocol_done": "what was done",
        **asking.NAMES,
        "letter": "the letter",
    }

    wellbeing = LongTextField(
        label="How is the pupil?",
        max=10000,
        help_text="Health, home, friendships, losses, anything that has changed. What the pupil says about it.",
    )
    sen = forms.ChoiceField(
        label="What special educational needs does the pupil have?", choices=SupportForSen.choices, widget=Radios()
    )
    social_worker = YesNoField(label="Does the pupil have a social worker?", yes_if="the pupil has a social worker")
    decided_on = DateField(label="Day on which you decided it", past_or_today=True)
    first_on = DateField(label="First school day on which the pupil may not come")
    first_session = forms.ChoiceField(
        label="Which session was missed first?", choices=Session.choices, widget=Radios(inline=True)
    )
    parents_told_on = DateField(label="Day on which the parents were told in writing", past_or_today=True)
    parents_not_told = not_told.tick("The parents are not told in writing yet")
    reasons = forms.MultipleChoiceField(
        label="For what reasons?",
        choices=ReasonCode.choices,
        widget=Checkboxes(small=True),
        help_text=f"One to {MOST_REASONS}.",
    )
    work_set, work_words = asking.is_set(), asking.how()
    letter = forms.FileField(
        label="The letter to the parents (optional)",
        required=False,
        help_text="PDF or Word, up to 20 MB. It can be attached later: we ask for it from the next school day on.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_told.ask(self)
        if self.is_bound and self._begins_weeks_later():
            self.add_field("dates_are_right", _dates_are_right())
        if self.says_social_worker():
            self.add_field("looked_after", _is_looked_after())
        if self.is_bound and self.asks_of_a_weapon():
            for name, field in incident.weapon().items():
                self.add_field(name, field)

    def says_social_worker(self) -> bool:
        """Whether a social worker was typed, so that it is asked what we may not hold: whether the pupil is looked
        after."""
        return self.is_bound and "social_worker" in self.fields and typed(self, "social_worker") is True

    def says_looked_after(self) -> bool:
        """Whether it was typed that the pupil is looked after."""
        return "looked_after" in self.fields and typed(self, "looked_after") is True

    def asks_of_a_weapon(self) -> bool:
        """Whether a weapon is among the reasons that were typed, so that it is asked about."""
        return incident.is_of_a_weapon(typed(self, "reasons") or [])

    def _begins_weeks_later(self) -> bool:
        decided_on, first_on = typed(self, "decided_on"), typed(self, "first_on")
        return bool(decided_on and first_on and first_on - decided_on > LONGEST_UNTIL_IT_BEGINS)

    def clean_reasons(self) -> list[str]:
        chosen = self.cleaned_data["reasons"]
        if len(chosen) > MOST_REASONS:
            raise forms.ValidationError(f"Select no more than {MOST_REASONS} reasons")
        return list(chosen)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        not_told.check(self, data)
        decided_on = data.get("decided_on")
        for name, what in NOT_BEFORE.items():
            if decided_on and data.get(name) and data[name] < decided_on:
                self.add_error(name, f"{what} on {plain_day(data[name])}, before it was decided")
        # It is a question about the form, and nothing that is kept.
        if data.pop("dates_are_right", None) is False:
            self.add_error("first_on", "This is weeks after the decision. Put right the date that is wrong")
        incident.check(self, data)
        virtual_school.check(self, data)
        asking.check(self, data)
        if data.get("exploitation") and not data.get("exploitation_words"):
            self.add_error("exploitation_words", "Enter what you know or suspect, and whom you have told")
        return data


def more() -> dict[str, forms.Field]:
    """What is asked of a permanent exclusion, of a long suspension, and of a child whom others look after too."""
    return {
        "exploitation": YesNoField(
            label="Do you know or suspect that somebody is exploiting the pupil?",
            yes_if="you know or suspect that somebody is exploiting the pupil",
            help_text="Criminally, sexually or in any other way. If the pupil is in danger now, ring the MASH first.",
        ),
        "exploitation_words": LongTextField(
            label="If so, what do you know or suspect, and whom have you told? (optional)", max=5000, required=False
        ),
        "tried": LongTextField(
            label="What was tried before?",
            max=10000,
            help_text="Support, a behaviour pathway, early help, another placement, a managed move.",
        ),
        "incident_place": incident.place(),
        "behaviour": LongTextField(
            label="What happened?", max=20000, help_text="What led to it, when, and who was there."
        ),
    }


def _is_looked_after() -> YesNoField:
    """What is asked of a pupil who has a social worker and of whom we hold no care."""
    return YesNoField(
        label="Is the pupil looked after by a council?",
        yes_if="the pupil is looked after by a council",
        help_text="In care, or accommodated, by any council. Education is then expected from the day after the first.",
    )


def _dates_are_right() -> YesNoField:
    """What is asked where the exclusion begins long after it was decided."""
    return YesNoField(
        label="It begins weeks after the day of the decision. Are both dates right?",
        yes_if="both dates are right",
    )


def typed(form: OxleForm, name: str) -> Any:
    """An answer as it was typed, before the form is checked; None where it is none yet."""
    field = form.fields[name]
    try:
        return field.clean(field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name)))
    except forms.ValidationError:
        return None
