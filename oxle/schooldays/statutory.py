"""Periods the law fixes and more than one duty counts, each with where it comes from."""

from dataclasses import dataclass
from datetime import date

from oxle.schooldays.counting import add_months
from oxle.schooldays.limits import calendar_days, months, school_days

# SI 2024/208 reg 13(1): “fifth day after” the name is entered. It says day, so weekends count.
NEW_PUPIL_RETURN = calendar_days(5)
# SI 2024/208 reg 10(7) to (9): code N is put right within five school days, or becomes O.
REASON_FOR_CODE_N = school_days(5)
# Pupil Registration Regulations 2006 reg 12, which the 2024 return follows: the tenth school day of continuous
# unauthorised absence, the first being day 1.
TEN_DAY_ABSENCE = school_days(10).beginning_with()
# SI 2024/208 reg 9(1)(i): twenty school days of continuous absence, the first being day 1.
TWENTY_DAY_ABSENCE = school_days(20).beginning_with()
# Magistrates' Courts Act 1980 s 127 (unsourced): charge within six months of the offence.
CHARGE = months(6)


@dataclass(frozen=True)
class ChargeWindow:
    """Until when an offence over a period may be charged."""

    safe_on: date
    """In time for the whole period: six months from its first day."""
    last_on: date
    """The last possible day, in time for the last day of the period only."""


def charge_window(first_on: date, last_on: date) -> ChargeWindow:
    """Until when absences from one day to another may be charged (Magistrates' Courts Act 1980 s 127)."""
    if last_on < first_on:
        raise ValueError("the period ends before it begins")
    return ChargeWindow(add_months(first_on, CHARGE.count), add_months(last_on, CHARGE.count))
