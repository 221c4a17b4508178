"""Our letters about a permanent exclusion: what each must know. Wording: templates/letters/exclusions/, versioned."""

from collections.abc import Sequence
from typing import Any

from oxle.cases.models import Case, Event, Party
from oxle.cases.standing import last_taken
from oxle.correspondence.kinds import Audience, LetterKind
from oxle.provision.models import Offer
from oxle.provision.wording import SESSIONS
from oxle.schooldays.wording import listed

PARENT, SCHOOL = "parent", "school"

# SI 2007/1870: when it begins, at what times, where, and to whom the pupil reports.
DAY_SIX_OFFER = LetterKind(
    key="exclusions.day_six_offer",
    title="Education from the sixth day of a permanent exclusion",
    version=1,
    template="letters/exclusions/day_six_offer.html",
    source="Education Act 1996 s.19(3A); Education and Inspections Act 2006 s.104; SI 2007/1870",
    needs={
        "school_name": "the school",
        "provider_name": "the provider",
        "provider_address": "the provider’s address",
        "report_to": "the person to report to",
        "starts_on": "the first day",
        "sessions": "the sessions of the week",
        "times": "the times of the day",
    },
    may_say={"provider_phone": "the provider’s telephone number", "transport": "how the child gets there"},
)
# What the council’s officer puts before the governors: of a maintained school by right, of an academy when asked.
STATEMENT = LetterKind(
    key="exclusions.statement",
    title="Statement for the governors about a permanent exclusion",
    version=1,
    template="letters/exclusions/statement.html",
    source="SI 2012/1033; statutory guidance on suspension and permanent exclusion",
    audience=Audience.ORGANISATION,
    needs={"school_name": "the school", "first_on": "the first excluded day", "statement": "the statement"},
    may_say={"meeting_on": "the day of the governors’ meeting"},
)
ALL = (DAY_SIX_OFFER, STATEMENT)


def recipients(
    kinds: Sequence[LetterKind], case: Case, party: Party | None, event: Event
) -> list[tuple[LetterKind, Party]]:
    """Whom letters go to, one each: a statement the school, for its governors; any other every parent of the case."""
    parties = list(case.parties.filter(to_on=None).order_by("pk"))
    return [(kind, to) for kind in kinds for to in parties if to.role == (SCHOOL if kind is STATEMENT else PARENT)]


def context(kind: LetterKind, case: Case, party: Party | None, event: Event) -> dict[str, Any]:
    """What a letter says, taken from the step that calls for it and the place it arranged."""
    facts = event.facts
    meeting = last_taken(case, "call_governors")
    said = {
        "school_name": str(case.school) if case.school else None,
        "first_on": case.permanent_exclusion.first_on,
        "meeting_on": meeting.facts.get("meeting_on") if meeting else None,
        "statement": facts.get("statement"),
        "starts_on": facts.get("starts_on"),
        "times": facts.get("times"),
        "transport": facts.get("transport"),
        **_place(facts.get("offer")),
    }
    return {name: value for name, value in said.items() if value and (name in kind.needs or name in kind.may_say)}


def _place(key: str | None) -> dict[str, str]:
    offer = Offer.objects.filter(key=key).select_related("provider__organisation").first() if key else None
    if offer is None or offer.provider is None:
        return {}
    provider = offer.provider
    address = "\n".join(line for line in (provider.lines, provider.postcode) if line)
    return {
        "provider_name": provider.name,
        "provider_address": address,
        "provider_phone": provider.phone,
        "report_to": provider.report_to,
        "sessions": in_words(offer.minutes),
    }


def in_words(minutes: Sequence[int]) -> str:
    """The sessions of a week in which there is education: “every morning and afternoon, Monday to Friday”."""
    if all(minutes):
        return "every morning and afternoon, Monday to Friday"
    return listed([label for number, label in SESSIONS if minutes[number]])
