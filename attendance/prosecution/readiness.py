"""What a defendant's papers still lack. The one place that knows: the page shows it, handing in and release need it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from attendance.prosecution import queries
from attendance.prosecution.bundle_contents import contents_of, digest
from attendance.prosecution.models import Charge, Statement
from attendance.prosecution.register import not_borne_out
from attendance.prosecution.withheld import secrets_from
from attendance.referrals import queries as referrals
from attendance.referrals.considering import paused, standing_in_the_way
from attendance.referrals.models import Moment
from oxle.cases.models import Case, Party
from oxle.core.errors import Refused
from oxle.correspondence.actions import SENT
from oxle.correspondence.returned import last_from, sentence
from oxle.people.queries import letter_address
from oxle.schooldays.wording import listed, plain_day

# Where each thing is put right: names of our pages.
CHARGE, SUPERVISION, CONSIDER = "charge", "supervision", "consider_release"
STATEMENTS, CERTIFICATE, LETTERS, MEETINGS = "statements", "certificate", "letters", "meetings"
SCHEDULE, DEFENDANT = "schedule", "defendant"

MUST_BE_SERVED = {
    "attendance.first_warning": "The first warning",
    "attendance.pace_letter": "The PACE letter",
    "attendance.final_warning": "The final warning",
}


NO_REGISTER = "The referral holds no register. Add the school’s extract to it, then make the certificate of attendance."


@dataclass(frozen=True)
class Item:
    """One thing that the papers need. `gap` says in a sentence what is missing; empty when nothing is.

    `note` is worth knowing and stops nothing; with `look` it is said in the place of “Ready”. `place` names the page on
    which it is put right.
    """

    title: str
    place: str
    gap: str = ""
    note: str = ""
    look: bool = False


def items(case: Case, on: date) -> list[Item]:
    """Everything the papers need, in the order in which it is usually done."""
    charge = queries.charge_of(case)
    return [
        _charge(charge, on),
        _supervision(case),
        _considered(case, on),
        _statements(case),
        _certificate(case, charge),
        *_letters(case),
        _meetings(case),
        _schedule(case),
        *_defendant(case, charge, on),
    ]


def gaps(case: Case, on: date) -> list[Item]:
    """Only what is missing."""
    return [item for item in items(case, on) if item.gap]


def finding(case: Case, party: Party | None, on: date) -> str | None:
    """What keeps the papers from being handed in or released, naming every gap; None when nothing does."""
    missing = gaps(case, on)
    if not missing:
        return None
    return f"Not ready: {len(missing)} {'thing is' if len(missing) == 1 else 'things are'} missing. " + " ".join(
        item.gap for item in missing
    )


def bundle_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why the newest bundle is not what would go to court; None when it is.

    An address that came to be known, or withheld, since it was made was not looked for in it.
    """
    bundle = queries.newest_bundle(case)
    if bundle is None:
        return "Make the bundle first."
    contents, hidden = contents_of(case), secrets_from(case)
    if bundle.content_sha256 == digest(contents, hidden, is_draft=True):
        return "The bundle was made while something was missing, and every page of it says so. Make it again."
    if bundle.content_sha256 != digest(contents, hidden):
        return (
            "The papers, or what this defendant must not be told, have changed since the bundle was made. Make it "
            "again, and read it again."
        )
    return None


def time_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Whether the offence can no longer be charged on a day; None while any of it can."""
    charge = queries.charge_of(case)
    return _too_late(charge, on) if charge else "Choose the charge first."


def paused_finding(case: Case, party: Party | None, on: date) -> str | None:
    """What keeps a charge from being made while the referral is paused; None when it is not, or was not on that day."""
    since = case.came_from.paused_since_on
    return _in_the_way(case, on) if since is not None and on >= since else None


def _in_the_way(case: Case, on: date) -> str | None:
    """What may stand in the way and is not dealt with; of a referral that is paused it says so first."""
    gap = standing_in_the_way(case, Moment.RELEASE, on)
    why = paused(case.came_from)
    return f"{why}. {gap}" if gap and why else gap


def plea_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Whether a plea is still to be recorded before the outcome."""
    return None if queries.plea_of(case) else "Record the plea first, or that none was entered."


def _too_late(charge: Charge, on: date) -> str | None:
    last = queries.charge_dates(charge).last_on
    if on > last:
        return f"No day of the offence can be charged after {plain_day(last)} (six months, MCA 1980 s.127)."
    return None


def _charge(charge: Charge | None, on: date) -> Item:
    if charge is None:
        return Item("Charge and offence period", CHARGE, "No charge is chosen.")
    if late := _too_late(charge, on):
        return Item("Charge and offence period", CHARGE, late)
    dates = queries.charge_dates(charge)
    if reaches := dates.in_time_from(on):
        note = (
            f"The safe day to charge was {plain_day(dates.safe_on)}. A charge today reaches back only to "
            f"{plain_day(reaches)}; the last possible day is {plain_day(dates.last_on)}."
        )
        return Item("Charge and offence period", CHARGE, note=note, look=True)
    return Item("Charge and offence period", CHARGE, note=f"Charge by {plain_day(dates.safe_on)}.")


