"""The lists of letters by what they wait for, and what is done with many at once: printing and recording the post."""

from io import BytesIO
from typing import Any, ClassVar

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from pypdf import PdfWriter

from oxle.accounts.permissions import read, write
from oxle.audit import sights
from oxle.core.pages import FormPage, Page
from oxle.core.tables import OxleTable
from oxle.correspondence import actions, brakes, forms, queries, tables
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter
from oxle.correspondence.withheld import hidden_from
from oxle.documents.serving import download_pdf

State = Letter.State
# One sheaf of paper, and one PDF that a worker's memory holds with ease.
MOST_AT_ONCE = 100


class _LetterList(Page):
    permission = read("letters")
    template_name = "correspondence/letter_list.html"
    table: ClassVar[type[OxleTable]]
    states: ClassVar[tuple[str, ...]]

    def context(self) -> dict[str, Any]:
        user = self.request.user
        rows = queries.letters_in(user, *self.states)
        table = self.table.table_for(self.request, rows, on=self.on)
        shown = [row.record for row in table.page.object_list]
        sights.see([letter.child_id for letter in shown if letter.child_id], what="list")
        if set(self.states) <= set(actions.UNSENT):
            queries.asked_about(shown, self.on)
        return {
            "table": table,
            "parts": parts_of(self.request),
            "may_post": user.can(write("letters")) and self.states == LettersToPost.states and table.count,
            "note": self.note(),
        }

    def note(self) -> str:
        """A sentence above the list."""
        return ""


class LettersToPost(_LetterList):
    """Letters that are made, and wait for somebody to print and post them."""

    title = "Letters to post"
    table = tables.ToPostTable
    states = (State.RENDERED,)


class LettersToRelease(_LetterList):
    """Drafts, each waiting to be read and released."""

    title = "Letters to release"
    table = tables.DraftTable
    states = (State.DRAFTED,)


class LettersBeingMade(_LetterList):
    """Released letters without a PDF yet: a few seconds, unless something is wrong."""

    title = "Letters being made"
    table = tables.MakingTable
    states = (State.RELEASED,)

    def note(self) -> str:
        return queries.rendering_problem() or ""


class LettersSent(_LetterList):
    """Letters that went out, those among them that came back, and those that were stopped."""

    title = "Letters sent"
    table = tables.SentTable
    states = (State.SENT, State.SERVED, State.RETURNED, State.WITHDRAWN)


class _ToPost(FormPage):
    """A page about many of the letters that wait to be posted."""

    permission = write("letters")
    template_name = "correspondence/letters_chosen.html"

    def load(self, **kwargs: str) -> None:
        rows = queries.letters_in(self.request.user, State.RENDERED).exclude(hidden_from(self.request.user))
        letters = queries.asked_about(list(rows.select_related("pdf")), self.on)
        self.waiting = [letter for letter in letters if not (letter.is_held or letter.kept_back)][:MOST_AT_ONCE]
        sights.see([letter.child_id for letter in self.waiting if letter.child_id], what="list")

    def form_kwargs(self) -> dict[str, Any]:
        return {"waiting": self.waiting, "on": self.on}

    def context(self) -> dict[str, Any]:
        return {"waiting": self.waiting, "most": MOST_AT_ONCE, "cancel_url": reverse("correspondence:to_post")}


class LettersPrint(_ToPost):
    """Several letters in one PDF, to print in one go."""

    form_class = forms.PrintForm
    title = "Print letters"
    submit_label = "Make one PDF"

    def form_valid(self, form: Any) -> HttpResponseBase:
        chosen = form.chosen(self.waiting)
        sights.see([letter.child_id for letter in chosen if letter.child_id], what="pdf")
        return download_pdf(f"letters-{self.on:%Y-%m-%d}.pdf", _joined(chosen))


class LettersPosted(_ToPost):
    """Several letters went to the post together."""

    form_class = forms.PostForm
    title = "Record posting"
    submit_label = "Record as sent"
    done = "The letters are recorded as sent."

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), "ticked": "all" in self.request.GET}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "offers_all": "all" not in self.request.GET}

    def form_valid(self, form: Any) -> HttpResponseBase:
        data = form.cleaned_data
        actions.record_all_sent(
            form.chosen(self.waiting),
            by=self.request.user,
            on=data["sent_on"],
            at=self.at,
            method=Method(data["method"]),
            proof=data["proof"],
        )
        return redirect("correspondence:to_post")


def _joined(letters: list[Letter]) -> bytes:
    """The letters one after another, each on a sheet of its own when printed on both sides."""
    out = PdfWriter()
    for letter in letters:
        with letter.pdf.open() as file:
            out.append(file, import_outline=False)
        if len(out.pages) % 2:
            out.add_blank_page()
    out.add_metadata({"/Title": "Letters to post"})
    joined = BytesIO()
    out.write(joined)
    out.close()
    return joined.getvalue()


def parts_of(request: Any) -> list[dict[str, Any]]:
    """The tabs of the area, the open one marked."""
    parts = [
        ("To post", "correspondence:to_post"),
        ("To release", "correspondence:to_release"),
        ("Being made", "correspondence:being_made"),
        ("Sent", "correspondence:sent"),
    ]
    if request.user.can(brakes.DECIDES):
        parts.append(("Held or failed", "correspondence:outbox"))
    shown = [{"label": label, "url": reverse(name)} for label, name in parts]
    return [{**part, "active": part["url"] == request.path} for part in shown]
