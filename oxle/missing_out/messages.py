"""The e-mails about the Strategic Group. Each holds a reference and a link, never a name or a reason."""

from oxle.cases.messages import SIGNED
from oxle.correspondence.messages import MessageKind, register

DUE = MessageKind(
    key="missing_out.due",
    title="Due for the Strategic Group",
    subject="{service}: something is due for the Strategic Group",
    body=f"These are due soon or overdue for the Strategic Group. Open them to see what.{SIGNED}",
    digest=True,
)
WEEK = MessageKind(
    key="missing_out.looked_after_week",
    title="The weekly report on looked-after children",
    subject="{service}: the weekly report on looked-after children",
    body=f"The report of last week on looked-after children is there. It has numbers, and names nobody.{SIGNED}",
)

register(DUE)
register(WEEK)
