"""Reads a Common Transfer File of one lost pupil, in whatever encoding a school's system wrote it. Pure.

Nothing outside the file is ever opened: a document type or an entity, by which a file could name others or unpack into
gigabytes, is refused before anything is read. Whatever is wrong is said in a sentence.
"""

import re
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from cme.ctf.transfer import CODE, ESTABLISHMENT, Place, SchoolTime, Transfer
from oxle.core.dates import from_iso
from oxle.core.errors import Refused
from oxle.people.upn import WrongUpn, clean_upn

ROOT = "CTfile"
# The byte order marks of UTF-16.
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
DAMAGED = "The file cannot be read as XML: it is damaged, or no Common Transfer File. Ask for it again."
NOT_ONE = "This is no Common Transfer File: it does not begin with CTfile."
FORBIDDEN = (
    "The file declares a document type (DTD) or entities. A Common Transfer File never does, and such a file can harm "
    "whoever opens it. Nothing was read."
)
# Older files say Gender where newer ones say Sex.
SEX = ("Sex", "Gender")
LONGEST = 300
SPACE = re.compile(r"\s+")


def read(content: bytes) -> Transfer:
    """What a file says. Raises Refused, with a sentence, for whatever is not the file of one pupil."""
    root = _root(content)
    header, data = _child(root, "Header"), _child(root, "CTFpupilData")
    if header is None or data is None:
        raise Refused("The file has no header or no pupil’s data. Ask for it again.")
    pupil = _only_pupil(data)
    source, destination = _child(header, "SourceSchool"), _child(header, "DestSchool")
    if source is None or destination is None:
        raise Refused("The file does not say which school it comes from, or where it goes.")
    basic, history = _child(pupil, "BasicDetails"), _child(pupil, "SchoolHistory")
    return Transfer(
        version=_text(header, "CTFversion"),
        made_at=_text(header, "DateTime"),
        supplier=_text(header, "SupplierID"),
        source=_place(source),
        destination=_place(destination),
        academic_year=_text(source, "AcademicYear"),
        upn=_upn(pupil, "UPN"),
        family=_needed(pupil, "Surname", "surname"),
        given=_needed(pupil, "Forename", "forename"),
        born_on=_born_on(pupil),
        sex=next((text for name in SEX if (text := _text(pupil, name))), ""),
        former_upn=_upn(pupil, "FormerUPN") or (_upn(basic, "FormerUPN") if basic is not None else ""),
        former_family=_text(basic, "FormerSurname") if basic is not None else "",
        schools=tuple(map(_school, _children(history, "School"))) if history is not None else (),
    )


def _root(content: bytes) -> Element:
    try:
        root: Element = fromstring(content, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        raise Refused(FORBIDDEN) from None
    except (ParseError, ValueError, LookupError):
        root = _as_it_is(content)
    if _name(root) != ROOT:
        raise Refused(NOT_ONE)
    return root


def _as_it_is(content: bytes) -> Element:
    """A file that says something else of its encoding than it is in: UTF-16 by its byte order mark, which no file has
    by chance, or Latin-1, which every other reader takes for UTF-8."""
    try:
        text = content.decode("utf-16") if content.startswith(UTF_16) else content.decode("cp1252", "replace")
        # What it says of itself is wrong, and goes.
        text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
        root: Element = fromstring(text, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        raise Refused(FORBIDDEN) from None
    except (ParseError, ValueError, LookupError):
        raise Refused(DAMAGED) from None
    return root


def _only_pupil(data: Element) -> Element:
    pupils = list(_children(data, "Pupil"))
    if not pupils:
        raise Refused("The file holds no pupil.")
    if len(pupils) > 1:
        raise Refused(f"The file holds {len(pupils)} pupils. The file of a lost pupil holds one: nothing was read.")
    return pupils[0]


def _upn(holder: Element, name: str) -> str:
    typed = _text(holder, name)
    if not typed:
        return ""
    try:
        return clean_upn(typed)
    except WrongUpn as wrong:
        raise Refused(f"The pupil’s number in the file is wrong. {wrong}") from None


def _born_on(pupil: Element) -> date:
    typed = _needed(pupil, "DOB", "day of birth")
    born_on = _day(typed)
    if born_on is None:
        raise Refused("The day of birth in the file is no date.")
    return born_on


def _day(text: str) -> date | None:
    """A day as a file writes it; None for what is none."""
    try:
        return from_iso(text)
    except ValueError:
        return None


def _school(element: Element) -> SchoolTime:
    return SchoolTime(_place(element), _day(_text(element, "EntryDate")), _day(_text(element, "LeavingDate")))


def _place(element: Element) -> Place:
    authority, establishment = _text(element, "LEA").upper(), _text(element, "Estab").upper()
    if not CODE.fullmatch(authority) or not ESTABLISHMENT.fullmatch(establishment):
        raise Refused("A school in the file has no authority’s code of three signs or no number of four.")
    return Place(authority, establishment, _text(element, "URN"), _text(element, "SchoolName"))


def _needed(holder: Element, name: str, words: str) -> str:
    text = _text(holder, name)
    if not text:
        raise Refused(f"The file does not say the pupil’s {words}.")
    return text


def _text(holder: Element, name: str) -> str:
    found = _child(holder, name)
    text = SPACE.sub(" ", found.text or "").strip() if found is not None else ""
    if len(text) > LONGEST:
        raise Refused("The file says something far too long. Ask for it again.")
    return text


def _child(holder: Element, name: str) -> Element | None:
    return next(_children(holder, name), None)


def _children(holder: Element, name: str) -> Iterator[Element]:
    """The children of that name, whatever the namespace."""
    return (one for one in holder if _name(one) == name)


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
