"""The pages on which one file is sent, confirmed, said not to exist, or put into the lost pupil database."""

from typing import Any

from django.http import Http404, HttpResponseBase

from oxle.core.pages import TooLate
from oxle.transfers import actions, forms, queries
from oxle.transfers.deadlines import NOT_OWED
from oxle.transfers.models import Kind, Line
from oxle.transfers.views import TransferForm
from oxle.transfers.visibility import may_receive, may_send
from oxle.transfers.wording import said_of


class _OfLine(TransferForm):
    """A form about one file; those whom it does not concern do not find it."""

    kind = ""
    may = staticmethod(may_send)
    line: Line

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if not self.may(self.request.user, self.transfer):
            raise Http404
        self.line = queries.get_line(self.transfer, self.kind or kwargs["kind"])

    def edited(self) -> Line:
        return self.line

    def context(self) -> dict[str, Any]:
        return {**super().context(), "about": self.line.get_kind_display()}

    def too_late(self) -> TooLate | None:
        late = super().too_late()
        if late is None and (why := self.cannot() if self.line.owed else NOT_OWED.why_not):
            late = TooLate(title="This cannot be recorded now", explanation=why, url=self.url, link="See the move")
        return late

    def cannot(self) -> str:
        """Why nothing of the kind can be recorded; empty while it can."""
        return ""


class Sent(_OfLine):
    """Record that a file was sent, or put that right."""

    form_class = forms.SentForm
    title = "Record that a file was sent"
    submit_label = "Save"
    done = "It is recorded that the file was sent."

    def cannot(self) -> str:
        if not self.transfer.is_known:
            return "Say first where the pupil goes."
        return " ".join(said_of(self.line)) if self.line.received_on else ""

    def initial(self) -> dict[str, Any]:
        return {"sent_on": self.line.sent_on, "sent_how": self.line.sent_how}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.record_sent(
            self.line, self.version(), **form.cleaned_data, by=self.request.user, on=self.on, at=self.at
        )
        return self.to_transfer()


class Received(_OfLine):
    """Confirm receipt of a file, or put that right."""

    may = staticmethod(may_receive)
    form_class = forms.ReceivedForm
    title = "Confirm receipt of a file"
    submit_label = "Confirm receipt"
    done = "Receipt is confirmed."

    def cannot(self) -> str:
        return "" if self.transfer.is_known else "Say first where the pupil goes."

    def initial(self) -> dict[str, Any]:
        return {"received_on": self.line.received_on, "receiver": self.line.receiver}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.record_received(
            self.line, self.version(), **form.cleaned_data, by=self.request.user, on=self.on, at=self.at
        )
        return self.to_transfer()


class NoneExists(_OfLine):
    """Say, by name, that no safeguarding file exists."""

    kind = Kind.SAFEGUARDING
    form_class = forms.NoneForm
    title = "No safeguarding file exists"
    submit_label = "Record it"
    done = "It is recorded that no safeguarding file exists."

    def cannot(self) -> str:
        return " ".join(said_of(self.line)) if self.line.sent_on or self.line.received_on else ""

    def stored(self, record: Line) -> dict[str, Any]:
        return {"said_by": record.none_said or "Nobody said so"}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.record_none(self.line, self.version(), **form.cleaned_data, by=self.request.user, at=self.at)
        return self.to_transfer()


class Lost(_OfLine):
    """Record that the common transfer file is in the lost pupil database."""

    kind = Kind.CTF
    form_class = forms.LostForm
    title = "In the lost pupil database"
    submit_label = "Record it"
    done = "It is recorded that the file is in the lost pupil database."

    def cannot(self) -> str:
        return f"The pupil goes to {self.transfer.where_to}: send the file there." if self.transfer.is_known else ""

    def initial(self) -> dict[str, Any]:
        return {"lost_on": self.line.lost_on}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.record_lost(
            self.line, self.version(), **form.cleaned_data, by=self.request.user, on=self.on, at=self.at
        )
        return self.to_transfer()
