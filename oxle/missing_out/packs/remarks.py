"""Remarks of the team beside a figure, a pupil or a theme of a pack: written before it is agreed, agreed with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl

from django.db import transaction

from oxle.accounts.models import User
from oxle.accounts.visibility import get_or_404
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused, Stale
from oxle.meetings.models import Meeting
from oxle.missing_out.group_models import Theme
from oxle.missing_out.models import Pack, PackRow
from oxle.missing_out.packs.figures import Table
from oxle.missing_out.packs.hashing import remark_digest
from oxle.missing_out.packs.nameless import full_names_of, nameless
from oxle.missing_out.remark_models import Remark

AGREED = "This pack is agreed. Nothing of it changes any more."
# How the figures beside the tables are asked for: with the key of each after it.
BESIDE = "beside"
Matter = PackRow | Theme | str


# --- the writes ----------------------------------------------------------------------------------------------------


@transaction.atomic
def remark(pack: Pack, matter: Matter, *, words: str, by: User, at: datetime) -> Remark:
    """Say something beside a pupil, a theme or a figure of a pack. Names of pupils are taken out. Refused once the pack
    is agreed."""
    _hold(pack)
    one = Remark(pack=pack, made_by=by, made_at=at)
    if isinstance(matter, PackRow):
        one.row = matter
    elif isinstance(matter, Theme):
        one.theme = matter
    else:
        one.figure = matter
    _say(one, words)
    one.save(force_insert=True)
    return one


@transaction.atomic
def change(one: Remark, version: int, *, words: str, by: User, at: datetime) -> None:
    """Say it in other words, from now on in the name of whoever changes it. Refused once the pack is agreed."""
    _hold(one.pack)
    one.made_by, one.made_at = by, at
    _say(one, words)
    save_if_unchanged(one, version, ("made_by", "made_at", "words", "digest"))


@transaction.atomic
def take_away(one: Remark, version: int) -> None:
    """Take a remark away. Refused once the pack is agreed."""
    _hold(one.pack)
    if not Remark.objects.filter(pk=one.pk, version=version).delete()[0]:
        raise Stale(Remark.objects.get(pk=one.pk))


def carry_over(pack: Pack) -> None:
    """Put the remarks of the pack of the same meeting that was frozen before into a new one: those about a theme, about
    a figure, and about a pupil who is in it, too."""
    last = Pack.objects.filter(meeting=pack.meeting_id, number__lt=pack.number).order_by("-number").first()
    if last is None:
        return
    rows = {row.child_id: row for row in pack.rows.filter(child__isnull=False)}
    found = []
    for one in last.remarks.select_related("row", "theme"):
        row = rows.get(one.row.child_id) if one.row else None
        if one.row is None or row is not None:
            kept = Remark(
                pack=pack, row=row, theme=one.theme, figure=one.figure, words=one.words, made_at=one.made_at,
                made_by_id=one.made_by_id,
            )  # fmt: skip
            kept.digest = remark_digest(kept)
            found.append(kept)
    Remark.objects.bulk_create(found)


def _hold(pack: Pack) -> None:
    """Lock the meeting, as whoever agrees does, and look whether the pack is still to be agreed."""
    Meeting.objects.select_for_update(of=("self",)).get(pk=pack.meeting_id)
    if Pack.objects.filter(pk=pack.pk, agreed_at__isnull=False).exists():
        raise Refused(AGREED)


def _say(one: Remark, words: str) -> None:
    names = full_names_of([key for key in one.pack.rows.values_list("child", flat=True) if key])
    about: list[int] = []
    if one.row and one.row.child_id:
        about = [one.row.child_id]
    elif one.theme:
        about = [key for key in one.theme.pupils.values_list("child", flat=True) if key]
    one.words = nameless(words, about, names)
    one.digest = remark_digest(one)


# --- the reads -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """The remarks of a pack, by what they are about: pupils by their rows, themes, and figures by how they are asked
    for."""

    of_rows: dict[int, list[Remark]]
    of_themes: dict[int, list[Remark]]
    of_figures: dict[str, list[Remark]]

    def of_table(self, table: Table) -> list[tuple[str, Remark]]:
        """Those about a table as a whole and about its lines, each with what it is about. One about a line that the
        reader's table does not have, as a reason in confidence, is not shown: its words would tell of it."""
        asked = {table.key, *(line.asks for line in table.lines)}
        return self._sorted(figure for figure in self.of_figures if figure in asked)

    @property
    def beside(self) -> list[tuple[str, Remark]]:
        """Those about what is counted beside the tables, each with the key of the figure."""
        return self._sorted(figure for figure in self.of_figures if table_of(figure) == BESIDE)

    def _sorted(self, figures: Iterable[str]) -> list[tuple[str, Remark]]:
        found = [(line_of(figure), one) for figure in figures for one in self.of_figures[figure]]
        return sorted(found, key=lambda pair: (bool(pair[0]), pair[0], pair[1].made_at))


def said_beside(pack: Pack) -> Said:
    """All of them. Whoever may not read a pupil's row is shown none that is about it."""
    rows: dict[int, list[Remark]] = {}
    themes: dict[int, list[Remark]] = {}
    figures: dict[str, list[Remark]] = {}
    for one in pack.remarks.select_related("made_by", "row", "theme"):
        if one.row_id:
            rows.setdefault(one.row_id, []).append(one)
        elif one.theme_id:
            themes.setdefault(one.theme_id, []).append(one)
        else:
            figures.setdefault(one.figure, []).append(one)
    return Said(rows, themes, figures)


def figures_to_choose(tables: Iterable[Table], beside: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """What a remark about a figure can be about: how each is asked for, and its words. `beside` are keys and labels."""
    found = []
    for table in tables:
        found.append((table.key, f"{table.title}: the whole table"))
        found += [(line.asks, f"{table.title}: {line.label}") for line in table.lines]
    return found + [(f"{BESIDE}={key}", label) for key, label in beside]


def table_of(figure: str) -> str:
    """The key of the table in which a figure stands."""
    return figure.partition("=")[0]


def line_of(figure: str) -> str:
    """The line of a table that a figure is; empty for a whole table."""
    return dict(parse_qsl(figure)).get(table_of(figure), "")


def get_remark_for(pack: Pack, key: str) -> Remark:
    """One of the remarks of a pack, by its key; 404 to strangers."""
    return get_or_404(pack.remarks.select_related("pack", "row", "theme"), key=key)
