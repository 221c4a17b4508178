"""The pages on which the team that prepares a pack says something beside a figure, a pupil or a theme of it."""

from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect

from oxle.accounts.permissions import write
from oxle.audit import sights
from oxle.core.pages import FormPage, TooLate
from oxle.missing_out.group.queries import themes_for
from oxle.missing_out.models import PackRow
from oxle.missing_out.packs import remarks
from oxle.missing_out.packs.counting import CountedRow, counted_for
from oxle.missing_out.packs.figures import Table, tables
from oxle.missing_out.packs.forms import FigureRemarkForm, RemarkForm, TakeAwayForm
from oxle.missing_out.packs.queries import readable_rows
from oxle.missing_out.packs.views import OfPack
from oxle.missing_out.remark_models import Remark
from oxle.schooldays.wording import full_day


class _OfRemark(OfPack, FormPage):
    """A form about a remark. Nothing of an agreed pack changes."""

    permission = write("missing_out")
    form_class = RemarkForm
    template_name = "missing_out/packs/form.html"
    only_in_time = True
    about = ""

    def page_title(self) -> str:
        return type(self).title

    def too_late(self) -> TooLate | None:
        if self.pack.agreed_at is None:
            return None
        return TooLate("This cannot be done now", remarks.AGREED, self.pack_url, "See the pack")

    def context(self) -> dict[str, Any]:
        caption = ", ".join(part for part in (full_day(self.pack.meeting.on), self.about) if part)
        return {**super().context(), "caption": caption}

    def readable(self, one: remarks.Matter | None) -> None:
        """404 where a remark is about a pupil whose row is closed to this person."""
        if one is not None and not isinstance(one, str) and hasattr(one, "child_id"):
            if one.pk not in readable_rows(self.request.user, [one], self.on):
                raise Http404
            sights.see([one.child_id] if one.child_id else [], "page")


class RemarkAdd(_OfRemark):
    """Say something beside a pupil or a theme of a pack."""

    title = "Add a remark"
    submit_label = "Save the remark"
    done = "The remark stands in the pack."
    creates = True
    matter: remarks.Matter

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        row = next((row for row in [*self.rows, *self.off] if row.key == kwargs["matter"]), None)
        if row is not None:
            self.readable(row)
            self.matter, self.about = row, row.reference
            return
        lines = themes_for(self.request.user, self.on, until=self.at, series=self.pack.meeting.series)
        theme = next((line.theme for line in lines if line.theme.key == kwargs["matter"]), None)
        if theme is None:
            raise Http404
        self.matter, self.about = theme, str(theme)

    def form_valid(self, form: Any) -> HttpResponseBase:
        remarks.remark(self.pack, self.matter, **form.cleaned_data, by=self.request.user, at=self.at)
        return redirect(self.pack_url)


class RemarkOfFigure(_OfRemark):
    """Say something beside a figure."""

    form_class = FigureRemarkForm
    title = "Add a remark about a figure"
    submit_label = "Save the remark"
    done = "The remark stands in the pack."
    creates = True

    def form_kwargs(self) -> dict[str, Any]:
        beside = [(key, label) for key, label, _ in self.pack.beside]
        return {"offered": remarks.figures_to_choose(self._tables(), beside)}

    def _tables(self) -> list[Table]:
        before = self.before()
        return tables(self._counted(self.rows), None if before is None else self._counted(before))

    def _counted(self, rows: list[PackRow]) -> list[CountedRow]:
        user, on = self.request.user, self.on
        return counted_for(user, rows, on, readable_rows(user, rows, on))

    def form_valid(self, form: Any) -> HttpResponseBase:
        figure, words = form.cleaned_data["figure"], form.cleaned_data["words"]
        remarks.remark(self.pack, figure, words=words, by=self.request.user, at=self.at)
        return redirect(self.pack_url)


class _OfOne(_OfRemark):
    """Loads the remark that the address names."""

    one: Remark

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.one = remarks.get_remark_for(self.pack, kwargs["remark"])
        self.readable(self.one.row)

    def edited(self) -> Remark:
        return self.one


class RemarkChange(_OfOne):
    """Say it in other words."""

    title = "Change a remark"
    submit_label = "Save the remark"
    done = "The remark is changed."

    def initial(self) -> dict[str, Any]:
        return {"words": self.one.words}

    def form_valid(self, form: Any) -> HttpResponseBase:
        remarks.change(self.one, self.version(), **form.cleaned_data, by=self.request.user, at=self.at)
        return redirect(self.pack_url)


class RemarkTakeAway(_OfOne):
    """Take a remark away."""

    form_class = TakeAwayForm
    title = "Take a remark away"
    submit_label = "Take it away"
    done = "The remark is taken away."

    def context(self) -> dict[str, Any]:
        return {**super().context(), "said": self.one.words}

    def form_valid(self, form: Any) -> HttpResponseBase:
        remarks.take_away(self.one, self.version())
        return redirect(self.pack_url)
