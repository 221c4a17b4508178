"""The forms on which a suspension is told (a short page, longer where more is at stake), put right and withdrawn."""

from typing import Any

from django import forms

from exclusions import exams, incident, telling_forms, virtual_school
from exclusions.first_days import asking
from exclusions.held import NOTHING_HELD, Held, fill_in
from exclusions.suspensions import counting, rules
from exclusions.suspensions.models import Suspension, Withdrawn
from exclusions.suspensions.owing import SHORT
from exclusions.telling import Session
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Number, Radios
from oxle.schooldays.calendar import NotLoaded, SchoolCalendar
from oxle.schools.queries import calendar_of

ORDER = [
    *virtual_school.FIELDS, "wellbeing", "exploitation", "exploitation_words", "sen", "social_worker", "looked_after",
    "tried",
    "decided_on", "first_on", "dates_are_right", "first_session", "last_on", "ends_after", "lunchtime",
    "reasons", *incident.FIELDS, "incident_place", "behaviour",
    "parents_told_on", "parents_not_told", "governors_told_on", "exam_missed", "exam_on",
    "days_carried", *asking.FIELDS, "letter",
]  # fmt: skip

# A short one owes no letter.
LETTER_LATER = (
    "PDF or Word, up to 20 MB. It can be attached later; where the pupil is out for more than five school days we ask "
    "for it from the next school day on."
)


class SuspensionForm(telling_forms.ToldForm):
    """Of five school days or fewer it is one page; a longer one, or one of a child whom social care looks out for, is
    asked about as a permanent exclusion is. Whoever types a longer one is asked for the rest, and loses nothing."""

    names = {
        **telling_forms.ToldForm.names,
        "ends_after": "which session is missed last",
        "days_carried": "the days of suspension at schools before",
    }
    last_on = DateField(label="Last school day on which the pupil may not come")
    ends_after = forms.ChoiceField(
        label="Which session is missed last?",
        choices=Session.choices,
        widget=Radios(inline=True),
        initial=Session.AFTERNOON,
    )
    lunchtime = YesNoField(
        label="Is it for lunchtimes only?",
        yes_if="it is for lunchtimes only",
        initial="no",
        help_text="Each lunchtime counts as half a day.",
    )
    governors_told_on = DateField(
        label="Day on which the governors were told (optional)", past_or_today=True, required=False
    )
    exam_missed, exam_on = exams.questions().values()
    days_carried = forms.DecimalField(
        label="Days of suspension this school year at schools before yours",
        min_value=0,
        max_value=rules.DAYS_OF_A_YEAR,
        decimal_places=1,
        initial=0,
        widget=Number(width=3),
        help_text="For example, 3.5. They count towards the limit of 45 school days.",
    )

    def __init__(self, *args: Any, known: Held, calendar: SchoolCalendar, days_carried: Any, **kwargs: Any) -> None:
        """`known`: what we hold of the pupil; of one for whom social care looks out everything is asked. `days_carried`
        as last told."""
        super().__init__(*args, **kwargs)
        if known.looked_after:
            self.fields.pop("looked_after", None)
        self.is_looked_after, self.calendar = known.looked_after or self.says_looked_after(), calendar
        self.fields["first_session"].initial = Session.MORNING
        self.fields["days_carried"].initial = days_carried
        if "letter" in self.fields:
            self.fields["letter"].help_text = LETTER_LATER
        for name in ("decided_on", "first_on", "parents_told_on"):
            self.fields[name].initial = self.on if self._is_school_day() else None
        if self.is_bound and telling_forms.typed(self, "lunchtime"):
            # Whoever is out at lunchtimes only is in every lesson.
            for name in asking.FIELDS:
                self.fields.pop(name, None)
        fill_in(self.fields, known)
        self.asks_all = known.looked_out_for or self.says_social_worker() or self._is_long()
        if self.asks_all:
            for name, field in telling_forms.more().items():
                self.add_field(name, field)
        if self.is_looked_after:
            for name, field in virtual_school.questions(self.on).items():
                self.add_field(name, field)
        self.order_fields(ORDER)

    def _is_school_day(self) -> bool:
        """Whether the pupil can be out today; whoever tells of it at the weekend or in the holidays tells of another
        day. Where the terms are not loaded nobody knows."""
        try:
            return self.on is not None and self.calendar.is_school_day(self.on)
        except NotLoaded:
            return True

    def _is_long(self) -> bool:
        if not self.is_bound:
            return False
        names = ("first_on", "first_session", "last_on", "ends_after", "lunchtime")
        time = {name: telling_forms.typed(self, name) for name in names}
        if not (time["first_on"] and time["last_on"]):
            return False
        try:
            return counting.sessions_of(Suspension(**time), self.calendar) > SHORT
        except NotLoaded:
            return False

    def clean_days_carried(self) -> Any:
        days = self.cleaned_data["days_carried"]
        if 2 * days % 1:
            raise forms.ValidationError("Enter whole and half days, such as 3.5")
        return days

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("first_on") and data.get("last_on") and data["last_on"] < data["first_on"]:
            self.add_error("last_on", "The last day cannot be before the first")
        exams.check(self, data, last_on=data.get("last_on"))
        return data

    def told(self) -> dict[str, Any]:
        """What is kept: the fields of Suspension."""
        kept = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"letter", "exploitation", "days_carried"}
        }
        carried = int(2 * self.cleaned_data["days_carried"])
        return {
            "virtual_school_spoken_to": None,
            **kept,
            "sessions_carried": carried,
            "looked_after": self.is_looked_after,
        }


