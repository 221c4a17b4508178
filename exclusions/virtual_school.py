"""The Virtual School's protocol for a looked-after child: what is asked of a school first, what is kept, who is told.

The points are local wording (unsourced), each a setting that counts from a day; guidance expects that the Virtual
School is spoken to before a looked-after child is excluded, and that education begins from the day after the first.
"""

import re
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.queries import with_roles
from oxle.core.dates import london_day
from oxle.core.fields import DateField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.keeping import kept
from oxle.core.rules import Rule, RuleBook
from oxle.core.widgets import Checkboxes
from oxle.correspondence.messages import MessageKind, register
from oxle.correspondence.outbox import message, queue_messages
from oxle.people.models import Child
from oxle.people.visibility import closed_to
from oxle.schooldays.wording import plain_day

ROLE = "virtual_school_officer"
FIELDS = ("protocol_done", "virtual_school_spoken_to", "virtual_school_who", "virtual_school_on")
TOLD = MessageKind(
    key="exclusions.virtual_school",
    title="A child whom you look out for",
    subject="{service}: something new about a child whom you look out for, {reference}",
    body="A school has told us something about a child whom you look out for: {reference}. Please look at it today."
    "\n\n{link}\n\n{service}, {council}\n",
)
register(TOLD)


class Point(models.TextChoices):
    """What is to be done before a looked-after child is excluded."""

    ASKED = "asked", "The Virtual School was asked to help before the decision"
    PLAN = "plan", "The personal education plan was read, and the support in it is given"
    CARERS = "carers", "The social worker and the carers were spoken to"
    OTHER_WAY = "other_way", "Another way was looked for, such as a different timetable or another place for a time"
    EDUCATION = "education", "Education from the day after the first is agreed"


# A setting that says this asks for the point no more.
LEFT_OUT = "no"
LONGEST, FEWEST_WORDS, WORD = 100, 3, re.compile(r"[^\W\d_]{2,}")


def _wording(typed: str) -> str:
    """Reads the words of a point. What a setting holds is no longer."""
    if typed.casefold() == LEFT_OUT:
        return LEFT_OUT
    if len(WORD.findall(typed)) < FEWEST_WORDS or not typed.isprintable():
        raise ValueError(f"write what is to be done as a sentence, or “{LEFT_OUT}” to leave the point out")
    if len(typed) > LONGEST:
        raise ValueError(f"write it in {LONGEST} characters or fewer")
    return typed


PROTOCOL: dict[Point, Rule[str]] = {
    point: Rule(
        f"exclusions.protocol_{point.value}",
        f"The Virtual School’s protocol, point {number}: what is done before a looked-after child is excluded "
        f"(“{LEFT_OUT}” leaves it out)",
        str(point.label),
        _wording,
        "Local wording (unsourced)",
        local=True,
        certain=False,
    )
    for number, point in enumerate(Point, start=1)
}


def protocol_on(day: date) -> dict[str, str]:
    """The points in force on a day, by key, each in its words of that day."""
    book = kept(RuleBook, RuleBook)
    words = {point.value: book.value(rule, day) for point, rule in PROTOCOL.items()}
    return {key: said for key, said in words.items() if said != LEFT_OUT}


class ToldVirtualSchool(models.Model):
    """Beside an exclusion: what of the protocol was done, and with whom at the Virtual School the school spoke."""

    protocol_done = ArrayField(models.CharField(max_length=10, choices=Point), default=list, blank=True)
    virtual_school_spoken_to = models.BooleanField(null=True, blank=True)
    virtual_school_who = models.CharField("who was spoken to", max_length=200, blank=True)
    virtual_school_on = models.DateField("day on which they were spoken to", null=True, blank=True)

    class Meta:
        abstract = True


def questions(on: date) -> dict[str, forms.Field]:
    """What is asked first of a pupil who is looked after, by the protocol of a day."""
    points = list(protocol_on(on).items())
    done = forms.MultipleChoiceField(
        label="The Virtual School’s protocol: what was done before you decided? (optional)",
        choices=points,
        widget=Checkboxes(small=True),
        required=False,
        help_text="The pupil is looked after. Tick what was done; what is not ticked was not done.",
    )
    return {
        **({"protocol_done": done} if points else {}),
        "virtual_school_spoken_to": YesNoField(
            label="Have you spoken to the Virtual School?",
            yes_if="you have spoken to the Virtual School",
            help_text="If not yet, do so today. Send this all the same: they are told of it at once.",
        ),
        "virtual_school_who": forms.CharField(
            label="If so, to whom? (optional)", max_length=200, required=False, help_text="The name and the job."
        ),
        "virtual_school_on": DateField(
            label="On which day? (optional)",
            name="day on which you spoke to them",
            required=False,
            past_or_today=True,
        ),
    }


def check(form: OxleForm, data: dict[str, Any]) -> None:
    """Say at its field what is not said of who was spoken to."""
    if data.get("virtual_school_spoken_to"):
        if not data.get("virtual_school_who") and "virtual_school_who" not in form.errors:
            form.add_error("virtual_school_who", "Enter to whom you spoke")
        if not data.get("virtual_school_on") and "virtual_school_on" not in form.errors:
            form.add_error("virtual_school_on", "Enter the day on which you spoke to them")


def in_words(told: Any) -> list[str]:
    """What a page says of a child who is looked after: with whom the school spoke, and what was done before."""
    if told.virtual_school_spoken_to is None:
        return ["Yes. It was not asked whether the Virtual School was spoken to"]
    protocol = protocol_on(london_day(told.told_at))
    if not told.virtual_school_spoken_to:
        said = ["Yes. The Virtual School was not spoken to yet"]
        if Point.ASKED in told.protocol_done and (asked := protocol.get(Point.ASKED)):
            said.append(f"The school ticked all the same: {asked[:1].lower()}{asked[1:]}. Ask the school")
    elif told.virtual_school_who and told.virtual_school_on:
        on = plain_day(told.virtual_school_on)
        said = [f"Yes. The Virtual School was spoken to: {told.virtual_school_who}, on {on}"]
    else:
        # Told before it was asked who it was.
        return ["Yes. The Virtual School was spoken to"]
    left = [words for key, words in protocol.items() if key not in told.protocol_done]
    return [*said, *(f"Not done: {words[:1].lower()}{words[1:]}" for words in left)]


def tell_officers(child: Child, reference: str, *, at: datetime, about: str = "") -> None:
    """An e-mail to the officers of the Virtual School at once, with a reference and a link to the child's record; not
    to whom that is closed for a conflict of interest. Once for a reference, and for whatever else it is `about`."""
    closed = closed_to(child.pk, london_day(at))
    link = reverse("people:child", args=[child.key])
    queue_messages(
        message(
            TOLD, person, dedupe=f"{TOLD.key}:{reference}:{about}{person.pk}", reference=reference, link=link, at=at
        )
        for person in kept(("told of the looked after",), _officers)
        if person.pk not in closed
    )


def _officers() -> list[User]:
    people = with_roles(User.objects.filter(is_active=True, memberships__role=ROLE).distinct())
    return [person for person in people if any(held.role == ROLE for held in person.current_memberships)]
