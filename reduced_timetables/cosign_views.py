"""The pages for a parent who was sent a link: no sign-in, one plan, one answer."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from oxle.accounts import limits
from oxle.accounts.sign_in_views import too_many
from oxle.audit import sights
from oxle.core import dates
from oxle.core.answers import typed_into
from oxle.core.opened import close_one, open_one, which
from oxle.core.pages import ANYONE, FormPage, Page
from reduced_timetables import cosigning
from reduced_timetables.cosign_forms import CosignForm
from reduced_timetables.panels import plan_rows

# Under which the keys of what was opened stand in the session.
ASKED = "reduced_timetables.asked"


class Link(Page):
    """What the link opens. It goes on to the plan."""

    permission = ANYONE
    title = "This link no longer works"
    template_name = "reduced_timetables/cosign_gone.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not limits.may_open(request, at=dates.now()):
            return too_many(request)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key = cosigning.asked_by(kwargs["secret"], at=self.at)
        if key is None:
            return self.show(status=410)
        open_one(request, ASKED, key)
        return redirect("reduced_timetables:cosign")


class Cosign(FormPage):
    """The plan, and whether the parent agrees to it."""

    permission = ANYONE
    title = "Do you agree to this plan?"
    form_class = CosignForm
    template_name = "reduced_timetables/cosign.html"
    submit_label = "Send your answer"

    def load(self) -> None:
        self.asked = cosigning.waiting(which(self.request, ASKED), at=self.at)
        if self.asked is not None:
            sights.see([self.asked.timetable.case.child_id], "page", "a parent was sent the plan")

    def context(self) -> dict[str, Any]:
        if self.asked is None:
            return {}
        case = self.asked.timetable.case
        rows = plan_rows(self.asked.timetable)
        return {"given": case.child.shown_name.split()[0], "rows": rows, "opened": self.asked.key}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().get(request) if self.asked else self._gone()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().post(request) if self.asked else self._gone()

    def form_valid(self, form: Any) -> HttpResponseBase:
        cosigning.answer(self.asked, at=self.at, **form.answer())
        close_one(self.request, ASKED, self.asked.key)
        return redirect("reduced_timetables:cosigned")

    def _gone(self) -> HttpResponse:
        """The link has ended. What is sent after that is shown to be copied."""
        self.template_name = "reduced_timetables/cosign_gone.html"
        typed = typed_into(self.form()) if self.request.method == "POST" else []
        return self.show(status=410, title="This link no longer works", typed=typed)


class Cosigned(Page):
    """The answer has come. It says nothing of whom it is about."""

    permission = ANYONE
    title = "Your answer has been sent"
    template_name = "reduced_timetables/cosigned.html"
