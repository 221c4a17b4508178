"""What was challenged on a case because it appears unlawful, what the school answered, and how it ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.json import KT

from oxle.cases import challenge_clocks
from oxle.cases.about import AboutWhich, Thing
from oxle.cases.earlier import MISTAKEN
from oxle.cases.forms import PutsRight, StepForm
from oxle.cases.models import Case, Event, Party
from oxle.cases.standing import as_they_stand
from oxle.core.dates import from_iso
from oxle.core.fields import DateField, LongTextField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios
from oxle.schooldays.wording import plain_day

# Every pathway on which a school can be challenged calls the three steps so.
CHALLENGE, REPLY, ANSWER = "challenge", "reply", "answer_challenge"
ABOUT, ASKED = challenge_clocks.ABOUT.key, challenge_clocks.ASKED.key
UPHELD, PUT_RIGHT = "stands", "put_right"
# With the end of a challenge: the day on which the school answered other than in its portal.
ANSWERED_ON = "answered_on"
ENDS = {
    PUT_RIGHT: "Closed: the school puts it right",
    "explained": "Closed: there was a good reason for it",
    UPHELD: "Upheld: it appears unlawful, and the school stands by it",
}


@dataclass(frozen=True)
class Challenge:
    """Something that appears unlawful, what the school answered in its portal, and how it ended (None: not yet).

    `about`: the reference of what it is about, such as a suspension; empty where that is the case.
    """

    on: date
    why: str
    about: str
    reply: Event | None
    answer: Event | None
    # Its entry as it stands, by primary key.
    entry: int = 0
    # The key of the school that is asked, where that is not the school of the case.
    school: str = ""

    @property
    def waits(self) -> bool:
        """Whether the school is still to answer."""
        return self.reply is None and self.answer is None

    @property
    def answered_on(self) -> date | None:
        """The day on which the school answered: in its portal, or as an officer recorded it with the end. None where it
        did not, also once somebody here, or the service, ended it without an answer."""
        if self.reply is not None:
            return self.reply.on
        return from_iso(self.answer.facts.get(ANSWERED_ON)) if self.answer is not None else None

    @property
    def is_somebodys(self) -> bool:
        """Whether the school answered or a person ended it: what only the service ended was put right elsewhere."""
        return self.reply is not None or (self.answer is not None and self.answer.by_id is not None)

    @property
    def tag(self) -> tuple[str, str]:
        """How it stands, in a word or two, and the colour of that."""
        if self.answer is not None:
            return ("Upheld", "red") if self.answer.facts.get("ends") == UPHELD else ("Closed", "grey")
        return ("Appears unlawful", "red") if self.reply is None else ("The school has answered", "yellow")

    @property
    def replied(self) -> str:
        """What the school answered, as far as it did."""
        event = self.reply or (self.answer if self.answered_on else None)
        return str(event.facts.get("answer", "")) if event else ""

    @property
    def noted(self) -> str:
        """What was noted when it ended without an answer of the school."""
        return str(self.answer.facts.get("answer", "")) if self.answer and not self.replied else ""


def challenges_of(case: Case) -> list[Challenge]:
    """What was challenged on a case, in order. An answer answers all that was asked before it about the same."""
    return in_order(as_they_stand(case.events.filter(step__in=(CHALLENGE, REPLY, ANSWER))))


def listed_of(case: Case) -> list[Challenge]:
    """What was challenged on a case, as a page lists it: what was asked again in the same words stands once, as it was
    asked last, unless somebody had answered the earlier question or ended it. The timeline has both."""
    asked = challenges_of(case)
    return [one for number, one in enumerate(asked) if one.is_somebodys or not _is_among(asked[number + 1 :], one)]


def _is_among(later: list[Challenge], one: Challenge) -> bool:
    return (one.why, one.about, one.school) in [(each.why, each.about, each.school) for each in later]


def in_order(events: list[Event]) -> list[Challenge]:
    """The challenges among these events of one case, which are all that concern them, as they stand."""
    return [
        Challenge(
            one.on,
            one.reason,
            one.facts.get(ABOUT, ""),
            _next(events, one, REPLY),
            _next(events, one, ANSWER),
            one.pk,
            one.facts.get(ASKED, ""),
        )
        for one in events
        if one.step == CHALLENGE
    ]


def _next(events: list[Event], asked: Event, step: str) -> Event | None:
    about = asked.facts.get(ABOUT, "")
    later = (one for one in events[events.index(asked) :] if one.step == step)
    return next((one for one in later if one.facts.get(ABOUT, about) == about), None)


def waiting(case: Case | None, about: str = "") -> list[Challenge]:
    """What the school of a case is still to answer, or what is to be answered about one thing on the case.

    Also once the case is closed; nothing of one that was entered by mistake."""
    if case is None or case.stage == MISTAKEN:
        return []
    asked = [one for one in challenges_of(case) if one.waits]
    return [one for one in asked if one.about == about] if about else of_its_own_school(asked)


def of_its_own_school(challenges: Iterable[Challenge]) -> list[Challenge]:
    """Those that the school of the case is asked: another school’s are not shown to it."""
    return [one for one in challenges if not one.school]


def is_asked(about: str = "", *, case: str = "case") -> Exists:
    """Whether the school of a row with a `case` is still to answer: `waiting`, for a list of them, in one query.

    `about` names the column with the reference that it must be about, and `case` the one with the case.
    """
    events = Event.objects.filter(case=OuterRef(case), superseded_by=None).annotate(about=KT(f"facts__{ABOUT}"))
    same = Q(about__isnull=True) | Q(about=OuterRef("about"))
    later = Event.objects.filter(case=OuterRef("case"), superseded_by=None).annotate(about=KT(f"facts__{ABOUT}"))
    ended = later.filter(same, step__in=(REPLY, ANSWER), order__gt=OuterRef("order"))
    asked = events.filter(~Exists(ended), ~Q(case__stage=MISTAKEN), step=CHALLENGE)
    return Exists(asked.filter(about=OuterRef(about)) if about else asked.exclude(facts__has_key=ASKED))


def challenged_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why there is nothing to close or uphold; None where a challenge has not ended."""
    if any(one.answer is None for one in challenges_of(case)):
        return None
    return "Nothing was challenged that has not ended."


