"""The e-mails about records to transfer. They name nobody and no school: who signs in sees which pupil it is."""

from oxle.correspondence.messages import MessageKind, register

SIGNED = "\n\n{link}\n\n{service}, {council}\n"

TO_SEND = MessageKind(
    key="transfers.to_send",
    title="Records to send",
    subject="{service}: records of pupils who move are to be sent",
    body=f"Pupils of yours move, and their records are to follow. Sign in to see which, and until when.{SIGNED}",
    digest=True,
)
TO_CONFIRM = MessageKind(
    key="transfers.to_confirm",
    title="Records to confirm",
    subject="{service}: records of pupils are on their way to you",
    body=f"Records of pupils were sent to you. Sign in and confirm what you have received.{SIGNED}",
    digest=True,
)
CHASED = MessageKind(
    key="transfers.chased",
    title="Records that are still missing",
    subject="{service}: the council asks about a pupil’s records",
    body=f"The council asks about the records of a pupil who moved. Sign in to see what is missing.{SIGNED}",
)

register(TO_SEND, TO_CONFIRM, CHASED)
