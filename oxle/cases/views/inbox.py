"""The inbox: what came by e-mail, phone or post waits here until it is linked to a case or answered."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from oxle.accounts.permissions import write
from oxle.accounts.visibility import visible_to
from oxle.cases import casework, duties, forms, work
from oxle.cases.models import Case
from oxle.cases.permissions import children_told_of, get_message_for, teams_with_inbox
from oxle.cases.tables import MessageTable
from oxle.core.errors import Refused
from oxle.core.pages import FormPage, Page
from oxle.core.references import clean_reference
from oxle.documents.actions import store_upload
from oxle.documents.serving import serve


class Inbox(Page):
    """The messages that wait, oldest first; below them what was dealt with, for none is ever thrown away."""

    permission = write("inbox")
    template_name = "cases/inbox.html"
    title = "Inbox"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        dealt = MessageTable.table_for(self.request, work.dealt_with(user), on=self.on)
        return {"waiting": work.inbox_of(user), "table": dealt}


class MessageEnter(FormPage):
    """Enters a message, with its channel and original kept, into the inbox of one's own team."""

    permission = write("inbox")
    form_class = forms.MessageForm
    title = "Enter a message"
    submit_label = "Save"
    creates = True
    done = "The message waits in the inbox"

    def form_kwargs(self) -> dict[str, Any]:
        return {"teams": teams_with_inbox(self.request.user), "on": self.on}

    def form_valid(self, form: Any) -> HttpResponseBase:
        data = dict(form.cleaned_data)
        upload = data.pop("file")
        files = [store_upload(upload, by=self.request.user, at=self.at)] if upload else []
        message = casework.receive_message(**{**data, "team": form.team}, files=files, by=self.request.user, at=self.at)
        return redirect("cases:message", message.key)


class OnMessage(FormPage):
    """Base of the pages of one message."""

    permission = write("inbox")

    def load(self, **kwargs: str) -> None:
        self.message = get_message_for(self.request.user, kwargs["key"])

    def edited(self) -> Any:
        return self.message

    def form_kwargs(self) -> dict[str, Any]:
        return {"on": self.on}

    def context(self) -> dict[str, Any]:
        return {"message": self.message, "files": list(self.message.files.all())}


class MessageShow(Page):
    """One message, and what can be done with it."""

    permission = write("inbox")
    template_name = "cases/message.html"
    title = "Message"

    def load(self, **kwargs: str) -> None:
        self.message = get_message_for(self.request.user, kwargs["key"])

    def context(self) -> dict[str, Any]:
        entries = [
            {"text": text, "url": url}
            for duty in duties.duties()
            if duty.from_message
            for text, url in duty.from_message(self.message)
        ]
        return {"message": self.message, "files": list(self.message.files.all()), "entries": entries}


class MessageFile(MessageShow):
    """The original of a message, as a download."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        file = self.message.files.filter(key=kwargs["file"]).first()
        if file is None:
            raise Http404
        return serve(request, file, children=children_told_of(self.message))


class MessageLink(OnMessage):
    """Links a message to the case it is about."""

    form_class = forms.LinkMessageForm
    title = "Link to a case"
    submit_label = "Link"
    done = "The message is linked to the case"

    def form_valid(self, form: Any) -> HttpResponseBase:
        reference = clean_reference(form.cleaned_data["reference"])
        case = visible_to(self.request.user, Case).filter(reference=reference).first() if reference else None
        if case is None:
            raise Refused("No case has this reference. Check it and try again.", field="reference")
        casework.link_message(self.message, case, by=self.request.user, at=self.at, version=self.version())
        return redirect("cases:inbox")


class MessageAnswer(OnMessage):
    """Says how a message was answered, where no case came of it."""

    form_class = forms.AnswerMessageForm
    title = "Record the answer"
    submit_label = "Save"
    done = "The message is answered"

    def form_valid(self, form: Any) -> HttpResponseBase:
        casework.answer_message(
            self.message, form.cleaned_data["answer"], by=self.request.user, at=self.at, version=self.version()
        )
        return redirect("cases:inbox")
