"""What was challenged on a case because it appears unlawful, and what the school answered, on either pathway."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from oxle.cases.forms import StepForm
from oxle.cases.models import Case, Event, Party
from oxle.core.fields import LongTextField
from oxle.core.widgets import Radios

# Both pathways call the two steps so.
CHALLENGE, ANSWER = "challenge", "answer_challenge"
ENDS = {
    "put_right": "The school puts it right",
    "explained": "There was a good reason for it",
    "stands": "The school stands by it",
}


@dataclass(frozen=True)
class Challenge:
    """Something that appears unlawful, and the answer to it (None: not yet). `about`: the reference of a suspension."""

    on: date
    why: str
    about: str
    answer: Event | None


def challenges_of(case: Case) -> list[Challenge]:
    """What was challenged on a case, in order. An answer answers all that was asked before it."""
    events = list(case.events.filter(step__in=(CHALLENGE, ANSWER), superseded_by=None).order_by("order"))
    answers = [one for one in events if one.step == ANSWER]
    return [
        Challenge(
            one.on,
            one.reason,
            one.facts.get("about", ""),
            next((answer for answer in answers if answer.order > one.order), None),
        )
        for one in events
        if one.step == CHALLENGE
    ]


def challenged_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why there is nothing to answer; None where a challenge waits for its answer."""
    if any(one.answer is None for one in challenges_of(case)):
        return None
    return "Nothing was challenged that is not answered."


def answer_in_words(event: Event) -> str:
    """What the timeline says of an answer."""
    return f"{ENDS[event.facts['ends']]}: {event.facts['answer']}" if "ends" in event.facts else ""


class ChallengeForm(StepForm):
    """What an officer challenges; the school reads it."""

    when = "When was the school told?"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        reason.label = "What appears unlawful, and by which rule?"
        reason.help_text = "The school reads this."
        reason.error_messages["required"] = "Enter what appears unlawful, and by which rule"


class AnswerForm(StepForm):
    """What the school answered, and how the challenge ends."""

    names = {"answer": "what the school answered", "ends": "how it ends"}
    when = "When did the school answer?"
    answer = LongTextField(label="What did the school answer?", max=4000)
    ends = forms.ChoiceField(label="How does it end?", choices=list(ENDS.items()), widget=Radios())

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "answer": self.cleaned_data["answer"], "ends": self.cleaned_data["ends"]}
