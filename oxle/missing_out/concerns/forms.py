"""The forms of concerns and of the workspace. They validate; they never save."""

from collections.abc import Sequence
from typing import Any

from django import forms

from oxle.accounts.models import Organisation
from oxle.cases.concern_models import Advice, ConcernKind
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Checkboxes, Radios
from oxle.people.forms.fields import UpnField
from oxle.people.models import Child

BY_UPN = "upn"


class ConcernForm(OxleForm):
    """What a team tells about a child. Whether the child is safe comes first."""

    names = {
        "team": "which team tells it",
        "given": "the pupil’s first names",
        "family": "the pupil’s family name",
        "kinds": "why you are concerned",
        "why": "what you know",
        "did": "what your team did",
        "asks": "what you ask for",
    }
    worried = YesNoField(
        label="Are you worried about the pupil’s safety?",
        yes_if="you are worried about the pupil’s safety",
        help_text="This is no substitute for a safeguarding referral. If the pupil is in danger or you are worried "
        "about their safety, ring the MASH now, or 999, and then fill this in. Write no detail of it here.",
    )
    told_mash_on = DateField(
        label="If so, on which day did you tell the MASH?",
        name="day on which you told the MASH",
        past_or_today=True,
        required=False,
    )
    given = forms.CharField(label="What are the pupil’s first names?", max_length=300)
    family = forms.CharField(label="What is the pupil’s family name?", max_length=300)
    born_on = DateField(
        label="When was the pupil born? (where you know it)", name="day of birth", past_or_today=True, required=False
    )
    upn = UpnField(label="What is the pupil’s UPN? (where you have it)")
    lines = LongTextField(
        label="At which address does the pupil live? (where you know it)", max=1000, rows=3, required=False
    )
    postcode = forms.CharField(label="What is the postcode? (where you know it)", max_length=10, required=False)
    school = forms.CharField(
        label="Which is the last or present school? (where you know it)", max_length=300, required=False
    )
    kinds = forms.MultipleChoiceField(
        label="Why are you concerned?", choices=ConcernKind.choices, widget=Checkboxes(small=True)
    )
    since_on = DateField(
        label="Since when? (where you know it)", name="day since when", past_or_today=True, required=False
    )
    why = LongTextField(label="What do you know, and from whom?", max=4000)
    did = LongTextField(label="What has your team done?", max=4000, rows=4)
    asks = LongTextField(label="What do you ask the Pupils Missing Out team for?", max=2000, rows=3)

    def __init__(self, *args: Any, teams: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {one.key: one for one in teams}
        if len(teams) > 1:
            choices = [(one.key, one.name) for one in teams]
            self.add_field("team", forms.ChoiceField(label="Which team tells it?", choices=choices, widget=Radios()))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("worried") and not data.get("told_mash_on") and "told_mash_on" not in self.errors:
            self.add_error("told_mash_on", "Enter the day on which you told the MASH. If you have not, ring it now")
        if data.get("worried") is False and data.get("told_mash_on"):
            self.add_error("told_mash_on", "Leave this empty, or say that you are worried")
        since, born = data.get("since_on"), data.get("born_on")
        if since and born and since < born:
            self.add_error("since_on", "Enter a day after the pupil was born")
        return data

    @property
    def team(self) -> Organisation:
        """The team that tells it."""
        return self.teams[self.cleaned_data["team"]] if "team" in self.fields else next(iter(self.teams.values()))

    def told(self) -> dict[str, Any]:
        """What is kept: fields of Concern."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("worried", "team")}


class WhomForm(OxleForm):
    """Whom a concern is about: one of those who may be meant, or somebody by UPN."""

    names = {"child": "whom the concern is about", "upn": "the UPN"}
    child = forms.ChoiceField(label="Whom is this concern about?", widget=Radios())
    upn = UpnField(
        label="UPN, where it is another pupil",
        help_text="Find the pupil on the page Pupils, by any name, address or date of birth, and enter the UPN that "
        "stands there.",
    )

    def __init__(self, *args: Any, children: Sequence[tuple[Child, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.children = {one.key: one for one, _ in children}
        field: Any = self.fields["child"]
        field.choices = [*((one.key, words) for one, words in children), (BY_UPN, "Another pupil, by UPN")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("child") == BY_UPN and not data.get("upn") and "upn" not in self.errors:
            self.add_error("upn", "Enter the UPN of the pupil")
        return data

    def chosen(self) -> Child | None:
        """The pupil; None where they are named by UPN."""
        return self.children.get(self.cleaned_data["child"])


class AnswerTeamForm(OxleForm):
    """What a team is answered whose concern is about no pupil we can work with."""

    names = {"text": "the answer"}
    text = LongTextField(label="What do you answer?", max=2000, help_text="The team that told us reads it")


class AdviceForm(OxleForm):
    """Advice given, or a challenge made."""

    names = {"kind": "which it is", "to_whom": "who was told", "text": "what was said"}
    kind = forms.ChoiceField(
        label="Is it advice or a challenge?",
        choices=Advice.Kind.choices,
        widget=Radios(
            hints={
                Advice.Kind.ADVICE: "What they can do",
                Advice.Kind.CHALLENGE: "What they should have done, or must stop doing",
            }
        ),
    )
    to_whom = forms.CharField(
        label="Who was told?", max_length=300, help_text="A person with their team, school or service."
    )
    text = LongTextField(label="What was said, and what do they do now?", max=4000)
    due_on = DateField(label="By which day do they answer?", name="day of the answer", future=True)


class AdviceAnswerForm(OxleForm):
    """What was answered, and what came of it."""

    names = {"outcome": "what came of it", "answer": "what they answered"}
    answered_on = DateField(
        label="On which day did they answer?", name="day of the answer", past_or_today=True,
        help_text="Where no answer came, the day on which you stop waiting",
    )  # fmt: skip
    answer = LongTextField(
        label="What did they answer?", max=4000, help_text="Where no answer came, how and when you asked again"
    )
    outcome = forms.ChoiceField(label="What came of it?", choices=Advice.Outcome.choices, widget=Radios())


class ConcludeForm(OxleForm):
    """What is concluded of a pupil."""

    names = {"goes_up": "what is concluded", "because": "why"}
    goes_up = YesNoField(
        label="Does this pupil go to the Strategic Group?",
        yes_if="this pupil goes to the Strategic Group",
        hints={
            "yes": "What was tried here is not enough. The group reads your sentence",
            "no": "It is settled here. The teams that told us read your sentence",
        },
    )
    because = LongTextField(label="Why?", max=1000, rows=4, help_text="One or two sentences, without a name")
