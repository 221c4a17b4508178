"""The reads on referrals: chosen parents and routes, percentages as shown, drafts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from attendance.referrals import rules
from attendance.referrals.models import Draft, PreStep, Reason, Referral, Route, RouteKind
from oxle.accounts.models import User
from oxle.accounts.permissions import write
from oxle.accounts.visibility import get_or_404, visible, visible_to
from oxle.audit import sights
from oxle.cases.clocks import State
from oxle.cases.models import Case, Deadline, Event, Party
from oxle.cases.pathways import Stage
from oxle.core.dates import today
from oxle.core.rules import Rule, RuleBook
from oxle.people.models import Child
from oxle.people.visibility import conflicts_of
from oxle.registers.codes import shown_percentage
from oxle.registers.extract import Extract
from oxle.schooldays.counting import due
from oxle.schooldays.limits import Limit
from oxle.schooldays.queries import calendars_for
from oxle.schooldays.wording import listed

OFFENCES = {
    "s444_1": "failing to secure regular attendance at school, contrary to section 444(1) of the Education Act 1996",
    "s444_1a": (
        "knowing that your child fails to attend regularly and failing to cause them to do so, contrary to section "
        "444(1A) of the Education Act 1996"
    ),
}


@visible(Draft)
def _drafts(user: Any) -> Q:
    """A school's people see its drafts; an officer those entered from a message, those to be identified, and those that
    came back to the school, whose answer may come to the team.

    A school's own submissions stay with it when the child leaves or is restricted; for an officer the child must be
    open, and a conflict of interest closes all.
    """
    mine = Q(school__organisation__in=user.organisation_ids)
    if user.is_council:
        entered = Q(message__isnull=False, message__team__in=user.organisation_ids)
        if may_identify(user):
            entered |= Q(state=Draft.State.TO_IDENTIFY) | Q(identified_at__isnull=False)
            entered |= Q(state=Draft.State.RETURNED, case=None)
        if write("inbox") in user.permissions:
            entered |= _with_schools(user)
        mine |= entered & (Q(child=None) | Q(child__in=visible_to(user, Child).values("pk")))
    # Not negated across a NULL: a pupil who is not identified yet is nobody's conflict.
    return mine & (Q(child=None) | ~Q(child__in=conflicts_of(user, today()).values("child")))


def answers_for_school(case: Case, user: User) -> bool:
    """Whether a person enters what a school answers of a referral that came back to it: the team that works on it does,
    and not everybody who reads its cases and another team's inbox."""
    return visible_to(user, Draft).filter(case=case, state=Draft.State.RETURNED).exists()


def _with_schools(user: Any) -> Q:
    """What a school owes on an open case of the team's, and what this person has answered for it."""
    cases = visible_to(user, Case).filter(team__in=user.organisation_ids)
    answered = Event.objects.filter(step="resubmit", by=user)
    owed = Q(state=Draft.State.RETURNED, case__closed_on=None)
    return Q(case__in=cases.values("pk")) & (owed | Q(case__in=answered.values("case")))


def messages_about(children: QuerySet[Child]) -> Q:
    """The messages from which a referral of one of these children was begun."""
    drafts = Draft.objects.filter(message__isnull=False, child__in=children.values("pk"))
    return Q(pk__in=drafts.values("message"))


def two_unsent_drafts(left: list[Draft], kept: Child) -> str:
    """Why two records cannot be merged while one school fills in a referral of each, and what to do about it."""
    return (
        f"{left[0].school} has begun a referral of each of these two records. Ask the school to send or discard one of "
        "them first, or it would be lost with the merged record."
    )


def may_identify(user: Any) -> bool:
    """Whether a person may say which child a referral is about: who works on attendance and may add to records."""
    return {write("attendance"), write("pupils")} <= set(user.permissions)


def get_draft_for(user: User, key: str) -> Draft:
    """The draft, its sight recorded; 404 to strangers."""
    rows = visible_to(user, Draft).select_related(
        "child", "school__organisation", "school__calendar", "case", "message"
    )
    draft = get_or_404(rows, key=key)
    if draft.child_id:
        sights.see([draft.child_id], "page")
    return draft


