"""The children whom a fair access protocol covers, by category of the School Admissions Code, paragraph 3.17."""

from datetime import date

SOURCE = "School Admissions Code 2021, paragraph 3.17 (unsourced: the wording is ours)"
# The newest list first, each in force from its day.
LISTS: tuple[tuple[date, dict[str, str]], ...] = (
    (
        date(2021, 9, 1),
        {
            "a": "Child in need or child protection plan now, or within the last 12 months",
            "b": "Lives in a refuge or other relevant accommodation",
            "c": "Comes from the criminal justice system",
            "d": "In alternative provision or permanently excluded, and ready for a mainstream school",
            "e": "Special educational needs without a plan, a disability or a medical condition",
            "f": "A carer",
            "g": "Homeless",
            "h": "In formal kinship care",
            "i": "Gypsy, Roma or Traveller, a refugee or an asylum seeker",
            "j": "Refused a place for challenging behaviour, and referred under paragraph 3.10",
            "k": "No place was sought, because of exceptional circumstances",
            "l": "Out of education for four or more weeks, and no place within a reasonable distance",
            "m": "Looked after before, and no place could be found promptly",
        },
    ),
)
# Every code there ever was: what a record may hold.
CODES = [(code, f"{code}: {words}") for _, each in reversed(LISTS) for code, words in each.items()]


def categories_on(day: date) -> dict[str, str]:
    """The categories in force on a day, by code; before the first list, those of the first."""
    return next((each for from_on, each in LISTS if from_on <= day), LISTS[-1][1])
