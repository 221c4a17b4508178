"""The kinds of e-mail there are, each with its whole wording. An e-mail holds a reference and a link, nothing else.

A notification once opened on a classroom's whiteboard. So there is no field for a name, a school, a UPN or a reason:
wording that asks for one is refused when the service starts.
"""

from dataclasses import dataclass
from datetime import timedelta
from string import Formatter

MAY_SAY = {"reference", "link", "service", "council"}


@dataclass(frozen=True)
class MessageKind:
    """One kind of e-mail. `subject` and `body` may use {reference}, {link}, {service} and {council} only.

    With `digest`, all that waits for one person goes in one e-mail, one line each. `ceiling` is the kind's own limit
    for the surge brake. With `one_time`, a link that works once for this purpose is made when the e-mail is sent, so
    that its secret is never stored.
    """

    key: str
    title: str
    subject: str
    body: str
    digest: bool = False
    ceiling: int | None = None
    one_time: str = ""
    lasts: timedelta = timedelta(days=7)

    def __post_init__(self) -> None:
        for wording in (self.subject, self.body):
            asked = {name for _, name, _, _ in Formatter().parse(wording) if name is not None}
            if asked - MAY_SAY:
                raise ValueError(f"{self.key}: an e-mail may not say {', '.join(sorted(asked - MAY_SAY))}")
        if "{link}" not in self.body:
            raise ValueError(f"{self.key}: an e-mail gives a link")
        if self.digest and ("{reference}" in self.subject or self.one_time):
            raise ValueError(f"{self.key}: a digest is about several things")


MESSAGES: dict[str, MessageKind] = {}


def register(*kinds: MessageKind) -> None:
    """Add kinds of e-mail; called once by an app when it starts."""
    for kind in kinds:
        if MESSAGES.get(kind.key, kind) is not kind:
            raise ValueError(f"two kinds of e-mail are called {kind.key}")
        MESSAGES[kind.key] = kind


def is_digest(key: str) -> bool:
    """Whether all that waits for one person of this kind goes in one e-mail; not for a kind that is not installed."""
    return key in MESSAGES and MESSAGES[key].digest


HELD = MessageKind(
    key="correspondence.held",
    title="Letters or e-mails held",
    subject="{service}: something waits for your decision",
    body=(
        "An unusual number of letters or e-mails of one kind was asked for at once. They are held until a manager\n"
        "lets them go or discards them.\n\n{link}\n\n{service}, {council}\n"
    ),
)
