"""The numbers that govern letters and messages."""

from datetime import timedelta

from oxle.core.rules import Rule, whole_number


def yes_or_no(text: str) -> bool:
    """Reads what an administrator types for a rule that is either on or off."""
    answer = {"yes": True, "no": False}.get(text.strip().lower())
    if answer is None:
        raise ValueError("answer yes or no")
    return answer


SECOND_PERSON = Rule(
    "letters.second_person",
    "Two people must release a letter to a flagged family",
    default=True,
    parse=yes_or_no,
    source="A choice of the service, after councils were reprimanded for telling one parent where the other lived",
    local=True,
)
BURST = Rule(
    "letters.burst",
    "Letters or e-mails of one kind, in one sweep, from which on they are held for a manager",
    default=200,
    parse=whole_number,
    source="A choice of the service",
    local=True,
)
# One sweep of the deadlines comes every five minutes; what one sweep asks for counts as one burst.
BURST_WINDOW = timedelta(minutes=5)
