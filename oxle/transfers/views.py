"""The pages on which the council and schools see the records that move, and the council chases them."""

from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.audit import sights
from oxle.core.pages import FormPage, Page, TooLate
from oxle.people.views.base import ChildFormPage
from oxle.transfers import actions, forms, queries
from oxle.transfers.line_words import actions_of
from oxle.transfers.models import Reason, Transfer
from oxle.transfers.tables import SenderTable, TransferTable
from oxle.transfers.visibility import READS, WRITES, may_send
from oxle.transfers.wording import due_words, facts_of, item_of, said_of, state_of, why_rows


class TransferList(Page):
    """Every move whose records this person may see; for the council also who has not settled theirs."""

    permission = READS
    template_name = "transfers/list.html"
    title = "Records to move"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        table = TransferTable.table_for(self.request, queries.transfers_for(user), on=self.on)
        table.on = self.on
        sights.see([row.record.child_id for row in table.page.object_list], "list")
        senders = None
        if user.is_council:
            rows = list(queries.unreceipted_by_sender(user, self.on))
            senders = SenderTable.table_for(self.request, rows, prefix="senders")
        return {"table": table, "senders": senders}


class OfTransfer(Page):
    """Loads the move that the address names."""

    transfer: Transfer

    def load(self, **kwargs: str) -> None:
        self.transfer = queries.get_transfer_for(self.request.user, kwargs["key"])

    @property
    def url(self) -> str:
        """The page of the move."""
        return reverse("transfers:transfer", args=[self.transfer.key])


class TransferPage(OfTransfer):
    """One move: where from and where to, each file with its day and why, and all that happened."""

    permission = READS
    template_name = "transfers/page.html"
    title = "Records to move"

    def context(self) -> dict[str, Any]:
        one, user = self.transfer, self.request.user
        stands = one.withdrawn_at is None
        council = stands and user.is_council and user.can(WRITES)
        return {
            "child": one.child,
            "child_url": reverse("people:child", args=[one.child.key]) if user.is_council else "",
            "back_url": reverse("transfers:list"),
            "facts": facts_of(one, for_council=user.is_council),
            "lines": [self._line(line) for line in queries.lines_of(one)],
            "items": [item_of(row, for_council=user.is_council) for row in queries.happenings_of(one)],
            "destination_url": reverse("transfers:destination", args=[one.key]) if self._may_say_where() else "",
            "chase_url": reverse("transfers:chase", args=[one.key]) if council else "",
            "withdraw_url": reverse("transfers:withdraw", args=[one.key]) if council else "",
        }

    def _line(self, line: Any) -> dict[str, Any]:
        due = queries.due(line, self.transfer)
        text, colour = state_of(line, self.transfer, self.on)
        return {
            "title": line.get_kind_display(),
            "tag": {"text": text, "colour": colour},
            "said": said_of(line),
            "due": due_words(due),
            "why": why_rows(line, due),
            "skipped": due.counted.skipped if due.counted else (),
            "actions": actions_of(line, self.transfer, self.request.user),
        }

    def _may_say_where(self) -> bool:
        return self.transfer.withdrawn_at is None and may_send(self.request.user, self.transfer)


class TransferForm(OfTransfer, FormPage):
    """A form about one move."""

    permission = WRITES
    template_name = "transfers/form.html"
    only_in_time = True

    def edited(self) -> Any:
        return self.transfer

    def too_late(self) -> TooLate | None:
        if self.transfer.withdrawn_at is None:
            return None
        return TooLate(
            title="This move was withdrawn",
            explanation=self.transfer.withdrawn_because,
            url=self.url,
            link="See what happened to it",
        )

    def context(self) -> dict[str, Any]:
        return {
            "child": self.transfer.child,
            "facts": facts_of(self.transfer, for_council=self.request.user.is_council),
            "back_url": self.url,
            "cancel_url": self.url,
        }

    def to_transfer(self) -> HttpResponseBase:
        """Back to the page of the move."""
        return redirect(self.url)


class _OfCouncil(TransferForm):
    """What only the council does: for everybody else it is not there."""

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if not self.request.user.is_council:
            raise Http404


class Destination(TransferForm):
    """Say where the pupil goes: the place that sends, or the council."""

    form_class = forms.DestinationForm
    title = "Where does the pupil go?"
    submit_label = "Save"
    done = "It is recorded where the pupil goes."

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if not may_send(self.request.user, self.transfer):
            raise Http404

    def initial(self) -> dict[str, Any]:
        one = self.transfer
        return {
            "school": one.to_school.key if one.to_school else None,
            "provider": one.to_provider.key if one.to_provider else None,
            "elsewhere": one.elsewhere,
            "known_on": one.known_on,
            "starts_on": one.starts_on,
        }

    def stored(self, record: Transfer) -> dict[str, Any]:
        return {"school": record.to_school, "provider": record.to_provider}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.name_destination(
            self.transfer,
            self.version(),
            to=form.destination(),
            known_on=form.cleaned_data["known_on"],
            starts_on=form.cleaned_data["starts_on"],
            by=self.request.user,
            at=self.at,
        )
        return self.to_transfer()


class Chase(_OfCouncil):
    """Ask a school or provider about records, on record."""

    form_class = forms.ChaseForm
    title = "Chase the records"
    submit_label = "Send the e-mail and record it"
    creates = True
    done = "They are asked, and the chase is on record."

    def edited(self) -> None:
        return None

    def form_kwargs(self) -> dict[str, Any]:
        places = []
        # Of a restricted child the place that sends is told nothing.
        if not self.transfer.child.restricted:
            places.append(("sender", f"{self.transfer.sender.name}, which sends"))
        if self.transfer.receiver is not None:
            places.append(("receiver", f"{self.transfer.where_to}, which receives"))
        return {"places": places}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.chase(self.transfer, **form.cleaned_data, by=self.request.user, at=self.at)
        return self.to_transfer()


class Withdraw(_OfCouncil):
    """The records do not move."""

    form_class = forms.WithdrawForm
    title = "Withdraw a move"
    submit_label = "Withdraw"
    done = "The move is withdrawn."

    def stored(self, record: Transfer) -> dict[str, Any]:
        return {"because": record.withdrawn_because or stands_as_open(record)}

    def form_valid(self, form: Any) -> HttpResponseBase:
        because = form.cleaned_data["because"]
        actions.withdraw(self.transfer, self.version(), because=because, by=self.request.user, at=self.at)
        return self.to_transfer()


def stands_as_open(record: Transfer) -> str:
    """What a move that stands is said to be, beside what somebody typed about withdrawing it."""
    return f"It stands, to {record.where_to or 'a place that is not known yet'}"


class TransferAdd(ChildFormPage):
    """Open the transfer of a child's records by hand."""

    permission = WRITES
    form_class = forms.AddForm
    title = "Open a transfer of records"
    submit_label = "Open it"
    creates = True
    done = "The transfer is open. Say where the pupil goes, if that is known."

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if not self.request.user.is_council:
            raise Http404

    def form_valid(self, form: Any) -> HttpResponseBase:
        said = {name: form.cleaned_data[name] for name in ("ceased_on", "because")}
        transfer = actions.open_transfer(
            self.child, form.sender(), **said, reason=Reason.BY_HAND, by=self.request.user, at=self.at
        )
        return redirect("transfers:transfer", transfer.key)
