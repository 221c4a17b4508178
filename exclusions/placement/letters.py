"""Our letters on the way to a new school: what each must know. Wording: templates/letters/exclusions/, versioned."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from exclusions.lawful import RELEASED_WITH
from exclusions.placement import rules
from exclusions.placement.queries import latest_way_of, refusing_school, way_of
from oxle.cases import casework
from oxle.cases.models import Case, Event, Party
from oxle.cases.projection import calendar_for
from oxle.cases.standing import last_taken
from oxle.core.dates import from_iso
from oxle.correspondence.kinds import Audience, LetterKind, kinds_of
from oxle.correspondence.methods import Method
from oxle.provision.models import Provider, ProviderKind
from oxle.schooldays.counting import due
from oxle.schools.models import School

PARENT, NEW_SCHOOL, SECRETARY = "parent", "new school", "department"
SECRETARY_OF_STATE = "Secretary of State for Education"
CODE = "School Admissions Code 2021"
SSFA = "School Standards and Framework Act 1998"
PLAN = {
    "school_name": "the school",
    "begins_on": "the first day",
    "timetable": "the timetable",
    "support": "the support",
    "review_on": "the day of the first review",
}
PLAN_MAY_SAY = {"reviews": "the further reviews"}
_kind = kinds_of("exclusions", released_with=RELEASED_WITH)

PANEL_DECISION = _kind(
    "panel_decision",
    "What the fair access panel decided",
    f"{CODE}, paragraphs 3.14 to 3.22",
    {"panel_name": "the panel", "met_on": "the day of the meeting", "decision": "the decision"},
    may_say={"school_name": "the school", "starts_on": "the first day there"},
    announces=("starts_on",),
    version=2,
)
PLACE_OFFER = _kind(
    "place_offer",
    "A place at a school",
    f"{CODE}, paragraphs 2.23 to 2.30",
    {"school_name": "the school", "starts_on": "the first day there"},
    may_say={"school_address": "the school’s address", "school_phone": "the school’s telephone number"},
    version=3,
)
PLACE_NAMED = _kind(
    "place_named",
    "A pupil for whom your school is named",
    f"{CODE}, paragraphs 3.14 to 3.22",
    {"school_name": "the school", "named_on": "the day on which it was named", "starts_on": "the first day there"},
    audience=Audience.ORGANISATION,
    version=2,
)
DIRECTION_NOTICE = _kind(
    "direction_notice",
    "Notice that the council means to direct your school to admit a pupil",
    f"{SSFA} ss.96 and 97",
    {
        "school_name": "the school",
        "refused_on": "the day of the refusal",
        "refused_because": "why the school refused",
        "refer_within": "how long the school can go to the adjudicator",
    },
    may_say={"reaches_on": "when it is to reach the school", "refer_by_on": "the last day for the adjudicator then"},
    audience=Audience.ORGANISATION,
    version=3,
)
DIRECTION = _kind(
    "direction",
    "Direction to admit a pupil",
    f"{SSFA} s.96",
    {"school_name": "the school", "directed_on": "the day of the direction"},
    audience=Audience.ORGANISATION,
)
DIRECTION_REQUEST = _kind(
    "direction_request",
    "Request for a direction to an academy to admit a pupil",
    "The academy’s funding agreement (unsourced)",
    {"school_name": "the academy", "refused_on": "the day of the refusal", "refused_because": "why it refused"},
    may_say={
        "urn": "the academy’s URN",
        "trust_name": "the academy’s trust",
        "panel_name": "the panel that decided",
        "met_on": "the day of its meeting",
    },
    audience=Audience.ORGANISATION,
    version=2,
)
PLAN_FOR_PARENTS = _kind(
    "reintegration_plan", "How the new school begins", "Local practice", PLAN, may_say=PLAN_MAY_SAY
)
PLAN_FOR_SCHOOL = _kind(
    "reintegration_plan_school",
    "How a new pupil begins at your school",
    "Local practice",
    PLAN,
    may_say=PLAN_MAY_SAY,
    audience=Audience.ORGANISATION,
)
ALL = (
    PANEL_DECISION, PLACE_OFFER, PLACE_NAMED, DIRECTION_NOTICE, DIRECTION, DIRECTION_REQUEST, PLAN_FOR_PARENTS,
    PLAN_FOR_SCHOOL,
)  # fmt: skip
# What is not true any more once the school refuses, or another place is looked for; true again once it takes the child.
OF_A_NAMED_PLACE = (PLACE_OFFER, PLACE_NAMED, PLAN_FOR_PARENTS, PLAN_FOR_SCHOOL)
OF_A_PLACE = (PANEL_DECISION, *OF_A_NAMED_PLACE)
OF_A_DIRECTION = (DIRECTION_NOTICE, DIRECTION, DIRECTION_REQUEST)


def school_joins(case: Case, school: School, on: date) -> None:
    """The school that was named, or that refuses, is a party of the case: letters go to it."""
    casework.joins(case, school.organisation, role=NEW_SCHOOL, on=on)


def secretary_joins(case: Case, on: date) -> None:
    """The Secretary of State is a party of the case: the request goes there."""
    casework.agency_joins(case, SECRETARY_OF_STATE, role=SECRETARY, on=on)


def recipients(
    kinds: Sequence[LetterKind], case: Case, party: Party | None, event: Event
) -> list[tuple[LetterKind, Party]]:
    """Whom letters go to, one each: to parents every parent of the case, to a school the one that is named or refuses.

    While the school refuses nobody is told of a place there.
    Of a place with a provider that is a school or college by law the parents are told; of one at any other place, and
    such a provider itself, nobody by these letters.
    """
    school, unit = _school(case, event), _unit(event)
    if latest_way_of(case).is_refused:
        kinds = [kind for kind in kinds if kind not in OF_A_NAMED_PLACE]
    parties = list(case.parties.filter(to_on=None).select_related("organisation").order_by("pk"))
    return [(kind, to) for kind in kinds for to in parties if _is_for(kind, to, school, unit)]


def _is_for(kind: LetterKind, to: Party, school: School | None, unit: Provider | None) -> bool:
    if kind is DIRECTION_REQUEST:
        return to.role == SECRETARY
    if kind.audience is Audience.ORGANISATION:
        return to.role == NEW_SCHOOL and school is not None and to.organisation_id == school.organisation_id
    told = school is not None or kind is PANEL_DECISION or (unit is not None and kind is PLACE_OFFER)
    return to.role == PARENT and told


def context(kind: LetterKind, case: Case, party: Party | None, event: Event) -> dict[str, Any]:
    """What a letter says, taken from the step that calls for it and the school that was named or refuses."""
    facts, way, school = event.facts, way_of(case), _school(case, event)
    if party is not None and party.role == NEW_SCHOOL and party.organisation is not None:
        # Whatever is named since: a letter to a school speaks of no other.
        school = party.organisation.school
    said: dict[str, Any] = {
        "panel_name": facts.get("panel"),
        "met_on": event.on,
        "decision": facts.get("decision"),
        "starts_on": from_iso(facts.get("starts_on")),
        "named_on": event.on,
        "directed_on": event.on,
        **(_time_to_refer(case, event) if kind is DIRECTION_NOTICE else {}),
        **{name: facts.get(name) for name in ("timetable", "support", "reviews")},
        "begins_on": from_iso(facts.get("begins_on")),
        "review_on": from_iso(facts.get("review_on")),
    }
    if kind is DIRECTION_REQUEST:
        said |= _decided_by_panel(case)
    if way.refused is not None:
        said |= {"refused_on": way.refused.on, "refused_because": _because(case)}
    if school is not None:
        lines = (school.lines, school.town, school.postcode)
        said |= {
            "school_name": school.name,
            "school_address": "\n".join(line for line in lines if line),
            "school_phone": school.phone,
            "urn": school.urn,
            "trust_name": school.trust.name if school.trust else "",
        }
    elif unit := _unit(event):
        lines = (unit.lines, unit.postcode)
        said |= {
            "school_name": unit.name,
            "school_address": "\n".join(line for line in lines if line),
            "school_phone": unit.phone,
        }
    return {name: value for name, value in said.items() if value and (name in kind.needs or name in kind.may_say)}


def _unit(event: Event) -> Provider | None:
    """The provider with which a step names a place, where it is a school or college by law, as the letter calls it."""
    rows = Provider.objects.select_related("organisation").filter(key=event.facts.get("provider") or "")
    found = rows.first()
    return found if found is not None and ProviderKind(found.kind).is_registered else None


def _school(case: Case, event: Event) -> School | None:
    """The school that a step names, else the one that is named or refuses."""
    key = event.facts.get("school")
    if key:
        return School.objects.select_related("organisation", "trust").filter(key=key).first()
    return refusing_school(case) if event.step not in {"name_place", "panel_decided"} else None


def _decided_by_panel(case: Case) -> dict[str, Any]:
    """The panel that named the school which refuses, and when it met; nothing where an officer named it."""
    decided, named = last_taken(case, "panel_decided"), way_of(case).named
    if decided is None or named is None or decided.facts.get("school") != named.facts.get("school"):
        return {"panel_name": None, "met_on": None}
    return {"panel_name": decided.facts.get("panel"), "met_on": decided.on}


def _because(case: Case) -> str:
    refused = last_taken(case, "refuse")
    return refused.reason if refused else ""


def _time_to_refer(case: Case, event: Event) -> dict[str, Any]:
    """How long the school can go to the adjudicator from the service of its notice, and until when that is if it is
    posted on the day of the decision. Served later the time ends later, so the notice says both."""
    looked_after = event.facts.get("looked_after_notice_on")
    rule = rules.ADJUDICATOR_LOOKED_AFTER_WITHIN if looked_after else rules.ADJUDICATOR_WITHIN
    reaches_on = Method.FIRST_CLASS.served_on(event.on)
    limit = rule.on(reaches_on)
    return {
        "refer_within": str(limit),
        "reaches_on": reaches_on,
        "refer_by_on": due(limit, reaches_on, calendar_for(case)).on,
    }
