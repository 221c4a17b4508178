"""The lists of home education: schools on the off-rolling radar, meetings with parents, the register of the Act."""

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


class RegisterTable(tables.OxleTable):
    """A child a row, as the register of children not in school would hold them."""

    caption, noun, nouns = "Who would be in the register", "child", "children"
    empty = "A child appears here once a case of home education is open, or a school offers part of the week only."
    stacks = True
    child = tables.LinkColumn(
        lambda row: row.case.get_absolute_url() if row.case else reverse("people:child", args=[row.child.key]),
        verbose_name="Child", accessor="child__shown_name", order_by="child__sort_name",
    )  # fmt: skip
    born_on = tables.DayColumn(verbose_name="Born", accessor="child__born_on")
    why = django_tables2.Column(verbose_name="Why")
    since = tables.DayColumn(verbose_name="Since")
    who = django_tables2.Column(verbose_name="Who educates", default="Not recorded")
    parents_hours = tables.NumberColumn(verbose_name="Hours a week with parents", default="–")
    others_hours = tables.NumberColumn(verbose_name="With others", default="–")
    elsewhere = django_tables2.Column(verbose_name="Which others", default="–")
    lacks = django_tables2.Column(verbose_name="Lacks", default="Nothing", order_by="lacks")

    def render_lacks(self, value: tuple[str, ...]) -> str:
        """What is missing, in a row."""
        return ", ".join(value)


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
