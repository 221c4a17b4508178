"""What a permanent exclusion adds to the case page and to a school's home page."""

from datetime import date
from typing import Any

from django.urls import reverse

from exclusions.begun_words import begun_words
from exclusions.first_days.told import in_words as work_in_words
from exclusions.funding.rules import USUAL_ORDER
from exclusions.funding.worked import pounds
from exclusions.held import beside
from exclusions.incident import weapon_in_words
from exclusions.panel_referrals import queries as referrals
from exclusions.panel_referrals import words
from exclusions.permanent import actions, agenda, pathway, queries, telling_since, work
from exclusions.permanent.fair_access import before_panel
from exclusions.permanent.home import council_of, owed_by
from exclusions.permanent.models import PermanentExclusion
from exclusions.permanent.review_forms import SENT_BACK
from exclusions.permanent.step_forms import WAYS
from exclusions.placement.agendas import waits_for
from exclusions.placement.queries import in_words
from exclusions.placement.words import place_in_words
from exclusions.reasons import ReasonCode
from exclusions.unit_referrals import fitting
from exclusions.virtual_school import in_words as looked_after_in_words
from oxle.accounts.models import User
from oxle.cases.challenges import listed_of
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case, Event, Origin
from oxle.cases.standing import last_taken
from oxle.core.dates import from_iso, today
from oxle.meetings.queries import items_about
from oxle.people.queries import has_carer
from oxle.schooldays.wording import plain_day


def about(case: Case, user: User) -> dict[str, Any]:
    """What the school told, day 6 in both readings, the education arranged and the way to a new school."""
    told, others = queries.told_with_others(case)
    day_six, arranged = queries.day_six(case), last_taken(case, pathway.ARRANGE.key)
    late = day_six.is_late(today())
    way, place = last_taken(case, pathway.CHOOSE_WAY.key), last_taken(case, pathway.NAME_PLACE.key)
    rows = [
        {
            "key": "First excluded day",
            "value": f"{plain_day(told.first_on)}, from {told.get_first_session_display().lower()}",
        },
        {"key": "Reasons", "value": [ReasonCode(code).label for code in told.reasons]},
        {"key": "Special educational needs", "value": told.get_sen_display()},
        {"key": "Social worker", "value": "Yes" if told.social_worker else "No"},
        {"key": "Exploitation", "value": "Known or suspected" if told.exploitation else "Nothing known or suspected"},
        *beside(case.child, today(), sen=told.sen, social_worker=told.social_worker, exploitation=told.exploitation),
        *fitting.rows_of_case(case, today()),
    ]
    if said := work_in_words(told, work.entered(case)):
        rows.append({"key": "Work in the first five school days", "value": said})
    if told.exam_on:
        rows.append({"key": "Examination or test missed", "value": f"Begins on {plain_day(told.exam_on)}"})
    if looked_after := _looked_after(case, told):
        rows.append({"key": "Looked after", "value": looked_after})
    rows.append({"key": "Education is owed by", "value": owed_by(case)})
    if told.lives_in and not council_of(case):
        rows.append({"key": "Lives in the area of", "value": f"{told.lives_in}, as the school says"})
    rows += [_other(other) for other in others]
    rows += [
        {"key": "Education arranged", "value": _arranged(arranged, day_six)},
        {"key": "Education has begun", "value": _begun(case, day_six)},
    ]
    if meets_on := queries.governors_meet_on(case):
        rows.append({"key": "The governors meet", "value": plain_day(meets_on)})
    if way:
        rows.append({"key": "Way to a new school", "value": WAYS[way.facts["way"]]})
    if place:
        rows.append({"key": "New place", "value": place_in_words(place.facts)})
    if stands := in_words(case):
        rows.append({"key": "The school that was named", "value": stands})
    before = items_about(case)
    without = next((item for item in reversed(before) if item.between and item.overtaken_on is None), None)
    if without:
        who = f"{without.decided_by}, {plain_day(without.decided_on)}"
        rows.append({"key": "Decided without the panel", "value": [who, without.words]})
    waits = waits_for(before, lambda: _needs_panel(case, way))
    rows += _referral(case, way)
    rows += [{"key": "Waits for", "value": one} for one in waits]
    if (sent_back := last_taken(case, pathway.REVIEW_SENT_BACK.key)) and sent_back.facts.get("outcome"):
        rows.append({"key": "The review panel", "value": _sent_back(sent_back)})
    return {
        "told": told,
        "untold": [f"{one.who} are not told yet" for one in telling_since.untold(told)],
        "weapon": weapon_in_words(told),
        "rows": rows,
        "day_six": day_six,
        "late": late,
        "challenges": listed_of(case),
        "attach_url": reverse("exclusions:enter_letter", args=[case.key])
        if user.can(pathway.stages.WORK) and actions.why_no_letter(case) is None
        else "",
        "stands": None if day_six.begun_on or day_six.not_owed_on or without else before_panel(case, today(), day_six),
    }


