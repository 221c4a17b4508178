"""What transfers add to a child's page: every move, and how its three files stand."""

from datetime import date
from typing import Any

from django.urls import reverse

from oxle.accounts.models import User
from oxle.people.models import Child
from oxle.provision.notices import Notice
from oxle.transfers import queries
from oxle.transfers.tables import stands_as
from oxle.transfers.visibility import READS, WRITES
from oxle.transfers.wording import NOT_KNOWN, waiting_words


def transfers_of(user: User, child: Child, on: date) -> dict[str, Any]:
    """A child's moves, the newest first, and the way to open another by hand."""
    return {
        "rows": [
            {
                "url": reverse("transfers:transfer", args=[one.key]),
                "words": f"{one.sender.name} to {one.where_to or NOT_KNOWN.lower()}",
                "tag": stands_as(one, on),
            }
            for one in queries.of_child(user, child)
        ],
        "add_url": reverse("transfers:add", args=[child.key]) if user.can(WRITES) else "",
    }


def to_confirm(user: User, on: date) -> Notice | None:
    """For a provider: that records of pupils were sent there whose receipt nobody has confirmed."""
    words = waiting_words(queries.waiting_for(user, on, own=True)) if user.can(READS) else ""
    return Notice("Records of pupils who move", words, reverse("transfers:list"), "See which") if words else None
