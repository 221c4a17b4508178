"""The lists of transfers, with their filters, and of those whose pupils' records are not all receipted."""

from datetime import date
from typing import Any

import django_filters
import django_tables2
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from oxle.accounts.visibility import visible_to
from oxle.core import filters, tables
from oxle.core.widgets import Radios
from oxle.transfers.models import Transfer
from oxle.transfers.queries import SENDER_KEY, SENDER_NAME, STATES, OfSender
from oxle.transfers.wording import NOT_KNOWN

SENDS = "School or unit that sends"


class TransferFilters(filters.Filters):
    """By how they stand, and by who sends where there are several."""

    status = django_filters.ChoiceFilter(
        label="Status", choices=[(key, text) for key, (text, _) in STATES.items()], method="standing", widget=Radios()
    )
    sender = filters.AnyOf(label=SENDS, field_name="sender_key")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = visible_to(self.request.user, Transfer).order_by()
        senders = seen.annotate(key_of=SENDER_KEY, name_of=SENDER_NAME).values_list("key_of", "name_of")
        self.filters["sender"].extra["choices"] = list(senders.distinct().order_by("name_of", "key_of"))
        if len(self.filters["sender"].extra["choices"]) < 2:
            del self.filters["sender"]

    def standing(self, rows: QuerySet[Transfer], name: str, value: str) -> QuerySet[Transfer]:
        """Those that stand in one way."""
        return rows.filter(STATES[value][1])


class TransferTable(tables.OxleTable):
    """Transfers, what is due first at the top."""

    caption, noun, nouns = "Records of pupils who move", "move", "moves"
    empty = "A move appears here when a pupil leaves a school, begins at another, is placed with a unit or comes back."
    filters = TransferFilters
    stacks = True
    child = tables.LinkColumn(
        lambda one: reverse("transfers:transfer", args=[one.key]), accessor="child__shown_name", verbose_name="Pupil",
        order_by=("child__sort_name",),
    )  # fmt: skip
    sender = django_tables2.Column(verbose_name="From", accessor="sender_name")
    where_to = django_tables2.Column(verbose_name="To", orderable=False, empty_values=())
    next_due = django_tables2.Column(verbose_name="Next file due", empty_values=())
    stands = django_tables2.Column(verbose_name="Status", orderable=False, empty_values=())

    # The day it is, which says what is overdue; the page sets it.
    on: date = date.max

    def render_where_to(self, record: Transfer) -> str:
        """The new place."""
        return record.where_to or NOT_KNOWN

    def render_next_due(self, record: Any) -> str:
        """The earliest day of a file that was not sent."""
        if record.next_due is None:
            return "None"
        return render_to_string("core/components/day.html", {"on": record.next_due}).strip()

    def render_stands(self, record: Any) -> str:
        """What it waits for."""
        return render_to_string("core/components/tag.html", stands_as(record, self.on))


def stands_as(record: Any, on: date) -> dict[str, str]:
    """How a transfer of the list stands, in words and as a colour."""
    if record.withdrawn_at is not None:
        return {"text": "Withdrawn", "colour": "grey"}
    if record.next_due is not None and record.next_due < on:
        return {"text": f"{record.to_send} to send, overdue", "colour": "red"}
    if record.to_send and not record.is_known:
        return {"text": "Waits for the new place", "colour": "grey"}
    if record.to_send:
        return {"text": f"{record.to_send} to send", "colour": "blue"}
    if record.to_confirm:
        return {"text": f"{record.to_confirm} to confirm", "colour": "yellow"}
    return {"text": "All settled", "colour": "green"}


class SenderTable(tables.OxleTable):
    """Schools and units whose pupils' records are not all receipted, what is overdue first."""

    caption, noun, nouns = "Not receipted, by school or unit", "school or unit", "schools and units"
    empty = "Every record of every move is receipted."
    per_page = 10
    stacks = True
    sender = tables.LinkColumn(lambda one: f"?sender={one.key}&status=open", verbose_name=SENDS)
    moves = tables.NumberColumn(verbose_name="Moves not receipted")
    overdue = tables.NumberColumn(verbose_name="Overdue")
    oldest_due = django_tables2.Column(verbose_name="Overdue since", empty_values=())

    def render_oldest_due(self, record: OfSender) -> str:
        """The earliest day that has passed."""
        if record.oldest_due is None:
            return "Nothing overdue"
        return render_to_string("core/components/day.html", {"on": record.oldest_due}).strip()
