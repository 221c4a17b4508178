"""What one defendant's bundle may hold: a list of allowed fields, filled for this defendant and for nobody else.

A council once posted a court bundle that told a father where the mother and the children had fled to. So nothing gets
into a bundle because it hangs on a record: only the fields named here do. No address of anybody is among them, no
note, no reason typed with a step, no child's view, nothing of another parent's interview, letter or route.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256

from attendance.prosecution import queries
from attendance.prosecution.models import Certificate, Statement
from attendance.referrals.queries import OFFENCES
from oxle.cases.agreed_models import AgreedAction
from oxle.cases.models import Case, Event
from oxle.cases.queries import days_of
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter
from oxle.correspondence.returned import why
from oxle.people.withheld import Secrets
from oxle.registers.codes import key_to
from oxle.schooldays.wording import plain_day


@dataclass(frozen=True)
class Cover:
    """The first page."""

    reference: str
    defendant: str
    child: str
    child_born_on: date
    school: str
    offence: str
    offence_from_on: date | None
    offence_to_on: date | None
    parenting_order: bool


@dataclass(frozen=True)
class WrittenStatement:
    """A signed statement; `copy` is the key of the signed paper, where one was scanned."""

    maker: str
    maker_as: str
    text: str
    declaration: str
    signed_on: date
    copy: str


@dataclass(frozen=True)
class Code:
    """A line of the key to the register's codes."""

    code: str
    meaning: str
    counts: str


@dataclass(frozen=True)
class Register:
    """The certificate of attendance."""

    from_on: date
    to_on: date
    days: tuple[tuple[date, str, str], ...]
    possible: int
    present: int
    authorised: int
    unauthorised: int
    codes: tuple[Code, ...]
    signed_by: str
    signed_as: str
    signed_on: date | None
    copy: str


@dataclass(frozen=True)
class SentLetter:
    """A letter to this defendant as it was sent, with what proves its service, or that it came back undelivered.

    `file` is empty while its PDF is made.
    """

    label: str
    title: str
    file: str
    sha256: str
    sent_on: date
    method: str
    proof: str
    served_on: date | None
    came_back_on: date | None
    came_back_because: str


@dataclass(frozen=True)
class PanelRecord:
    """An Attendance Panel Meeting. Nothing in it was said under caution."""

    on: date
    place: str
    council_present: str
    school_present: str
    defendant_came: bool
    discussed: str
    agreed: str
    actions: list[str]
    target: str


@dataclass(frozen=True)
class InterviewRecord:
    """This defendant's own interview under caution."""

    on: date
    attended: bool
    place: str
    began_at: datetime | None
    ended_at: datetime | None
    present: str
    caution: str
    caution_understood: bool
    told_free_to_leave: bool
    advice_offered: bool
    advice_answer: str
    questions: tuple[tuple[str, str], ...]
    signature: str


@dataclass(frozen=True)
class Line:
    """A line of the chronology: a day and words of ours, never what somebody typed."""

    on: date
    words: str


@dataclass(frozen=True)
class Document:
    """An exhibited document."""

    label: str
    title: str
    file: str
    media_type: str
    sha256: str


@dataclass(frozen=True)
class Contents:
    """Everything in the bundle."""

    cover: Cover
    statements: tuple[WrittenStatement, ...]
    register: Register | None
    letters: tuple[SentLetter, ...]
    panels: tuple[PanelRecord, ...]
    interviews: tuple[InterviewRecord, ...]
    chronology: tuple[Line, ...]
    documents: tuple[Document, ...]


def digest(contents: Contents, hidden: Secrets, *, is_draft: bool = False) -> str:
    """The digest of all that a bundle holds and of all that was looked for in it, and whether it is marked as a draft.

    A bundle made with the same one holds the same papers, and was searched for the same secrets.
    """
    made_of = [asdict(contents), asdict(hidden), *(["draft"] if is_draft else [])]
    return sha256(json.dumps(made_of, default=str, sort_keys=True).encode()).hexdigest()


def contents_of(case: Case) -> Contents:
    """The papers of a defendant's case as they stand."""
    exhibits, days = queries.exhibits_of(case), days_of(case.came_from)
    panels, interviews = queries.meetings_of(case)
    # Read once, however many meetings there were.
    agreed = list(case.came_from.agreed_actions.order_by("due_on", "pk")) if panels else []
    return Contents(
        cover=cover_of(case),
        statements=tuple(_statement(row) for row in queries.statements_of(case) if row.signed_on),
        register=register_of(certificate) if (certificate := queries.certificate_of(case)) else None,
        letters=tuple(
            letter_part(row.label, row.letter)
            for row in exhibits
            if row.letter and row.letter.adult_id == case.adult_id
        ),
        panels=tuple(_panel(event, case, days[event.pk], agreed) for event in panels),
        interviews=tuple(_interview(event, days[event.pk]) for event in interviews),
        chronology=tuple(sorted(_chronology(case), key=lambda line: line.on)),
        documents=tuple(
            Document(
                row.label,
                row.title,
                row.document.file.key,
                row.document.file.media_type,
                row.document.file.sha256,
            )
            for row in exhibits
            if row.document
        ),
    )


