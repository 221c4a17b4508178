"""Why something else is known of a past day now: what was put right since, or told late, by whom and why."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Model

from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.audit.models import Change
from oxle.audit.queries import names_of
from oxle.cases import duties
from oxle.cases.models import Case, Event
from oxle.cases.permissions import compartments_for
from oxle.cases.timeline import label_of
from oxle.core.dates import london_day
from oxle.missing_out.models import Pack
from oxle.people.models import Enrolment
from oxle.provision.models import Offer
from oxle.schooldays.wording import plain_day

# What the register is made of besides cases, as the sentence calls it.
MADE_OF: tuple[tuple[type[Model], str], ...] = (
    (Offer, "what a school or a provider offers"),
    (Enrolment, "at which school the pupil is"),
)
DID = {"insert": "entered", "update": "changed", "delete": "took away"}
NOTHING = "Nothing of the pupil’s own was changed since: term dates, a setting or a register of marks was."
CLOSED = "It is in what you may not read."


def corrections(user: User, pack: Pack, children: Collection[int]) -> Mapping[int, list[str]]:
    """Of each of some children, what changed since a pack was frozen of what it tells of them, the oldest first: a
    sentence each, with its reason where this person may read the entry. The queries do not grow with the children."""
    found: dict[int, list[tuple[Any, str]]] = defaultdict(list)
    closed: set[int] = set()
    open_to = set(visible_to(user, Case).filter(child__in=children).values_list("pk", flat=True))
    events = Event.objects.filter(case__child__in=children, at__gt=pack.frozen_at, on__lte=pack.frozen_on)
    compartments: dict[int, list[str]] = {}
    for event in events.select_related("case", "by", "supersedes").order_by("at", "pk"):
        case, child = event.case, event.case.child_id
        if case.pk in open_to and case.pk not in compartments:
            compartments[case.pk] = compartments_for(user, case)
        if event.compartment in compartments.get(case.pk, ()):
            found[child].append((event.at, _of_event(event)))
        else:
            closed.add(child)
    for child, at, said in _of_records(pack, children):
        found[child].append((at, said))
    return {
        child: [said for _, said in sorted(found[child], key=lambda one: one[0])]
        + ([CLOSED] if child in closed else [] if found[child] else [NOTHING])
        for child in children
    }  # fmt: skip


def _of_event(event: Event) -> str:
    label = label_of(duties.pathway(event.case.pathway, event.case.pathway_version), event)
    who = f"{plain_day(london_day(event.at))}, {event.by.name if event.by else 'Oxle'}"
    did = "put right" if event.supersedes_id else f"recorded, of {plain_day(event.on)}"
    return f"{who}: “{label}” {did}. {event.reason}".strip()


def _of_records(pack: Pack, children: Collection[int]) -> list[tuple[int, Any, str]]:
    """What was entered or changed since of what the register of that day is made of; each once a day and person."""
    found, actors = [], set()
    for model, words in MADE_OF:
        rows = model._default_manager.filter(child__in=children)
        owners = {str(pk): child for pk, child in rows.values_list("pk", "child")}
        changes = Change.objects.filter(table=model._meta.db_table, row__in=owners, at__gt=pack.frozen_at)
        for one in changes:
            # What begins later, and did before it was changed, tells nothing of that day.
            days = [held["from_on"] for held in (one.before, one.after) if held and held.get("from_on")]
            if not days or min(days) <= pack.frozen_on.isoformat():
                actors.add(one.actor)
                found.append((owners[one.row], one.at, one.actor, f"{DID[one.action]} {words}"))
    names, said = names_of(actors), {}
    for child, at, actor, words in found:
        said.setdefault((child, f"{plain_day(london_day(at))}, {names[actor]}: {words}."), at)
    return [(child, at, sentence) for (child, sentence), at in said.items()]
