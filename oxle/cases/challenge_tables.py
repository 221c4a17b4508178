"""The list of schools that were challenged, with what became of it."""

from django.urls import reverse

from oxle.core import tables


class ChallengeTable(tables.OxleTable):
    """A school a row."""

    caption, noun, nouns = "Schools that were challenged", "school", "schools"
    empty = "No school was challenged in the last year. Schools appear here once something that appears unlawful is."
    stacks = True
    school = tables.LinkColumn(lambda row: reverse("cases:challenges_of", args=[row.school.key]), verbose_name="School")
    sent = tables.NumberColumn(verbose_name="Sent")
    in_time = tables.NumberColumn(verbose_name="Answered in time")
    upheld = tables.NumberColumn(verbose_name="Upheld")
    changed = tables.NumberColumn(verbose_name="Changed practice")
    waiting = tables.NumberColumn(verbose_name="Not ended")
