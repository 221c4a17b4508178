"""The list of schools on the off-rolling radar."""

from django.urls import reverse

from oxle.core import tables


class RadarTable(tables.OxleTable):
    """A school a row, with how often each sequence was found."""

    caption, noun, nouns = "Schools", "school", "schools"
    empty = "No school stands out. One appears here once it has more of these than chance explains, for its size."
    stacks = True
    school = tables.LinkColumn(lambda row: reverse("ehe:radar_school", args=[row.school.key]), verbose_name="School")
    reduced = tables.NumberColumn(verbose_name="Reduced timetable, absence, home")
    exclusion = tables.NumberColumn(verbose_name="Exclusion, then home")
    leaver = tables.NumberColumn(verbose_name="Left before January")
    last_on = tables.DayColumn(verbose_name="Last")
