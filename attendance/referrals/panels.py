"""What a referral adds to the case page, to my work and to a school's home page."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse

from attendance.referrals import considering, following, interviews, meetings, pathway, queries
from attendance.referrals.deciding import evidence_of
from attendance.referrals.meetings_ahead import ahead
from attendance.referrals.models import Draft, Topic
from attendance.referrals.officer_views import asked_at, figures
from attendance.referrals.targets import in_doubt
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.audit import sights
from oxle.cases import handing, projection
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case, Event, Origin
from oxle.cases.offers import PortalRow, Task
from oxle.cases.permissions import compartments_for
from oxle.cases.queries import days_of
from oxle.cases.waiting import Waiting
from oxle.core.templatetags.oxle import moment
from oxle.schooldays.wording import plain_day

ANSWER = "Enter the school's answer"


def about(case: Case, user: User) -> dict[str, Any]:
    """Why the child was referred, the register's figures, routes, targets and meetings."""
    referral = getattr(case, "referral", None)
    if referral is None:
        return {"referral": None}
    consider = [
        {"label": moment.label, "url": reverse("attendance:consider", args=[case.key, moment.value])}
        for moment in asked_at(case)
        if user.can(pathway.WORK)
    ]
    # A correction is an event without a record of its own: the record stays with the step it corrects.
    rows = case.events.order_by("order")
    events = list(rows.select_related("panel", "pace_interview", "target", "party__adult"))
    days = days_of(case, events)
    targets = sorted(
        (event.target for event in events if hasattr(event, "target")), key=lambda one: (one.from_on, one.pk)
    )
    happened = projection.effective(events)
    put_right = {one.id: one.facts for one in happened}
    panels = [
        {"on": days[event.pk], "record": event.panel, "came": put_right[event.pk].get("came", event.reason)}
        for event in events
        if hasattr(event, "panel")
    ]
    interviewed = [
        {"on": days[event.pk], "who": event.party, "held": event.pace_interview}
        for event in events
        if hasattr(event, "pace_interview")
    ]
    legal = "legal" in compartments_for(user, case)
    names = {event.party_id: event.party.name for event in events if event.party}
    return {
        "referral": referral,
        "going_on": _going_on(case, user),
        "entered_from": _entered_from(case),
        "sender": visible_to(user, Case).filter(pk=case.came_from_id).first() if case.came_from_id else None,
        **figures(referral),
        "routes": [{"party": party, "route": route} for party, route in queries.routes(case)],
        "targets": targets,
        "doubts": in_doubt(happened, targets),
        "evidence": evidence_of(case, user),
        "consider": consider,
        "ahead": ahead(happened, names) if case.is_open else [],
        "panels": panels,
        "interviews": [
            {**one, "rows": interviews.rows(one["held"]) if one["held"].attended else []}
            for one in interviewed
            if legal
        ],
    }


def moved_to(event: Event) -> str:
    """Which authority a child moved to, and whom there somebody told; empty where nobody wrote it down."""
    authority, told = event.facts.get("authority"), event.facts.get("told", "")
    return f"Moved to {authority}. Told there: {told.rstrip('.')}." if authority else ""


def warnings(cases: Sequence[Case]) -> dict[int, list[str]]:
    """What the school said of contact that may be unsafe, on each referral and on the cases that came from it; on
    these also that the referral is paused.

    What was said stands until the case is closed, whatever an officer has recorded since: taking it away is nobody's
    to guess. As many queries for one as for many, and none for a referral that is at hand.
    """
    prefetch_related_objects(cases, "referral")
    prefetch_related_objects([case for case in cases if not hasattr(case, "referral")], "came_from__referral")
    told: dict[int, list[str]] = {}
    for case in cases:
        own = getattr(case, "referral", None)
        referral = own or getattr(case.came_from, "referral", None)
        if said := referral and referral.considered.get(Topic.UNSAFE_CONTACT.value):
            told.setdefault(case.pk, []).append(said)
        if referral and not own and case.is_open and (since := considering.paused(case.came_from)):
            told.setdefault(case.pk, []).append(
                f"{since}. This case is not paused with it." if case.paused_since_on is None else f"{since}."
            )
    return told


