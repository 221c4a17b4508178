"""Our letters about a permanent exclusion: what each must know. Wording: templates/letters/exclusions/, versioned."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from exclusions.lawful import RELEASED_WITH
from exclusions.permanent import rules
from oxle.cases.models import Case, CaseLetter, Event, Party
from oxle.cases.projection import calendar_for
from oxle.cases.standing import as_they_stand, last_taken
from oxle.core.dates import from_iso
from oxle.correspondence.kinds import Audience, LetterKind
from oxle.provision.models import Offer
from oxle.provision.wording import SESSIONS
from oxle.schooldays.counting import due
from oxle.schooldays.wording import listed

PARENT, SCHOOL, HOME_COUNCIL = "parent", "school", "council where the child lives"

# SI 2007/1870: when it begins, at what times, where, and to whom the pupil reports.
DAY_SIX_OFFER = LetterKind(
    key="exclusions.day_six_offer",
    title="Education during a permanent exclusion",
    version=2,
    released_with=RELEASED_WITH,
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
    may_say={
        "provider_phone": "the provider’s telephone number",
        "transport": "how the child gets there",
        "cared_for_on": "from which day education of a looked-after child is expected",
    },
)
# What the council’s officer puts before the governors: of a maintained school by right, of an academy when asked.
STATEMENT = LetterKind(
    key="exclusions.statement",
    title="Statement for the governors about a permanent exclusion",
    version=1,
    released_with=RELEASED_WITH,
    source="SI 2012/1033; statutory guidance on suspension and permanent exclusion",
    audience=Audience.ORGANISATION,
    needs={"school_name": "the school", "first_on": "the first excluded day", "statement": "the statement"},
    may_say={"meeting_on": "the day of the governors’ meeting"},
    announces=("meeting_on",),
)
# Whoever owes education from day 6 of a child who lives in another council’s area.
HOME_NOTICE = LetterKind(
    key="exclusions.home_notice",
    title="A permanent exclusion of a pupil who lives in your area",
    version=1,
    released_with=RELEASED_WITH,
    source="Education Act 1996 s.19(3A); SI 2012/1033",
    audience=Audience.ORGANISATION,
    needs={
        "school_name": "the school",
        "first_on": "the first excluded day",
        "authority": "the council where the child lives",
        "day_six_on": "the sixth school day",
    },
)
ALL = (DAY_SIX_OFFER, STATEMENT, HOME_NOTICE)
TO = {STATEMENT.key: SCHOOL, HOME_NOTICE.key: HOME_COUNCIL}


def recipients(
    kinds: Sequence[LetterKind], case: Case, party: Party | None, event: Event
) -> list[tuple[LetterKind, Party]]:
    """Whom letters go to, one each: a statement the school, for its governors; a notice the council where the child
    lives; any other every parent of the case."""
    parties = list(case.parties.filter(to_on=None).order_by("pk"))
    return [(kind, to) for kind in kinds for to in parties if to.role == TO.get(kind.key, PARENT)]


def context(kind: LetterKind, case: Case, party: Party | None, event: Event) -> dict[str, Any]:
    """What a letter says, taken from the step that calls for it and the place it arranged."""
    facts = event.facts
    meeting = last_taken(case, "call_governors")
    said = {
        "school_name": str(case.school) if case.school else None,
        "first_on": case.permanent_exclusion.first_on,
        "meeting_on": meeting.facts.get("meeting_on") if meeting else None,
        "authority": facts.get("authority"),
        "day_six_on": _sixth_day(case) if kind is HOME_NOTICE else None,
        "cared_for_on": _cared_for_on(case) if kind is DAY_SIX_OFFER else None,
        "statement": facts.get("statement"),
        "starts_on": facts.get("starts_on"),
        "times": facts.get("times"),
        "transport": facts.get("transport"),
        **_place(facts.get("offer")),
    }
    return {name: value for name, value in said.items() if value and (name in kind.needs or name in kind.may_say)}


def still_called_for(links: list[CaseLetter], on: date) -> list[CaseLetter]:
    """Those of some letters that can still be told: a statement for the governors not once the day has passed on which
    they meet. One query."""
    cases = {link.case_id for link in links if link.letter.kind == STATEMENT.key}
    met = {
        event.case_id: from_iso(event.facts.get("meeting_on"))
        for event in as_they_stand(Event.objects.filter(case__in=cases, step="call_governors"))
    }
    over = {case for case, meeting_on in met.items() if meeting_on is not None and meeting_on < on}
    return [link for link in links if link.letter.kind != STATEMENT.key or link.case_id not in over]


def _sixth_day(case: Case) -> date | None:
    return due(rules.SIXTH_DAY, case.permanent_exclusion.first_on, calendar_for(case)).on


def _cared_for_on(case: Case) -> date | None:
    """From which day education is expected of a child who is looked after, as is recorded by now; else None."""
    told = last_taken(case, "tell")
    if told is None or not told.facts.get("looked_after_on"):
        return None
    row = case.deadlines.filter(clock="looked_after").exclude(state="replaced").order_by("pk").last()
    return row.due_on if row else None


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
