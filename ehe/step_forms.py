"""What the steps of home education ask beyond their day and reason."""

from typing import Any

from django import forms

from ehe import pathway, queries, reform, rules
from oxle.cases.forms import KeepsWords, PutsRight, StepForm
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.widgets import Checkboxes, Radios
from oxle.people.forms.fields import SchoolField
from oxle.schooldays.wording import plain_day

# What shows an education, with what is acceptable of it. No kind is required, and no curriculum.
EVIDENCE = {
    "report": (
        "A report by the parents",
        "What is learnt, how, how often, and how the child gets on. A page is enough",
    ),
    "samples": ("Samples of work", "Dated writing, drawings, photographs, recordings, from different weeks"),
    "visit": ("A visit to the family", "What was seen and talked about, with the child’s own words"),
    "meeting": ("A meeting elsewhere", "At a library or by video, with the child where they wish"),
    "provider": ("Tutors, clubs or online schools", "Invoices, timetables or reports that name what is taught"),
    "endorsed": ("An assessment by somebody qualified", "A teacher or specialist who knows the child’s work"),
    "exams": ("Examinations", "Entries, results, certificates"),
    "other": ("Something else", "Whatever convinces a reasonable person that suitable education is provided"),
}
VISIT = {"accepted": "The parents accepted", "declined": "The parents declined", "no_answer": "No answer yet"}
CONTACT_TOO = "Record a contact with the MASH on the case as well: it keeps what was decided."
EXAMS = {
    "private": "As a private candidate, at a centre that takes them",
    "college": "At a college or school that takes the child for part of the week",
    "none": "None are planned",
    "undecided": "Not decided yet",
    "unknown": "Not known",
}
AFTER = {
    "college": "A sixth form or a college",
    "apprenticeship": "An apprenticeship",
    "work": "Work or volunteering with training",
    "home": "Education at home goes on",
    "other": "Something else",
    "undecided": "Not decided yet",
    "unknown": "Not known",
}
STILL = {"suitable": "Still suitable", "ask": "Something must be asked"}


