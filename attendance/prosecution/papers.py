"""The writes on the papers: statements, the certificate of attendance, exhibits, the schedule of unused material."""

from datetime import date, datetime
from itertools import count

from django.db import transaction

from attendance.prosecution import pathway, queries
from attendance.prosecution.models import Certificate, Exhibit, Prosecution, Statement, UnusedMaterial
from attendance.prosecution.register import by_day, days_named, marks_of
from oxle.accounts.models import User
from oxle.accounts.permissions import Compartment
from oxle.cases.models import Case, CaseDocument
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused
from oxle.correspondence.models import Letter
from oxle.documents.models import File
from oxle.registers.codes import tally
from oxle.schooldays.calendar import NotLoaded
from oxle.schools.queries import calendar_of

State = Statement.State
# The words that Criminal Justice Act 1967 s.9(2)(b) requires, as the Criminal Procedure Rules' form has them.
DECLARATION = (
    "This statement is true to the best of my knowledge and belief and I make it knowing that, if it is tendered in "
    "evidence, I shall be liable to prosecution if I have wilfully stated in it anything which I know to be false, or "
    "do not believe to be true."
)


@transaction.atomic
def write_statement(
    case: Case, *, maker: str, maker_as: str, text: str, by: User, at: datetime, replaces: Statement | None = None
) -> Statement:
    """Begin a statement, or a new edition of one that was signed or refused."""
    _must_be_in_hand(case)
    if replaces is not None and replaces.state not in {State.SIGNED, State.REFUSED}:
        raise Refused("This statement is not signed yet. Change it instead.")
    statement = Statement.objects.create(
        case=case,
        edition=replaces.edition + 1 if replaces else 1,
        replaces=replaces,
        maker=maker,
        maker_as=maker_as,
        text=text,
        declaration=DECLARATION,
        written_at=at,
        written_by=by,
    )
    statement.writers.add(by)
    return statement


@transaction.atomic
def change_statement(
    statement: Statement, version: int, *, maker: str, maker_as: str, text: str, by: User, at: datetime
) -> None:
    """Change a statement that is not signed yet. Stale when somebody was faster."""
    _must_be_in_hand(statement.case)
    _must_be_draft(statement)
    statement.maker, statement.maker_as, statement.text = maker, maker_as, text
    statement.written_by, statement.written_at = by, at
    save_if_unchanged(statement, version, ["maker", "maker_as", "text", "written_by", "written_at"])
    statement.writers.add(by)


@transaction.atomic
def sign_statement(
    statement: Statement,
    version: int,
    *,
    signed_on: date,
    copy: File | None,
    by: User,
    on: date,
    looked_through: bool = False,
) -> None:
    """Record that the maker signed a statement and its declaration on a day. From then on it cannot change.

    A scan of the paper is refused until somebody has read it through for this defendant.
    """
    _must_be_in_hand(statement.case)
    _must_be_draft(statement)
    _must_be_read(copy, looked_through)
    if signed_on > on:
        raise Refused("The day it was signed must be today or in the past.", field="signed_on")
    statement.state, statement.signed_on, statement.signed_copy = State.SIGNED, signed_on, copy
    statement.settled_by = by
    save_if_unchanged(statement, version, ["state", "signed_on", "signed_copy", "settled_by"])


@transaction.atomic
def refuse_statement(statement: Statement, version: int, *, because: str, by: User) -> None:
    """Record that the maker would not sign, and why."""
    _must_be_in_hand(statement.case)
    _must_be_draft(statement)
    statement.state, statement.refused_because, statement.settled_by = State.REFUSED, because, by
    save_if_unchanged(statement, version, ["state", "refused_because", "settled_by"])


@transaction.atomic
def drop_statement(statement: Statement, version: int) -> None:
    """Leave a statement that is not signed out of the papers. It stays on the record."""
    _must_be_in_hand(statement.case)
    if statement.state == State.SIGNED:
        raise Refused("A signed statement cannot be left out silently. Schedule it as unused material instead.")
    statement.state, statement.refused_because = State.DROPPED, ""
    save_if_unchanged(statement, version, ["state", "refused_because"])


