"""Makes closed cases whose time is up, and the people who decide what becomes of them."""

from datetime import UTC, date, datetime
from typing import Any

from attendance.prosecution import actions as prosecutions
from attendance.prosecution import pathway as prosecution_pathway
from attendance.referrals import pathway as referral_pathway
from oxle.accounts.models import User
from oxle.cases import casework, disposal
from oxle.cases.actions import duty_team
from oxle.cases.disposal_models import Disposal
from oxle.cases.models import Case, Event
from oxle.documents.actions import store_made
from oxle.documents.types import PDF
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals
from tests.attendance.test_prosecution_bundle import interview

ENDED = date(2027, 1, 13)
# Six years after the prosecution ended is over, and the child, born on 4 March 2014, has been 25.
LATER = date(2040, 1, 9)


def at(day: date, hour: int = 10) -> datetime:
    """An hour of a day."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


class Deciders:
    """A manager who reviews, and a senior officer and a solicitor who can be the second person."""

    def __init__(self) -> None:
        team = make.organisation("team", "County Attendance Team")
        self.reviewer = make.user("manager", team, name="Example reviewer")
        self.second = make.user("senior_attendance_officer", team, name="Example second")


def withdrawn(on: date = date(2026, 10, 20)) -> Case:
    """A referral with a note and a file, withdrawn: no legal action came of it."""
    referrals.calendar()
    school = make.school()
    lead = make.user("school_attendance_lead", school.organisation)
    team = make.organisation("team", "County Attendance Team")
    senior = make.user("senior_attendance_officer", team)
    case = referrals.sent(school, referrals.family(school), lead, date(2026, 10, 16))
    referrals.accepted(case, senior, date(2026, 10, 16))
    with_papers(case, senior, on)
    court.taken(case, referral_pathway.WITHDRAW, senior, on, reason="The school asked for it.")
    case.refresh_from_db()
    return case


def with_papers(case: Case, by: User, on: date) -> None:
    """A note, a visit, a contact to the MASH, a document and a message on a case."""
    casework.write_note(case, text="Quite private.", compartment="ordinary", by=by, on=on, at=at(on))
    casework.record_visit(case, place="Home", outcome="adult", joint_with="", text="Seen.", by=by, on=on, at=at(on))
    casework.refer_to_mash(case, concern="A worry.", by=by, on=on, at=at(on))
    kept = store_made(court.a_page(), kind=PDF, name="scan.pdf", at=at(on))
    casework.attach(case, kept, title="A scan", by=by, on=on, at=at(on))
    sent = store_made(court.a_page(), kind=PDF, name="mail.pdf", at=at(on))
    message = casework.receive_message(
        team=duty_team("attendance"), channel="email", received_on=on, sender="A parent", text="About my child",
        files=[sent], by=by, at=at(on),
    )  # fmt: skip
    casework.link_message(message, case, by=by, at=at(on), version=message.version)


def prosecuted(people: court.People) -> tuple[Case, Case]:
    """A referral with a PACE interview, and the prosecution of one parent that came of it; both ended."""
    referral = court.final_warning(people)
    interview(referral, people, "Robin", "No comment.")
    with_papers(referral, people.officer, court.BEGUN)
    case = court.ready(people, referral)
    court.bundled(case, people)
    court.submitted(case, people)
    court.released(case, people)
    court.commenced(case, people)
    court.taken(case, prosecution_pathway.RECORD_PLEA, people.officer, court.BEGUN, facts={"plea": "guilty"})
    hearing(case, people)
    convicted(case, people)
    court.taken(referral, referral_pathway.END_COURT, people.officer, ENDED, reason="The court has decided.")
    for one in (referral, case):
        one.refresh_from_db()
    return referral, case


def hearing(case: Case, people: court.People) -> Event:
    """The hearing at which it ended."""
    case.refresh_from_db()
    return prosecutions.record_hearing(
        case, prosecution_pathway.RECORD_HEARING, data={"court": "Example", "result": "Heard", "hearing_on": None},
        by=people.officer, on=date(2027, 1, 12), at=at(date(2027, 1, 12)), version=case.version,
    )  # fmt: skip


def convicted(case: Case, people: court.People, **told: Any) -> Event:
    """Fined after a guilty plea."""
    case.refresh_from_db()
    data = {
        "plea": "guilty", "verdict": "guilty", "convicted_of": "s444_1", "sentence": "fine", "fine": 60, "costs": 40,
        "parenting_order": False, "parenting_order_until_on": None, "notes": "", **told,
    }  # fmt: skip
    return prosecutions.record_outcome(
        case,
        prosecution_pathway.RECORD_OUTCOME,
        data=data,
        by=people.officer,
        on=ENDED,
        at=at(ENDED),
        version=case.version,
    )


def decided(case: Case, by: Deciders, on: date = LATER) -> Disposal:
    """A disposal that two people decided."""
    made = disposal.propose(case, reason="Six years are over.", by=by.reviewer, on=on, at=at(on))
    disposal.confirm(made, answer="Read it through.", by=by.second, at=at(on, 11), version=made.version)
    return made
