"""Makes what the tests of prosecutions begin with: a referral at the final warning, letters served, papers ready."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from pypdf import PdfWriter

from attendance.prosecution import actions, bundle_making, papers, pathway
from attendance.prosecution.bundle_contents import contents_of, digest
from attendance.prosecution.models import Bundle, Statement
from attendance.prosecution.withheld import secrets_from
from attendance.referrals import actions as referral_actions
from attendance.referrals import meetings
from attendance.referrals import pathway as referral_pathway
from attendance.referrals.models import Moment, Topic
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases import casework
from oxle.cases.models import Case, Event, Party
from oxle.correspondence.actions import record_sent, release_letter
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter
from oxle.correspondence.printing import print_next
from oxle.documents.actions import store_made
from oxle.documents.types import PDF
from oxle.registers.actions import write_marks
from oxle.registers.extract import read_extract
from oxle.schools.queries import calendar_of
from tests import make
from tests.attendance import make as referrals
from tests.attendance.make import moment

REFERRED, WARNED, BEGUN = date(2026, 10, 16), date(2026, 11, 20), date(2026, 11, 23)
FROM, TO = date(2026, 9, 2), date(2026, 10, 12)


class People:
    """Everybody who has a hand in it."""

    def __init__(self) -> None:
        referrals.calendar()
        team = make.organisation("team", "County Attendance Team")
        self.school = make.school(lines="2 School Lane", town="Exampleton", postcode="OX2 2BB")
        self.lead = make.user("school_attendance_lead", self.school.organisation)
        self.senior = make.user("senior_attendance_officer", team)
        self.officer = make.user("attendance_officer", team, name="Example officer", email="officer@example.org")
        self.solicitor = make.user("solicitor", team)
        self.manager = make.user("manager", team)
        self.child = referrals.family(self.school)


def final_warning(people: People) -> Case:
    """A referral of a child with two parents, both on s.444(1), that has come to the final warning."""
    case = referrals.sent(people.school, people.child, people.lead, REFERRED)
    referrals.accepted(case, people.senior, REFERRED)
    case.owner = people.officer
    case.save(update_fields=["owner"])
    panel_held(case, people.officer, date(2026, 11, 6))
    taken(case, referral_pathway.RECORD_TARGET_MISSED, people.officer, date(2026, 11, 19))
    referrals.considered(case, Moment.FINAL_WARNING, people.officer, WARNED)
    warned(case, people.officer, WARNED)
    return case


def warned(case: Case, by: User, on: date) -> Event:
    """The final warning given to every parent with a route."""
    case.refresh_from_db()
    step, version = referral_pathway.WARN_FINALLY, case.version
    why = "The target was missed."
    return referral_actions.warn_finally(case, step, data={}, by=by, on=on, at=moment(on), version=version, reason=why)


def panel_held(case: Case, by: User, on: date, **told: Any) -> Event:
    """An Attendance Panel Meeting to which every parent came."""
    case.refresh_from_db()
    parents = list(Party.objects.filter(case=case, role="parent"))
    data = {
        "place": "Example School",
        "council_present": "Example officer",
        "school_present": "A Head",
        "child_present": False,
        "child_view": "Said apart: mornings frighten me.",
        "discussed": "Mornings, and what would help.",
        "agreed": "Breakfast club.",
        "target": "95",
        "parents_present": [party.key for party in parents],
        **told,
    }
    step = referral_pathway.RECORD_PANEL
    return meetings.record_panel(case, step, data=data, by=by, on=on, at=moment(on), version=case.version)


def taken(case: Case, step: Any, by: User, on: date, **more: Any) -> Event:
    """A step taken through the one door."""
    case.refresh_from_db()
    return cases.take(case, step, by=by, on=on, at=moment(on), version=case.version, **more)


def parent(case: Case, given: str) -> Party:
    """A parent's place in a referral."""
    return Party.objects.get(case=case, role="parent", adult__given=given)


def begun(case: Case, people: People, given: str = "Robin", on: date = BEGUN) -> Case:
    """Court papers begun for one parent, by the officer."""
    case.refresh_from_db()
    party = parent(case, given)
    step = referral_pathway.PREPARE_PAPERS
    version = case.version
    actions.prepare_papers(case, step, data={}, party=party, by=people.officer, on=on, at=moment(on), version=version)
    return Case.objects.get(pathway=pathway.PROSECUTION.key, adult=party.adult, closed_on=None)


def charged(case: Case, people: People, kind: str = "s444_1", on: date = BEGUN, **period: date) -> Case:
    """A charge chosen for the absences of the referral."""
    case.refresh_from_db()
    actions.set_charge(
        case,
        kind=kind,
        with_parenting_order=False,
        **{"offence_from_on": FROM, "offence_to_on": TO, **period},
        by=people.officer,
        on=on,
        at=moment(on),
        version=case.version,
    )
    case.refresh_from_db()
    return case


def supervision_considered(case: Case, people: People, on: date = BEGUN) -> None:
    """An education supervision order considered and found not to help."""
    case.refresh_from_db()
    actions.consider_supervision(
        case,
        pathway.CONSIDER_SUPERVISION,
        data={"appropriate": False},
        by=people.officer,
        on=on,
        at=moment(on),
        version=case.version,
        reason="The parent refuses all help.",
    )


def considered(case: Case, people: People, on: date = BEGUN) -> None:
    """Every topic looked at before release."""
    found = [{"topic": topic.value, "finding": "clear", "note": "", "go_on_because": ""} for topic in Topic]
    referral_actions.consider(case, Moment.RELEASE, found, by=people.officer, on=on)


