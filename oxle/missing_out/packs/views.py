"""The pages of a board pack: the list, one pack and its files, the rows behind a number, and what is known since."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.permissions import decide, read, write
from oxle.audit import sights
from oxle.cases.clocks import State
from oxle.cases.criteria import Rated
from oxle.core.pages import FormPage, Page, TooLate
from oxle.correspondence import rendering
from oxle.documents.serving import download_pdf
from oxle.exchange.exports import csv_download
from oxle.exchange.workbooks import workbook_of_sheets
from oxle.meetings.models import Meeting
from oxle.meetings.models import State as Held
from oxle.missing_out.day_models import Clock, PackDay
from oxle.missing_out.group.queries import came_back, decided_in, lasts_at, themes_for
from oxle.missing_out.group.work import tasks_of
from oxle.missing_out.models import Pack, PackRow
from oxle.missing_out.packs import freezing, queries
from oxle.missing_out.packs.beside import grouped, outward_of_duties
from oxle.missing_out.packs.counting import NOT_SAID, CountedRow, counted_for
from oxle.missing_out.packs.criteria import changed
from oxle.missing_out.packs.figures import BESIDE, Movement, Outward, Table, beside_table, outward, tables
from oxle.missing_out.packs.forms import AgreeForm
from oxle.missing_out.packs.hashing import is_whole
from oxle.missing_out.packs.linked import Mine, linked
from oxle.missing_out.packs.moved import HEADINGS, MOVEMENTS, OFF, gone_since, moved_by, with_moved
from oxle.missing_out.packs.remarks import said_beside
from oxle.missing_out.packs.sheets import sheets_of
from oxle.missing_out.packs.since import known_since
from oxle.missing_out.packs.tables import PackTable, RowTable
from oxle.people.models import Child
from oxle.provision.wording import hours
from oxle.schooldays.calendar import NotLoaded
from oxle.schooldays.wording import full_day, plain_day

WITH_REGISTER, READ = queries.WITH_REGISTER, queries.READ


class PackList(Page):
    """The packs that this person may read."""

    permission = READ
    template_name = "missing_out/packs/list.html"
    title = "Packs of the Strategic Group"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        mine = tasks_of(user, self.on)
        sights.see([one.child for one in mine if one.child], "list")
        return {
            "table": PackTable.table_for(self.request, queries.packs_for(user)),
            "mine": [
                {"title": one.title, "about": one.about, "url": one.url, "due_on": one.due_on,
                 "overdue": one.due_on is not None and one.due_on < self.on}
                for one in mine
            ],
        }  # fmt: skip


class OfMeeting(Page):
    """The packs of one meeting: until when the register is frozen, and which is agreed. Members are led to that one."""

    permission = READ
    template_name = "missing_out/packs/meeting.html"
    meeting: Meeting

    def load(self, **kwargs: str) -> None:
        self.meeting = queries.get_board_meeting_for(self.request.user, kwargs["key"])
        self.title = f"Pack for {full_day(self.meeting.on)}"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.can(WITH_REGISTER):
            agreed = queries.packs_for(request.user).filter(meeting=self.meeting).first()
            if agreed is not None:
                return redirect("missing_out:packs:pack", agreed.key)
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        user, packs = self.request.user, list(queries.packs_for(self.request.user).filter(meeting=self.meeting))
        agreed = next((one for one in packs if one.agreed_at), None)
        open_to_change = agreed is None and self.meeting.state == Held.PLANNED
        return {
            "meeting": self.meeting,
            "day": full_day(self.meeting.on),
            "packs": packs,
            "agreed": agreed,
            "days": [_day(row, self.on) for row in self.meeting.pack_days.all()],
            "may_freeze": open_to_change and user.can(write("missing_out")),
            "freezing": queries.freezings_of(self.meeting).first() if open_to_change else None,
            "with_register": user.can(WITH_REGISTER),
            "came_back": came_back(user, self.meeting, self.on, until=self.at),
            "decided": decided_in(user, self.meeting, self.on, until=self.at),
            "meeting_url": reverse("meetings:meeting", args=[self.meeting.key]) if user.can(read("meetings")) else "",
        }


def _day(row: PackDay, on: date) -> dict[str, Any]:
    """A row of a summary list: what is done by a day, whether it was, and why it is that day."""
    late = row.state == State.RUNNING and row.due_on < on
    stands = f"Done on {plain_day(row.met_on)}" if row.met_on else "Overdue" if late else ""
    because = [f"It was {plain_day(date.fromisoformat(one['due_on']))}. {one['because']}" for one in row.history]
    said = f"{full_day(row.due_on)}. {row.limit}".rstrip(".") + "."
    return {"key": Clock(row.clock).by_when, "value": [part for part in (said, stands, *because) if part]}


class OfPack(Page):
    """Loads the pack that the address names, with its rows: those of the register, and those beside it."""

    pack: Pack
    rows: list[PackRow]
    off: list[PackRow]

    def load(self, **kwargs: str) -> None:
        self.pack = queries.get_pack_for(self.request.user, kwargs["key"])
        every = list(self.pack.rows.all())
        self.rows, self.off = [row for row in every if row.on_register], [row for row in every if not row.on_register]
        self.title = f"Pack for {full_day(self.pack.meeting.on)}"

    @property
    def pack_url(self) -> str:
        """The page of the pack."""
        return reverse("missing_out:packs:pack", args=[self.pack.key])

    def context(self) -> dict[str, Any]:
        return {
            "pack": self.pack, "day": full_day(self.pack.meeting.on), "back_url": self.pack_url,
            "cancel_url": self.pack_url,
        }  # fmt: skip

    def before(self) -> list[PackRow] | None:
        """The rows of the register in the pack before; None where there is none."""
        return list(self.pack.before.rows.filter(on_register=True)) if self.pack.before else None


class PackPage(OfPack):
    """One pack: its figures, each leading to its rows, the red pupils by reference, and whether it is as it was
    frozen."""

    permission = READ
    template_name = "missing_out/packs/pack.html"
    # As what the sight of each child is recorded.
    sight = "list"

    def context(self) -> dict[str, Any]:
        user, pack, before = self.request.user, self.pack, self.before()
        seen = queries.rows_for(user, pack, self.rows, self.on, sight=self.sight)
        off = queries.rows_for(user, pack, self.off, self.on, sight=self.sight)
        rows_url = reverse("missing_out:packs:rows", args=[pack.key])
        opened = {line.row.pk for line in seen.lines}
        opened_before = queries.readable_rows(user, before or (), self.on)
        rows = counted_for(user, self.rows, self.on, opened)
        earlier = None if before is None else counted_for(user, before, self.on, opened_before)
        own = [one for one in rows if one.row.pk in opened]
        self.moved = {} if earlier is None else moved_by(rows, earlier)
        counted = with_moved(tables(rows, earlier), self.moved)
        mine = Mine(tables(own, None), self.moved, {} if earlier is None else moved_by(own, []))
        self.counted, self.seen, self.said = counted, seen, said_beside(pack)
        off_counted, own_off = self._counted_beside({line.row.pk for line in off.lines})
        newest = self._is_newest()
        return {
            **super().context(),
            "back_url": reverse("missing_out:packs:list"),
            "tiles": [
                {"number": sum(row.rated == one for row in self.rows), "label": one.label,
                 "url": f"{rows_url}?rated={one.label}", "warn": one == Rated.RED}
                for one in reversed(Rated)
            ],
            "total": len(self.rows),
            "total_before": None if before is None else len(before),
            "short": hours(sum(row.short for row in self.rows)),
            "moved": self._moved(before),
            "tables": [
                linked(one, mine, rows_url) | {"remarks": self.said.of_table(one)} for one in counted
            ],
            "movements": HEADINGS if before is not None else (),
            "still_red": [line for line in seen.lines if line.moved == Movement.STILL_RED],
            "gone": [] if before is None else self._gone(before, opened_before),
            "beside": grouped(pack.beside),
            "beside_remarks": [(self._beside_label(key), one) for key, one in self.said.beside],
            "may_remark": pack.agreed_at is None and newest and user.can(write("missing_out")),
            "red": [
                (line, self.said.of_rows.get(line.row.pk, []))
                for line in seen.lines if line.row.rated == Rated.RED or line.row.goes_up
            ],
            "red_closed": sum(row.rated == Rated.RED or row.goes_up for row in self.rows)
            - sum(line.row.rated == Rated.RED or line.row.goes_up for line in seen.lines),
            "off": [(line, self.said.of_rows.get(line.row.pk, [])) for line in off.lines],
            "off_closed": off.closed,
            "off_total": len(self.off),
            "off_counted": off_counted,
            "off_table": linked(off_counted, Mine([beside_table(own_off)]), rows_url),
            "is_whole": is_whole(pack, [*self.rows, *self.off]),
            "criteria_changed": changed(pack),
            "with_register": user.can(WITH_REGISTER),
            "may_agree": pack.agreed_at is None and newest and user.can(decide("missing_out")),
            **self._group(user),
        }  # fmt: skip

    def _counted_beside(self, opened: Collection[int]) -> tuple[Table, list[CountedRow]]:
        """Those who are not on the register as this person may count them; and those of them who are open to them."""
        rows = counted_for(self.request.user, self.off, self.on, opened)
        return beside_table(rows), [one for one in rows if one.row.pk in opened]

    def _group(self, user: User) -> dict[str, Any]:
        """What the group decided and sees to: in an agreed pack as it stood when it was agreed, but for what is decided
        in its own meeting; and what this person can record."""
        pack, meeting = self.pack, self.pack.meeting
        until, works = pack.agreed_at or self.at, user.can(write("missing_out"))
        themes = themes_for(user, self.on, until=until, series=meeting.series)
        return {
            "came_back": came_back(user, meeting, self.on, until=until, sight=self.sight),
            "themes": [(line, self.said.of_themes.get(line.theme.pk, [])) for line in lasts_at(themes, until)],
            "decided": decided_in(user, meeting, self.on, until=self.at, sight=self.sight),
            "may_make_themes": works and pack.agreed_at is None,
            "may_decide": works and pack.agreed_at and meeting.on <= self.on and meeting.state == Held.PLANNED,
            "may_escalate": works and pack.agreed_at is not None,
        }

    def _moved(self, before: list[PackRow] | None) -> list[dict[str, Any]]:
        if before is None:
            return []
        moved = [queries.movement(row, False) for row in self.rows]
        gone = gone_since(self.rows, before)
        return [{"label": one, "number": moved.count(one)} for one in MOVEMENTS] + [
            {"label": "Red before, and off the register", "number": sum(row.rated == Rated.RED for row in gone)},
            {"label": "New on the register", "number": sum(row.rated_before is None for row in self.rows)},
            {"label": OFF, "number": len(gone)},
        ]

    def _gone(self, before: list[PackRow], opened: Collection[int]) -> list[dict[str, str]]:
        """Who was red or came to the group in the pack before and is off the register, as far as that row is open."""
        gone = [row for row in gone_since(self.rows, before) if row.rated == Rated.RED or row.goes_up]
        shown = [row for row in gone if row.pk in opened]
        sights.see([row.child_id for row in shown if row.child_id], self.sight)
        return [
            {"reference": row.reference, "was": Rated(row.rated).label.lower(),
             "school": row.school if row.child_id else NOT_SAID}
            for row in shown
        ]  # fmt: skip

    def _beside_label(self, key: str) -> str:
        return next((label for one, label, _ in self.pack.beside if one == key), "")

    def _is_newest(self) -> bool:
        return not Pack.objects.filter(meeting=self.pack.meeting_id, number__gt=self.pack.number).exists()


class PackPdf(PackPage):
    """The same to print: made for one person, whose name and the moment stand on each page; not kept."""

    permission = READ
    template_name = "missing_out/packs/papers/pack.html"
    sight = "pdf"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        made = {"title": self.title, "made_for": request.user, "made_at": self.at}
        try:
            content = rendering.pdf_apart(render_to_string(self.template_name, {**self.context(), **made}))
        except rendering.CannotRender as lack:
            messages.warning(request, str(lack))
            return redirect(self.pack_url)
        return download_pdf(f"pack-{self.pack.key}.pdf", content)


class PackWorkbook(PackPage):
    """The same as a workbook: the figures, the rows that this person may read, decisions, themes and remarks."""

    permission = READ
    sight = "export"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        shown = self.context()
        sheets = sheets_of(self.pack, self.counted, self.moved, self.seen.lines, shown)
        return workbook_of_sheets(f"pack-{self.pack.key}.xlsx", sheets)


class PackRows(OfPack):
    """The rows of a pack that make up a number, of those that this person may read."""

    permission = READ
    template_name = "missing_out/packs/rows.html"

    def context(self) -> dict[str, Any]:
        rows = self.off if BESIDE in self.request.GET else self.rows
        seen = queries.rows_for(self.request.user, self.pack, rows, self.on)
        table = RowTable.table_for(self.request, seen.lines, on=self.on)
        return {**super().context(), "table": table, "closed": seen.closed}


class PackAgree(OfPack, FormPage):
    """Agree a pack, in one's own name: from then on members read it."""

    permission = decide("missing_out")
    form_class = AgreeForm
    title = "Agree this pack"
    template_name = "missing_out/packs/form.html"
    submit_label = "Agree the pack"
    done = "The pack is agreed. The members of the meeting can read it."
    only_in_time = True

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.title = "Agree this pack"

    def edited(self) -> Pack:
        return self.pack

    def too_late(self) -> TooLate | None:
        if self.pack.agreed_at is None or self.pack.agreed_by is None:
            return None
        return TooLate(
            title="This cannot be done now", explanation=f"{self.pack.agreed_by.name} agreed this pack.",
            url=self.pack_url, link="See the pack", about=full_day(self.pack.meeting.on),
        )  # fmt: skip

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "caption": f"{self.pack.meeting.series.name}, {full_day(self.pack.meeting.on)}",
            "said": "From then on the members of the meeting read it, and nobody can change it or freeze another.",
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        freezing.agree(
            self.pack, self.version(), words=form.cleaned_data["words"], by=self.request.user, at=self.at
        )  # fmt: skip
        return redirect(self.pack_url)