def answered_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Which challenge has not ended; None when each has."""
    waits = next((one for one in challenges_of(case) if one.answer is None), None)
    return f"A challenge has not ended: {waits.why}" if waits else None


def reply_in_words(event: Event) -> str:
    """What the timeline says of what the school answered."""
    return str(event.facts.get("answer", ""))


def answer_in_words(event: Event) -> str:
    """What the timeline says of how a challenge ended."""
    return f"{ENDS[event.facts['ends']]}. {event.facts['answer']}" if "ends" in event.facts else ""


class ChallengeForm(StepForm):
    """What an officer challenges; the school reads it."""

    when = "When was the school told?"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        reason.label = "What appears unlawful, and by which rule?"
        reason.help_text = "The school reads this, and answers in its portal."
        reason.error_messages["required"] = "Enter what appears unlawful, and by which rule"


class ReplyForm(OxleForm):
    """What a school answers to what was challenged."""

    names = {"answer": "your answer"}
    answer = LongTextField(
        label="What do you answer?",
        max=4000,
        rows=8,
        help_text="What happened, and what you do about it. An officer of the council reads it, and closes the "
        "challenge or upholds it.",
    )


class AnswerForm(AboutWhich):
    """Which challenge ends and how, and what the school answered: filled in where it did so in its portal.

    Where several have not ended it is asked which; the answer of each stands beside it.
    """

    which = "Which challenge ends?"
    which_name = "which challenge ends"
    names = {"answer": "what the school answered", "ends": "how it ends"}
    when = "When was this decided?"
    answer = LongTextField(
        label="What did the school answer?", max=4000, help_text="If it did not answer, say so, and why this ends."
    )
    answered_on = DateField(
        label="On which day did it answer? (optional)",
        name="day of the answer",
        required=False,
        past_or_today=True,
        help_text="Only where it answered by telephone, e-mail or letter, and not here. The register of challenges "
        "counts whether schools answer in time, and nothing that we decide without an answer.",
    )
    ends = forms.ChoiceField(label="How does it end?", choices=list(ENDS.items()), widget=Radios())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        replies = [one.reply for one in self._open() if one.reply is not None]
        if replies and len(self.about) <= 1:
            self.fields["answer"].initial = replies[-1].facts["answer"]

    def _open(self) -> list[Challenge]:
        return [one for one in challenges_of(self.case) if one.answer is None]

    def things(self) -> dict[str, Thing]:
        found: dict[str, list[Challenge]] = {}
        for one in self._open():
            found.setdefault(one.about, []).append(one)
        return {
            about: Thing(
                " ".join(one.why for one in asked),
                f"The school answered: {asked[-1].replied}" if asked[-1].replied else "The school has not answered.",
            )
            for about, asked in found.items()
        }

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        day = said.get(ANSWERED_ON)
        # On a correction a day that was taken out is none.
        puts_right = isinstance(self, PutsRight)
        answered = {ANSWERED_ON: day.isoformat() if day else None} if day or puts_right else {}
        return {**super().facts(), "answer": said["answer"], "ends": said["ends"], **answered}

    def clean(self) -> dict[str, Any]:
        """An answer comes after what was asked, and before the end that rests on it."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        day, on = data.get(ANSWERED_ON), data.get("on")
        about = data.get(ABOUT)
        ending = [] if isinstance(self, PutsRight) else [one for one in self._open() if about in (None, one.about)]
        asked = min((one.on for one in ending), default=None)
        if day and asked and day < asked:
            self.add_error(ANSWERED_ON, f"The school was asked on {plain_day(asked)}. Enter that day or a later one")
        elif day and on and day > on:
            self.add_error(ANSWERED_ON, "Enter a day on or before the one on which this was decided")
        return data
