"""One letter: what it says, to whom and why there, its life so far, and each thing that can be done with it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from oxle.accounts.permissions import read, write
from oxle.core.errors import Refused
from oxle.core.pages import FormPage, Page
from oxle.correspondence import (
    actions,
    contents,
    forms,
    pictures,
    printing,
    queries,
    rendering,
    returned,
    since_release,
    strangers,
    withheld,
)
from oxle.correspondence.cautions import cautions_of
from oxle.correspondence.history import history_of
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter
from oxle.correspondence.tables import status_of
from oxle.documents.serving import download_pdf, serve

State = Letter.State
UNKNOWN_ADDRESS = "(the address is looked up when the letter is released)"


class OfLetter:
    """Loads the letter that the address names, if this person may see it."""

    letter: Letter
    sight = "page"

    def load(self, key: str = "", **kwargs: str) -> None:
        self.letter = queries.get_letter_for(self.request.user, key, what=self.sight)
        self.hidden = withheld.hides_address(self.request.user, self.letter)
        if self.letter.state in actions.UNSENT:
            queries.asked_about([self.letter], self.on)
        self.check()

    def check(self) -> None:
        """Anything more that must hold before the page opens."""

    def to_letter(self) -> str:
        """The address of the letter's page."""
        return reverse("correspondence:letter", args=[self.letter.key])

    def context(self) -> dict[str, Any]:
        return {"letter": self.letter, "cancel_url": self.to_letter()}

    def html(self) -> str:
        """What the letter says, as far as this person may read it; of a draft as it would say it today."""
        if self.hidden:
            text = withheld.html_without_address(self.letter, on=self.on)
        else:
            text = self.letter.html or _draft_html(self.letter, self.on)
        return pictures.shown(text)

    def may_tell(self, text: str) -> str:
        """A text that somebody typed about the letter, as far as this person may read it."""
        return withheld.unaddressed(self.letter, text) if self.hidden else text

    def typed_address(self) -> bool:
        """Whether what was typed into the letter tells this person an address that they may not learn."""
        return self.hidden and withheld.typed_address(self.letter)


class LetterPage(OfLetter, Page):
    """One letter."""

    permission = read("letters")
    template_name = "correspondence/letter_page.html"

    def check(self) -> None:
        self.title = self.letter.title

    def context(self) -> dict[str, Any]:
        letter, user = self.letter, self.request.user
        writes = user.can(write("letters"))
        kind = letter.letter_kind
        return {
            "letter": letter,
            "kind": kind,
            "status": status_of(letter),
            "recipient": queries.recipient_of(letter, self.on),
            "cautions": cautions_of(letter, self.on) if letter.state == State.DRAFTED else [],
            "gaps": contents.missing(kind, letter.context) if kind and letter.state == State.DRAFTED else [],
            "others": queries.others_written_to(letter),
            "shown_address": withheld.ADDRESS if self.hidden and letter.address else letter.address,
            "address_reason": self.may_tell(letter.address_reason),
            "proof": self.may_tell(letter.proof),
            "history": [{**one, "text": self.may_tell(one.get("text", ""))} for one in history_of(letter)],
            "may_download": not self.hidden or letter.state == State.DRAFTED,
            "why_served": Method(letter.method).why_served if letter.method else "",
            "method": Method(letter.method).label if letter.method else "",
            "may_edit": writes and letter.state == State.DRAFTED and not self.typed_address(),
            "may_release": not letter.kept_back
            and (queries.to_release(user).filter(pk=letter.pk).exists() or queries.may_agree(user, letter, self.on)),
            "may_go": self.may_say_that_it_goes(),
            "may_withdraw": writes and letter.state in actions.UNSENT,
            "may_send": writes and letter.state == State.RENDERED and not letter.is_held,
            "may_return": writes and letter.state in actions.SENT and Method(letter.method).comes_back,
            "may_unreturn": writes and letter.state == State.RETURNED,
            "returned_words": self.may_tell(letter.returned_words),
            "may_correct": writes and letter.state in actions.SENT and self.may_tell(letter.proof) == letter.proof,
            "may_try_again": writes and letter.pdf_id is None and bool(letter.problem),
            "is_draft": letter.state == State.DRAFTED,
            "is_withdrawn": letter.state == State.WITHDRAWN,
        }

    def may_say_that_it_goes(self) -> bool:
        """Whether this person may say why the letter goes although something happened since its release."""
        letter, user = self.letter, self.request.user
        if not letter.kept_back or letter.letter_kind is None or not user.can(letter.letter_kind.released_with):
            return False
        since = since_release.happened([letter], self.on).get(letter.pk)
        return since is not None and not (since.for_another and letter.released_by_id == user.pk)


