"""The lists of what schools returned of pupils who came and who went, and of what other authorities ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import django_tables2
from django.template.loader import render_to_string
from django.urls import reverse

from cme.models import AuthorityRequest, Deletion, NewPupil
from cme.return_queries import DeletionRow
from oxle.core import filters, tables
from oxle.core.dates import today
from oxle.schooldays.wording import listed, plain_day

CAME, WENT = "New pupil", "Taken off a register"
LATE, IN_TIME = "Late", "In time"
COLOURS = {
    NewPupil.Match.WAITS: "red", NewPupil.Match.NOBODY: "grey", NewPupil.Match.UPN: "green",
    NewPupil.Match.DETAILS: "green", NewPupil.Match.PERSON: "green",
}  # fmt: skip
ANSWERED, OVERDUE, OPEN = ("Answered", "green"), ("Overdue", "red"), ("To be answered", "yellow")


@dataclass(frozen=True)
class Row:
    """A line: one return. `child`: whom it shows, if a record; `more` are links beside what it says."""

    child: int | None
    pupil: str
    url: str
    what: str
    school: str
    told_on: date
    late: str
    stands: str
    colour: str
    says: tuple[str, ...]
    more: tuple[tuple[str, str], ...] = ()

    @property
    def order(self) -> tuple[bool, int]:
        """What somebody must look at first, then the newest."""
        return self.colour != "red", -self.told_on.toordinal()


def rows_for_officers(came: Iterable[NewPupil], gone: Iterable[DeletionRow]) -> list[Row]:
    """The returns as officers see them."""
    return [*map(_came, came), *map(_gone, gone)]


def rows_for_schools(came: Iterable[NewPupil], gone: Iterable[DeletionRow]) -> list[Row]:
    """The returns as the school that told them sees them: never whom one was matched to, nor what we look for."""
    return [*map(_told, came), *map(_told_gone, gone)]


def _came(one: NewPupil) -> Row:
    match = reverse("cme:match", args=[one.key])
    known = one.child is not None and one.match != NewPupil.Match.WAITS
    return Row(
        child=one.child_id,
        pupil=str(one.child) if known else f"{one.given} {one.family}",
        url=reverse("people:child", args=[one.child.key]) if one.child and known else match,
        what=CAME,
        school=str(one.school),
        told_on=one.told_on,
        late=LATE if one.is_late else IN_TIME,
        stands="Whom is it about?" if one.match == NewPupil.Match.WAITS else one.get_match_display(),
        colour=COLOURS[NewPupil.Match(one.match)],
        says=(f"Entered on {plain_day(one.entered_on)}, due by {plain_day(one.due_on)}",),
        more=(
            *([("Change whom it is about", match)] if known and not one.is_certain else []),
            *([(one.case.reference, one.case.get_absolute_url())] if one.case else []),
        ),
    )


def _gone(row: DeletionRow) -> Row:
    told, (stands, colour) = row.told, row.state
    to = f"To {told.destination_school}" if told.destination_school else told.destination
    return Row(
        child=told.child_id,
        pupil=str(told.child),
        url=reverse("people:child", args=[told.child.key]),
        what=WENT,
        school=str(told.school),
        told_on=told.told_on,
        late=LATE if told.is_late else IN_TIME,
        stands=stands,
        colour=colour,
        says=(f"On {plain_day(told.deleted_on)}", _ground(row), to, *_lacks(told), *_contest(row)),
        more=(
            *((("The parents’ letter", reverse("cme:deletion_file", args=[told.key])),) if told.letter_id else ()),
            *(((told.case.reference, told.case.get_absolute_url()),) if told.case else ()),
        ),
    )


def _told(one: NewPupil) -> Row:
    return Row(
        child=one.child_id,
        pupil=f"{one.given} {one.family}",
        url="",
        what=CAME,
        school=str(one.school),
        told_on=one.told_on,
        late=LATE if one.is_late else IN_TIME,
        stands="Received",
        colour="green",
        says=(f"Entered on {plain_day(one.entered_on)}",),
    )


def _told_gone(row: DeletionRow) -> Row:
    told = row.told
    elsewhere = row.contest.url if row.contest else ""
    url = reverse("cme:deletion_answer", args=[told.key]) if row.asked else elsewhere
    answer = (("Answer the council", url),) if url else ()
    stands, colour = _stands_for_school(row, bool(answer))
    letter = (("Send the parents’ letter", reverse("cme:deletion_letter", args=[told.key])),) if told.lacks else ()
    return Row(
        child=told.child_id,
        pupil=str(told.child),
        url="",
        what=WENT,
        school=str(told.school),
        told_on=told.told_on,
        late=LATE if told.is_late else IN_TIME,
        stands=stands,
        colour=colour,
        says=(f"On {plain_day(told.deleted_on)}", _ground(row), *_lacks(told), *_contest(row)),
        more=(*answer, *letter),
    )


def _stands_for_school(row: DeletionRow, is_asked: bool) -> tuple[str, str]:
    if is_asked:
        return "Answer the council", "red"
    if row.contest:
        return "Challenged", "yellow"
    return ("Incomplete", "yellow") if row.told.lacks else ("Received", "green")


def _contest(row: DeletionRow) -> tuple[str, ...]:
    return (row.contest.why,) if row.contest else ()


def _lacks(told: Deletion) -> tuple[str, ...]:
    return (f"Incomplete: we lack {listed(told.lacks)}",) if told.lacks else ()


def _ground(row: DeletionRow) -> str:
    return "No ground named" if row.told.has_no_ground else row.told.get_ground_display()


class ReturnFilters(filters.RowFilters):
    """By what was told, whether in time, how it stands and by school."""

    what = filters.AnyOf(label="What was told", choices=[])
    late = filters.AnyOf(label="In time", choices=[])
    stands = filters.AnyOf(label="How it stands", choices=[])
    school = filters.AnyOf(label="School", choices=[])

    words = {"what": "what", "late": "late", "stands": "stands", "school": "school"}


class ReturnTable(tables.OxleTable):
    """Every return, what somebody must look at first."""

    caption, noun, nouns = "Returns of schools", "return", "returns"
    empty = "A school’s return of a new pupil, or of one it took off its register, appears here."
    filters = ReturnFilters
    stacks = True
    pupil = tables.LinkColumn(lambda row: row.url, verbose_name="Pupil")
    stands = tables.TagColumn(lambda row: row.colour, verbose_name="How it stands", order_by=("order",))
    what = django_tables2.Column(verbose_name="What was told", orderable=False)
    school = django_tables2.Column(verbose_name="School")
    told_on = tables.DayColumn(verbose_name="Told on")

    class Meta(tables.OxleTable.Meta):
        order_by = ("stands",)

    def render_what(self, value: str, record: Row) -> str:
        """What was told, whether late, what the return says, and where to go on."""
        return render_to_string("cme/_return.html", {"row": record})


class MyReturnTable(ReturnTable):
    """What a school told: none has a page of its own."""

    empty = "What you tell us of a new pupil, or of one you took off your register, appears here."
    pupil = django_tables2.Column(verbose_name="Pupil")


class RequestTable(tables.OxleTable):
    """What other authorities ask, what is not answered first."""

    caption, noun, nouns = "What other authorities ask", "request", "requests"
    empty = "What another authority asks about a child appears here."
    stacks = True
    authority = tables.LinkColumn(lambda row: reverse("cme:request", args=[row.key]), verbose_name="Authority")
    stands = django_tables2.Column(verbose_name="How it stands", empty_values=(), orderable=False)
    asked = django_tables2.Column(verbose_name="What it asks", orderable=False)
    received_on = tables.DayColumn(verbose_name="Came on")
    due_on = tables.DayColumn(verbose_name="Our answer is due")

    class Meta(tables.OxleTable.Meta):
        pass

    def render_stands(self, record: AuthorityRequest) -> str:
        """Whether it is answered, with where their receipt is."""
        text, colour = ANSWERED if record.answered_on else OVERDUE if record.due_on < today() else OPEN
        return render_to_string("cme/_answered.html", {"text": text, "colour": colour, "one": record})

    def render_asked(self, value: str, record: AuthorityRequest) -> str:
        """What it asks, and about whom it is."""
        return render_to_string("cme/_asked.html", {"one": record})
