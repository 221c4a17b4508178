"""The e-mails that cases send. Each holds a reference and a link, never a name or a reason."""

from datetime import timedelta

from oxle.correspondence.messages import MessageKind, register

SIGNED = "\n\n{link}\n\n{service}, {council}\n"

DUE_SOON = MessageKind(
    key="cases.due_soon",
    title="Due soon",
    subject="{service}: something of yours is due soon",
    body=f"These cases of yours have something due soon. Open them to see what.{SIGNED}",
    digest=True,
)
OVERDUE = MessageKind(
    key="cases.overdue",
    title="Overdue",
    subject="{service}: something of yours is overdue",
    body=f"These cases of yours have something overdue. Open them to see what.{SIGNED}",
    digest=True,
)
NOBODYS = MessageKind(
    key="cases.nobodys",
    title="Due on cases that nobody has",
    subject="{service}: something is due on cases that nobody has",
    body=f"Nobody has these cases, and something is due on them. Give each to an officer.{SIGNED}",
    digest=True,
)
WAITING = MessageKind(
    key="cases.waiting",
    title="Due before there is a case",
    subject="{service}: something waits to be taken on",
    body=f"These wait to be taken on, and have a date that is near or has passed. Open them to see what to do.{SIGNED}",
    digest=True,
)
ESCALATION = MessageKind(
    key="cases.escalation",
    title="A time limit set by law has passed",
    subject="{service}: a time limit set by law has passed, {reference}",
    body=f"A time limit set by law has passed on case {{reference}}. Please look at it today.{SIGNED}",
)
CHASER = MessageKind(
    key="cases.chaser",
    title="We still need something from you",
    subject="{service}: we still need something from you, {reference}",
    body=f"We asked for more about {{reference}} and have not had it yet. Sign in to see what is missing.{SIGNED}",
)
RETURNED = MessageKind(
    key="cases.returned",
    title="We need more information",
    subject="{service}: we need more information, {reference}",
    body=f"What you sent us as {{reference}} needs more before we can go on. Sign in to see what is missing.{SIGNED}",
)
NEW = MessageKind(
    key="cases.new",
    title="A new case to decide on",
    subject="{service}: something new to decide on, {reference}",
    body=f"Something new waits for a decision: {{reference}}.{SIGNED}",
)
HANDED_OVER = MessageKind(
    key="cases.handed_over",
    title="Handed over to a team with nobody there",
    subject="{service}: nobody looks after what was handed over, {reference}",
    body=f"Something of {{reference}} waits in the inbox of a team where nobody is. Please see to it.{SIGNED}",
)
ADDED = MessageKind(
    key="cases.hand_over_added",
    title="Another team handed over a child whose case is open",
    subject="{service}: something was handed over to an open case, {reference}",
    body=f"Another team handed over a child whose case is open already: {{reference}}. Please read it.{SIGNED}",
)
TOLD = MessageKind(
    key="cases.told",
    title="Told on line, to be looked at today",
    subject="{service}: something was told on line, {reference}",
    body=f"Somebody told something on line that should be looked at today. It waits: {{reference}}.{SIGNED}",
)
ADDRESS_PURPOSE = "address of whoever told"
ADDRESS = MessageKind(
    key="cases.told_address",
    title="Whoever told something on line shows that the address is theirs",
    subject="{service}: is this your email address?",
    body=(
        "Somebody, we think you, told the council something on line and gave this address, so that the council can "
        "write to it. Open this link to say that it is yours. It works once, for 7 days:\n\n{link}\n\n"
        "If it was not you, do not open it, and delete this e-mail. Nothing happens then.\n\n{service}, {council}\n"
    ),
    one_time=ADDRESS_PURPOSE,
    lasts=timedelta(days=7),
)
BROKEN_GLASS = MessageKind(
    key="cases.broken_glass",
    title="A restricted record was opened",
    subject="{service}: a restricted record was opened",
    body=f"Somebody opened a restricted record and gave a reason. Please look at it.{SIGNED}",
)
UNUSUAL_READS = MessageKind(
    key="cases.unusual_reads",
    title="Unusual reads to review",
    subject="{service}: unusual reads of records to review",
    body=f"Last week’s unusual reads of records are listed. Please review them.{SIGNED}",
)
MISMATCH = MessageKind(
    key="cases.mismatch",
    title="Registers that differ",
    subject="{service}: a school’s register and a provider’s differ",
    body=(
        "A school’s register says that pupils were educated elsewhere, and no provider’s register says so.\n"
        "Sessions: {reference}. Make sure today that each pupil is safe. Then have the mark put right, or explain why\n"
        f"the registers differ.{SIGNED}"
    ),
)
ABSENT_ELSEWHERE = MessageKind(
    key="cases.absent_elsewhere",
    title="Absent from a provider",
    subject="{service}: a provider has marked a pupil of yours absent",
    body=f"A provider has marked pupils of yours absent. Sessions: {{reference}}. Sign in to see which.{SIGNED}",
)
NOT_SEEN = MessageKind(
    key="cases.not_seen",
    title="Not seen at a provider",
    subject="{service}: a provider did not see a pupil, and no school says anything",
    body=(
        "A provider expected pupils today and did not see them, or gave no mark, and no school’s register says\n"
        f"anything. Sessions: {{reference}}. Sign in to see which, and find out where each pupil is.{SIGNED}"
    ),
)

register(
    DUE_SOON, OVERDUE, NOBODYS, WAITING, ESCALATION, CHASER, RETURNED, NEW, HANDED_OVER, ADDED, BROKEN_GLASS,
    UNUSUAL_READS,
    MISMATCH, ABSENT_ELSEWHERE, NOT_SEEN, TOLD, ADDRESS,
)  # fmt: skip