class PutRightForm(SuspensionForm):
    """What a school told of the time, the reasons and the days of a suspension, filled in, to be put right."""

    names = {**SuspensionForm.names, "reason": "why it is put right"}
    # What it told of the pupil is what it knew then.
    wellbeing = sen = social_worker = letter = None
    # Said on a page of its own.
    work_set = work_words = None
    reason = LongTextField(label="Why is it put right?", max=1000)

    def __init__(self, *args: Any, one: Suspension, **kwargs: Any) -> None:
        self.one, calendar = one, calendar_of(one.school)
        super().__init__(*args, known=NOTHING_HELD, calendar=calendar, days_carried=None, **kwargs)
        self.fields["parents_not_told"].initial = one.parents_told_on is None
        # An officer reads it, too.
        self.fields["decided_on"].label = "Day of the decision"
        self.fields["days_carried"].label = "Days of suspension this school year at schools before"
        self.order_fields([*ORDER, "reason"])

    def _is_long(self) -> bool:
        """What was not asked of a short one is asked once it is longer."""
        return not (self.one.imported or self.one.behaviour) and super()._is_long()

    def asks_of_a_weapon(self) -> bool:
        """What was answered stays as it was told."""
        return self.one.weapon is None and super().asks_of_a_weapon()

    def told(self) -> dict[str, Any]:
        """What is kept: fields of Suspension."""
        told = super().told()
        kept = {*self.fields, "sessions_carried"} - {"reason"}
        return {name: value for name, value in told.items() if name in kept and name != "exploitation"}


class WithdrawForm(OxleForm):
    """Why a suspension counts no more. Of one that was cancelled, how long the pupil had been out by then."""

    names = {"as_": "why it counts no more", "reason": "what happened"}
    as_ = forms.ChoiceField(label="Why does it count no more?", choices=Withdrawn.choices, widget=Radios())
    out_until_on = DateField(
        label="If it was cancelled, the last day on which the pupil was out (optional)",
        required=False,
        help_text="Leave it empty if the pupil missed no day. The days until then count towards the 45 school days.",
    )
    reason = LongTextField(label="What happened?", max=1000)

    def __init__(self, *args: Any, may_cancel: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_cancel:
            self.fields["as_"].choices = [(Withdrawn.MISTAKE.value, Withdrawn.MISTAKE.label)]
            self.fields["as_"].help_text = "If it was cancelled, the head records that."
            del self.fields["out_until_on"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("out_until_on") and data.get("as_") == Withdrawn.MISTAKE:
            self.add_error("out_until_on", "A pupil cannot have been out because of a suspension that never was")
        return data