def _going_on(case: Case, user: User) -> list[Case]:
    """Of a paused referral, what came of it and is not paused, as far as this person may open it."""
    if case.paused_since_on is None:
        return []
    rows = visible_to(user, Case).filter(came_from=case, duty=case.duty, closed_on=None, paused_since_on=None)
    return list(rows.order_by("pk"))


def _entered_from(case: Case) -> InboxMessage | None:
    draft = Draft.objects.filter(case=case).select_related("message").first()
    return draft.message if draft else None


def from_message(message: InboxMessage, user: User) -> list[tuple[str, str]]:
    """What an officer can do with a message: enter a referral from it, or go on with the one they began; with one that
    is linked to a referral with the school, enter what the school answers.

    What another duty handed over to us is accepted, and what it handed over to others is no matter of ours.
    """
    if message.case is not None:
        waits = message.case.pathway == pathway.REFERRAL.key and message.case.stage == pathway.RETURNED.key
        theirs = waits and queries.answers_for_school(message.case, user)
        return [(ANSWER, reverse("attendance:answer", args=[message.case.key]))] if theirs else []
    if message.channel == Origin.HAND_OVER:
        found = handing.handed_over(message)
        if found is None or found.to_duty != pathway.REFERRAL.duty or found.case.child is None:
            return []
        return [("Accept as a referral", reverse("attendance:accept_hand_over", args=[message.key]))]
    begun = [draft for draft in message.drafts.all() if draft.state == Draft.State.FILLING]
    if begun:
        words = "Go on with the referral"
        return [(f"{words} of {draft.pupil_name}", reverse("attendance:draft", args=[draft.key])) for draft in begun]
    return [("Enter a referral from this", reverse("attendance:enter", args=[message.key]))]


def begun_from(messages: Sequence[InboxMessage]) -> dict[int, str]:
    """Who is entering a referral from each of these messages, and since when; it waits until that is sent."""
    rows = Draft.objects.filter(message__in=messages, state=Draft.State.FILLING).select_related("started_by")
    return {draft.message_id: begun_by(draft) for draft in rows.order_by("-started_at") if draft.message_id}


def begun_by(draft: Draft) -> str:
    """Who began to enter a referral, and when, in a sentence that names no pupil."""
    return f"{draft.started_by.name} began to enter a referral from this on {moment(draft.started_at)}."


def outcomes_to_log(user: User, on: date) -> list[Task]:
    """Meetings whose day has come and of which nothing is recorded yet, each parent's interview by itself."""
    events = (
        Event.objects.filter(case__owner=user, case__closed_on=None, case__paused_since_on=None)
        .filter(case__in=visible_to(user, Case).values("pk"), case__pathway=pathway.REFERRAL.key)
        .filter(step__in=meetings.ABOUT_MEETINGS)
        .select_related("case__child", "case__school__organisation", "party__adult")
        .order_by("case", "order")
    )
    found = []
    for case, told in groupby(events, key=lambda event: event.case):
        happened = list(told)
        names = {event.party_id: f": {event.party.name}" for event in happened if event.party}
        for invited, meeting_on in meetings.to_log(projection.effective(happened), case.stage, on):
            found.append(
                Task(
                    title=f"Log the outcome of the meeting{names.get(invited.party, '')}",
                    about=f"{case.child} · {case.school}",
                    why="The meeting's day has come and nothing is recorded",
                    action="Open the case",
                    url=case.get_absolute_url(),
                    due_on=meeting_on,
                    case=case.pk,
                    child=case.child_id,
                    owner=user.pk,
                )
            )
    return found


def routes_to_choose(user: User, on: date) -> list[Task]:
    """For those who decide: parents who were added to an accepted referral, until a legal route is chosen for them."""
    if not user.can(pathway.DECIDE):
        return []
    mine = visible_to(user, Case).filter(pathway=pathway.REFERRAL.key)
    rows = queries.without_route(mine, pathway.CHANGE_ROUTE.at).select_related("case__child", "adult")
    return [
        Task(
            title="Choose a parent’s legal route",
            about=f"{party.case.child} · {party.name}",
            why=f"Added as a parent on {plain_day(party.from_on)}, and nothing is written to them yet",
            action="Choose the route",
            url=reverse("cases:step", args=[party.case.key, pathway.CHANGE_ROUTE.key]),
            due_on=party.from_on,
            case=party.case_id,
            child=party.case.child_id,
        )
        for party in rows.order_by("case", "pk")
    ]


