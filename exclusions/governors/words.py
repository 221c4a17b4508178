"""What a timeline says of a meeting of governors: when and where it is, and who came."""

from datetime import date

from oxle.cases.models import Event
from oxle.schooldays.wording import plain_day


def meets(event: Event) -> str:
    """“They meet on 30 November 2026 at 10:00, in the library.”"""
    facts = event.facts
    if not facts.get("meeting_on"):
        return ""
    at, where = facts.get("meets_at"), facts.get("meets_where")
    said = f"They meet on {plain_day(date.fromisoformat(facts['meeting_on']))}{f' at {at}' if at else ''}"
    return f"{said}{f', {where}' if where else ''}."


def attended(event: Event) -> str:
    """“Attended: A Governor, B Governor. The parents came, too.” Empty where it was not asked."""
    came, others = event.facts.get("came") or {}, event.facts.get("attended")
    said = filter(None, (", ".join(came.values()), others))
    return f"Attended: {'. '.join(said)}" if came or others else ""
