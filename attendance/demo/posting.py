"""Deals with the letters of a story: old ones were released and posted, the newest wait for somebody."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from oxle.cases.models import Case
from oxle.core.errors import Refused
from oxle.correspondence.actions import correct_sending, record_sent, release_letter, withdraw_letter
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter
from oxle.demo.savepoints import with_savepoints
from oxle.people.models import Adult
from oxle.schooldays.working_days import england

if TYPE_CHECKING:
    from attendance.demo.playing import Told

# Days after which a letter has been released, and after which it has been posted.
RELEASED_AFTER, POSTED_AFTER = 1, 3
# One now and then waits longer; no case goes on for weeks while its letters lie.
WAITS_AT_MOST = 10
SENIORS, SOLICITORS = ("senior", "manager"), ("solicitor", "solicitor2")


def post(told: "Told") -> None:
    """Release and post each letter of a case as its age asks; a closed case leaves none in hand."""
    letters = Letter.objects.filter(on_case__case=told.case).select_related("on_case__event").order_by("pk")
    for place, letter in enumerate(letters.only("state", "on_case__event__on")):
        if letter.state != Letter.State.DRAFTED:
            continue
        drafted_on: date = letter.on_case.event.on
        age = (told.county.on - drafted_on).days
        waits = (told.number + place) % 19 == 3 and age <= WAITS_AT_MOST
        if age >= RELEASED_AFTER and not waits:
            released = _released(told, letter, drafted_on, SENIORS)
            if age >= POSTED_AFTER and released.state == Letter.State.RELEASED:
                _send(told, released, england().working_day_after(drafted_on, 1), place)
        elif told.case.closed_on is not None:
            reason = "The case was closed before it was sent."
            withdraw_letter(letter, by=told.officer, at=told.county.moment(told.case.closed_on, 16), reason=reason)


def post_papers(told: "Told", case: Case) -> None:
    """Release and post the letters of a prosecution on the day of their step."""
    drafted = Letter.objects.filter(on_case__case=case, state=Letter.State.DRAFTED).select_related("on_case__event")
    for place, letter in enumerate(drafted.order_by("pk")):
        on: date = letter.on_case.event.on
        released = _released(told, letter, on, SOLICITORS)
        if released.state == Letter.State.RELEASED:
            _send(told, released, on, place)


def _released(told: "Told", letter: Letter, on: date, people: Sequence[str]) -> Letter:
    """The letter, released by the first of these people and, where two people must agree, by the second as well."""
    for hour, person in zip((15, 16), people, strict=True):
        at = told.county.moment(on, hour, told.number % 60)
        try:
            with with_savepoints():
                letter = release_letter(letter, by=told.county.people[person], on=on, at=at)
        except Refused:
            # Of a parent whose address must not be told, say: it stays a draft, as it would at work.
            break
        if letter.state == Letter.State.RELEASED:
            break
    return letter


def _send(told: "Told", letter: Letter, on: date, place: int) -> None:
    on = min(on, told.county.on)
    method = (Method.FIRST_CLASS, Method.FIRST_CLASS, Method.RECORDED, Method.BY_HAND)[(told.number + place) % 4]
    proof = {
        Method.RECORDED: f"Tracking number ZZ{told.number:03}{place}0000GB",
        Method.BY_HAND: "Handed to the parent at the door.",
    }.get(method, "Certificate of posting kept with the franking sheet." if told.number % 2 else "")
    record_sent(
        letter,
        by=told.county.people["admin"],
        on=on,
        at=told.county.moment(on, 16, told.number % 60),
        method=method,
        proof=proof,
        pdf_follows=True,
    )


def prove(told: "Told", adult: Adult, on: date) -> None:
    """Add the proof of posting, where it is lacking, of what went to somebody before a day."""
    for letter in Letter.objects.filter(on_case__case=told.case, adult=adult, state=Letter.State.SENT, proof=""):
        at = told.county.moment(on, 14, told.number % 60)
        sent = {"on": letter.sent_on, "method": Method(letter.method), "proof": "Certificate of posting found on file."}
        correct_sending(letter, letter.version, by=told.county.people["admin"], at=at, **sent)
