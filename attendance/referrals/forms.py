"""The officer's forms of a referral: the decision, the routes, the reviews. They validate and never save."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from attendance.referrals import pathway
from attendance.referrals.considering import ToConsider, digest_of
from attendance.referrals.models import (
    Consideration,
    RouteKind,
)
from attendance.referrals.section_forms import RegisterForm
from oxle.cases.forms import KeepsWords, StepForm
from oxle.core.fields import DateField, LongTextField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Number, Radios
from oxle.schooldays.wording import plain_day


class ReturnForm(OxleForm):
    reason = LongTextField(label="What is missing? The school sees this.", name="what is missing", max=5000)


class AnswerForm(OxleForm):
    """What a school answers to a referral that came back to it. `unchanged`: the referral itself says nothing new."""

    answer = LongTextField(label="Your answer to the council", max=4000, required=False)

    def __init__(self, *args: Any, unchanged: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not unchanged:
            self.fields["answer"].label += " (optional)"


class EnteredAnswerForm(AnswerForm):
    """The same, entered by an officer for the school: with the day on which it came."""

    came_on = DateField(label="When did the school's answer come?", name="day the answer came", past_or_today=True)
    answer = LongTextField(label="The school's answer", max=4000, required=False)
    field_order = ["came_on", "answer"]

    def __init__(self, *args: Any, returned_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["came_on"].not_before = (returned_on, "when it was returned to the school")


class RejectForm(OxleForm):
    reason = LongTextField(label="Why is it rejected? The school sees this.", name="the reason", max=5000)


def what_is_known(one: ToConsider) -> str:
    """Everything that is known of a topic, and when it was last looked at, for the person who looks at it now."""
    said = [f"The school says: {one.school_said}"] if one.school_said else []
    known = [*(f"{text}." for text in one.recorded), *said] or ["Nothing is recorded, and the school said nothing."]
    looked = [f"Looked at on {plain_day(one.before.on)} by {one.before.by.name}."] if one.before else []
    new = [f"New since then: {'; '.join(one.new)}."] if one.new else []
    return " ".join([*known, *looked, *new])


class ConsiderForm(OxleForm):
    """Every topic that may stand in the way, each with a finding."""

    def __init__(self, *args: Any, topics: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = topics
        # Travels in the page as `read`: nobody answers for something that was recorded after they opened it.
        self.shows = digest_of(topics)
        for one in topics:
            key = one.topic.value
            self.add_field(
                key,
                forms.ChoiceField(
                    label=one.topic.label,
                    help_text=what_is_known(one),
                    choices=Consideration.Finding.choices,
                    error_messages={"required": f"Say what you found about “{one.topic.label}”"},
                    widget=Radios(inline=True),
                    # What is new must be answered by somebody who has read it.
                    initial=one.before.finding if one.before and not one.new else None,
                ),
            )
            self.add_field(
                f"{key}_note",
                LongTextField(
                    label="What was found (optional)",
                    rows=2,
                    name="what was found",
                    max=2000,
                    required=False,
                    initial=one.before.note if one.before else "",
                ),
            )
            self.add_field(
                f"{key}_go_on",
                LongTextField(
                    label="If not resolved: why the case goes on all the same (optional)",
                    rows=2,
                    max=2000,
                    required=False,
                    initial=one.before.go_on_because if one.before else "",
                ),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for one in self.topics:
            finding = data.get(one.topic.value)
            if finding in {"resolved", "unresolved"} and not data.get(f"{one.topic.value}_note"):
                self.add_error(f"{one.topic.value}_note", f"Enter what was found: {one.topic.label}")
            if finding == "clear" and one.found:
                self.add_error(
                    one.topic.value, f"Something is known. Choose resolved or not resolved: {one.topic.label}"
                )
        if self.data.get("read", self.shows) != self.shows:
            self.add_error(None, "What is recorded has changed since you opened this page. Read it again, then save.")
        return data

    def before(self) -> dict[str, Any]:
        """What was found before, field by field."""
        return {name: field.initial for name, field in self.fields.items()}

    def findings(self) -> list[dict[str, str]]:
        """What was found, topic by topic."""
        data = self.cleaned_data
        return [
            {
                "topic": one.topic.value,
                "finding": data[one.topic.value],
                "note": data[f"{one.topic.value}_note"],
                "go_on_because": data[f"{one.topic.value}_go_on"],
            }
            for one in self.topics
        ]


class AddRegisterForm(RegisterForm):
    """A register that came after the referral, read as the school's own extract is, and who says that it is true."""

    names = {"declared_by": "who declares that it is true", "declared_on": "the day of the declaration"}

    declared_by = forms.CharField(label="Who at the school declares that it is true?", max_length=300)
    declared_as = forms.CharField(label="Their role", max_length=200)
    declared_on = DateField(label="Day of the declaration", past_or_today=True)


