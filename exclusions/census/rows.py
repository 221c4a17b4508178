"""One exclusion as a school census has it: its items, what a row says, and what is wrong with it. Pure.

Items and codes: Department for Education, school census (category, up to three reasons, start date, sessions). Headings
and the older codes are those of the extracts that councils hold.
"""

import re
from datetime import date
from itertools import combinations

from exclusions.reasons import ReasonCode
from oxle.core.dates import iso
from oxle.core.typed_dates import Unreadable, read_line
from oxle.exchange.columns import Column, Row
from oxle.exchange.importing import Record, Rejected
from oxle.people.upn import WrongUpn, clean_upn
from oxle.schooldays.wording import full_day

SUSPENSION, LUNCHTIME, PERMANENT = "SUSP", "LNCH", "PERM"
# What suspensions were called until 2021, and still are in extracts.
FIXED_PERIOD = "FIXD"
CATEGORIES = (SUSPENSION, FIXED_PERIOD, LUNCHTIME, PERMANENT)
REASONS = ("reason1", "reason2", "reason3")
# “Other” was no reason any more from the school year 2020/21 on.
NO_REASON_ANY_MORE = "OT"

COLUMNS = (
    Column("UPN", ("pupilonrolltableid", "pupilnolongeronrolltableid")),
    Column("URN", ("NativeId",)),
    Column("startdate", ("start date", "exclusionstartdate")),
    Column("sessions", ("actualsessions",)),
    Column("category", ("exclusioncategory",)),
    Column("reason1", ("reason", "exclusionreason")),
    Column("reason2", required=False),
    Column("reason3", required=False),
)
MIDNIGHT = re.compile(r"[ T]00:00(:00)?$")
YEAR_FIRST = re.compile(r"(\d{4})-([A-Za-z]{3,9})-(\d{1,2})")


def read_row(row: Row) -> Record:
    """The suspension that a row stands for. Raises Rejected with everything that is wrong with it."""
    faults: list[str] = []
    category = row["category"].upper()
    upn, urn = _upn(row["UPN"], faults), _urn(row["URN"], faults)
    first_on = _day(row["startdate"], faults)
    sessions = _sessions(row["sessions"], category, faults)
    reasons = _reasons([row[name].upper() for name in REASONS], faults)
    if category not in CATEGORIES:
        faults.append(f"category is “{row['category']}”, which is none of {', '.join(CATEGORIES)}.")
    if category == PERMANENT:
        faults.append(
            "category is PERM: a permanent exclusion is not brought in from a file, because education must be arranged "
            "for the pupil. The school tells of it."
        )
    if faults or first_on is None:
        raise Rejected(*faults)
    return {
        "upn": upn,
        "urn": urn,
        "first_on": iso(first_on),
        "sessions": sessions,
        "lunchtime": category == LUNCHTIME,
        "reasons": sorted(reasons),
    }


def identity_of(record: Record) -> str:
    """What makes two rows the same suspension: the pupil and the first day."""
    return f"{record['upn']} {record['first_on']}"


def _upn(typed: str, faults: list[str]) -> str:
    try:
        return clean_upn(typed)
    except WrongUpn as wrong:
        faults.append(str(wrong))
        return ""


def _urn(typed: str, faults: list[str]) -> str:
    if not re.fullmatch(r"[0-9]{6}", typed):
        faults.append(f"URN is “{typed}”. It must be six figures.")
    return typed


def _day(typed: str, faults: list[str]) -> date | None:
    text = MIDNIGHT.sub("", typed.strip())
    if found := YEAR_FIRST.fullmatch(text):
        text = f"{found[3]} {found[2]} {found[1]}"
    try:
        day = read_line(text)
    except Unreadable:
        faults.append(f"startdate is “{typed}”, which is no date.")
        return None
    if day.weekday() >= 5:
        faults.append(f"startdate is {full_day(day)}: no school has a session at a weekend.")
    return day


def _sessions(typed: str, category: str, faults: list[str]) -> int:
    if category == PERMANENT:
        if typed:
            faults.append(f"category is PERM and sessions is {typed}: a permanent exclusion has no number of sessions.")
        return 0
    found = re.fullmatch(r"([0-9]{1,3})(\.0+)?", typed)
    if found is None or int(found[1]) < 1:
        faults.append(f"sessions is “{typed}”. It must be a whole number of 1 or more.")
        return 0
    return int(found[1])


def _reasons(typed: list[str], faults: list[str]) -> list[str]:
    first, second, third = typed
    if not first:
        faults.append("reason1 is empty.")
    if third and not second:
        faults.append("reason3 is filled in and reason2 is not.")
    for name, code in zip(REASONS, typed, strict=True):
        if code == NO_REASON_ANY_MORE:
            faults.append(f"{name} is OT: “other” has not been a reason since the school year 2020/21.")
        elif code and code not in ReasonCode.values:
            faults.append(f"{name} is “{code}”, which is no reason code.")
    for (name, code), (other, same) in combinations(zip(REASONS, typed, strict=True), 2):
        if code and code == same:
            faults.append(f"{other} repeats {name}.")
    return [code for code in typed if code]