def to_identify(user: User, on: date) -> list[Task]:
    """Referrals of pupils whom a school typed in: somebody must say who each is, in the time there is to decide. With
    them those that went back to the school, which may answer by post."""
    if not queries.may_identify(user):
        return []
    unknown = Draft.objects.filter(state__in=[Draft.State.TO_IDENTIFY, Draft.State.RETURNED], case=None)
    drafts = list(unknown.select_related("school__organisation", "case"))
    rows = [draft for draft in drafts if draft.state == Draft.State.TO_IDENTIFY]
    returned = [draft for draft in drafts if draft.state == Draft.State.RETURNED]
    due = queries.identified_by(rows)
    return [
        Task(
            title=f"Say who the pupil is: {draft.reference}",
            about=str(draft.school),
            why="The school referred a pupil who is not on its list here",
            action="Identify the pupil",
            url=reverse("attendance:identify", args=[draft.key]),
            due_on=due[draft.pk],
        )
        for draft in rows
    ] + [
        Task(
            title=f"Say who the pupil is: {draft.reference}",
            about=str(draft.school),
            why=f"Returned to the school on {plain_day(draft.returned_on)}",
            action=ANSWER,
            url=reverse("attendance:draft", args=[draft.key]),
            waiting_on="school",
        )
        for draft in returned
    ]


def waiting(on: date) -> list[Waiting]:
    """Referrals of pupils who were typed in, until there is a case: those to be decided on, and those returned."""
    held = Draft.objects.filter(state__in=[Draft.State.TO_IDENTIFY, Draft.State.RETURNED], case=None)
    held = queries.with_answer_due(held.exclude(sent_on=None))
    drafts = list(held.select_related("school__organisation", "case"))
    here = [draft for draft in drafts if draft.state == Draft.State.TO_IDENTIFY]
    due, owed = queries.identified_by(here), queries.answers_due(drafts)
    found = []
    for draft in drafts:
        clock = pathway.DECISION if draft.state == Draft.State.TO_IDENTIFY else pathway.ANSWER
        if (due_on := due.get(draft.pk) or owed.get(draft.pk)) is not None:
            found.append(
                Waiting(
                    reference=draft.reference,
                    label=clock.label,
                    about=str(draft.school),
                    due_on=due_on,
                    against=clock.against,
                    url=reverse("attendance:identify", args=[draft.key]),
                    school=draft.school.organisation_id,
                )
            )
    return found


def portal_rows(user: User) -> list[PortalRow]:
    """What a school has begun or sent."""
    rows = (
        queries.with_answer_due(visible_to(user, Draft))
        .exclude(state=Draft.State.DISCARDED)
        .select_related("child", "case", "school__organisation")
    )
    sights.see([row.child_id for row in rows if row.child_id], "list")
    due = queries.answers_due(rows)
    found = []
    for row in rows:
        status, colour = _status(row)
        reference = following.reference_of(row)
        what = f"Referral {reference}" if reference else "Referral to the County Attendance Team"
        found.append(
            PortalRow(
                title=row.pupil_name,
                pupil=row.child.key if row.child else row.key,
                what=f"{what}. Send it again by {plain_day(due[row.pk])}." if row.pk in due else what,
                status=status,
                colour=colour,
                url=reverse("attendance:draft", args=[row.key]),
                moment=row.saved_at,
                needs_answer=row.needs_answer,
            )
        )
    return found


def _status(draft: Draft) -> tuple[str, str]:
    if draft.state == Draft.State.FILLING:
        return "Not sent", "blue"
    if draft.needs_answer:
        return "Needs your answer", "red"
    return following.stage_of(draft), "grey" if draft.has_ended else "green"
