"""Writes of School to School (S2S): a search for a lost pupil, a Common Transfer File made or brought in."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cme import rules
from cme.actions import must_be_worked_on, record_enquiry
from cme.checklist import Goes, Kind
from cme.ctf.reading import read
from cme.ctf.transfer import (
    AUTHORITY_ITSELF,
    FILE_NAME,
    LOST,
    Place,
    SchoolTime,
    Transfer,
    file_name,
    number_after,
    outside,
)
from cme.ctf.writing import written
from cme.models import Search, TransferFile
from oxle.accounts.models import User
from oxle.cases import casework
from oxle.cases.models import Case
from oxle.core.concurrency import wait_turn
from oxle.core.dates import LONDON, london_day
from oxle.core.errors import Refused
from oxle.documents.actions import store_made, store_upload
from oxle.documents.types import TEXT
from oxle.people.models import Child, Enrolment, NameKind, Sex
from oxle.schooldays.school_years import school_year_of
from oxle.schools.models import School

SUPPLIER = "Oxle"
CAME = "Common Transfer File that came"
ANOTHER = (
    "The file is about another pupil: neither its UPN nor the name and the day of birth are those of this child. "
    "Nothing was kept."
)


@transaction.atomic
def record_search(
    case: Case, *, looked_by: list[str], found: int, result: str, words: str, next_on: date | None, by: User, on: date,
    at: datetime,
) -> Search:  # fmt: skip
    """Record a search for a lost pupil, which is an enquiry like the others. Refused as those are."""
    enquiry = record_enquiry(case, kind=Kind.S2S, result=result, words=words, next_on=next_on, by=by, on=on, at=at)
    return Search.objects.create(case=enquiry.case, enquiry=enquiry, looked_by=looked_by, found=found)


@transaction.atomic
def export(case: Case, *, goes: str = Goes.LOST, by: User, at: datetime) -> TransferFile:
    """Make the file of a child whom nobody can find, for the lost pupils, or of one at a school outside the maintained
    system: one pupil, no school it goes to.

    It tells who the child is and at which schools they were, and no address. It is kept on the case. Refused while
    nobody may be asked about the child, and for a child without a UPN.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    must_be_worked_on(case)
    if case.child is None or not case.child.upn:
        raise Refused("The child has no UPN: School to School (S2S) takes no file without one. Add it to the record.")
    wait_turn("cme: transfer file")
    last = TransferFile.objects.filter(way=TransferFile.Way.OUT).order_by("-order").first()
    order = (last.order or 0) + 1 if last else 1
    on = london_day(at)
    made = _of(case, case.child, outside(rules.CTF_OUTSIDE.on(on)) if goes == Goes.OUTSIDE else LOST, on, at)
    name = file_name(made.source, made.destination, number_after(order - 1))
    file = store_made(written(made), kind=TEXT, name=name, at=at)
    document = casework.attach(case, file, title=f"Common Transfer File, {Goes(goes).words}", by=by, on=on, at=at)
    return TransferFile.objects.create(
        case=case, document=document, way=TransferFile.Way.OUT, name=name, order=order, source=made.source.number,
        source_name=made.source.name, destination=made.destination.number, on=on, at=at, by=by,
    )  # fmt: skip


@transaction.atomic
def bring_in(case: Case, upload: UploadedFile, *, by: User, on: date, at: datetime) -> TransferFile:
    """Read a file that came about the child, and keep it on the case; nothing of the child's record is changed.

    Refused, with nothing kept, for what is no Common Transfer File of one pupil, and for one about another child.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    must_be_worked_on(case)
    try:
        found = read(upload.read())
    except Refused as refusal:
        raise Refused(refusal.message, field="file") from refusal
    upload.seek(0)
    if case.child is None or not _is_about(found, case.child):
        raise Refused(ANOTHER, field="file")
    file = store_upload(upload, by=by, at=at)
    document = casework.attach(case, file, title=CAME, by=by, on=on, at=at)
    return TransferFile.objects.create(
        case=case, document=document, way=TransferFile.Way.IN, name=_called(file.name), source=found.source.number,
        source_name=found.source.name, destination=found.destination.number, said=_said(found), on=on, at=at, by=by,
    )  # fmt: skip


def goes_to(file: TransferFile) -> str:
    """Where a file goes, in words."""
    if file.is_lost:
        return "Nobody: for the lost pupils"
    if file.destination == rules.CTF_OUTSIDE.on(file.on):
        return f"A school outside the maintained system ({file.destination})"
    return file.destination


def _of(case: Case, child: Child, destination: Place, on: date, at: datetime) -> Transfer:
    names = list(child.names.order_by("pk"))
    legal = next((name for name in names if name.kind == NameKind.LEGAL and name.to_on is None), None)
    if legal is None:
        raise Refused("No legal name is recorded for the child. Add it to the record.")
    former = next((name for name in names if name.kind == NameKind.FORMER and name.family != legal.family), None)
    ours = Place(rules.OUR_CODE.on(on), AUTHORITY_ITSELF, "", settings.COUNCIL_NAME)
    return Transfer(
        version=rules.CTF_VERSION.on(on),
        made_at=at.astimezone(LONDON).strftime("%Y-%m-%dT%H:%M:%S"),
        supplier=SUPPLIER,
        source=ours,
        destination=destination,
        academic_year=str(school_year_of(on).starts_on.year),
        upn=child.upn or "",
        family=legal.family,
        given=legal.given,
        born_on=child.born_on,
        sex=child.sex if child.sex in (Sex.FEMALE, Sex.MALE) else "",
        former_upn=child.former_upn,
        former_family=former.family if former else "",
        schools=tuple(
            SchoolTime(_place(one.school), one.from_on, one.to_on)
            for one in Enrolment.objects.filter(child=child)
            .select_related("school__organisation", "school__authority")
            .order_by("from_on", "pk")
            if one.school.establishment_number
        ),
    )


def _place(school: School) -> Place:
    return Place(school.authority.code, school.establishment_number, school.urn, school.name)


def _is_about(found: Transfer, child: Child) -> bool:
    """By the UPN, now or before; else by the day of birth and the family name, which a school may know alone."""
    if found.upn and Child.objects.filter(upn=found.upn).exclude(pk=child.pk).exists():
        return False  # a twin's, say
    theirs = {upn for upn in (found.upn, found.former_upn) if upn}
    ours = {upn for upn in (child.upn, child.former_upn) if upn}
    if theirs & ours:
        return True
    if theirs and ours and not _temporary(theirs | ours):
        return False
    families = {name.family.casefold() for name in child.names.all()}
    return found.born_on == child.born_on and found.family.casefold() in families


def _temporary(upns: set[str]) -> bool:
    """Whether one of them was given for a time only: then the same child can have two."""
    return any(upn[-1].isalpha() for upn in upns)


def _called(name: str) -> str:
    """What the rule calls a file that came; empty where it came under another name."""
    return name if FILE_NAME.fullmatch(name) else ""


def _said(found: Transfer) -> dict[str, Any]:
    return {
        "upn": found.upn,
        "former_upn": found.former_upn,
        "name": f"{found.given} {found.family}",
        "born_on": found.born_on.isoformat(),
        "sex": found.sex,
        "made_at": found.made_at,
        "schools": [
            {
                "number": one.place.number,
                "name": one.place.name,
                "entered_on": one.entered_on.isoformat() if one.entered_on else "",
                "left_on": one.left_on.isoformat() if one.left_on else "",
            }
            for one in found.schools
        ],
    }