def _needs_panel(case: Case, way: Event | None) -> bool:
    """Whether its way is the panel, and no place is named yet."""
    is_panel = way is not None and way.facts["way"] == "fair_access"
    return is_panel and case.is_open and not agenda.placed(Case.objects.filter(pk=case.pk))


def _referral(case: Case, way: Event | None) -> list[dict[str, str]]:
    """How the referral to the panel stands, where that is the way to a new school, and where it is read or made."""
    confirmed = referrals.last_of([case]).get(case.pk) if way is not None else None
    if confirmed is None and (way is None or way.facts["way"] != "fair_access" or not case.is_open):
        return []
    value = f"Confirmed: {words.confirmed(confirmed)}" if confirmed else words.NOT_CONFIRMED
    return [
        {
            "key": "Referral to the fair access panel",
            "value": value,
            "url": reverse("exclusions:panel_referrals:referral", args=[case.key]),
            "link": "Open",
        }
    ]


def _other(other: PermanentExclusion) -> dict[str, str]:
    """Another school's exclusion of the child that is open too."""
    case = other.case
    return {
        "key": "Another permanent exclusion",
        "value": f"{case.school}, from {plain_day(other.first_on)}. {case.stage_label}",
        "url": case.get_absolute_url(),
        "link": f"Open {case.reference}",
    }


def _looked_after(case: Case, told: PermanentExclusion) -> list[str]:
    """What the notice says of care, and what is recorded since where that is something else."""
    event = last_taken(case, pathway.TELL.key)
    since = event.facts.get(pathway.telling.LOOKED_AFTER_ON.key) if event else None
    said = looked_after_in_words(told) if told.looked_after else []
    if since and not told.looked_after:
        said.append(
            f"Yes, in the exclusion from {plain_day(date.fromisoformat(since))}. It was found after the notice: speak "
            "to the Virtual School"
        )
    elif told.looked_after and not since:
        said.append("That is what was told. By what is recorded of the pupil they are not")
    if said and case.is_open and case.child and not has_carer(case.child, today()):
        said.append(
            "Nobody is recorded as having care of them, so letters go to the parents alone: record who looks after "
            "them on the pupil’s record"
        )
    return said


def _arranged(arranged: Event | None, day_six: queries.DaySix) -> list[str]:
    """Where and from when, and that this comes too late where it does."""
    if arranged is None:
        return ["Not yet"]
    starts_on = from_iso(arranged.facts.get(pathway.day_six.EDUCATION_FROM.key))
    late = day_six.why_too_late(starts_on) if starts_on else None
    return [place_in_words(arranged.facts), *([late] if late else [])]


def _begun(case: Case, day_six: queries.DaySix) -> list[str]:
    begun = last_taken(case, pathway.BEGIN.key)
    if begun:
        return begun_words(case, begun)
    if day_six.not_owed_on:
        return [f"None is owed since {plain_day(day_six.not_owed_on)}"]
    in_part = last_taken(case, pathway.BEGIN_IN_PART.key)
    return begun_words(case, in_part, before="Not full-time, since ") if in_part else ["Not yet"]


def _sent_back(event: Event) -> list[str]:
    """What the panel sent back, and the money that may follow where the governors offer no place after a quashed
    decision."""
    said = [f"{SENT_BACK[event.facts['outcome']]}."]
    if event.facts["outcome"] == "quashed":
        said.append(
            "Where the governors do not offer the place back in time it may order the school to pay, usually "
            f"{pounds(USUAL_ORDER.on(event.on))}: the finance officer records an order. None is due where the parents "
            "decline what was offered in time."
        )
    return said


def from_message(message: InboxMessage, user: User) -> list[tuple[str, str]]:
    """What an officer can do with a message that waits: enter the exclusion it tells of."""
    if message.case is not None or message.channel == Origin.HAND_OVER:
        return []
    return [("Enter a permanent exclusion from this", reverse("exclusions:enter", args=[message.key]))]
