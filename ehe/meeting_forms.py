"""The forms of meetings with parents who educate at home, and of what follows from them."""

from django import forms

from ehe.meeting_models import FollowUp
from oxle.core.fields import DateField, LongTextField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios


class MeetingForm(OxleForm):
    """A meeting that was held for several families."""

    names = {
        "place": "where it was", "invited": "how many families were invited", "came": "how many parents came",
        "took_part": "who took part beside the parents",
    }  # fmt: skip
    held_on = DateField(label="Date of the meeting", past_or_today=True)
    place = forms.CharField(label="Where", max_length=200)
    invited = forms.IntegerField(
        label="How many families were invited? (optional)", min_value=0, max_value=10_000, required=False,
        help_text="Leave it empty where everybody could come",
    )  # fmt: skip
    came = forms.IntegerField(label="How many parents came?", min_value=0, max_value=10_000)
    took_part = forms.CharField(
        label="Who took part beside the parents?", max_length=300,
        help_text="For example, home education officers and the admissions team",
    )  # fmt: skip
    asked = LongTextField(
        label="What did parents ask? (optional)", name="what parents asked", max=10_000, required=False,
        help_text="Name no child and no family: what one family says of theirs belongs on its case",
    )  # fmt: skip


class FollowUpForm(OxleForm):
    """Who does what by when."""

    names = {"what": "what is to be done", "who": "who is to do it"}
    what = forms.CharField(label="What is to be done?", max_length=300, help_text="Name no child and no family")
    who = forms.CharField(label="Who is to do it?", max_length=200)
    due_on = DateField(label="By when?", name="the day by which it is to be done")


class SettleFollowUpForm(OxleForm):
    """What came of it."""

    names = {"outcome": "whether it was done"}
    outcome = forms.ChoiceField(label="Was it done?", choices=FollowUp.Outcome.choices, widget=Radios())
    came_of_it = LongTextField(
        label="What came of it? (optional if it was done)", name="what came of it", max=2000, required=False
    )
