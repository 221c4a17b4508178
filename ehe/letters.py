"""Our letters to a family that educates at home: what each must know. Wording: templates/letters/ehe/, versioned."""

from collections.abc import Sequence
from typing import Any

from ehe import rules
from oxle.cases.models import Case, Event, Party
from oxle.correspondence.kinds import LetterKind

PARENT = "parent"
S7, S437 = "Education Act 1996 s.7", "Education Act 1996 s.437(1)"
SCHOOL = {"school_name": "the last school"}


def _kind(key: str, title: str, source: str, needs: dict[str, str], **more: Any) -> LetterKind:
    return LetterKind(
        key=f"ehe.{key}",
        title=title,
        version=1,
        template=f"letters/ehe/{key}.html",
        source=source,
        needs=needs,
        **more,
    )


ACKNOWLEDGEMENT = _kind(
    "acknowledgement",
    "Educating your child at home: your rights, and what we do",
    f"{S7}; {rules.GUIDANCE}",
    {"told_on": "the day on which we were told"},
    may_say=SCHOOL,
)
ENQUIRY = _kind(
    "enquiry",
    "How your child is educated at home",
    f"{S7}; {rules.GUIDANCE}",
    {"reply_within": "the time for an answer"},
)
SUITABLE = _kind(
    "suitable",
    "Your child’s education at home is suitable",
    f"{S7}; {rules.GUIDANCE}",
    {"decided_on": "the day of the decision", "reasons": "the reasons", "contact_every": "when we are in touch again"},
)
CONCERN = _kind(
    "concern",
    "We need to know more of your child’s education at home",
    f"{S7}; {S437}",
    {
        "decided_on": "the day of the decision",
        "reasons": "the reasons",
        "missing": "what is missing",
        "reply_within": "the time for an answer",
    },
)
UNSUITABLE = _kind(
    "unsuitable",
    "It appears that your child does not receive suitable education",
    S437,
    {"decided_on": "the day of the decision", "reasons": "the reasons"},
)
RETURN_ADVICE = _kind(
    "return_advice", "Going back to school", "School Admissions Code 2021, paragraphs 2.23 to 2.30", {}
)
ALL = (ACKNOWLEDGEMENT, ENQUIRY, SUITABLE, CONCERN, UNSUITABLE, RETURN_ADVICE)


def recipients(
    kinds: Sequence[LetterKind], case: Case, party: Party | None, event: Event
) -> list[tuple[LetterKind, Party]]:
    """Whom letters go to, one each: every parent of the case."""
    parents = list(case.parties.filter(role=PARENT, to_on=None).order_by("pk"))
    return [(kind, to) for kind in kinds for to in parents]


def context(kind: LetterKind, case: Case, party: Party | None, event: Event) -> dict[str, Any]:
    """What a letter says, taken from the step that calls for it."""
    known = {
        "told_on": case.opened_on.isoformat(),
        "school_name": str(case.school) if case.school else None,
        "decided_on": event.on.isoformat(),
        "reasons": event.reason,
        "missing": event.facts.get("missing"),
        "reply_within": str(rules.REPLY_WITHIN.on(event.on)),
        "contact_every": str(rules.CONTACT_EVERY.on(event.on)),
    }
    return {name: value for name, value in known.items() if value and (name in kind.needs or name in kind.may_say)}
