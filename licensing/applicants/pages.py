"""The base of an applicant’s pages: who comes without a session of theirs is asked for an e-mail address."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from licensing.applicants import queries, sessions
from licensing.applicants.models import Applicant, ApplicationDraft
from oxle.accounts import sign_in
from oxle.core import dates, typed
from oxle.core.pages import ANYONE, FormPage, Page, TooLate

AWAY = "You were away for a while. Ask for a new link to go on."
KEPT = "You were away for a while. Ask for a new link in this browser: what you typed is kept."


class ApplicantPage(Page):
    """A page of somebody who came in by a link. What they send after their time was over waits for them."""

    permission = ANYONE
    applicant: Applicant

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        at = dates.now()
        was_here = sessions.APPLICANT in request.session
        applicant = sessions.applicant_of(request, at=at)
        if applicant is None:
            kept = request.method == "POST" and typed.keep(request)
            if kept:
                sign_in.stamp(request, at=at)
            if kept or was_here:
                messages.info(request, KEPT if kept else AWAY)
            return redirect("licensing:apply")
        self.applicant = applicant
        setattr(request, typed.TYPIST, applicant)
        response = super().dispatch(request, *args, **kwargs)
        # After leaving, the browser’s back button must find nothing.
        response.headers["Cache-Control"] = "no-store"
        return response


class OnDraft(ApplicantPage):
    """A page of one application of theirs, as it stands."""

    draft: ApplicationDraft
    # Of which kind it is; "" for a page that serves every kind.
    kind: ClassVar[str] = ApplicationDraft.Kind.PERFORMANCES

    def load(self, **kwargs: str) -> None:
        self.draft = queries.get_draft_for(self.applicant, kwargs["key"], kind=self.kind)

    def context(self) -> dict[str, Any]:
        back = self.draft.get_absolute_url()
        return {**super().context(), "draft": self.draft, "back_url": back, "cancel_url": back}


class DraftForm(OnDraft, FormPage):
    """A page on which an application is changed; to what is typed after it was sent there is an answer."""

    template_name = "licensing/applicants/form.html"

    def load(self, **kwargs: str) -> None:
        # What is sent is answered although the application was discarded meanwhile: nobody's text is lost in a 404.
        sent = self.sent is not None
        self.draft = queries.get_draft_for(self.applicant, kwargs["key"], kind=self.kind, discarded=sent)

    def edited(self) -> Any:
        return self.draft

    def too_late(self) -> TooLate | None:
        if self.draft.is_open:
            return None
        if self.draft.is_discarded:
            return TooLate(
                title="This application was discarded while you had this page open",
                explanation="It is no longer kept, and nothing can be added to it.",
                url=reverse("licensing:apply_home"),
                link="See your applications",
            )
        return TooLate(
            title="This application was sent while you had this page open",
            explanation="It can no longer be changed here, and what you did on this page is no part of it.",
            url=self.draft.get_absolute_url(),
            link="See what you sent",
        )

    def gone(self, what: str, url: str) -> TooLate:
        """The answer to what is sent for a part of an application that was taken off meanwhile."""
        return TooLate(
            title=f"This {what} is no longer there",
            explanation="It was taken off while you had this page open, and nothing was saved.",
            url=url,
            link="See what is there",
        )
