"""The forms about a child who needs a school. They validate; they never save."""

from typing import Any

from django import forms

from exclusions.fair_access.categories import SOURCE, categories_on
from exclusions.fair_access.models import Came, Part
from exclusions.placement.forms import offer_schools, school_field
from exclusions.telling import SupportForSen
from oxle.cases.forms import KeepsWords
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios

# What is accepted from the inbox says so by itself.
BY_ANOTHER_WAY = [(value, label) for value, label in Came.choices if value != Came.HANDED_OVER]
# What is asked only of some, by the way we came to know.
ASKED_OF = {
    Came.REFUSED: {
        "refused_by": "Select the school that refused",
        "refused_because": "Enter why it refused",
    },
    Came.LEAVING: {
        "leaves": "Enter what the child leaves",
        "release_on": "Enter the day of release",
    },
}


class ReferralForm(OxleForm):
    """What is known of the child: what can change while a place is looked for."""

    names = {
        "category": "the category",
        "part": "the part of the agenda",
        "sen": "the child’s special educational needs",
        "wish": "what the parents wish and think",
        "voice": "what the child says",
        "services": "the services that know the child",
        "needs": "what a school must know",
    }
    wish = LongTextField(
        label="What do the parents wish and think?",
        max=5000,
        help_text="Which schools they prefer and why. Members of the panel read this.",
    )
    voice = LongTextField(
        label="What does the child say?",
        max=5000,
        help_text="In their own words where you can, or why nobody has asked yet. Members of the panel read this.",
    )
    sen = forms.ChoiceField(
        label="What special educational needs does the child have?", choices=SupportForSen.choices, widget=Radios()
    )
    social_worker = YesNoField(label="Does the child have a social worker?", yes_if="the child has a social worker")
    services = LongTextField(
        label="Which services know the child? (optional)", max=5000, rows=3, required=False,
        help_text="With a name and a telephone number of each.",
    )  # fmt: skip
    schools_before = LongTextField(
        label="Which schools has the child been to? (optional)", max=2000, rows=3, required=False
    )
    needs = LongTextField(
        label="What must a school know to keep everybody safe, and what helps? (optional until the referral)",
        max=5000,
        required=False,
        help_text="Risks, and what is done about each. Members of the panel read this: no address, and nobody else’s "
        "name.",
    )
    category = forms.ChoiceField(label="Which category of the fair access protocol?", widget=Radios())
    part = forms.ChoiceField(
        label="Under which part of its agenda does the panel take the child?",
        choices=Part.choices,
        initial=Part.PLACEMENT,
        widget=Radios(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        category: Any = self.fields["category"]
        category.help_text = f"{SOURCE}. Members of the panel do not read it."
        if self.on:
            category.choices = [(code, f"{code}: {words}") for code, words in categories_on(self.on).items()]

    def details(self) -> dict[str, Any]:
        """What is kept: fields of FairAccessReferral."""
        return {name: self.cleaned_data[name] for name in ReferralForm.base_fields}


class OpenForm(ReferralForm):
    """The same, with how we came to know."""

    names = {
        **ReferralForm.names,
        "came": "how we came to know",
        "school": "a school",
        "refused_by": "the school that refused",
        "refused_because": "why it refused",
        "leaves": "what the child leaves",
    }
    came = forms.ChoiceField(label="How did we come to know?", choices=BY_ANOTHER_WAY, widget=Radios())
    applied_on = DateField(
        label="When did an in-year application come? (where there is one)",
        name="day of the application",
        required=False,
        past_or_today=True,
        help_text="Its answer is due within 15 school days, and should be there within 10.",
    )
    refused_by = school_field("Which school refused? (where one did)", required=False)
    refused_because = LongTextField(label="Why did it refuse? (where one did)", max=2000, rows=3, required=False)
    leaves = forms.CharField(
        label="What does the child leave? (a secure or residential placement)", max_length=300, required=False
    )
    release_on = DateField(
        label="On which day is the child released? (from such a placement)",
        name="day of release",
        required=False,
        help_text="Education begins on that day. Open the case before it, as soon as you know.",
    )
    school = school_field(
        "Which school was asked first, or is nearest?",
        help_text="The panel of its area takes the case, and its school days count. The school is not told.",
    )

    def __init__(self, *args: Any, looked_after: bool, **kwargs: Any) -> None:
        """`looked_after`: what the child's record says."""
        super().__init__(*args, **kwargs)
        self.looked_after = looked_after
        offer_schools(self.fields["school"])
        offer_schools(self.fields["refused_by"])
        own = [name for name in self.fields if name not in ReferralForm.base_fields]
        self.order_fields([*own, *ReferralForm.base_fields])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for came, fields in ASKED_OF.items():
            for name, asked in fields.items():
                if name in self.errors:
                    continue
                if data.get("came") == came and not data.get(name):
                    self.add_error(name, asked)
                elif data.get("came") and data["came"] != came and data.get(name):
                    self.add_error(name, f"Leave this empty, or select “{came.label}” above")
        return data

    def details(self) -> dict[str, Any]:
        own = ("came", "applied_on", "refused_by", "refused_because", "leaves", "release_on")
        return {
            **super().details(),
            **{name: self.cleaned_data[name] for name in own},
            "looked_after": self.looked_after,
        }


class ReceiveForm(ReferralForm):
    """What is known of a child whom another team handed over: who told us, and when, is known already."""

    names = {**ReferralForm.names, "school": "a school"}
    school = school_field(
        "Which school is the child at, or is nearest?",
        help_text="The panel of its area takes the case, and its school days count. The school is not told.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_schools(self.fields["school"])
        self.order_fields(["school", *ReferralForm.base_fields])


ANSWERS = {"offered": "A place was offered", "refused": "It was refused", "withdrawn": "The family withdrew it"}


class AnswerForm(KeepsWords):
    """How an in-year application was answered."""

    names = {"answer": "how it was answered"}
    keeps = ("answer", "by_whom")
    when = "On which day was the family told?"
    answer = forms.ChoiceField(label="How was it answered?", choices=list(ANSWERS.items()), widget=Radios())
    by_whom = forms.CharField(label="By which school? (optional)", max_length=300, required=False)


class ReferForm(KeepsWords):
    """The referral itself: whether the family knows that members of the panel read about the child."""

    names = {"parents_know": "whether the parents know"}
    keeps = ("talked_on",)
    when = "When is the child referred?"
    parents_know = YesNoField(
        label="Do the parents know what the members of the panel read?", yes_if="the parents know it"
    )
    talked_on = DateField(
        label="When did you talk with them? (optional)",
        name="day of the talk",
        required=False,
        past_or_today=True,
    )

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "parents_know": self.cleaned_data["parents_know"]}
