"""What a person can do with one file of a transfer, as links."""

from django.urls import reverse

from oxle.accounts.models import User
from oxle.transfers.models import Kind, Line, Transfer
from oxle.transfers.visibility import may_receive, may_send


def actions_of(line: Line, transfer: Transfer, user: User) -> list[dict[str, str]]:
    """The links beside a file: nobody is offered what they may not do, or what cannot be."""
    if transfer.withdrawn_at is not None or not line.owed:
        return []
    found = []
    if may_send(user, transfer) and line.received_on is None:
        if transfer.is_known:
            text = "Change how it was sent" if line.sent_on else "Record that it was sent"
            found.append(("sent", [transfer.key, line.kind], text))
        if line.kind == Kind.SAFEGUARDING and line.sent_on is None and line.none_at is None:
            found.append(("none", [transfer.key], "Say that no safeguarding file exists"))
        if line.kind == Kind.CTF and not transfer.is_known:
            found.append(("lost", [transfer.key], "Record that it is in the lost pupil database"))
    if may_receive(user, transfer) and transfer.is_known:
        text = "Change the receipt" if line.received_on else "Confirm receipt"
        found.append(("received", [transfer.key, line.kind], text))
    return [
        {"url": reverse(f"transfers:{name}", args=args), "text": text, "hidden": line.get_kind_display()}
        for name, args, text in found
    ]
