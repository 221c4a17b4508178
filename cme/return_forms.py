"""The forms of schools' returns, of what another authority asks us, and of the words of a ground."""

from typing import Any

from django import forms

from cme.grounds import CHOICES, NONE
from oxle.core.fields import DateField, LongTextField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios
from oxle.people.forms.fields import UpnField
from oxle.people.models import Child
from oxle.schools.models import School


class _OfSchool(OxleForm):
    """Base: a return of one of the schools that a person acts for, which is asked only where there are several."""

    names = {"school": "which school tells"}
    school = forms.ChoiceField(label="Which school tells of it?", widget=Radios())

    def __init__(self, *args: Any, schools: list[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools = {one.key: one for one in schools}
        field: Any = self.fields["school"]
        field.choices = [(one.key, str(one)) for one in schools]
        if len(schools) == 1:
            del self.fields["school"]

    def chosen(self) -> School:
        """The school that tells."""
        return (
            self.schools[self.cleaned_data["school"]] if "school" in self.fields else next(iter(self.schools.values()))
        )


class NewPupilForm(_OfSchool):
    """A pupil whom a school entered in its register, outside the usual time of admission."""

    names = {
        **_OfSchool.names,
        "given": "the pupil’s first names",
        "family": "the pupil’s family name",
        "lines": "the pupil’s address",
    }
    given = forms.CharField(label="What are the pupil’s first names?", max_length=300)
    family = forms.CharField(label="What is the pupil’s family name?", max_length=300)
    upn = UpnField(label="What is the pupil’s UPN? (where you have it)", required=False)
    born_on = DateField(label="When was the pupil born?", name="day of birth", past_or_today=True)
    lines = LongTextField(label="At which address does the pupil live?", max=1000, rows=3)
    postcode = forms.CharField(label="What is the postcode? (optional)", max_length=10, required=False)
    came_from = forms.CharField(
        label="At which school or place was the pupil before? (optional)", max_length=300, required=False
    )
    entered_on = DateField(
        label="On which day did you enter the pupil in your register?",
        name="day of entry",
        past_or_today=True,
        help_text="We must be told by the end of the fifth day after it; weekends count. A later return is received.",
    )

    def told(self) -> dict[str, Any]:
        """What is kept: fields of NewPupil."""
        return {name: value or "" for name, value in self.cleaned_data.items() if name != "school"}


class DeletionForm(_OfSchool):
    """A pupil whom a school took off its register."""

    names = {
        **_OfSchool.names,
        "upn": "the pupil’s UPN",
        "ground": "the ground",
        "destination": "where the pupil goes",
    }
    upn = UpnField(
        label="What is the pupil’s UPN?",
        help_text="Of a pupil who is on your register, or was within the last year.",
        required=True,
    )
    ground = forms.ChoiceField(
        label="On which ground of the regulation?",
        choices=CHOICES,
        widget=Radios(),
        help_text="A name is taken off on one of these grounds and on no other, and never as of a day that is over. "
        "If none holds, say so: it is received, and we ask you about it. If the parents educate the pupil at home, "
        "tell us that on its own page too, with their letter.",
    )
    letter = forms.FileField(
        label="The letter in which the parents say that they educate the pupil at home (only on that ground)",
        required=False,
        help_text="Without it your return is received, and we ask you for it.",
    )
    letter_on = DateField(
        label="Which date does the letter bear? (only on that ground)",
        name="date of the letter",
        past_or_today=True,
        required=False,
    )
    deleted_on = DateField(
        label="On which day was the pupil taken off your register?", name="day of deletion", past_or_today=True
    )
    last_attended_on = DateField(
        label="On which day was the pupil last at school? (where that is known)",
        name="last day at school",
        past_or_today=True,
        required=False,
    )
    destination_school = forms.ModelChoiceField(
        queryset=School.objects.none(),
        to_field_name="key",
        label="To which school here does the pupil go? (where it is one)",
        empty_label="No school here, or not known",
        required=False,
    )
    destination = LongTextField(
        label="Where else does the pupil go, as far as you know, and how do you know it? (where no school is chosen)",
        max=3000,
        rows=3,
        required=False,
        help_text="Of a family that has moved, the new address.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schools: Any = self.fields["destination_school"]
        schools.queryset = School.objects.select_related("organisation").order_by("organisation__name")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("destination_school") and not data.get("destination") and "destination" not in self.errors:
            self.add_error("destination", "Enter where the pupil goes. If you do not know, say so, and what you tried")
        return data

    def told(self) -> dict[str, Any]:
        """What is kept: fields of Deletion."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("school", "upn", "letter")}


class ParentsLetterForm(OxleForm):
    """The letter that a deletion for education at home came without."""

    names = {"letter": "the parents’ letter"}
    letter = forms.FileField(label="The parents’ letter", help_text="PDF, Word or a picture, up to 20 MB.")
    letter_on = DateField(label="Which date does it bear?", name="date of the letter", past_or_today=True)


class MatchForm(OxleForm):
    """Whom a new-pupil return is about, of the children who may be meant."""

    names = {"child": "whom the return is about"}
    child = forms.ChoiceField(label="Whom is this return about?", widget=Radios())

    def __init__(self, *args: Any, children: list[tuple[Child, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.children = {one.key: one for one, _ in children}
        field: Any = self.fields["child"]
        field.choices = [*((one.key, words) for one, words in children), (NONE, "We hold no such child")]

    def chosen(self) -> Child | None:
        """The child; None where we hold none."""
        return self.children.get(self.cleaned_data["child"])


class GroundForm(OxleForm):
    """That somebody compared the words of a ground with the regulation."""

    names = {"text": "the words of the ground"}
    text = LongTextField(
        label="How does a letter say this ground?",
        max=1000,
        rows=4,
        help_text="Compare it with the regulation first. Your name and today’s date are kept with it, and letters "
        "print these words from now on. Do not write the letter or number of the ground.",
    )


class AuthorityRequestForm(OxleForm):
    """What another authority asks us about a child."""

    names = {"authority": "which authority asks", "from_whom": "who asks there", "asked": "what it asks"}
    authority = forms.CharField(label="Which authority asks?", max_length=200)
    from_whom = forms.CharField(label="Who asks there, and how can they be reached?", max_length=300)
    received_on = DateField(label="On which day did it come?", name="day", past_or_today=True)
    upn = UpnField(label="Which UPN does it give? (where it gives one)", required=False)
    asked = LongTextField(label="Whom does it ask about, and what?", max=3000, rows=4)


class RequestAnswerForm(OxleForm):
    """What we answered another authority."""

    names = {"answer": "what you answered"}
    answered_on = DateField(label="On which day did you answer?", name="day of the answer", past_or_today=True)
    answer = LongTextField(
        label="What did you answer?",
        max=3000,
        rows=4,
        help_text="Nothing that is withheld: no address of a refuge, and nothing of a restricted record.",
    )
    receipt = forms.CharField(
        label="Where is their receipt kept? (where they confirmed in writing)", max_length=300, required=False
    )
