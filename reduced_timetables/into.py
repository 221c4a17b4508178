"""What a reduced timetable can become, in words, and which of the council's duties takes it then."""

INTO = {
    "ap": ("Alternative provision", "exclusions"),
    "section_19": ("Education by the council (section 19)", "section_19"),
    "ehc_review": ("A review of the EHC plan", "ehc_review"),
    "ehe": ("Elective home education", "ehe"),
    "exclusion": ("A permanent exclusion", "exclusions"),
}
# The day from which the pupil has full time by that, as the step keeps it; without one nobody knows it.
BEGINS_ON = "begins_on"
# Whether what the pupil is offered by now is full time.
FULL_TIME = "full_time"