class LetterText(OfLetter, Page):
    """The letter itself as a page, for reading on screen inside the pages about it."""

    permission = read("letters")

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = HttpResponse(self.html())
        # A picture may be in the letter, as the code of a licence is; none is fetched.
        response["Content-Security-Policy"] = (
            "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'"
        )
        response["X-Frame-Options"] = "SAMEORIGIN"
        response["Cache-Control"] = "no-store, private"
        return response


class LetterPdf(OfLetter, Page):
    """The letter's PDF; of a draft, a print of how it stands, marked as a draft on every sheet."""

    permission = read("letters")
    sight = "pdf"

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        letter = self.letter
        if self.hidden and letter.state != State.DRAFTED:
            raise Http404  # it shows where the letter goes
        if letter.pdf is not None:
            children = [letter.child_id] if letter.child_id else []
            return serve(request, letter.pdf, children=children, called="letter")
        lack = rendering.missing()
        if lack or letter.state != State.DRAFTED:
            text = lack or "The PDF of this letter is being made. Try again in a minute."
            return render(
                request,
                "correspondence/no_pdf.html",
                {"title": "No PDF yet", "text": text, "letter": letter},
                status=409,
            )
        return download_pdf(f"draft-{letter.key}.pdf", rendering.pdf(self.html()))


class LetterEdit(OfLetter, FormPage):
    """Write a paragraph of one's own into a draft."""

    permission = write("letters")
    form_class = forms.EditForm
    template_name = "correspondence/letter_edit.html"
    title = "Change the letter"
    done = "The letter has been changed."

    def check(self) -> None:
        if self.typed_address():
            raise Http404

    def edited(self) -> Letter:
        return self.letter

    def initial(self) -> dict[str, Any]:
        return {"own_paragraph": self.letter.own_paragraph}

    def form_valid(self, form: Any) -> HttpResponseBase:
        text = form.cleaned_data["own_paragraph"]
        actions.edit_draft(self.letter, self.version(), own_paragraph=text, by=self.request.user)
        return redirect(self.to_letter())


class LetterRelease(OfLetter, FormPage):
    """Let a letter go: who gets it, what they are to the child, and the whole of what they will read."""

    permission = read("letters")
    form_class = forms.ReleaseForm
    template_name = "correspondence/letter_release.html"
    title = "Release the letter"
    submit_label = "Release the letter"

    def check(self) -> None:
        kind, user = self.letter.letter_kind, self.request.user
        if kind is None or not (user.can(kind.released_with) or queries.may_agree(user, self.letter, self.on)):
            raise PermissionDenied
        self.strangers = strangers.named_in(self.letter)
        self.told = withheld.told_by(self.letter)
        if self.typed_address():
            self.told.append("The recipient’s withheld address was typed into this letter. Ask for it to be taken out.")
        self.address, self.refusal, self.lapsed, self.came_back = None, "", False, ""
        try:
            self.address = contents.address_of(self.letter, on=self.on)
        except Refused as refusal:
            self.refusal = refusal.message
            self.lapsed = refusal.field == "last_known_with_reason"
            if self.lapsed:
                self.address = contents.address_of(self.letter, on=self.on, last_known_reason="to be given")
        if self.address and (last := returned.last_from(self.letter.recipient, self.address.text)):
            self.came_back = returned.sentence(last)

    def form_kwargs(self) -> dict[str, Any]:
        return {"lapsed": self.lapsed, "strangers": bool(self.strangers), "came_back": bool(self.came_back)}

    def context(self) -> dict[str, Any]:
        letter = self.letter
        cautions = cautions_of(letter, self.on)
        return {
            **super().context(),
            "recipient": queries.recipient_of(letter, self.on),
            "shown_address": self.shown_address(),
            "refusal": self.refusal,
            "lapsed": self.lapsed,
            "came_back": self.came_back,
            "other_address_url": self.other_address_url(),
            "cautions": cautions,
            "strangers": self.strangers,
            "told": self.told,
            "gaps": contents.missing(letter.letter_kind, letter.context),
            "others": queries.others_written_to(letter),
            "read_sha256": contents.substance(letter, address=self.address.text) if self.address else "",
            "may": self.address is not None and not (self.told or letter.kept_back) and letter.state == State.DRAFTED,
            "second": bool(cautions) and letter.approved_by_id not in {None, self.request.user.pk},
        }

    def other_address_url(self) -> str:
        """Where another address of the recipient is recorded, for whoever may do so."""
        if not self.came_back or self.letter.adult is None or not self.request.user.can(write("pupils")):
            return ""
        return reverse("people:add_adult_address", args=[self.letter.adult.key])

    def shown_address(self) -> str:
        """Where it goes, as far as this person may know."""
        if self.address is None or self.hidden:
            return withheld.ADDRESS if self.address else ""
        return self.address.text

    def form_valid(self, form: Any) -> HttpResponseBase:
        if self.told:
            raise Refused(" ".join(self.told))
        released = actions.release_letter(
            self.letter,
            by=self.request.user,
            on=self.on,
            at=self.at,
            last_known_reason=form.cleaned_data.get("last_known_reason", ""),
            despite_return=form.cleaned_data.get("despite_return", ""),
            read_sha256=self.request.POST.get("read_sha256", ""),
            strangers_checked=bool(form.cleaned_data.get("strangers_checked")),
        )
        self.done = (
            "The letter has been released."
            if released.state == State.RELEASED
            else "You have agreed to this letter. It goes once a second person has released it too."
        )
        return redirect(self.to_letter())


