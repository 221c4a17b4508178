"""The lists: what a team told, and the workspace with one line for each pupil."""

from datetime import date

import django_tables2
from django.template.loader import render_to_string
from django.urls import reverse

from oxle.accounts.models import User
from oxle.cases.criteria import Rated
from oxle.core import filters, tables
from oxle.missing_out import cells
from oxle.missing_out.concerns.queries import Line, State, Told

RATINGS = [one.label for one in reversed(Rated)]
COLOURS = {State.TO_LOOK_AT: "yellow", State.WAITS: "blue", State.GOES_UP: "purple", State.SETTLED: "green"}
NO_TEAM = "No team"


class OwnRow:
    """A concern as its team's list has it."""

    def __init__(self, told: Told) -> None:
        one = told.concern
        self.key, self.pupil, self.stands, self.colour = one.key, one.name, told.stands, told.colour
        self.why, self.told_on, self.by = ", ".join(one.kind_labels), one.told_on, one.told_by.name


class OwnTable(tables.OxleTable):
    """What a team told, the newest first."""

    caption, noun, nouns = "Concerns your team told", "concern", "concerns"
    empty = "A concern appears here once somebody of your team has told it, with what becomes of it."
    stacks = True
    pupil = tables.LinkColumn(lambda row: reverse("missing_out:concerns:own", args=[row.key]), verbose_name="Pupil")
    why = django_tables2.Column(verbose_name="Why", orderable=False)
    told_on = tables.DayColumn(verbose_name="Told on")
    by = django_tables2.Column(verbose_name="By")
    stands = tables.TagColumn(lambda row: row.colour, verbose_name="What became of it")

    class Meta(tables.OxleTable.Meta):
        pass


class WorkspaceFilters(filters.RowFilters):
    """By how a pupil stands, by rating and by the team that told."""

    stands = filters.AnyOf(label="How it stands", choices=[])
    rated = filters.AnyOf(label="Rating", choices=[])
    teams = filters.AnyOf(label="Told by", choices=[])

    words = {"stands": "stands", "rated": "rated", "teams": "teams"}
    in_order = {"stands": [str(one) for one in State], "rated": RATINGS}


class WorkspaceLine:
    """A line of the workspace, worded for one person."""

    def __init__(self, line: Line, user: User, on: date) -> None:
        self.line, self.child, self.cases = line, line.child, line.cases
        self.name, self.sort_name, self.school = line.child.shown_name, line.child.sort_name, line.school
        self.url = reverse("missing_out:concerns:pupil", args=[line.child.key])
        self.stands, self.colour = str(line.state), COLOURS[line.state]
        self.rated, self.rating = line.rating.rated.label, line.rating
        self.why = line.rating.said_to(user)
        self.teams = tuple(line.teams) or (NO_TEAM,)
        self.overdue = [one for one in line.awaited if one.is_overdue(on)]
        self.order = (list(State).index(line.state), -line.rating.rated, -(line.row.days if line.row else 0))


class WorkspaceTable(tables.OxleTable):
    """Every pupil once: what is to be looked at first, and of those red first."""

    caption, noun, nouns = "Pupils before the next meeting", "pupil", "pupils"
    empty = "A pupil appears here once a team tells a concern about them, or while the register has them red or amber."
    filters = WorkspaceFilters
    stacks = True
    child = django_tables2.Column(accessor="name", verbose_name="Pupil", order_by=("sort_name",))
    told = django_tables2.Column(verbose_name="Told by", empty_values=(), orderable=False)
    rated = django_tables2.Column(verbose_name="Rating", orderable=False)
    stands = django_tables2.Column(verbose_name="How it stands", order_by=("order",))

    class Meta(tables.OxleTable.Meta):
        order_by = ("stands",)

    def render_child(self, value: str, record: WorkspaceLine) -> str:
        """The name, the school and who works on an open case."""
        return render_to_string("missing_out/concerns/_pupil.html", {"line": record})

    def render_told(self, record: WorkspaceLine) -> str:
        """Each team with why it told."""
        return render_to_string("missing_out/concerns/_told.html", {"line": record.line})

    def render_rated(self, record: WorkspaceLine) -> str:
        """The rating, with the sentences that say why."""
        return cells.rating(record.rating.rated.label, record.why)

    def render_stands(self, record: WorkspaceLine) -> str:
        """How it stands, whom it waits for, and what was concluded."""
        return render_to_string("missing_out/concerns/_stands.html", {"line": record})
