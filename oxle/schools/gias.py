"""One row of the national list of schools (Get Information About Schools), read into what we keep of it. Pure."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from oxle.exchange.columns import Column, Row
from oxle.exchange.importing import Record, Rejected
from oxle.schools.models import Phase, Status

# Every one of them is required: a file without one would blank what we hold.
COLUMNS = tuple(
    Column(name)
    for name in (
        "URN",
        "LA (code)",
        "LA (name)",
        "EstablishmentNumber",
        "EstablishmentName",
        "TypeOfEstablishment (name)",
        "EstablishmentTypeGroup (name)",
        "EstablishmentStatus (name)",
        "OpenDate",
        "CloseDate",
        "PhaseOfEducation (name)",
        "StatutoryLowAge",
        "StatutoryHighAge",
        "NumberOfPupils",
        "Trusts (code)",
        "Trusts (name)",
        "UKPRN",
        "Street",
        "Locality",
        "Address3",
        "Town",
        "Postcode",
        "TelephoneNum",
        "HeadTitle (name)",
        "HeadFirstName",
        "HeadLastName",
        "DistrictAdministrative (name)",
    )
)

PHASES = {
    "nursery": Phase.NURSERY,
    "primary": Phase.PRIMARY,
    "middle deemed primary": Phase.MIDDLE,
    "middle deemed secondary": Phase.MIDDLE,
    "secondary": Phase.SECONDARY,
    "all-through": Phase.ALL_THROUGH,
    "all through": Phase.ALL_THROUGH,
    "16 plus": Phase.SIXTEEN_PLUS,
    "not applicable": Phase.NOT_APPLICABLE,
    "": Phase.NOT_APPLICABLE,
}
STATUSES = {
    "open": Status.OPEN,
    "open, but proposed to close": Status.CLOSING,
    "closed": Status.CLOSED,
    "proposed to open": Status.PROPOSED,
}
ACADEMY_GROUPS = {"academies", "free schools"}
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}")
TELEPHONE = re.compile(r"[0-9]{9,15}")


def read_school(row: Row) -> Record:
    """The school a row stands for. Raises Rejected with everything that is wrong with it."""
    wrong: list[str] = []
    type_name = row["TypeOfEstablishment (name)"]
    group = row["EstablishmentTypeGroup (name)"].casefold()
    record: Record = {
        "urn": _matching(row, "URN", r"[0-9]{6}", "a six-figure number", wrong),
        "name": _filled(row, "EstablishmentName", wrong),
        "authority": _matching(row, "LA (code)", r"[1-9][0-9]{2}", "a local authority’s code", wrong),
        "authority_name": _filled(row, "LA (name)", wrong),
        "establishment_number": _matching(row, "EstablishmentNumber", r"[0-9]{4}|", "a four-figure number", wrong),
        "ukprn": _matching(row, "UKPRN", r"[0-9]{8}|", "an eight-figure number", wrong),
        "phase": _chosen(row, "PhaseOfEducation (name)", PHASES, wrong),
        "type_name": type_name,
        "is_special": group == "special schools" or "special" in type_name.casefold(),
        "is_academy": group in ACADEMY_GROUPS,
        "status": _chosen(row, "EstablishmentStatus (name)", STATUSES, wrong),
        "lowest_age": _number(row, "StatutoryLowAge", 99, wrong),
        "highest_age": _number(row, "StatutoryHighAge", 99, wrong),
        "roll": _number(row, "NumberOfPupils", 99_999, wrong),
        "opened_on": _day(row, "OpenDate", wrong),
        "closed_on": _day(row, "CloseDate", wrong),
        "trust": row["Trusts (code)"],
        "trust_name": row["Trusts (name)"],
        "head_name": _joined(row, " ", "HeadTitle (name)", "HeadFirstName", "HeadLastName"),
        "lines": _joined(row, "\n", "Street", "Locality", "Address3"),
        "town": row["Town"],
        "postcode": _postcode(row, wrong),
        "district": row["DistrictAdministrative (name)"],
        "phone": _telephone(row, wrong),
    }
    if record["opened_on"] and record["closed_on"] and record["closed_on"] < record["opened_on"]:
        wrong.append("CloseDate is before OpenDate.")
    if wrong:
        raise Rejected(*wrong)
    if not record["trust"]:
        record["trust_name"] = ""
    return record


def read_day(text: str) -> date | None:
    """A date as the national list writes it, 31-08-2013 (or 31/08/2013); None when it is something else."""
    for shape in ("%d-%m-%Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, shape).date()
        except ValueError:
            continue
    return None


def _filled(row: Row, column: str, wrong: list[str]) -> str:
    if not row[column]:
        wrong.append(f"{column} is empty.")
    return row[column]


def _matching(row: Row, column: str, shape: str, what: str, wrong: list[str]) -> str:
    if not re.fullmatch(shape, row[column]):
        wrong.append(f"{column} is “{row[column]}”, which is not {what}.")
    return row[column]


def _chosen(row: Row, column: str, known: Mapping[str, str], wrong: list[str]) -> str:
    found = known.get(row[column].casefold())
    if found is None:
        wrong.append(f"{column} is “{row[column]}”, which is not one we know.")
        return ""
    return str(found)


def _number(row: Row, column: str, most: int, wrong: list[str]) -> int | None:
    text = row[column]
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or int(text) > most:
        wrong.append(f"{column} is “{text}”, which is not a number up to {most:,}.")
        return None
    return int(text)


def _day(row: Row, column: str, wrong: list[str]) -> str | None:
    text = row[column]
    if not text:
        return None
    found = read_day(text)
    if found is None:
        wrong.append(f"{column} is “{text}”, which is not a date like 31-08-2013.")
        return None
    return found.isoformat()


def _postcode(row: Row, wrong: list[str]) -> str:
    text = " ".join(row["Postcode"].upper().split())
    if text and not POSTCODE.fullmatch(text):
        wrong.append(f"Postcode is “{row['Postcode']}”, which is not a postcode. The row’s cells may have shifted.")
    return text


def _telephone(row: Row, wrong: list[str]) -> str:
    text = re.sub(r"[\s()+-]", "", row["TelephoneNum"])
    if text and not TELEPHONE.fullmatch(text):
        wrong.append(f"TelephoneNum is “{row['TelephoneNum']}”, which is not a telephone number.")
    # The list drops the first 0 of a British number, as spreadsheets do.
    return f"0{text}" if len(text) in {9, 10} and not text.startswith("0") else text


def _joined(row: Row, between: str, *columns: str) -> str:
    return between.join(row[column] for column in columns if row[column])
