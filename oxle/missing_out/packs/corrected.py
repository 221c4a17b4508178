"""Why something else is known of a past day now: what was put right since, or told late, by whom and why."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db.models import BigIntegerField, Model, Q, TextField, Value
from django.db.models.functions import Cast, Coalesce

from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.audit.models import Change
from oxle.audit.queries import names_of
from oxle.audit.triggers import watched_models
from oxle.cases import duties
from oxle.cases.models import Case, Deadline, Event
from oxle.cases.permissions import compartments_for
from oxle.cases.rating_models import SetRating
from oxle.cases.timeline import label_of
from oxle.core.dates import london_day
from oxle.missing_out.models import Pack
from oxle.missing_out.moving import moves
from oxle.people.models import Child, Enrolment, Vulnerability
from oxle.provision.exam_models import ExaminationsOver
from oxle.provision.mismatch_models import Mismatch
from oxle.provision.models import FullWeek, Offer, ProviderWeek
from oxle.registers.models import ChildWeek
from oxle.schooldays.wording import plain_day

# What is held of a pupil, as the sentence calls it: what whoever works with the register may know to be there. All else
# that moves a row is “something else”: that there is a time in which a child was missing, some may not know.
WORDS: dict[type[Model], str] = {
    Offer: "what a school or a provider offers",
    Enrolment: "at which school the pupil is",
    Child: "the pupil’s own record",
    Vulnerability: "special needs or social care",
    FullWeek: "what a full week is",
    ProviderWeek: "a provider’s register",
    ChildWeek: "a school’s register",
    Mismatch: "what differs between two registers",
    ExaminationsOver: "when the public examinations are over",
    SetRating: "a rating that a person set",
}
ELSE = "something else that is held of the pupil"
DID = {"insert": "entered", "update": "changed", "delete": "took away"}
# Entries are told as such, with their reasons; where a case stands and what is due by when follows from them.
TOLD_AS_ENTRIES = (Case, Event, Deadline)
# From which day a row tells something, by whichever of these it has.
BEGINS = ("from_on", "on", "monday")
NOT_FOUND = (
    "We cannot say what: nothing that is held of the pupil was changed since, as far as it is still there. It may have "
    "been term dates or a setting, or something that was taken away."
)
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
    for child, at, said in _of_records(pack, children, open_to):
        if said:
            found[child].append((at, said))
        else:
            closed.add(child)
    return {
        child: [said for _, said in sorted(found[child], key=lambda one: one[0])]
        + ([CLOSED] if child in closed else [] if found[child] else [NOT_FOUND])
        for child in children
    }  # fmt: skip


def _of_event(event: Event) -> str:
    label = label_of(duties.pathway(event.case.pathway, event.case.pathway_version), event)
    who = f"{plain_day(london_day(event.at))}, {event.by.name if event.by else 'Oxle'}"
    did = "put right" if event.supersedes_id else f"recorded, of {plain_day(event.on)}"
    return f"{who}: “{label}” {did}. {event.reason}".strip()


def _of_records(pack: Pack, children: Collection[int], open_to: Collection[int]) -> list[tuple[int, Any, str]]:
    """What was entered or changed since of all that moves a row of the register; each once a day and person. Nothing is
    said of what belongs to a case that is not open to whoever asks."""
    owners = _owners(children)
    if not owners:
        return []
    asked = Q()
    for table, rows in owners.items():
        asked |= Q(table=table, row__in=rows)
    found, actors = [], set()
    for one in Change.objects.filter(asked, at__gt=pack.frozen_at).order_by("at", "pk"):
        # What begins later, and did before it was changed, tells nothing of that day.
        days = [day for held in (one.before, one.after) if held for day in [_begins(held)] if day]
        if days and min(days) > pack.frozen_on.isoformat():
            continue
        child, case = owners[one.table][one.row]
        is_open = case is None or case in open_to
        actors.add(one.actor)
        found.append((child, one.at, one.actor, f"{DID[one.action]} {_words()[one.table]}" if is_open else ""))
    names, said = names_of(actors), {}
    for child, at, actor, words in found:
        said.setdefault((child, f"{plain_day(london_day(at))}, {names[actor]}: {words}." if words else ""), at)
    return [(child, at, sentence) for (child, sentence), at in said.items()]


def _begins(held: Mapping[str, Any]) -> str:
    return next((held[name] for name in BEGINS if held.get(name)), "")


def _words() -> dict[str, str]:
    return {model._meta.db_table: WORDS.get(model, ELSE) for model in _models()}


def _models() -> list[type[Model]]:
    return [one for one in watched_models() if moves(one._meta.db_table) and one not in TOLD_AS_ENTRIES]


def _owners(children: Collection[int]) -> dict[str, dict[str, tuple[int, int | None]]]:
    """Of each table the rows that are of some children, by their keys, each with its child and, where it is part of
    one, its case. One query for all tables."""
    each = [one for model in _models() for one in _rows_of(model, children)]
    found: dict[str, dict[str, tuple[int, int | None]]] = defaultdict(dict)
    for table, row, child, case in each[0].union(*each[1:], all=True):
        # A row of a case that names its child as well is of the case.
        if case is not None or row not in found[table]:
            found[table][row] = (child, case)
    return found


def _rows_of(model: type[Model], children: Collection[int]) -> Iterator[Any]:
    table, rows = Value(model._meta.db_table), model._default_manager.order_by()
    key, nothing = Cast("pk", TextField()), Cast(Value(None), BigIntegerField())
    if model is Child:
        of = Q(pk__in=children) | Q(merged_into__in=children)
        yield rows.filter(of).values_list(table, key, Coalesce("merged_into", "pk"), nothing)
    if _leads(model, "child", Child):
        yield rows.filter(child__in=children).values_list(table, key, "child", nothing)
    if _leads(model, "case", Case):
        yield rows.filter(case__child__in=children).values_list(table, key, "case__child", "case")


def _leads(model: type[Model], name: str, to: type[Model]) -> bool:
    return any(field.name == name and field.related_model is to for field in model._meta.get_fields()
               if field.concrete)  # fmt: skip