class PackSince(OfPack):
    """What the pack reported, beside what is known now of the same day."""

    permission = WITH_REGISTER
    template_name = "missing_out/packs/since.html"

    def context(self) -> dict[str, Any]:
        try:
            since = known_since(self.request.user, self.pack, [*self.rows, *self.off], self.on)
        except NotLoaded as problem:
            return {**super().context(), "problem": f"This cannot be worked out: {problem}."}
        keys = [line.url.rstrip("/").rsplit("/", 1)[-1] for line in since.lines]
        sights.see(Child.objects.filter(key__in=keys).values_list("pk", flat=True), "list")
        return {**super().context(), "since": since}


class PackOutward(OfPack):
    """The figures for those outside the service, such as a scrutiny committee: small numbers are withheld."""

    permission = WITH_REGISTER
    template_name = "missing_out/packs/outward.html"

    def told(self) -> tuple[int | None, list[Outward], list[tuple[str, list[tuple[str, int | None]]]]]:
        """The total, the tables of the register, and what duties count."""
        series = self.pack.meeting.series.key
        return *outward(self.rows, series), outward_of_duties(self.pack.beside, series)

    def context(self) -> dict[str, Any]:
        total, shown, of_duties = self.told()
        return {
            **super().context(), "total": total, "tables": shown, "of_duties": of_duties,
        }  # fmt: skip


class PackOutwardFile(PackOutward):
    """The same as a file."""

    permission = WITH_REGISTER

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        total, shown, of_duties = self.told()
        rows: list[list[Any]] = [["All", "Pupils missing out", _number(total)]]
        rows += [[table.title, label, _number(number)] for table in shown for label, number in table.lines]
        rows += [[title, label, _number(number)] for title, lines in of_duties for label, number in lines]
        name = f"pupils-missing-out-figures-{self.pack.frozen_on.isoformat()}.csv"
        return csv_download(name, ("Table", "Line", "Number"), rows)


def _number(number: int | None) -> int | str:
    return "withheld" if number is None else number
