"""The inbox: what came by e-mail, phone or post waits here until it is linked to a case or answered."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import read, write
from oxle.accounts.visibility import visible_to
from oxle.cases import casework, duties, forms, handing, outlived, work
from oxle.cases.disposable import MESSAGE
from oxle.cases.inbox_models import HandOver, InboxMessage
from oxle.cases.models import Case
from oxle.cases.permissions import (
    children_told_of,
    get_case_for,
    get_message_for,
    restricted_hand_overs,
    teams_with_inbox,
)
from oxle.cases.tables import MessageTable
from oxle.core.errors import Refused
from oxle.core.pages import FormPage, Page, TooLate
from oxle.core.references import clean_reference
from oxle.core.templatetags.oxle import moment
from oxle.documents.actions import store_upload
from oxle.documents.serving import serve


class Inbox(Page):
    """The messages that wait, oldest first; below them what was dealt with. What waits is never thrown away."""

    permission = write("inbox")
    template_name = "cases/inbox.html"
    title = "Inbox"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        dealt = MessageTable.table_for(self.request, work.dealt_with(user), on=self.on)
        restricted = [
            {"received_on": row.on, "url": reverse("people:break_glass", args=[key])}
            for row, key in restricted_hand_overs(user)
        ]
        waiting = work.inbox_of(user)
        begun = work.begun_from(waiting)
        rows = [{"message": message, "begun": begun.get(message.pk, "")} for message in waiting]
        return {"waiting": rows, "restricted": restricted, "table": dealt}


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
        self.hand_over = handing.handed_over(self.message)

    def context(self) -> dict[str, Any]:
        entries = [
            {"text": text, "url": url}
            for duty in duties.duties()
            # What was told on a duty’s own form is that duty’s alone.
            if duty.from_message and (not self.message.told or duty.team == self.message.team.name)
            for text, url in duty.from_message(self.message, self.request.user)
        ]
        return {
            "message": self.message,
            "files": list(self.message.files.all()),
            "entries": entries,
            "begun": work.begun_from([self.message]).get(self.message.pk, ""),
            "hand_over": self.hand_over,
            "how_it_ended": handing.how_it_ended(self.message),
            "not_here": self.not_here(),
            "pupil": handing.pupil_of(self.message, self.request.user),
            "keeping_url": self.keeping(),
            "may_send_back": self.hand_over is not None
            and duties.may_receive(self.request.user, self.hand_over.to_duty),
            "may_unlink": self.message.state == InboxMessage.State.LINKED
            and casework.why_not_unlink(self.message) is None,
        }

    def not_here(self) -> dict[str, Any]:
        """For what no part of the service deals with: for what it is, and from which case it comes."""
        found = handing.not_here(self.message)
        return {"what": duties.COUNCIL_DUTIES.get(found.to_duty, found.to_duty), "one": found} if found else {}

    def keeping(self) -> str:
        """Where it says until when the message is kept, for those who have a say in it; a case's goes with the case."""
        if self.message.state != InboxMessage.State.ANSWERED or not self.request.user.can(read("disposal")):
            return ""
        return "" if outlived.goes_with(self.message) else MESSAGE.address(self.message)


