"""The e-mail to whoever signs for a school that it is asked about off-rolling. It names nobody."""

from oxle.correspondence.messages import MessageKind, register

ASKED = MessageKind(
    key="ehe.off_rolling_asked",
    title="A school is asked about pupils who left it",
    subject="{service}: please answer us about pupils who left your school, {reference}",
    body="We ask you about pupils who left your school, {reference}. Sign in to read what we know, and to answer. A "
    "letter follows.\n\n{link}\n\n{service}, {council}\n",
)
register(ASKED)
