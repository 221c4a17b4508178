"""Challenges a school about several pupils at once, and freezes what it is challenged about."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from ehe.letters import school_joins
from ehe.off_rolling import letters, messages, pathway
from ehe.off_rolling.models import OffRolling, Trace
from ehe.radar import Kind, Sequence
from ehe.radar_list import AtSchool
from oxle.accounts.models import User
from oxle.cases import actions, casework
from oxle.cases.models import Case, Event, Origin
from oxle.cases.pathways import Step
from oxle.cases.recipients import school_people
from oxle.core.errors import Refused
from oxle.correspondence.outbox import message, queue_messages
from oxle.schools.models import School


@transaction.atomic
def challenge(here: AtSchool, kinds: list[str], *, reason: str, by: User, on: date, at: datetime) -> Case:
    """Challenge a school about what was found of its pupils, of some kinds: that is kept as it is today, and the
    letters to the head, the governors and the trust are drafted.

    `here` is what the school may read of it (`evidence.found_at`). Refused where nothing of these kinds was found, and
    while the school is challenged about off-rolling already.
    """
    found = [one for one in here.found if one.kind in kinds]
    if not found:
        raise Refused("Nothing of this was found of the school’s pupils. Look at the radar again.", field="kinds")
    school = School.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=here.school.pk)
    others = Case.objects.filter(pathway=pathway.OFF_ROLLING.key, school=school, closed_on=None)
    if already := others.values_list("reference", flat=True).first():
        raise Refused(f"This school is challenged about off-rolling already, {already}.")
    case = actions.open_case(
        pathway.OFF_ROLLING,
        pathway.TAKE_UP,
        by=by,
        on=on,
        at=at,
        origin=Origin.COUNCIL,
        organisation=school.organisation,
        school=school,
    )
    OffRolling.objects.create(case=case, asked_at=at, why="\n".join(here.why))
    _freeze(case, found)
    school_joins(case, on)
    actions.take(case, pathway.CHALLENGE, by=by, on=on, at=at, reason=reason)
    return case


def _freeze(case: Case, found: list[Sequence]) -> None:
    """Keep what was found as it is today, by kind; a pupil of whom several things were found has one number."""
    ordered = sorted(found, key=lambda one: list(Kind).index(one.kind))
    numbers = {child: number for number, child in enumerate(dict.fromkeys(one.child.pk for one in ordered), 1)}
    Trace.objects.bulk_create(
        Trace(
            case=case,
            child=one.child,
            number=numbers[one.child.pk],
            kind=one.kind,
            evidence=[{"on": day.isoformat(), "words": words} for day, words in one.evidence],
        )
        for one in ordered
    )


@transaction.atomic
def write_to_ofsted(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Draft the letter to Ofsted, which becomes a party of the case by its name; where it goes is said when it is
    sent."""
    casework.agency_joins(case, letters.OFSTED_NAME, role=letters.OFSTED_ROLE, on=taken["on"])
    return actions.take(case, step, **taken)


def after_step(case: Case, event: Event, by: User | None) -> None:
    """Whoever signs for the school is told at once, by e-mail, that it is asked."""
    if event.step != pathway.CHALLENGE.key or case.school is None:
        return
    queue_messages(
        message(
            messages.ASKED,
            person,
            dedupe=f"{messages.ASKED.key}:{event.pk}:{person.pk}",
            reference=case.reference,
            link=reverse("home"),
            at=event.at,
        )
        for person in school_people(case.school.organisation_id, frozenset({pathway.SIGNS}))
    )