@transaction.atomic
def make_certificate(case: Case, *, by: User, at: datetime) -> Certificate:
    """Make the certificate of attendance from the register's marks of the offence period.

    Y, Q, D, X and # are shown and leave the possible sessions. Refused, with the days: while a reason is not yet
    established (N), and where the register has no mark for a session of the school.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    _must_be_in_hand(case)
    charge = queries.charge_of(case)
    if charge is None:
        raise Refused("Choose the charge and the offence period first.")
    marks = marks_of(case, charge.offence_from_on, charge.offence_to_on)
    if not marks:
        raise Refused("The register holds no marks for the offence period. Ask the school for an extract.")
    if waiting := [mark.on for mark in marks if mark.code == "N"]:
        raise Refused(f"The register still says N on {days_named(waiting)}. The school must settle the reason first.")
    days = by_day(marks)
    if gaps := _without_marks(case, days, charge.offence_from_on, charge.offence_to_on):
        raise Refused(f"The register has no mark for every session of {days_named(gaps)}. Ask the school for them.")
    counted = tally(mark.code for mark in marks)
    Certificate.objects.filter(case=case, replaced_at=None).update(replaced_at=at)
    return Certificate.objects.create(
        case=case,
        from_on=charge.offence_from_on,
        to_on=charge.offence_to_on,
        marks=[[day.isoformat(), *codes] for day, codes in days.items()],
        possible=counted.possible,
        present=counted.present,
        authorised=counted.authorised,
        unauthorised=counted.unauthorised,
        made_at=at,
        made_by=by,
    )


@transaction.atomic
def sign_certificate(
    certificate: Certificate,
    *,
    signed_by: str,
    signed_as: str,
    signed_on: date,
    copy: File | None,
    on: date,
    looked_through: bool = False,
) -> None:
    """Record that the head signed the certificate on a day. Refused twice, and for one that was replaced.

    A scan of the paper is refused until somebody has read it through for this defendant.
    """
    fresh = Certificate.objects.select_for_update().get(pk=certificate.pk)
    _must_be_in_hand(fresh.case)
    _must_be_read(copy, looked_through)
    if fresh.replaced_at or fresh.signed_on:
        raise Refused("This certificate is already signed, or a newer one was made.")
    if signed_on > on:
        raise Refused("The day it was signed must be today or in the past.", field="signed_on")
    if signed_on < fresh.to_on:
        raise Refused("It cannot have been signed before the period was over.", field="signed_on")
    fresh.signed_by, fresh.signed_as, fresh.signed_on, fresh.signed_copy = signed_by, signed_as, signed_on, copy
    fresh.save(update_fields=["signed_by", "signed_as", "signed_on", "signed_copy"])


@transaction.atomic
def exhibit_document(
    case: Case, document: CaseDocument, *, label: str, title: str, looked_through: bool, by: User, at: datetime
) -> Exhibit:
    """Exhibit a document of this case or of its referral, after somebody read it through for this defendant."""
    Case.objects.select_for_update().get(pk=case.pk)
    _must_be_in_hand(case)
    if document.case_id not in {case.pk, case.came_from_id}:
        raise Refused("The document belongs to another case.", field="document")
    if document.compartment == Compartment.SAFEGUARDING:
        raise Refused("A safeguarding document cannot be exhibited.", field="document")
    if not looked_through:
        raise Refused("Read the document through first.", field="looked_through")
    standing = case.exhibits.filter(removed_at=None)
    if standing.filter(label__iexact=label).exists():
        raise Refused(f"There is already an exhibit {label}.", field="label")
    if standing.filter(document=document).exists():
        raise Refused("This document is already an exhibit.", field="document")
    return Exhibit.objects.create(
        case=case, label=label, title=title, document=document, looked_through=True, added_at=at, added_by=by
    )


@transaction.atomic
def exhibit_letters(case: Case, *, by: User, at: datetime) -> list[Exhibit]:
    """Exhibit every letter that was sent to this defendant and is not yet one; their labels are L/1, L/2 and so on."""
    Case.objects.select_for_update().get(pk=case.pk)
    standing = case.exhibits.filter(removed_at=None)
    have = set(standing.filter(letter__isnull=False).values_list("letter_id", flat=True))
    used = set(standing.values_list("label", flat=True))
    free = (label for number in count(1) if (label := f"L/{number}") not in used)
    return [
        Exhibit.objects.create(case=case, label=next(free), title=letter.title, letter=letter, added_at=at, added_by=by)
        for letter in queries.sent_letters(case)
        if letter.pk not in have and _is_to_defendant(letter, case)
    ]


@transaction.atomic
def remove_exhibit(exhibit: Exhibit, *, at: datetime) -> None:
    """Take a document out of the exhibits. It stays on the case."""
    _must_be_in_hand(exhibit.case)
    if exhibit.letter_id:
        raise Refused("Letters that were sent to the defendant stay among the exhibits.")
    exhibit.removed_at = at
    exhibit.save(update_fields=["removed_at"])


@transaction.atomic
def schedule_unused(
    case: Case, *, description: str, disclosable: bool, reason: str, by: User, at: datetime
) -> UnusedMaterial:
    """Add a line to the schedule of unused material. A line is never taken off."""
    Case.objects.select_for_update().get(pk=case.pk)
    Prosecution.objects.filter(case=case).update(nothing_unused_on=None, nothing_unused_by=None)
    return UnusedMaterial.objects.create(
        case=case,
        number=case.unused_material.count() + 1,
        description=description,
        disclosable=disclosable,
        reason=reason,
        added_at=at,
        added_by=by,
    )


@transaction.atomic
def nothing_unused(case: Case, *, by: User, on: date) -> None:
    """Record that somebody looked and found no unused material. Refused once the schedule has a line."""
    Case.objects.select_for_update().get(pk=case.pk)
    if case.unused_material.exists():
        raise Refused("The schedule already lists material.")
    Prosecution.objects.filter(case=case).update(nothing_unused_on=on, nothing_unused_by=by)


@transaction.atomic
def disclose(line: UnusedMaterial, *, to: str, disclosed_on: date, on: date) -> None:
    """Record to whom and when a line of the schedule was disclosed."""
    line = UnusedMaterial.objects.select_for_update().get(pk=line.pk)
    if not line.disclosable:
        raise Refused("This material was judged not to help the defence.")
    if line.disclosed_on:
        raise Refused("This material has been disclosed already.")
    if disclosed_on > on:
        raise Refused("The day of disclosure must be today or in the past.", field="disclosed_on")
    line.disclosed_to, line.disclosed_on = to, disclosed_on
    line.save(update_fields=["disclosed_to", "disclosed_on"])


def _without_marks(case: Case, days: dict[date, list[str]], first: date, last: date) -> list[date]:
    try:
        open_days = calendar_of(case.school).days_between(first, last)
    except NotLoaded:
        # Without term dates nobody can say which day lacks a mark; the certificate shows what the register has.
        open_days = []
    return sorted({*(day for day in open_days if day not in days), *(day for day, two in days.items() if "" in two)})


def _is_to_defendant(letter: Letter, case: Case) -> bool:
    return letter.adult_id == case.adult_id


def _must_be_read(copy: File | None, looked_through: bool) -> None:
    if copy is not None and not looked_through:
        raise Refused("Read the scan through first.", field="looked_through")


def _must_be_draft(statement: Statement) -> None:
    if statement.state != State.DRAFT:
        raise Refused("This statement is settled. Write a new edition of it instead.")


def _must_be_in_hand(case: Case) -> None:
    # Once the solicitor has the papers, what they read must not change under them.
    now = Case.objects.get(pk=case.pk)
    if now.stage not in {stage.key for stage in pathway.IN_HAND}:
        raise Refused(
            "The papers are with the solicitor or in court. Ask for them to be returned before changing them."
        )