def _supervision(case: Case) -> Item:
    title = "Education supervision order considered"
    if case.prosecution.supervision_considered_on is None:
        return Item(title, SUPERVISION, "Nobody has recorded that a supervision order was considered (s.447).")
    if case.prosecution.supervision_appropriate:
        return Item(title, SUPERVISION, note="An order was found appropriate instead or as well.")
    return Item(title, SUPERVISION)


def _considered(case: Case, on: date) -> Item:
    gap = _in_the_way(case, on)
    return Item("What may stand in the way", CONSIDER, gap or "")


def _statements(case: Case) -> Item:
    rows = queries.statements_of(case)
    signed = [row for row in rows if row.state == Statement.State.SIGNED]
    waiting = [row for row in rows if row.state == Statement.State.DRAFT]
    refused = [row for row in rows if row.state == Statement.State.REFUSED]
    gap = ""
    if not signed and not waiting:
        gap = "No witness statement is signed."
    elif waiting:
        gap = f"Not signed yet: the statement of {listed([row.maker for row in waiting])}."
    note = f"Refused to sign: {listed([row.maker for row in refused])}." if refused else ""
    return Item("Witness statements", STATEMENTS, gap, note)


def _certificate(case: Case, charge: Charge | None) -> Item:
    title = "Certificate of attendance"
    certificate = queries.certificate_of(case)
    if certificate is None:
        unknown = referrals.referral_of(case.came_from).possible is None
        return Item(title, CERTIFICATE, NO_REGISTER if unknown else "No certificate of attendance is made.")
    if charge and (certificate.from_on, certificate.to_on) != (charge.offence_from_on, charge.offence_to_on):
        return Item(title, CERTIFICATE, "The certificate covers another period than the charge. Make it again.")
    if not certificate.unauthorised:
        return Item(title, CERTIFICATE, "The certificate shows no unauthorised absence.")
    if changed := not_borne_out(case, certificate):
        # What a head signed is no evidence once the register it was made from says something else.
        return Item(title, CERTIFICATE, f"{changed} Make it again, and have it signed.")
    if certificate.signed_on is None:
        return Item(title, CERTIFICATE, "The head has not signed the certificate of attendance.")
    return Item(title, CERTIFICATE)


def _letters(case: Case) -> Iterator[Item]:
    links = queries.letters_to_defendant(case)
    for key, words in MUST_BE_SERVED.items():
        letters = [link.letter for link in links if link.letter.kind == key]
        sent = [letter for letter in letters if letter.state in SENT]
        back = [letter for letter in letters if letter.returned_on]
        gap = ""
        if not letters:
            gap = f"{words} to this parent was never written."
        elif not sent and back:
            gap = (
                f"{words} to this parent came back undelivered on {plain_day(back[-1].returned_on)}, so it does not "
                "count as served. Send it again."
            )
        elif not sent:
            gap = f"{words} to this parent has not been sent."
        elif not any(letter.proof for letter in sent):
            gap = f"{words} was sent, but no proof of posting or service is recorded."
        yield Item(f"{words}, with proof of service", LETTERS, gap)


def _meetings(case: Case) -> Item:
    panels, interviews = queries.meetings_of(case)
    gap = "" if panels or interviews else "Neither a panel meeting nor a PACE interview is recorded."
    note = ""
    if not interviews:
        note = "No interview under caution of this defendant is recorded."
    elif any(not event.pace_interview.attended for event in interviews):
        note = "This parent did not come to an interview under caution."
    return Item("Meeting records", MEETINGS, gap, note, look=not (gap or interviews))


def _schedule(case: Case) -> Item:
    title = "Schedule of unused material"
    lines = list(case.unused_material.all())
    if not lines and case.prosecution.nothing_unused_on is None:
        return Item(title, SCHEDULE, "The schedule of unused material is empty, and nobody said that there is none.")
    left = [str(line.number) for line in lines if line.disclosable and line.disclosed_on is None]
    return Item(title, SCHEDULE, note=f"To be disclosed: line {listed(left)}." if left else "")


def _defendant(case: Case, charge: Charge | None, on: date) -> Iterator[Item]:
    adult = case.adult
    gap = note = ""
    try:
        address = letter_address(adult, on, about_child=queries.child_of(case))
        came_back = last_from(adult, address.text)
        note = sentence(came_back) if came_back else ""
    except Refused as refusal:
        gap = refusal.message
    yield Item("The defendant’s address", DEFENDANT, gap, note, look=bool(note))
    if adult.born_on is None:
        yield Item("The defendant’s date of birth", DEFENDANT, f"The date of birth of {adult.name} is not recorded.")
        return
    why = queries.why_not_single_justice(charge.kind, adult, on) if charge else None
    yield Item("The defendant’s date of birth", DEFENDANT, note=why or "")
