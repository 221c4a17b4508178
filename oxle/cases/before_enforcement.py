"""What must be weighed before anything is enforced about a child, from the service's own records, over a step's form.

Needs, social care, health, education that the council owes, the way to school, contact. Nobody signs it here, and it
refuses nothing: a notice under section 437 may be right all the same. What attendance keeps of each topic, with what
was found, is its own (`attendance/referrals/considering.py`).
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from oxle.cases.models import Case
from oxle.core.dates import today
from oxle.people.models import Child, Vulnerability, VulnerabilityKind
from oxle.people.queries import current_vulnerabilities
from oxle.people.visibility import in_force
from oxle.provision.ledger import ledger
from oxle.registers.codes import CODES
from oxle.registers.queries import marks_between
from oxle.schooldays.calendar import NotLoaded
from oxle.schooldays.wording import plain_day

Kind = VulnerabilityKind
NEEDS = frozenset({Kind.SEN_SUPPORT, Kind.EHCP, Kind.EHC_ASSESSMENT})
HEALTH = frozenset({Kind.MEDICAL})
SOCIAL_CARE = frozenset({
    Kind.LOOKED_AFTER, Kind.PREVIOUSLY_LOOKED_AFTER, Kind.CHILD_IN_NEED, Kind.CHILD_PROTECTION, Kind.SECTION_47,
    Kind.YOUNG_CARER, Kind.EXPLOITATION_RISK, Kind.PRIVATELY_FOSTERED, Kind.DOMESTIC_ABUSE, Kind.YOUTH_JUSTICE,
})  # fmt: skip
ILL, NO_WAY_THERE = ("I",), ("Q", "Y1")
# As far back as an absence can be charged; and the weeks over which hours are looked at.
MARKS_OVER, HOURS_OVER = timedelta(weeks=26), timedelta(weeks=4)
NOTHING = "Nothing is recorded."
NOT_HERE = "No complaint is kept in this service. Ask the family, and the school."


def what_to_weigh(case: Case) -> list[dict[str, Any]]:
    """The rows for a case about a child, also those of which nothing is recorded; none for every other case.

    For those who may know all that is recorded of the child, as whoever may take such a step does.
    """
    child, on = case.child, today()
    if child is None:
        return []
    recorded = current_vulnerabilities(child, on)
    marks = marks_between(child, case.school, on - MARKS_OVER, on) if case.school else []
    else_known = [row for row in recorded if row.kind not in NEEDS | HEALTH | SOCIAL_CARE]
    rows: list[tuple[str, Sequence[str]]] = [
        ("Special educational needs", _of(recorded, NEEDS)),
        ("Social care", _of(recorded, SOCIAL_CARE)),
        ("Health", [*_of(recorded, HEALTH), *_marked(marks, ILL)]),
        ("Education the council may owe (section 19)", _short(child, on)),
        ("The way to school", _marked(marks, NO_WAY_THERE)),
        ("Contact", _unsafe(child, on)),
        ("What else is recorded", [_since(row) for row in else_known]),
        ("Bullying or discrimination", [NOT_HERE]),
    ]
    return [{"key": key, "value": list(value) or NOTHING} for key, value in rows]


def _of(recorded: Iterable[Vulnerability], kinds: frozenset[Kind]) -> list[str]:
    return [_since(row) for row in recorded if row.kind in kinds]


def _since(row: Vulnerability) -> str:
    return f"{row.get_kind_display()}, since {plain_day(row.from_on)}"


def _marked(marks: Iterable[Any], codes: Sequence[str]) -> list[str]:
    """How often the register of the case's school has some codes, and until when."""
    found = []
    for code in codes:
        days = [mark.on for mark in marks if mark.code == code]
        if days:
            sessions = f"{len(days)} session{'' if len(days) == 1 else 's'}"
            found.append(f"{CODES[code].meaning}: {sessions} in the register, the last on {plain_day(max(days))}")
    return found


def _short(child: Child, on: date) -> list[str]:
    """What is missing of full-time education in the last weeks; nothing where terms are not loaded."""
    try:
        short = ledger(child, on - HOURS_OVER, on).short
    except NotLoaded:
        return []
    if not short:
        return []
    return [f"{short / 60:.0f} hours less than full-time education offered in the four weeks to {plain_day(on)}"]


def _unsafe(child: Child, on: date) -> list[str]:
    rows = child.relationships.filter(in_force(on), contact_is_unsafe=True).select_related("adult").order_by("pk")
    return [f"Contact with {row.adult.name} is marked as unsafe" for row in rows]
