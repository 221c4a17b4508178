"""Writes a Common Transfer File: the same content gives the same bytes. Pure."""

from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import escape

from cme.ctf.transfer import Place, SchoolTime, Transfer

INDENT = "  "


def written(transfer: Transfer) -> bytes:
    """The file: UTF-8, one element a line, what is not known left out rather than empty."""
    return "".join(f"{line}\n" for line in _lines(transfer)).encode()


def _lines(one: Transfer) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield "<CTfile>"
    yield from _in(1, _group("Header", [
        *_text("DocumentName", "Common Transfer File"),
        *_text("CTFversion", one.version),
        *_text("DateTime", one.made_at),
        *_text("DocumentQualifier", "partial"),
        *_text("SupplierID", one.supplier),
        *_group("SourceSchool", [*_place(one.source), *_text("AcademicYear", one.academic_year)]),
        *_group("DestSchool", _place(one.destination)),
    ]))  # fmt: skip
    yield from _in(1, _group("CTFpupilData", _group("Pupil", [
        *_text("UPN", one.upn),
        *_text("FormerUPN", one.former_upn),
        *_text("Surname", one.family),
        *_text("Forename", one.given),
        *_text("DOB", _day(one.born_on)),
        *_text("Sex", one.sex),
        *_group("BasicDetails", _text("FormerSurname", one.former_family)),
        *_group("SchoolHistory", [line for each in one.schools for line in _school(each)]),
    ])))  # fmt: skip
    yield "</CTfile>"


def _school(time: SchoolTime) -> list[str]:
    return _group(
        "School",
        [
            *_place(time.place),
            *_text("EntryDate", _day(time.entered_on)),
            *_text("LeavingDate", _day(time.left_on)),
        ],
    )


def _place(place: Place) -> list[str]:
    return [
        *_text("LEA", place.authority),
        *_text("Estab", place.establishment),
        *_text("URN", place.urn),
        *_text("SchoolName", place.name),
    ]


def _group(name: str, lines: list[str]) -> list[str]:
    return [f"<{name}>", *_in(1, lines), f"</{name}>"] if lines else []


def _text(name: str, text: str) -> list[str]:
    return [f"<{name}>{escape(text)}</{name}>"] if text else []


def _in(depth: int, lines: list[str]) -> list[str]:
    return [f"{INDENT * depth}{line}" for line in lines]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
