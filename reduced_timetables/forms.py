"""The form on which a school tells of a reduced timetable."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from crispy_forms.layout import HTML, Layout
from django import forms
from django.template.loader import render_to_string

from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.widgets import Number, Radios
from oxle.core.working_out import button
from oxle.provision.wording import week_of
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School
from reduced_timetables.actions import STEP, Planned
from reduced_timetables.models import EarlyHelp, Plan, Reason, Whose, minutes_of
from reduced_timetables.session_fields import AsksSessions, add_sessions, check_sessions, names_of, sessions_of

AGREEMENTS = {
    Whose.PARENT: ("Which parent agreed in writing?", "parent"),
    Whose.VIRTUAL_SCHOOL: ("Who agreed for the Virtual School?", "Virtual School"),
    Whose.YOUTH_JUSTICE: ("Which youth justice worker agreed?", "youth justice worker"),
    Whose.SOCIAL_WORKER: ("Which social worker agreed?", "social worker"),
    Whose.SEN_OFFICER: ("Which SEN officer agreed?", "SEN officer"),
}
# So many steps of a return to full time can be told at once.
STEPS = (1, 2)
# The days on which it is reviewed, in order; the first must be said.
REVIEWS = ("review_on", "second_review_on", "third_review_on")
FILE = "PDF or Word, up to 20 MB."
IF_NOT = "Leave it empty if nobody has agreed yet. The timetable is received all the same, and the council asks you."


class TimetableForm(AsksSessions):
    """A reduced timetable as a school tells of it."""

    names = {
        "reason": "why it is reduced",
        "why": "why full-time is not possible",
        "responsible": "who is responsible",
        "early_help": "where the early help assessment stands",
        "off_site_hours": "hours a week",
    }
    reason = forms.ChoiceField(label="What is the reason?", choices=Reason.choices, widget=Radios())
    why = LongTextField(
        label="Why is full-time not possible now?",
        max=4000,
        help_text="What makes the circumstances exceptional, how the pupil comes back to full time, and with what "
        "support.",
    )
    plan = forms.ChoiceField(
        label="Of which plan is it part? (optional)", choices=Plan.choices, widget=Radios(), required=False
    )
    met_on = DateField(
        label="On which day did you meet about it? (optional)",
        name="day of the meeting",
        past_or_today=True,
        required=False,
        help_text="With a parent and the pupil, and whoever must agree: the Virtual School, a social worker, a youth "
        "justice worker, the SEN officer, where the pupil has one.",
    )
    met_who = forms.CharField(label="Who came? (optional)", max_length=500, required=False)
    starts_on = DateField(label="First day of the timetable", name="first day")
    ends_on = DateField(
        label="Planned end", name="planned end", help_text="The last day of it. The pupil is full-time the day after."
    )
    review_on = DateField(
        label="When is it first reviewed?",
        name="day of the first review",
        help_text="Within two weeks is good practice.",
    )
    second_review_on = DateField(
        label="When is it reviewed for the second time? (optional)", name="day of the second review", required=False
    )
    third_review_on = DateField(
        label="And for the third time? (optional)", name="day of the third review", required=False
    )
    off_site_hours = forms.DecimalField(
        label="How many hours a week is the pupil taught off site? (optional)",
        min_value=0,
        max_value=30,
        max_digits=4,
        decimal_places=2,
        required=False,
        widget=Number(width=4, attrs={"inputmode": "decimal"}),
    )
    off_site_where = forms.CharField(label="Where? (optional)", max_length=300, required=False)
    responsible = forms.CharField(
        label="Who is responsible for the pupil when not in school?",
        max_length=300,
        help_text="For example, the mother at home, or the provider on Fridays.",
    )
    transport = LongTextField(label="How does the pupil travel? (optional)", max=1000, rows=2, required=False)
    remote_work = LongTextField(label="What work is set at home? (optional)", max=1000, rows=2, required=False)
    section_19 = YesNoField(
        label="Was education by the council for a child who cannot attend (section 19) considered?",
        yes_if="section 19 was considered",
    )
    looked_after = YesNoField(label="Is the pupil looked after?", yes_if="the pupil is looked after")
    social_worker = YesNoField(label="Does the pupil have a social worker?", yes_if="the pupil has a social worker")
    youth_justice = YesNoField(
        label="Does the pupil have a youth justice worker?", yes_if="the pupil has a youth justice worker"
    )
    ehc_plan = YesNoField(label="Does the pupil have an EHC plan?", yes_if="the pupil has an EHC plan")
    sen_support = YesNoField(
        label="If not, does the pupil have SEN support? (optional)", yes_if="the pupil has SEN support", required=False
    )
    child_view = LongTextField(
        label="What does the pupil say about it? (optional)", max=4000, required=False, help_text=IF_NOT
    )
    early_help = forms.ChoiceField(
        label="Where does the early help assessment stand?", choices=EarlyHelp.choices, widget=Radios()
    )
    early_help_reference = forms.CharField(label="Its reference (optional)", max_length=100, required=False)
    early_help_on = DateField(
        label="Its day (optional)", name="day of the early help assessment", past_or_today=True, required=False
    )
    risk_assessed_on = DateField(
        label="Day of the risk assessment (optional)",
        name="day of the risk assessment",
        past_or_today=True,
        required=False,
        help_text="It must be before the first day.",
    )
    risk = forms.FileField(label="The risk assessment (optional)", required=False, help_text=FILE)
    monitoring = forms.FileField(
        label="The plan by which you watch how it goes (optional)", required=False, help_text=FILE
    )
    services_informed = LongTextField(
        label="Which other services have you told? (optional)", max=1000, rows=2, required=False
    )

    def __init__(self, *args: Any, school: School | None = None, **kwargs: Any) -> None:
        """`school`: whose day the sessions must be within."""
        super().__init__(*args, **kwargs)
        self.school = school
        add_sessions(self)
        for number in STEPS:
            self.add_field(
                f"{STEP(number)}_on",
                DateField(
                    label=f"Step {number}: from which day? (optional)",
                    name=f"first day of step {number}",
                    required=False,
                ),
            )
            add_sessions(self, STEP(number), lead=f"Step {number}: ")
        for whose, (asks, called) in AGREEMENTS.items():
            self.add_field(
                f"{whose}_by",
                forms.CharField(label=f"{asks} (optional)", max_length=200, required=False, help_text=IF_NOT),
            )
            self.add_field(
                f"{whose}_on",
                DateField(
                    label=f"Day of the agreement of the {called} (optional)",
                    name=f"day of the agreement of the {called}",
                    past_or_today=True,
                    required=False,
                ),
            )
        self.add_field(
            Whose.PARENT.value,
            forms.FileField(
                label="The written agreement (optional)",
                required=False,
                help_text=f"{FILE} Without it the timetable is not validated, unless the parent agrees by a link.",
            ),
        )
        agreed = [name for whose in AGREEMENTS for name in (f"{whose}_by", f"{whose}_on")]
        agreed.insert(2, Whose.PARENT.value)
        steps = [[f"{STEP(number)}_on", *names_of(STEP(number))] for number in STEPS]
        first = ["reason", "why", "plan", "met_on", "met_who", "starts_on", "ends_on", *REVIEWS, *names_of()]
        after = [
            *("off_site_hours", "off_site_where", "responsible", "transport", "remote_work", "section_19"),
            *agreed[:3],
            *("child_view", "early_help", "early_help_reference", "early_help_on", "risk_assessed_on", "risk"),
            *("monitoring", "services_informed"),
            *("looked_after", *agreed[3:5], "youth_justice", *agreed[5:7], "social_worker", *agreed[7:9]),
            *("ehc_plan", *agreed[9:], "sen_support"),
        ]
        self.order_fields([*first, *(name for names in steps for name in names), *after])
        self.helper.layout = Layout(*first, *self._folded(steps), button(), *after)

    def _folded(self, steps: Sequence[Sequence[str]]) -> list[Any]:
        """The steps of a return, folded away: most timetables keep their sessions. Open where something is typed."""
        found: list[Any] = []
        for number, names in enumerate(steps, start=1):
            is_typed = any(self.data.get(key) for key in self.data if key.startswith(STEP(number)))
            found += [
                HTML(render_to_string("reduced_timetables/_step_begins.html", {"number": number, "open": is_typed})),
                *names,
                HTML("</div></details>"),
            ]
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        starts_on = data.get("starts_on")
        for name, what in (("ends_on", "It cannot end"), ("review_on", "It cannot be reviewed")):
            if starts_on and data.get(name) and data[name] < starts_on:
                self.add_error(name, f"{what} on {plain_day(data[name])}, before it starts")
        self._check_reviews(data)
        self._check_weeks(data, starts_on or self.on or date.min)
        for whose, (_, called) in AGREEMENTS.items():
            by, day = data.get(f"{whose}_by"), data.get(f"{whose}_on")
            if by and not day and f"{whose}_on" not in self.errors:
                self.add_error(f"{whose}_on", f"Enter the day of the agreement of the {called}")
            if day and not by:
                self.add_error(f"{whose}_by", f"Enter who agreed: the {called}")
        if data.get("met_on") and not data.get("met_who"):
            self.add_error("met_who", "Enter who came to the meeting")
        if data.get("met_who") and not data.get("met_on") and "met_on" not in self.errors:
            self.add_error("met_on", "Enter the day of the meeting")
        if data.get("off_site_hours") and not data.get("off_site_where"):
            self.add_error("off_site_where", "Enter where the pupil is taught off site")
        return data

    def _check_reviews(self, data: dict[str, Any]) -> None:
        """Each later review is after the one before, and while the timetable lasts."""
        for before, name in pairwise(REVIEWS):
            day = data.get(name)
            if day and not data.get(before) and before not in self.errors:
                self.add_error(before, "Enter the day of the review before that one")
            elif day and data.get(before) and day <= data[before]:
                self.add_error(name, f"Enter a day after {plain_day(data[before])}, the review before")
            elif day and data.get("ends_on") and day > data["ends_on"]:
                self.add_error(name, f"It ends on {plain_day(data['ends_on'])}. Enter a day until then")

    def _check_weeks(self, data: dict[str, Any], day: date) -> None:
        check_sessions(self, data, day, self.school)
        for number in STEPS:
            prefix, name = STEP(number), f"{STEP(number)}_on"
            check_sessions(self, data, data.get(name) or day, self.school, prefix)
            is_typed = any(data.get(one) for one in names_of(prefix))
            if is_typed and not data.get(name) and name not in self.errors:
                self.add_error(name, "Enter from which day these sessions hold")
            if data.get(name) and not is_typed and not any(one in self.errors for one in names_of(prefix)):
                self.add_error(f"{prefix}_0", "Enter the sessions from that day on, or leave the day empty")

    def asked_about(self) -> list[str]:
        """The sessions: the first, and those of each step of a return."""
        return [*super().asked_about(), *(name for number in STEPS for name in names_of(STEP(number)))]

    def comes_to(self) -> list[str]:
        """What the sessions come to in a week: the first, and each step of a return."""
        said = self.cleaned_data
        found = super().comes_to()
        for number in STEPS:
            minutes = minutes_of(*sessions_of(said, STEP(number)))
            if any(minutes):
                from_on = said.get(f"{STEP(number)}_on")
                since = f"From {plain_day(from_on)} on" if from_on else f"In step {number}"
                found.append(f"{since} {week_of(minutes)}.")
        return found

    def changes(self) -> list[Planned]:
        """How the sessions rise before the planned end: each step with its first day."""
        said = self.cleaned_data
        found = [(said[f"{STEP(number)}_on"], *sessions_of(said, STEP(number))) for number in STEPS]
        return [one for one in found if one[0]]

    def told(self) -> dict[str, Any]:
        """What is kept: the fields of Timetable."""
        said = self.cleaned_data
        begins, ends = sessions_of(said)
        apart = {"risk", "monitoring", "off_site_hours", *REVIEWS[1:]}
        kept = {name: said[name] for name in self.base_fields if name not in apart}
        return {
            **kept,
            "later_reviews": [said[name] for name in REVIEWS[1:] if said[name]],
            "off_site_hours": said["off_site_hours"] or 0,
            "begins": begins,
            "ends": ends,
        }

    def agreed(self) -> list[dict[str, Any]]:
        """Who agreed: the fields of each Agreement."""
        said = self.cleaned_data
        return [
            {"whose": whose.value, "given_by": said[f"{whose}_by"], "agreed_on": said[f"{whose}_on"]}
            for whose in AGREEMENTS
            if said[f"{whose}_by"]
        ]
