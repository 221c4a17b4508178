"""Makes what the tests of chaperones begin with: an application, and what is found out before an approval."""

from datetime import date
from typing import Any

from licensing.chaperones import actions, pathway
from licensing.chaperones.deciding import APPROVALS
from licensing.chaperones.models import CertificateCopy
from licensing.chaperones.references.asking import ask
from licensing.chaperones.references.messages import LASTS, PURPOSE
from licensing.chaperones.references.models import ReferenceAsked
from licensing.chaperones.submitting import ChaperoneApplication, LivedGiven, RefereeGiven
from oxle.accounts.models import User
from oxle.cases.actions import take
from oxle.cases.models import Case, Event
from oxle.core.links import make_link
from oxle.documents.actions import store_made
from oxle.documents.types import PDF
from tests.exclusions.make import moment

REFEREES = (
    RefereeGiven("Alder Finch", "Head teacher until 2024", email="alder@school.example"),
    RefereeGiven("Bryony Marsh", "Neighbour for ten years", phone="01865 000000"),
)


def application(on: date, **changes: Any) -> ChaperoneApplication:
    """An application that lacks nothing which is the applicant’s to give."""
    earlier, moved = on.replace(year=on.year - 7), on.replace(year=on.year - 2)
    lived = [
        LivedGiven("4 Mill Lane\nExampleton", "OX1 1AA", moved),
        LivedGiven("9 High Street\nExampleton", "OX1 1AB", earlier, moved),
    ]
    photo = store_made(b"a face", kind=PDF, name="photo.pdf", at=moment(on))
    said = {
        "given": "Maple", "family": "Thistlewood", "born_on": date(1980, 5, 6), "lived": lived, "referees": REFEREES,
        "paid": "voluntary", "agrees_checks": True, "photo": photo, "dbs_number": "001234567890",
    }  # fmt: skip
    return ChaperoneApplication(**{**said, **changes})


def applied(on: date, *, by: User | None = None, **changes: Any) -> Case:
    """The case of an application that came on a day."""
    return actions.apply(application(on, **changes), by=by, on=on, at=moment(on))


def reference(case: Case, on: date, *, by: User, suitable: bool = True, related: bool = False) -> Event:
    """The next referee answers."""
    referee = case.referees.filter(suitable=None).first()
    said = "I have known them for years."
    data = {"referee": referee.key, "suitable": suitable, "related": related, "said": said}
    return actions.take_reference(case, pathway.REFERENCE, data=data, by=by, on=on, at=moment(on))


def interview(case: Case, on: date, *, by: User, suitable: bool = True) -> Event:
    """An interview is held."""
    data = {"with_whom": "Two officers", "identity": "Passport", "record": "All well.", "suitable": suitable}
    return actions.record_interview(case, pathway.INTERVIEW, data=data, by=by, on=on, at=moment(on))


def dbs(case: Case, on: date, *, by: User, **changes: Any) -> Event:
    """An enhanced certificate is seen."""
    said = {
        "way": "certificate", "number": "001234567890", "issued_on": on, "barred_list": True, "update_service": True,
        "suitable": True, "decision": "",
    }  # fmt: skip
    return actions.record_dbs(case, pathway.DBS, data={**said, **changes}, by=by, on=on, at=moment(on))


def training(case: Case, on: date, *, by: User) -> Event:
    """The training was done."""
    data = {"training": "Safeguarding for chaperones", "trained_on": on}
    return actions.record_training(case, pathway.TRAINING, data=data, by=by, on=on, at=moment(on))


def ready(case: Case, on: date, *, by: User) -> None:
    """All is found out that an approval needs."""
    case.refresh_from_db()
    taken: Any = {"by": by, "on": on}
    actions.begin_check(case, pathway.CHECK, data={}, at=moment(on), **taken)
    for find_out in (reference, reference, interview, dbs, training):
        find_out(case, **taken)


def approve(case: Case, on: date, *, by: User, until_on: date | None = None, **changes: Any) -> Event:
    """The chaperone is approved."""
    data = {"until_on": until_on or APPROVALS.longest(on, on), "conditions": "", "most_children": None, **changes}
    facts = {pathway.UNTIL_ON.key: data["until_on"].isoformat()}
    return APPROVALS.approve(case, pathway.APPROVE, data=data, by=by, on=on, at=moment(on), facts=facts)


def approved(on: date, *, by: User, until_on: date | None = None, **changes: Any) -> Case:
    """The case of a chaperone who applied and was approved on a day."""
    case = applied(on, by=by, **changes)
    ready(case, on, by=by)
    approve(case, on, by=by, until_on=until_on)
    case.refresh_from_db()
    return case


def step(case: Case, step: pathway.Step, on: date, *, by: User | None, reason: str = "Because.") -> Event:
    """A step that asks no more than its day and its reason."""
    return take(case, step, by=by, on=on, at=moment(on), reason=reason if step.reason else "")


def certificate_copy(on: date, *, by: User) -> CertificateCopy:
    """A copy of the certificate of somebody who applied."""
    file = store_made(b"a certificate", kind=PDF, name="copy.pdf", at=moment(on))
    return CertificateCopy.objects.create(case=applied(on, by=by), file=file, received_at=moment(on), by=by)


def asked(case: Case, on: date, *, by: User, email: str = "", referee: int = 0) -> Event:
    """A referee is sent a link."""
    case.refresh_from_db()
    data = {"referee": case.referees.all()[referee].key, "email": email}
    return ask(case, pathway.ASK_REFEREE, data=data, by=by, on=on, at=moment(on))


def link_to_reference(on: date, *, by: User) -> str:
    """The secret of a link to a reference for somebody who applied."""
    case = applied(on, by=by)
    asked(case, on, by=by)
    (sent,) = ReferenceAsked.objects.filter(referee__case=case)
    return make_link(PURPOSE, sent.key, at=moment(on), lasts=LASTS)
