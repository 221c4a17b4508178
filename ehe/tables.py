"""The lists of home education: schools on the off-rolling radar, meetings with parents."""

import django_tables2
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
    attendance = tables.NumberColumn(verbose_name="Attendance referral open, then home")
    leaver = tables.NumberColumn(verbose_name="Left before January")
    last_on = tables.DayColumn(verbose_name="Last")


class MeetingTable(tables.OxleTable):
    """A meeting with parents a row, the newest first."""

    caption, noun, nouns = "Meetings with parents", "meeting", "meetings"
    empty = "A meeting appears here once somebody has recorded it."
    stacks = True
    on = tables.DayColumn(
        verbose_name="Date", linkify=lambda record: reverse("ehe:meeting", args=[record.key]),
        attrs={"a": {"class": "govuk-link"}},
    )  # fmt: skip
    place = django_tables2.Column(verbose_name="Where")
    came = tables.NumberColumn(verbose_name="Parents who came")
    still_open = tables.NumberColumn(verbose_name="Follow-ups open")

    class Meta(tables.OxleTable.Meta):
        order_by = ("-on",)