def statement(case: Case, people: People, text: str = "I know this child’s record.", on: date = BEGUN) -> Statement:
    """A signed statement of the officer."""
    row = papers.write_statement(
        case, maker="Example officer", maker_as="Attendance officer", text=text, by=people.officer, at=moment(on)
    )
    papers.sign_statement(row, row.version, signed_on=on, copy=None, by=people.officer, on=on)
    return row


def certified(case: Case, people: People, on: date = BEGUN) -> None:
    """A certificate made from the register and signed by the head."""
    made = papers.make_certificate(case, by=people.officer, at=moment(on))
    papers.sign_certificate(made, signed_by="A Head", signed_as="Head teacher", signed_on=on, copy=None, on=on)


def letters_served(
    case: Case,
    people: People,
    on: date = BEGUN,
    *,
    proof: str = "Certificate of posting 77",
    printed: bool = False,
) -> None:
    """Every letter of the referral released, made and posted. Unless `printed`, a stand-in page is its PDF."""
    for by in (people.senior, people.manager):  # the second, where two people must agree
        for letter in Letter.objects.filter(on_case__case=case, state="drafted"):
            release_letter(letter, by=by, on=on, at=moment(on))
    while printed and print_next(at=moment(on)):
        pass
    for letter in Letter.objects.filter(on_case__case=case, state="released"):
        letter.pdf = store_made(a_page(), kind=PDF, name="letter.pdf", at=moment(on))
        letter.state, letter.rendered_at = "rendered", moment(on)
        letter.save()
    for letter in Letter.objects.filter(on_case__case=case, state="rendered"):
        record_sent(letter, by=people.officer, on=on, at=moment(on), method=Method.FIRST_CLASS, proof=proof)


def a_page() -> bytes:
    """An empty page of A4."""
    writer = PdfWriter()
    writer.add_blank_page(595.28, 841.89)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def of_age(case: Case, born_on: date | None = date(1985, 5, 5)) -> None:
    """The defendant's date of birth, as it came to be known."""
    case.adult.born_on = born_on
    case.adult.save(update_fields=["born_on"])


def ready(
    people: People,
    referral: Case,
    given: str = "Robin",
    kind: str = "s444_1",
    on: date = BEGUN,
    *,
    printed: bool = False,
) -> Case:
    """A defendant's papers with nothing missing, not handed in yet."""
    case = charged(begun(referral, people, given, on), people, kind, on)
    of_age(case)
    supervision_considered(case, people, on)
    considered(case, people, on)
    certified(case, people, on)
    statement(case, people, on=on)
    papers.nothing_unused(case, by=people.officer, on=on)
    letters_served(referral, people, on, printed=printed)
    case.refresh_from_db()
    return case


def bundled(case: Case, people: People, on: date = BEGUN, *, remarks: Sequence[str] = ()) -> Bundle:
    """A bundle of the papers as they stand, with a stand-in page: making it is tested in test_prosecution_bundle."""
    papers.exhibit_letters(case, by=people.officer, at=moment(on))
    file = store_made(a_page(), kind=PDF, name="bundle.pdf", at=moment(on))
    document = casework.attach(
        case, file, title="Court bundle", by=people.officer, on=on, at=moment(on), kind="bundle", compartment="legal"
    )
    return Bundle.objects.create(
        case=case,
        number=case.bundles.count() + 1,
        state="made",
        asked_at=moment(on),
        asked_by=people.officer,
        content_sha256=digest(contents_of(case), secrets_from(case)),
        document=document,
        pages=1,
        remarks=list(remarks),
        made_at=moment(on),
    )


def really_bundled(case: Case, people: People, on: date = BEGUN) -> Bundle:
    """The bundle asked for and made by the worker's own code."""
    asked = bundle_making.ask_for(case, by=people.officer, at=moment(on))
    while bundle_making.make_next(at=moment(on)):
        pass
    asked.refresh_from_db()
    return asked


def submitted(case: Case, people: People, on: date = BEGUN) -> Case:
    """Handed to the solicitor."""
    taken(case, pathway.SUBMIT, people.officer, on)
    case.refresh_from_db()
    return case


def released(case: Case, people: People, on: date = BEGUN, **told: Any) -> Case:
    """Released by the solicitor, on both tests and the newest bundle, looked at by eye where it must be."""
    case.refresh_from_db()
    made = case.bundles.filter(state="made").last()
    actions.release(
        case,
        **{"bundle": made.key if made else "", "looked_at": True, **told},
        evidential_reason="The register and the letters prove it.",
        public_interest_reason="Support was offered and refused.",
        by=people.solicitor,
        on=on,
        at=moment(on),
        version=case.version,
    )
    case.refresh_from_db()
    return case


def commenced(case: Case, people: People, method: str = "requisition", on: date = BEGUN, **told: Any) -> Case:
    """Charged, and served the same day."""
    case.refresh_from_db()
    first = {"court": "Example Magistrates’ Court", "hearing_on": date(2027, 1, 12)} if method == "requisition" else {}
    actions.commence(
        case,
        method=method,
        **{"urn": "43AB1234526", "served_on": on, "statements_served_on": on, **first, **told},
        by=people.officer,
        on=on,
        at=moment(on),
        version=case.version,
    )
    case.refresh_from_db()
    return case


def marks(people: People, text: str, on: date) -> None:
    """More of the register, as the school sent it."""
    extract = read_extract(text, calendar_of(people.school), on=on)
    write_marks(people.child, people.school, extract.marks, source="extract", by=people.officer)


def dates_of(case: Case) -> dict[str, Any]:
    """The dates that run on a case, by clock."""
    return dict(case.deadlines.filter(state="running").values_list("clock", "due_on"))
