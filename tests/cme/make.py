"""Makes what the tests of missing children begin with: a school, one of its pupils, an officer and a second person."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cme import actions, pathway, transfers
from cme.checklist import Kind, Result
from cme.ctf.transfer import LOST, Place, SchoolTime, Transfer
from cme.ctf.writing import written
from cme.grounds import ABSENT
from cme.models import AuthorityEnquiry, AuthorityRequest, Cause, Deletion, NewPupil, Source, TransferFile
from oxle.accounts.models import Organisation, User
from oxle.cases import actions as cases
from oxle.cases import told_online
from oxle.cases.actions import duty_team
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.people.models import Child
from oxle.schools.models import School
from tests import make
from tests.exclusions.make import calendar, moment

TOLD_ON = date(2026, 11, 2)
SCHOOL = Place("931", "4001", "123456", "Example School")
LOST_PUPIL = Transfer(
    version="25.0",
    made_at="2026-11-20T10:00:00",
    supplier="Oxle",
    source=Place("931", "LLLL", "", "Example Council"),
    destination=LOST,
    academic_year="2026",
    upn="H801200001001",
    family="O’Né & Sons",
    given="Ana",
    born_on=date(2015, 3, 4),
    sex="F",
    schools=(SchoolTime(SCHOOL, date(2020, 9, 1), date(2026, 11, 13)),),
)


def told_of_missing(on: date = TOLD_ON, **changes: Any) -> dict[str, Any]:
    """What a school tells of a missing pupil."""
    return {
        "source": Source.SCHOOL,
        "told_by": "The attendance lead",
        "cause": Cause.MOVED,
        "last_attended_on": on,
        "last_known": "The flat is empty.",
        "tried": ["day_one", "visit"],
        "found_out": "Nobody opened.",
        "concern": False,
        "concern_words": "",
        "siblings": "",
        "social_worker": False,
    } | changes


def told_by_anybody(*, at: datetime, team: Organisation | None = None, **known: Any) -> InboxMessage:
    """What somebody without an account told on line of a child."""
    said = {
        "source": Source.PUBLIC.value, "known": "At the window every day.", "concern": False, "unnamed": True, **known,
    }  # fmt: skip
    return told_online.receive(
        team or duty_team(pathway.TRACKING.duty), sender="Somebody", text="At the window every day.", told=said,
        urgent=False, reply_to="", on=at.date(), at=at,
    )  # fmt: skip


def missing_enquiries(case: Case, *, by: User, on: date) -> AuthorityEnquiry:
    """An enquiry that waits for its answer, and another authority that was asked."""
    at = moment(on)
    next_on = date(2027, 1, 11)
    words = "Asked by secure e-mail."
    actions.record_enquiry(
        case, kind=Kind.HEALTH, result=Result.WAITS, words=words, next_on=next_on, by=by, on=on, at=at
    )
    return actions.ask_authority(case, authority="Northmere", to_whom="Their officer", sent_on=on, by=by, at=at)


def new_pupil(case: Case, *, on: date, **changes: Any) -> NewPupil:
    """A school's return of the child whom a case looks for, matched."""
    child, school = case.child, make.school("Far School")
    assert child is not None
    said = {
        "school": school, "given": "Demo", "family": "Pupil", "born_on": child.born_on, "lines": "1 Example Street",
        "entered_on": on, "due_on": on, "told_on": on, "told_at": moment(on), "told_by": make.someone(),
        "match": NewPupil.Match.UPN, "child": child, "case": case,
    }  # fmt: skip
    return NewPupil.objects.create(**said | changes)


def returned(
    case: Case, *, by: User, on: date, told_by: User, number: int = 0
) -> tuple[NewPupil, AuthorityRequest, Deletion]:
    """A new-pupil return of the child, what another authority asks about them, and a deletion that is challenged."""
    child, school = case.child, case.school
    assert child is not None
    assert school is not None
    asked = AuthorityRequest.objects.create(
        authority="Northmere", from_whom="Their officer", received_on=on, due_on=on, asked="Is the child with you?",
        child=child, case=case, entered_by=by, entered_at=moment(on),
    )  # fmt: skip
    gone = Deletion.objects.create(
        school=school, child=child, ground=ABSENT.key, deleted_on=on - timedelta(days=number), destination="Not known",
        told_on=on, told_at=moment(on), told_by=told_by, case=case,
    )  # fmt: skip
    case.refresh_from_db()
    facts = {"about": gone.key}
    cases.take(case, pathway.CHALLENGE, by=None, on=on, at=moment(on), reason="On which ground?", facts=facts)
    name = child.names.get()
    came = NewPupil.objects.create(
        school=school, given=name.given, family=name.family, born_on=child.born_on, lines="1 Example Street",
        entered_on=on, due_on=on, told_on=on, told_at=moment(on), told_by=told_by, match=NewPupil.Match.UPN,
        child=child, case=case,
    )  # fmt: skip
    return came, asked, gone


def transferred(case: Case, *, by: User, on: date) -> TransferFile:
    """A search of the lost pupils, and a file that came about the child."""
    child = case.child
    assert child is not None
    transfers.record_search(
        case, looked_by=["name_birth"], found=1, result=Result.LEAD, words="A school in Northmere.", next_on=None,
        by=by, on=on, at=moment(on),
    )  # fmt: skip
    name = child.names.get()
    said = replace(LOST_PUPIL, upn=child.upn or "", given=name.given, family=name.family, born_on=child.born_on)
    came = SimpleUploadedFile("9314001_CTF_931LLLL_001.xml", written(said), content_type="text/xml")
    return transfers.bring_in(case, came, by=by, on=on, at=moment(on))


class People:
    """A school that keeps the council's terms, its attendance lead, a pupil, two officers and a manager."""

    def __init__(self) -> None:
        calendar()
        self.school: School = make.school()
        self.lead: User = make.user("school_attendance_lead", self.school.organisation)
        self.officer: User = make.user("tracking_officer")
        self.manager: User = make.user("manager")
        self.child: Child = make.child(at=self.school)
        self.parent = make.parent(self.child, parental_responsibility=True)

    def refer(self, on: date = TOLD_ON, **changes: Any) -> Case:
        """The school refers the pupil."""
        told = told_of_missing(on, **changes)
        return actions.refer(self.child, self.school, told=told, by=self.lead, on=on, at=moment(on))

    def take(self, case: Case, step: Step, on: date, *, by: User | None = None, **facts: Any) -> Event:
        """A step that the officer takes, or somebody else."""
        case.refresh_from_db()
        reason = "For this reason." if step.reason else ""
        return cases.take(case, step, by=by or self.officer, on=on, at=moment(on), facts=facts, reason=reason)

    def ask(self, case: Case, kind: Kind, on: date, **said: Any) -> None:
        """An enquiry that the officer makes; nothing comes of it unless said."""
        said = {"result": Result.NOTHING, "words": "Nothing is known.", "next_on": None} | said
        actions.record_enquiry(case, kind=kind, by=self.officer, on=on, at=moment(on), **said)

    def ask_all(self, case: Case, on: date) -> None:
        """Every enquiry of the list."""
        for kind in Kind:
            self.ask(case, kind, on)