def register_of(certificate: Certificate) -> Register:
    """The certificate as it is printed, with the key to the codes that occur in it."""
    days = tuple((date.fromisoformat(day), morning, afternoon) for day, morning, afternoon in certificate.marks)
    codes = key_to(code for _, *two in days for code in two if code)
    return Register(
        from_on=certificate.from_on,
        to_on=certificate.to_on,
        days=days,
        possible=certificate.possible,
        present=certificate.present,
        authorised=certificate.authorised,
        unauthorised=certificate.unauthorised,
        codes=tuple(Code(code.code, code.meaning, code.counts.value) for code in codes),
        signed_by=certificate.signed_by,
        signed_as=certificate.signed_as,
        signed_on=certificate.signed_on,
        copy=certificate.signed_copy.key if certificate.signed_copy else "",
    )


def letter_part(label: str, letter: Letter) -> SentLetter:
    """A sent letter with its proof of service; one that came back counts as served on no day."""
    return SentLetter(
        label=label,
        title=letter.title,
        file=letter.pdf.key if letter.pdf else "",
        sha256=letter.pdf.sha256 if letter.pdf else "",
        sent_on=letter.sent_on,
        method=Method(letter.method).label,
        proof=letter.proof,
        served_on=None if letter.returned_on else letter.deemed_served_on,
        came_back_on=letter.returned_on,
        came_back_because=why(letter) if letter.returned_on else "",
    )


def cover_of(case: Case) -> Cover:
    """The particulars that stand on every paper of a case."""
    child, charge = queries.child_of(case), queries.charge_of(case)
    return Cover(
        reference=case.reference,
        defendant=case.adult.name,
        child=child.shown_name,
        child_born_on=child.born_on,
        school=case.school.name,
        offence=OFFENCES[charge.kind].replace("your child", "the child") if charge else "",
        offence_from_on=charge.offence_from_on if charge else None,
        offence_to_on=charge.offence_to_on if charge else None,
        parenting_order=bool(charge and charge.with_parenting_order),
    )


def _statement(row: Statement) -> WrittenStatement:
    copy = row.signed_copy.key if row.signed_copy else ""
    return WrittenStatement(row.maker, row.maker_as, row.text, row.declaration, row.signed_on, copy)


def _panel(event: Event, case: Case, on: date, agreed: Sequence[AgreedAction]) -> PanelRecord:
    panel = event.panel
    target = getattr(event, "target", None)
    return PanelRecord(
        on=on,
        place=panel.place,
        council_present=panel.council_present,
        school_present=panel.school_present,
        defendant_came=case.adult in panel.parents_present.all(),
        discussed=panel.discussed,
        agreed=panel.agreed,
        actions=[_agreed(one) for one in agreed if one.agreed_on == on],
        target=f"{target.percent}%" if target else "",
    )


def _agreed(action: AgreedAction) -> str:
    came = f" {action.get_outcome_display()}." if action.settled_on else ""
    what = f"{action.what}: {action.who}, by {plain_day(action.due_on)}.{came}"
    return f"{what} {action.came_of_it}".strip()


def _interview(event: Event, on: date) -> InterviewRecord:
    row = event.pace_interview
    return InterviewRecord(
        on=on,
        attended=row.attended,
        place=row.place,
        began_at=row.began_at,
        ended_at=row.ended_at,
        present=row.present,
        caution=row.caution,
        caution_understood=row.caution_understood,
        told_free_to_leave=row.told_free_to_leave,
        advice_offered=row.advice_offered,
        advice_answer=row.advice_answer,
        questions=tuple((one["question"], one["answer"]) for one in row.questions),
        signature=row.get_signature_display(),
    )


# Steps of the referral that a chronology tells, in our own words. A pause, a note or a change of route is not among
# them: they may tell of an enquiry, or of the other parent.
TOLD = {
    "refer": "The school referred the child to the council.",
    "resubmit": "The school sent the referral again with more information.",
    "accept": "The council accepted the referral.",
    "invite_panel": "An Attendance Panel Meeting was arranged.",
    "record_panel": "An Attendance Panel Meeting was held.",
    "target_met": "The attendance target was met.",
    "target_missed": "The attendance target was not met.",
    "final_warning": "The council decided to give a final warning.",
}
TOLD_OF_DEFENDANT = {
    "invite_pace": "The defendant was invited to an interview under caution.",
    "record_pace": "The day of the interview under caution.",
    "miss_pace": "The defendant did not come to the interview under caution.",
    "prepare_papers": "The council began to prepare papers for court.",
}


def _chronology(case: Case) -> Iterator[Line]:
    party = case.prosecution.brought_from_id
    for event in case.came_from.events.filter(superseded_by=None).order_by("on", "order"):
        if event.step in TOLD:
            yield Line(event.on, TOLD[event.step])
        elif event.step in TOLD_OF_DEFENDANT and event.party_id == party:
            yield Line(event.on, TOLD_OF_DEFENDANT[event.step])
    for letter in queries.sent_letters(case):
        yield Line(letter.sent_on, f"Letter sent to the defendant: {letter.title}.")
        if letter.returned_on:
            yield Line(letter.returned_on, f"Letter to the defendant came back undelivered: {letter.title}.")
    if charge := queries.charge_of(case):
        yield Line(charge.offence_from_on, "The offence period begins.")
        yield Line(charge.offence_to_on, "The offence period ends.")
