"""The pages on which an officer enters for a school a return that came as a message."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect

from cme import entering, return_forms, return_queries
from cme.return_views import NO_SUCH
from oxle.accounts.visibility import visible_to
from oxle.audit import sights
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.views import choosing
from oxle.core.errors import Refused
from oxle.people.models import Child

ADD_FIRST = "Of one whom our record lacks, add the pupil with their time at the school first, and enter it then."


class ReturnSchool(choosing.SchoolChoice):
    """Which school the return comes from."""

    namespace = "cme"
    title = "Which school tells of it?"
    # The page on which it is entered.
    goes_to = ""

    def form_valid(self, form: Any) -> HttpResponseBase:
        return redirect(f"cme:{self.goes_to}", self.message.key, form.cleaned_data["school"])


class _Entered(choosing.ForSchool):
    """Base: one return, for one school."""

    namespace = "cme"
    creates = True
    submit_label = "Enter it for the school"
    message: InboxMessage

    def edited(self) -> InboxMessage:
        return self.message

    def form_kwargs(self) -> dict[str, Any]:
        return {"schools": self.schools}

    def entered(self) -> HttpResponseBase:
        """What follows: the inbox, whatever the officer may read of the child."""
        messages.success(self.request, f"Entered for {self.schools[0]}, as of the day it came.")
        return redirect("cases:inbox")


class NewPupilEntered(_Entered):
    """A new-pupil return, entered by an officer."""

    form_class = return_forms.NewPupilForm
    title = "Enter a new pupil for a school"

    def form_valid(self, form: Any) -> HttpResponseBase:
        entering.enter_new_pupil(
            self.message, form.chosen(), form.told(), by=self.request.user, at=self.at, version=self.version()
        )
        return self.entered()


class DeletionEntered(_Entered):
    """A deletion, entered by an officer to whom the pupil is open."""

    form_class = return_forms.DeletionForm
    title = "Enter a deletion for a school"

    def form_valid(self, form: Any) -> HttpResponseBase:
        user = self.request.user
        found = return_queries.pupil_with_upn([form.chosen()], form.cleaned_data["upn"], self.on)
        if found is None or not visible_to(user, Child).filter(pk=found[0].pk).exists():
            raise Refused(f"{NO_SUCH} {ADD_FIRST}", field="upn")
        child, school = found
        sights.see([child.pk], "page")
        entering.enter_deletion(
            self.message, school, child, form.told(), by=user, at=self.at, version=self.version(),
            letter=form.cleaned_data["letter"],
        )  # fmt: skip
        return self.entered()