class MessageFile(MessageShow):
    """The original of a message, as a download."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        file = self.message.files.filter(key=kwargs["file"]).first()
        if file is None:
            raise Http404
        return serve(request, file, children=children_told_of(self.message))


class OnWaiting(OnMessage):
    """Base of what deals with a message. To whoever comes after a colleague did the page says what was done."""

    def too_late(self) -> TooLate | None:
        return no_longer_waits(self.message, self.request.user)


def no_longer_waits(message: InboxMessage, user: Any) -> TooLate | None:
    """What became of a message that somebody dealt with already, who and when; None while it waits."""
    if message.state == InboxMessage.State.WAITING:
        return None
    refused = HandOver.objects.filter(message=message, refused_on__isnull=False).first()
    did = "answered" if refused is None else "withdrawn" if refused.withdrawn else "sent back"
    is_open = visible_to(user, InboxMessage).filter(pk=message.pk).exists()
    if message.state == InboxMessage.State.LINKED and message.case:
        did = f"linked to {message.case.reference}" if is_open else "linked to a case"
    who = "you" if message.dealt_by == user else message.dealt_by.name  # type: ignore[union-attr]
    return TooLate(
        title="This message no longer waits",
        explanation=f"It was {did} on {moment(message.dealt_at)} by {who}.",
        url=reverse("cases:message", args=[message.key]) if is_open else reverse("cases:inbox"),
        link="See the message" if is_open else "Go to the inbox",
    )


class MessageSendBack(OnWaiting):
    """Sends what another duty handed over back to it, with the reason."""

    form_class = forms.SendBackForm
    title = "Send back"
    submit_label = "Send back"
    done = "It is sent back. Whoever handed it over finds your reason in their inbox."

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        hand_over = handing.handed_over(self.message)
        if hand_over is None:
            raise Http404
        if not duties.may_receive(self.request.user, hand_over.to_duty):
            raise PermissionDenied

    def context(self) -> dict[str, Any]:
        return {**super().context(), "cancel_url": reverse("cases:message", args=[self.message.key])}

    def form_valid(self, form: Any) -> HttpResponseBase:
        handing.send_back(
            self.message,
            reason=form.cleaned_data["reason"],
            by=self.request.user,
            on=self.on,
            at=self.at,
            version=self.version(),
        )
        return redirect("cases:inbox")


class MessageLink(OnWaiting):
    """Links a message to the case it is about, once the person has seen whose case that is."""

    form_class = forms.LinkMessageForm
    template_name = "cases/message_link.html"
    title = "Link to a case"
    submit_label = "Continue"

    def form_valid(self, form: Any) -> HttpResponseBase:
        reference = clean_reference(form.cleaned_data["reference"])
        found = visible_to(self.request.user, Case).filter(reference=reference).first() if reference else None
        if found is None:
            raise Refused("No case has this reference. Check it and try again.", field="reference")
        case = get_case_for(self.request.user, found.key)
        if self.request.POST.get("confirmed") != case.key:
            return self._ask(form, case)
        casework.link_message(self.message, case, by=self.request.user, at=self.at, version=self.version())
        messages.success(self.request, f"The message is linked to {case.reference}")
        return redirect("cases:inbox")

    def _ask(self, form: Any, case: Case) -> HttpResponseBase:
        rows = [
            {"key": "Reference", "value": case.reference},
            {"key": "Pupil" if case.child else "About", "value": str(case.subject)},
            {"key": "School", "value": str(case.school or "None")},
            {"key": "Stage", "value": case.stage_label},
        ]
        return self.show(form=form, found=case, rows=rows, version=self.version(), submit_label="Link to this case")


class MessageUnlink(OnMessage):
    """Takes a message off a case it was linked to by mistake."""

    form_class = forms.UnlinkMessageForm
    title = "Unlink from the case"
    submit_label = "Unlink"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if self.message.state != InboxMessage.State.LINKED:
            raise Http404

    def context(self) -> dict[str, Any]:
        return {**super().context(), "cancel_url": reverse("cases:message", args=[self.message.key])}

    def form_valid(self, form: Any) -> HttpResponseBase:
        reference = self.message.case.reference  # type: ignore[union-attr]
        casework.unlink_message(
            self.message,
            reason=form.cleaned_data["reason"],
            by=self.request.user,
            on=self.on,
            at=self.at,
            version=self.version(),
        )
        messages.success(self.request, f"The message is no longer linked to {reference}. It waits in the inbox again.")
        return redirect("cases:message", self.message.key)


class MessageAnswer(OnWaiting):
    """Says how a message was answered, where no case came of it."""

    form_class = forms.AnswerMessageForm
    title = "Record the answer"
    submit_label = "Save"
    done = "The message is answered"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if handing.handed_over(self.message) is not None:
            raise Http404  # it is accepted, linked or sent back

    def form_valid(self, form: Any) -> HttpResponseBase:
        casework.answer_message(
            self.message, form.cleaned_data["answer"], by=self.request.user, at=self.at, version=self.version()
        )
        return redirect("cases:inbox")
