"""What a reduced timetable can become, in words, and which of the council's duties takes it then."""

INTO = {
    "ap": ("Alternative provision", "exclusions"),
    "section_19": ("Education by the council (section 19)", "section_19"),
    "ehc_review": ("A review of the EHC plan", "ehc_review"),
    "ehe": ("Elective home education", "ehe"),
    "exclusion": ("A permanent exclusion", "exclusions"),
}
# The day from which the pupil has that instead, as the step keeps it; without one it has not begun.
BEGINS_ON = "begins_on"