def returned_on(draft: Draft) -> date | None:
    """On which day a draft that waits for its school's answer came back to it."""
    return draft.case.stage_since_on if draft.case else draft.returned_on


def with_answer_due(drafts: QuerySet[Draft]) -> QuerySet[Draft]:
    """These drafts, each with the day by which the school is to answer its case as `answer_due_on`, for `answers_due`:
    None where no such time runs, as where the case is paused."""
    runs = Deadline.objects.filter(case=OuterRef("case"), clock="answer", state=State.RUNNING)
    return drafts.annotate(answer_due_on=Subquery(runs.order_by("-pk").values("due_on")[:1]))


def answers_due(drafts: Iterable[Draft]) -> dict[int, date]:
    """By when schools are to answer those of these drafts, as `with_answer_due` reads them, that were returned to them,
    by key; without those of which no day can be said: terms are not loaded, or the case is paused."""
    asked = [draft for draft in drafts if draft.needs_answer]
    found: dict[int, date | None] = {draft.pk: draft.answer_due_on for draft in asked if draft.case_id}
    # What was typed in and returned before anybody identified the pupil has no case to count on yet.
    typed = {draft: draft.returned_on for draft in asked if draft.case_id is None and draft.returned_on}
    found |= _due_from(typed, rules.SCHOOL_ANSWERS_WITHIN)
    return {key: on for key, on in found.items() if on}


def answer_came_on(draft: Draft) -> date | None:
    """On which day a message came that may be the school's answer: the last one linked to the case since."""
    if draft.case is None:
        return None
    since = draft.case.inbox_messages.filter(received_on__gte=draft.case.stage_since_on)
    return since.order_by("received_on").values_list("received_on", flat=True).last()


def decided_by(draft: Draft) -> date | None:
    """By when a draft that was sent is decided on; None where terms are not loaded."""
    if draft.case:
        return draft.case.deadlines.filter(clock="decision").order_by("pk").values_list("due_on", flat=True).last()
    return identified_by([draft])[draft.pk]


def identified_by(drafts: Sequence[Draft]) -> dict[int, date | None]:
    """By when drafts that wait for their pupil to be identified are decided on, by key: one query for
    them all, or two where the setting counts school days."""
    return _due_from({draft: draft.sent_on for draft in drafts}, rules.DECIDE_WITHIN)


def _due_from(days: Mapping[Draft, date], within: Rule[Limit]) -> dict[int, date | None]:
    if not days:
        return {}
    book = RuleBook()
    limits = {draft: book.value(within, on) for draft, on in days.items()}
    schools = {draft.school.calendar_id for draft, limit in limits.items() if limit.of_school}
    calendars = calendars_for(schools) if schools else {}
    return {
        draft.pk: due(limit, days[draft], calendars.get(draft.school.calendar_id)).on for draft, limit in limits.items()
    }


def parents(case: Case) -> list[Party]:
    """The parents who are parties to a case."""
    return list(case.parties.filter(role="parent", to_on=None).select_related("adult").order_by("pk"))


def route_of(party: Party) -> Route | None:
    """The legal route now chosen for a parent; None before the decision."""
    return party.routes.filter(to_on=None).first()


def routes(case: Case) -> list[tuple[Party, Route | None]]:
    """The parents, each with the legal route now chosen for them, None before the decision. One query."""
    chosen = FilteredRelation("routes", condition=Q(routes__to_on=None))
    rows = case.parties.filter(role="parent", to_on=None).annotate(chosen=chosen)
    # Django leaves the attribute out where no route matches.
    return [(one, getattr(one, "chosen", None)) for one in rows.select_related("adult", "chosen").order_by("pk")]