ROUTES = [
    (RouteKind.S444_1.value, RouteKind.S444_1.label),
    (RouteKind.S444_1A.value, RouteKind.S444_1A.label),
    (RouteKind.ESO.value, RouteKind.ESO.label),
    (RouteKind.NONE.value, RouteKind.NONE.label),
]


# The source chart of September 2014 leads from a breach of an order to s.444, so whoever chooses a route is told.
S443 = (
    "Breach of a School Attendance Order is no route here: it is an offence under section 443 of the Education Act "
    "1996 and starts from an order. (The flow chart of September 2014 says section 444.)"
)
NO_LETTERS = {RouteKind.NONE.value: "No warning and no invitation is drafted to this parent."}


class AcceptForm(OxleForm):
    """The legal route for each parent, and why the referral is accepted."""

    note = S443

    def __init__(
        self,
        *args: Any,
        parties: Sequence[Any],
        cautions: Callable[[Any], Sequence[str]],
        below: bool,
        **kwargs: Any,
    ) -> None:
        """`cautions` says of an adult what whoever writes to them must know; it stands beside their legal route."""
        super().__init__(*args, **kwargs)
        self.parties = parties
        for party in parties:
            self.add_field(
                f"route_{party.key}",
                forms.ChoiceField(
                    label=f"Legal route for {party.name}",
                    help_text=" ".join(cautions(party.adult)),
                    choices=ROUTES,
                    widget=Radios(hints=NO_LETTERS),
                ),
            )
            self.add_field(
                f"order_{party.key}",
                forms.BooleanField(label=f"Ask for a parenting order as well, for {party.name}", required=False),
            )
        self.add_field(
            "reason",
            LongTextField(
                label="Why is it accepted?",
                name="why it is accepted",
                help_text="Unauthorised absence is below the threshold: say why legal action is right here."
                if below
                else "",
                max=5000,
            ),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for party in self.parties:
            if data.get(f"order_{party.key}") and data.get(f"route_{party.key}") not in {"s444_1", "s444_1a"}:
                self.add_error(f"order_{party.key}", "A parenting order goes only with a prosecution")
        return data


class RouteForm(StepForm):
    kind = forms.ChoiceField(label="New legal route", help_text=S443, choices=ROUTES, widget=Radios())
    with_parenting_order = forms.BooleanField(label="Ask for a parenting order as well", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("with_parenting_order") and data.get("kind") not in {"s444_1", "s444_1a"}:
            self.add_error("with_parenting_order", "A parenting order goes only with a prosecution")
        return data


class TransferForm(KeepsWords):
    """Where a child who left the county went, and that somebody there knows of them."""

    names = {"authority": "which authority the child moved to", "told": "whom there you told, and how"}
    when = "When did the child move?"
    keeps = ("authority", "told")
    authority = forms.CharField(
        label="Which authority did the child move to?",
        help_text="Its name, in England or not. If nobody knows, say so: the child may be missing education.",
        max_length=200,
    )
    told = LongTextField(
        label="Whom there did you tell, and how?",
        help_text="If nobody is told yet, say who will, and by when.",
        rows=2,
        max=1000,
    )


class ReviewForm(StepForm):
    when = "When was attendance reviewed?"
    attendance = forms.DecimalField(
        label="Attendance since the target was set",
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=5,
        decimal_places=2,
        widget=Number(width=3, suffix="%"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if target := self.case.targets.last():
            self.fields[
                "attendance"
            ].help_text = f"The target is {target.percent:f}%, set on {plain_day(target.from_on)}"

    def clean_attendance(self) -> Decimal:
        """As the step says: at the target or above it, or below it. A letter tells the parents which."""
        shown = self.cleaned_data["attendance"]
        target = self.case.targets.last()
        met = self.step.key == pathway.RECORD_TARGET_MET.key
        if target and met and shown < target.percent:
            raise forms.ValidationError(f"This is below the target of {target.percent:f}%")
        if target and not met and shown >= target.percent:
            raise forms.ValidationError(f"This meets the target of {target.percent:f}%")
        return shown

    def facts(self) -> dict[str, Any]:
        return {"attendance": str(self.cleaned_data["attendance"])}
