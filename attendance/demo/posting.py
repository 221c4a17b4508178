"""Deals with the letters of a story: old ones were released and posted, the newest wait for somebody."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from oxle.cases.models import Case
from oxle.correspondence.actions import correct_sending, withdraw_letter
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter
from oxle.demo.posting import POSTED_AFTER, WAITS_AT_MOST, release, send
from oxle.people.models import Adult
from oxle.schooldays.working_days import england

if TYPE_CHECKING:
    from attendance.demo.playing import Told

# Days after which a letter has been released; it is posted later.
RELEASED_AFTER = 1
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
                send(told.county, released, england().working_day_after(drafted_on, 1), told.number, place)
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
            send(told.county, released, on, told.number, place)


def _released(told: "Told", letter: Letter, on: date, people: Sequence[str]) -> Letter:
    return release(told.county, letter, on, [told.county.people[person] for person in people], told.number)


def prove(told: "Told", adult: Adult, on: date) -> None:
    """Add the proof of posting, where it is lacking, of what went to somebody before a day."""
    for letter in Letter.objects.filter(on_case__case=told.case, adult=adult, state=Letter.State.SENT, proof=""):
        at = told.county.moment(on, 14, told.number % 60)
        sent = {"on": letter.sent_on, "method": Method(letter.method), "proof": "Certificate of posting found on file."}
        correct_sending(letter, letter.version, by=told.county.people["admin"], at=at, **sent)
