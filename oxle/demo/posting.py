"""Lets the letters of the made-up county go: what was drafted some days ago was released and posted."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

from oxle.accounts.models import User
from oxle.core.errors import Refused
from oxle.correspondence.actions import mark_served, record_sent, release_letter
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter
from oxle.demo.county import County
from oxle.demo.savepoints import with_savepoints
from oxle.schooldays.working_days import england

# Days after which a letter has been posted. One now and then waits longer, but not for weeks.
POSTED_AFTER, WAITS_AT_MOST = 3, 10
METHODS = (Method.FIRST_CLASS, Method.FIRST_CLASS, Method.RECORDED, Method.BY_HAND)


def post_what_waits(county: County) -> None:
    """Release and post what the steps of cases drafted some days ago; of duties whose stories did so themselves only
    what would lie for weeks. What was to be served by today is. None in a large county."""
    if county.size.in_bulk:
        return
    drafted = Letter.objects.filter(
        ~Q(on_case__case__duty__in=county.posted_by_stories)
        | Q(on_case__event__on__lt=county.on - timedelta(days=WAITS_AT_MOST)),
        state=Letter.State.DRAFTED,
        on_case__event__on__lte=county.on - timedelta(days=POSTED_AFTER),
    )
    links = drafted.select_related("on_case__event", "on_case__case__owner").order_by("pk")
    for number, letter in enumerate(links):
        drafted_on: date = letter.on_case.event.on
        released = release(county, letter, drafted_on, _who_may(county, letter), number)
        if released.state == Letter.State.RELEASED:
            send(county, released, england().working_day_after(drafted_on, 1), number)
    mark_served(on=county.on)


def release(county: County, letter: Letter, on: date, people: Iterable[User], number: int) -> Letter:
    """The letter, released by one of these people and, where two must agree, by the next of them as well."""
    for hour, by in zip((15, 16), people, strict=False):
        try:
            with with_savepoints():
                letter = release_letter(letter, by=by, on=on, at=county.moment(on, hour, number % 60))
        except Refused:
            # By who drafted it, say, or of a parent whose address must not be told: that stays a draft, as at work.
            continue
        if letter.state == Letter.State.RELEASED:
            break
    return letter


def send(county: County, letter: Letter, on: date, number: int, place: int = 0) -> None:
    """The office posts a letter, or hands it over, and keeps the proof of most."""
    on = min(on, county.on)
    method = METHODS[(number + place) % len(METHODS)]
    proof = {
        Method.RECORDED: f"Tracking number ZZ{number:03}{place}0000GB",
        Method.BY_HAND: "Handed to the parent at the door.",
    }.get(method, "Certificate of posting kept with the franking sheet." if number % 2 else "")
    record_sent(
        letter,
        by=county.people["admin"],
        on=on,
        at=county.moment(on, 16, number % 60),
        method=method,
        proof=proof,
        pdf_follows=True,
    )


def _who_may(county: County, letter: Letter) -> list[User]:
    """Who lets this letter go: whose case it is, and then others."""
    kind, owner = letter.letter_kind, letter.on_case.case.owner
    may = [one for one in county.people.values() if kind and one.can(kind.released_with)]
    return sorted(may, key=lambda one: one != owner)