def without_route(cases: QuerySet[Case], at: Sequence[Stage]) -> QuerySet[Party]:
    """The parents in those of these referrals at some stages for whom nothing is chosen, not even to take no route."""
    here = cases.filter(closed_on=None, stage__in=[stage.key for stage in at])
    chosen = Route.objects.filter(party=OuterRef("pk"), to_on=None)
    return Party.objects.filter(~Exists(chosen), case__in=here.values("pk"), role="parent", to_on=None)


def chosen_routes(case: Case) -> list[Route]:
    """The legal routes other than "none" now chosen for the parents, each with its party; one query for all."""
    rows = Route.objects.filter(to_on=None, party__case=case, party__role="parent", party__to_on=None)
    return list(rows.exclude(kind=RouteKind.NONE).select_related("party__adult").order_by("party"))


def chosen_parents(case: Case) -> list[Party]:
    """The parents for whom a legal route other than "none" is chosen."""
    return [route.party for route in chosen_routes(case)]


def offence_of(party: Party) -> str | None:
    """The offence a parent's route alleges, in the words of a letter."""
    route = route_of(party)
    return OFFENCES.get(route.kind) if route else None


def shown(percentage: Decimal | None) -> str | None:
    """A percentage as it is written in a sentence; two decimals, cut and never rounded up to a threshold."""
    return None if percentage is None else shown_percentage(percentage)


def against_thresholds(possible: int | None, unauthorised: Decimal | None, on: date) -> dict[str, Any]:
    """How a register compares with the service's thresholds of a day, as pages show it: `least` unauthorised absence
    and whether this is `below` it, measured `over` so many possible sessions and whether these fall `short`."""
    book = RuleBook()
    least, over = book.value(rules.UNAUTHORISED_AT_LEAST, on), book.value(rules.MEASURED_OVER, on)
    return {
        "least": f"{least:f}%",
        "below": unauthorised is not None and unauthorised < least,
        "short": possible is not None and possible < over,
        "over": over,
    }


def register_shown(extract: Extract | None, on: date) -> dict[str, Any] | None:
    """What a sound register extract adds up to, with percentages, against the thresholds; None for any other."""
    if extract is None or not extract.is_sound:
        return None
    tally = extract.tally
    return {
        "possible": tally.possible,
        "not_settled": extract.not_settled,
        "rows": [
            {"title": "Present", "sessions": tally.present, "share": shown(tally.attendance)},
            {"title": "Authorised absence", "sessions": tally.authorised, "share": shown(tally.authorised_absence)},
            {
                "title": "Unauthorised absence",
                "sessions": tally.unauthorised,
                "share": shown(tally.unauthorised_absence),
            },
        ],
        **against_thresholds(tally.possible, tally.unauthorised_absence, on),
    }


def register_in_words(extract: Extract | None) -> str:
    """That a register extract was kept, with what it adds up to."""
    if extract is None or not extract.is_sound:
        return "The register extract is kept"
    tally = extract.tally
    counted = [
        (tally.present, "present", tally.attendance),
        (tally.authorised, "authorised absence", tally.authorised_absence),
        (tally.unauthorised, "unauthorised absence", tally.unauthorised_absence),
    ]
    parts = [
        f"{sessions} {what}" + (f" ({shown(share)})" if share is not None else "") for sessions, what, share in counted
    ]
    waiting = f". {extract.not_settled.removesuffix('.')}" if extract.not_settled else ""
    return f"The register extract is kept: {tally.possible} possible sessions, {listed(parts)}{waiting}"


def review_on(case: Case) -> date | None:
    """The day by which the target is reviewed next."""
    row = case.deadlines.filter(clock__in=["review", "further_review"], state=State.RUNNING).order_by("due_on").last()
    return row.due_on if row else None


def steps_before(referral: Referral) -> list[PreStep]:
    """The school's own steps, as they were last sent. Those of an earlier sending stay on the record and are no part of
    one whose reason needs none."""
    return list(referral.pre_steps.all()) if referral.reason == Reason.NOT_ATTENDING else []


def referral_of(case: Case) -> Referral:
    """The referral beside a case."""
    return Referral.objects.get(case=case)