class LetterWithdraw(OfLetter, FormPage):
    """Stop a letter that has not been sent."""

    permission = write("letters")
    form_class = forms.WithdrawForm
    title = "Withdraw the letter"
    submit_label = "Withdraw the letter"
    done = "The letter has been withdrawn."

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.withdraw_letter(self.letter, by=self.request.user, at=self.at, reason=form.cleaned_data["reason"])
        return redirect(self.to_letter())


class LetterAllTheSame(OfLetter, FormPage):
    """Say why a letter goes although something happened since its release."""

    permission = read("letters")
    form_class = forms.AllTheSameForm
    template_name = "correspondence/letter_all_the_same.html"
    title = "Send the letter all the same"
    submit_label = "Let it go"
    done = "The letter can be posted."

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "recipient": queries.recipient_of(self.letter, self.on),
            "shown_address": withheld.ADDRESS if self.hidden and self.letter.address else self.letter.address,
        }

    def check(self) -> None:
        kind = self.letter.letter_kind
        if kind is None or not self.request.user.can(kind.released_with):
            raise PermissionDenied

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.send_all_the_same(
            self.letter, by=self.request.user, on=self.on, at=self.at, because=form.cleaned_data["because"]
        )
        return redirect(self.to_letter())


class LetterSent(OfLetter, FormPage):
    """Record that a letter left, when and how."""

    permission = write("letters")
    form_class = forms.SentForm
    title = "Record how the letter was sent"
    submit_label = "Record as sent"
    done = "The letter is recorded as sent."

    def form_kwargs(self) -> dict[str, Any]:
        return {"on": self.on, "letter": self.letter}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.record_sent(self.letter, **_sending(form, self))
        return redirect(self.to_letter())


class LetterCorrect(LetterSent):
    """Put right how and when a letter was sent, or add the proof that came later."""

    title = "Correct how the letter was sent"
    submit_label = "Save"
    done = "The record of sending has been corrected. Deadlines that run from it have been worked out again."

    def check(self) -> None:
        if self.may_tell(self.letter.proof) != self.letter.proof:
            raise Http404

    def edited(self) -> Letter:
        return self.letter

    def initial(self) -> dict[str, Any]:
        letter = self.letter
        return {"sent_on": letter.sent_on, "method": letter.method, "proof": letter.proof}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.correct_sending(self.letter, self.version(), **_sending(form, self))
        return redirect(self.to_letter())


class LetterTryAgain(OfLetter, Page):
    """Have another go at making a letter's PDF."""

    permission = write("letters")
    http_method_names = ["post"]

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        printing.try_again(self.letter)
        return redirect(self.to_letter())


def _sending(form: Any, page: Any) -> dict[str, Any]:
    data = form.cleaned_data
    return {
        "by": page.request.user,
        "on": data["sent_on"],
        "at": page.at,
        "method": Method(data["method"]),
        "proof": data["proof"],
    }


def _draft_html(letter: Letter, on: Any) -> str:
    try:
        address = contents.address_of(letter, on=on).text
    except Refused:
        address = f"{letter.recipient_name}\n{UNKNOWN_ADDRESS}"
    return contents.html_of(letter, on=on, address=address, draft=True)