class SafetyForm(KeepsWords):
    names = {"checked": "what was checked", "shared_with": "with whom it was shared"}
    keeps = ("checked", "shared_on", "shared_with")
    when = "When was it checked?"
    checked = LongTextField(
        label="What was checked, and with whom?",
        max=4000,
        help_text="Social care, early help, the school’s safeguarding lead, what was said when we were told. Write no "
        "detail that must stay confidential: that belongs in a safeguarding note.",
    )
    concern = YesNoField(
        label="Is there a concern that social care must know of?", yes_if="there is a concern for social care"
    )
    shared_on = DateField(
        label="If it is shared with social care already, on which day was that? (optional)",
        name="day on which it was shared",
        past_or_today=True,
        required=False,
        help_text="Leave this empty if it is not shared yet: it is due then.",
    )
    shared_with = forms.CharField(
        label="With whom was it shared, and how? (where it was)",
        max_length=500,
        required=False,
        help_text=CONTACT_TOO,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        on, shared_on, shared_with = data.get("on"), data.get("shared_on"), data.get("shared_with")
        if data.get("concern") is False:
            for name in ("shared_on", "shared_with"):
                if data.get(name):
                    self.add_error(name, "Leave this empty, or say that there is a concern")
            return data
        if shared_on and not shared_with and "shared_with" not in self.errors:
            self.add_error("shared_with", "Enter with whom it was shared, and how")
        if shared_with and not shared_on and "shared_on" not in self.errors:
            self.add_error("shared_on", "Enter the day on which it was shared")
        if shared_on and shared_on < self.case.child.born_on:
            self.add_error("shared_on", f"The child was born on {plain_day(self.case.child.born_on)}")
        if on and shared_on and shared_on > on:
            self.add_error(
                "shared_on",
                "It was shared after this check. Leave this empty, and record afterwards that it was shared",
            )
        return data

    def facts(self) -> dict[str, Any]:
        """A concern that was shared by the day of the check is owed no more, so that no time runs for it."""
        concern, shared_on = self.cleaned_data["concern"], self.cleaned_data.get("shared_on")
        owed_from = self.cleaned_data["on"].isoformat() if concern and not shared_on else None
        # What an entry that is put right says no more is gone from it.
        unsaid = dict.fromkeys(("shared_on", "shared_with")) if isinstance(self, PutsRight) else {}
        return {**unsaid, **super().facts(), pathway.CONCERN_ON.key: owed_from}


class ShareForm(KeepsWords):
    names = {"with_whom": "with whom it was shared"}
    keeps = ("with_whom",)
    when = "When was it shared?"
    with_whom = forms.CharField(
        label="With whom, and how?",
        max_length=500,
        help_text=CONTACT_TOO,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        concern_on = queries.concern_on(self.case)
        if data.get("on") and concern_on and data["on"] < concern_on:
            self.add_error(
                "on",
                f"The concern was recorded on {plain_day(concern_on)}. If it was shared before that, correct the "
                "safeguarding check: it asks on which day",
            )
        return data


class ReadMoreForm(StepForm):
    """That what was told since was read, and whether it holds a concern that social care must know of."""

    when = "When was it read?"
    concern = YesNoField(
        label="Is there a concern in it that social care must know of?", yes_if="there is a concern for social care"
    )

    def facts(self) -> dict[str, Any]:
        on = self.cleaned_data["on"].isoformat() if self.cleaned_data["concern"] else None
        return {**super().facts(), pathway.CONCERN_ON.key: on}


class SchoolForm(StepForm):
    """Which school the child was at last."""

    when = "When did you learn it?"
    school = SchoolField(
        label="At which school was the child last?", help_text="It is asked for the exit form by e-mail at once."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schools: Any = self.fields["school"]
        schools.queryset = schools.queryset.filter(closed_on=None, enrolments__child=self.case.child).distinct()
        self.fields["reason"].label = "How do you know it?"
        self.fields["reason"].error_messages["required"] = "Enter how you know it"


class ReturnFormForm(StepForm):
    when = "When was it returned?"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "What is missing? The school reads this."
        self.fields["reason"].error_messages["required"] = "Enter what is missing"

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), pathway.ASKED_ON.key: self.cleaned_data["on"].isoformat()}


class ReceiveForm(KeepsWords):
    names = {"kinds": "what was received", "shows": "what it shows"}
    keeps = ("kinds", "shows")
    when = "When was it received?"
    kinds = forms.MultipleChoiceField(
        label="What was received?", choices=[(key, words) for key, (words, _) in EVIDENCE.items()], widget=Checkboxes()
    )
    shows = LongTextField(label="What does it show?", max=8000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].widget.hints = {key: hint for key, (_, hint) in EVIDENCE.items()}


class VisitOfferForm(KeepsWords):
    names = {"answer": "what the parents answered"}
    keeps = ("answer", "joint_with")
    when = "When was it offered?"
    answer = forms.ChoiceField(
        label="What did the parents answer?",
        choices=list(VISIT.items()),
        widget=Radios(),
        help_text="They need not accept one: to decline is no evidence against them. Record the visit itself on the "
        "case, and whether the child was seen.",
    )
    joint_with = forms.CharField(label="Joint with (optional)", max_length=300, required=False)


class MeetForm(KeepsWords):
    names = {"came": "who came", "asked": "what was asked", "follow_up": "what follows"}
    keeps = ("came", "asked", "follow_up")
    when = "When was it held?"
    came = forms.CharField(label="Who came?", max_length=500)
    asked = LongTextField(label="What did the parents ask, and what was answered?", max=5000)
    follow_up = LongTextField(
        label="What follows, who does it and by when? (optional)",
        name="what follows",
        max=2000,
        rows=3,
        required=False,
    )


class TimeForm(KeepsWords):
    """What the register of children not in school holds; the hours may be left out until that is law."""

    names = {"who": "who educates the child", "elsewhere": "who else teaches the child"}
    keeps = ("who", "parents_hours", "others_hours", "elsewhere")
    when = "When was this said?"
    who = forms.CharField(label="Who educates the child?", max_length=300)
    parents_hours = forms.IntegerField(
        label="Hours a week with the parents (optional)", min_value=0, max_value=60, required=False
    )
    others_hours = forms.IntegerField(
        label="Hours a week with others, without the parents (optional)", min_value=0, max_value=60, required=False
    )
    elsewhere = LongTextField(
        label="Who are those others, and where? (optional)", name="who else teaches the child", max=2000, rows=3,
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if rules.CNIS_REGISTER.on(kwargs["on"]):
            hours = self.fields["parents_hours"]
            hours.label, hours.required = "Hours a week with the parents", True
            hours.error_messages["required"] = "Enter the hours a week with the parents"


class FlexiForm(KeepsWords):
    names = {"agreed": "what was agreed"}
    keeps = ("agreed",)
    when = "When was it agreed?"
    agreed = LongTextField(
        label="With which school, on which days, and until when?",
        max=2000,
        rows=3,
        help_text="The head decides. The child stays on the roll, and the days at home are authorised absence.",
    )


def after_year_11(label: str) -> forms.ChoiceField:
    """Asks what the child does, or is to do, once compulsory school age is over."""
    return forms.ChoiceField(label=label, choices=list(AFTER.items()), widget=Radios())


class PlansForm(KeepsWords):
    """What examinations are intended, and what is to follow Year 11. It begins with what was said last."""

    names = {"exams": "which examinations are planned", "after": "what is to follow Year 11"}
    keeps = ("exams", "exam_words", "after", "after_words")
    when = "When was this said?"
    exams = forms.ChoiceField(
        label="Are examinations planned?",
        choices=list(EXAMS.items()),
        widget=Radios(),
        help_text="A child who is educated at home need take none. Families find, and pay, the centre themselves.",
    )
    exam_words = forms.CharField(label="Which, where and when? (optional)", max_length=500, required=False)
    after = after_year_11("What is to follow Year 11?")
    after_words = forms.CharField(label="Where, and from when? (optional)", max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, value in queries.plans_of(self.case).items():
            if name in self.fields:
                self.fields[name].initial = value


class ProviderForm(KeepsWords):
    """Which provider was asked, and for what; refused while the same one was asked too lately."""

    names = {"provider": "which provider", "asked_for": "what was asked"}
    keeps = ("provider", "asked_for")
    when = "When was it asked?"
    provider = forms.CharField(
        label="Which provider?", max_length=200, help_text="Its name as it writes it: by that it is known again."
    )
    asked_for = LongTextField(
        label="What was asked?", max=2000, rows=3, help_text="Which children, for how many hours a week, and where."
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        on, provider = data.get("on"), " ".join(data.get("provider", "").split())
        if provider:
            data["provider"] = provider
        asked = reform.asked_last(provider, on) if on and provider and not isinstance(self, PutsRight) else None
        if asked and on:
            self.add_error(
                "provider",
                f"This provider was asked on {plain_day(asked)}. It is not asked again within "
                f"{rules.PROVIDER_EVERY.on(on)} months",
            )
        return data


class Decision(StepForm):
    """Base: a decision on the education, whose reasons the parents read."""

    when = "When was this decided?"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        reason.label = "What are the reasons? The letter to the parents says them."
        reason.error_messages["required"] = "Enter the reasons"


class NotYetForm(KeepsWords, Decision):
    names = {"missing": "what is missing"}
    keeps = ("missing",)
    missing = LongTextField(
        label="What would be enough? The letter asks for it.",
        max=4000,
        help_text="Name it so that the parents can do it: for example, how reading is taught, with two samples.",
    )


class LookAgainForm(StepForm):
    when = "When did you learn of it?"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        reason.label = "How does it stand?"
        reason.help_text = "Who has accepted the child, and whether a notice was served or a school was found."
        reason.error_messages["required"] = "Enter how it stands"


class ContactForm(KeepsWords):
    names = {"learnt": "what was learnt", "voice": "what the child says", "still": "how it stands"}
    keeps = ("voice", "learnt", "still")
    when = "When was the contact?"
    voice = LongTextField(
        label="What does the child say?", max=4000, rows=3, help_text="If you could not hear the child, say why."
    )
    learnt = LongTextField(label="What was learnt of the education?", max=8000)
    still = forms.ChoiceField(
        label="How does it stand?",
        choices=list(STILL.items()),
        widget=Radios(),
        help_text="Where something must be asked, decide “not enough yet” next: the letter says what.",
    )

    def facts(self) -> dict[str, Any]:
        asks = self.cleaned_data["on"].isoformat() if self.cleaned_data["still"] == "ask" else None
        return {**super().facts(), pathway.ASK_FROM.key: asks}
