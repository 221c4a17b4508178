"""Periods the law fixes and more than one duty counts, each with where it comes from."""

from oxle.schooldays.limits import calendar_days, school_days

# SI 2024/208 reg 13(1): “fifth day after” the name is entered. It says day, so weekends count.
NEW_PUPIL_RETURN = calendar_days(5)
# SI 2024/208 reg 10(7) to (9): code N is put right within five school days, or becomes O.
REASON_FOR_CODE_N = school_days(5)
# Pupil Registration Regulations 2006 reg 12, which the 2024 return follows: the tenth school day of continuous
# unauthorised absence, the first being day 1.
TEN_DAY_ABSENCE = school_days(10).beginning_with()
# SI 2024/208 reg 9(1)(i): twenty school days of continuous absence, the first being day 1.
TWENTY_DAY_ABSENCE = school_days(20).beginning_with()
