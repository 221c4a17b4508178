"""Reading a date as people type it: 1/9/26, 1 Sep 2026, 2026-09-01, today. Pure, so it can be tried on anything."""

import re
from datetime import date, timedelta

# The first years that a date in a case file can sensibly carry, and the last.
FIRST_YEAR, LAST_YEAR = 1900, 2099

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_GAP = r"(?:\s*[/.,\-]\s*|\s+)"
LINE = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?{_GAP}(?:of\s+)?(\d{{1,2}}|[a-z]{{3,9}}\.?){_GAP}(\d{{2}}|\d{{4}})")
# A two-digit year further ahead than this, where only a past date makes sense, is one of the last century.
AHEAD = 10
WORDS = {"today": 0, "tomorrow": 1, "yesterday": -1}


class Unreadable(ValueError):
    """This is no date. `parts` names what is at fault: day, month, year."""

    def __init__(self, *parts: str) -> None:
        super().__init__("not a date")
        self.parts = parts


def read_line(text: str, *, today: date | None = None, past: bool = False) -> date:
    """The date that a line of text means; day before month, always.

    `today` lets the words today, tomorrow and yesterday be used. With `past` it decides the century of a two-digit
    year: in 2026, 1/9/98 is 1998. But 1/9/27 stays 2027, a slip to be told of and not a date in 1927.
    Raises Unreadable.
    """
    words = text.strip().lower().rstrip(".")
    if words in WORDS and today is not None:
        return today + timedelta(days=WORDS[words])
    iso = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", words)
    if iso:
        return read_parts(iso[3], iso[2], iso[1], today=today, past=past)
    # A weekday in front is how people copy a date from a letter; it is not needed to know the day.
    words = re.sub(r"^(mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(day)?[,\s]+", "", words)
    found = LINE.fullmatch(words)
    if not found:
        raise Unreadable("day", "month", "year")
    return read_parts(found[1], found[2], found[3], today=today, past=past)


def read_parts(day: str, month: str, year: str, *, today: date | None = None, past: bool = False) -> date:
    """The date that three boxes mean. Raises Unreadable with the boxes at fault."""
    number_of_month = _month(month)
    number_of_day = _number(day, "day", 1, 31)
    number_of_year = _year(year)
    two_digits = number_of_year < 100
    if two_digits:
        number_of_year += 2000
    try:
        found = date(number_of_year, number_of_month, number_of_day)
    except ValueError:
        raise Unreadable("day", "month", "year") from None
    if two_digits and past and today is not None and found.year > today.year + AHEAD:
        return read_parts(day, month, str(number_of_year - 100))
    return found


def _month(text: str) -> int:
    name = text.strip().lower().rstrip(".")
    if len(name) >= 3 and name.isalpha():
        for number, month in enumerate(MONTHS, start=1):
            if month.startswith(name) or (name == "sept" and number == 9):
                return number
        raise Unreadable("month")
    return _number(text, "month", 1, 12)


def _year(text: str) -> int:
    if not re.fullmatch(r"\d{2}|\d{4}", text.strip()):
        raise Unreadable("year")
    number = int(text)
    if len(text.strip()) == 4 and not FIRST_YEAR <= number <= LAST_YEAR:
        raise Unreadable("year")
    return number


def _number(text: str, part: str, least: int, most: int) -> int:
    if not re.fullmatch(r"\d{1,2}", text.strip()) or not least <= int(text) <= most:
        raise Unreadable(part)
    return int(text)
