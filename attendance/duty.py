"""What the attendance duty offers the platform."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from attendance import demo, retention
from attendance.prosecution import letters as prosecution_letters
from attendance.prosecution import offers as prosecution
from attendance.prosecution.pathway import PROSECUTION
from attendance.referrals import (
    actions,
    considering,
    following,
    forms,
    handed_over,
    letters,
    meeting_forms,
    meetings,
    panels,
    parent_forms,
    parents,
    pathway,
    queries,
    routes,
    rules,
    targets,
    telling,
)
from attendance.referrals.models import Draft, Moment, Referral
from attendance.supervision import offers as supervision
from attendance.supervision.pathway import SUPERVISION
from attendance.urls import urlpatterns
from oxle.accounts.models import User
from oxle.cases.clocks import State
from oxle.cases.duties import Duty, Panel, PortalService, StepPage, register
from oxle.cases.models import Case, Event, Party
from oxle.cases.permissions import PORTAL
from oxle.core.keeping import kept
from oxle.core.navigation import Entry
from oxle.correspondence import kinds
from oxle.correspondence.kinds import LetterKind
from oxle.people.actions.merging import must_move
from oxle.registers.codes import CODES, Counts
from oxle.registers.queries import marks_between
from oxle.schooldays.counting import add_months
from oxle.schooldays.wording import plain_day

NOTES_AGE = {stage.key for stage in pathway.NOTE_OVER_AGE.at}
# One page for the three ways to decide.
DECIDE = StepPage("attendance:decide", "Decide on the referral")


def _asked_at(case: Case) -> Moment:
    return Moment.ACCEPTANCE if case.stage == pathway.RECEIVED.key else Moment.FINAL_WARNING


def _considered(case: Case, party: Party | None, on: date) -> str | None:
    return considering.standing_in_the_way(case, _asked_at(case), on)


def _to_consider(case: Case) -> tuple[str, str]:
    return considering.LOOK, reverse("attendance:consider", args=[case.key, _asked_at(case).value])


def _somebody_to_write_to(case: Case, party: Party | None, on: date) -> str | None:
    if queries.chosen_parents(case):
        return None
    return "No parent has a legal route, so nobody would be written to. A senior officer chooses one first."


def _route_chosen(case: Case, party: Party | None, on: date) -> str | None:
    route = queries.route_of(party) if party else None
    if route is None or not route.is_prosecution:
        return "Choose a prosecution route for this parent first."
    return None


def _meeting_ahead(case: Case, party: Party | None, on: date) -> str | None:
    # Asked of each parent on one page: read once for them all.
    ahead = kept(("meetings ahead", case.pk, case.version), lambda: meetings.to_remind_of(case))
    if any(party is None or party.pk in whom for _, whom in ahead.values()):
        return None
    return "No meeting is arranged to which this parent is invited."


def _still_in_time(case: Case, party: Party | None, on: date) -> str | None:
    last = Referral.objects.filter(case=case).values_list("last_absence_on", flat=True).first()
    until = add_months(last, rules.CHARGE_WITHIN.count) if last else None
    if until is None or on <= until:
        return None
    # The register that came with the referral is not all: the school's marks since then may be here, too.
    reached = add_months(on, -rules.CHARGE_WITHIN.count)
    since = marks_between(case.child, case.school, reached, on)
    if any(CODES[mark.code].counts is Counts.UNAUTHORISED for mark in since):
        return None
    return (
        f"The last absence of the register, {plain_day(last)}, could be charged until {plain_day(until)}. Add a newer "
        "register if the absences went on, or close the case."
    )


def _meeting_tried(case: Case, party: Party | None, on: date) -> str | None:
    held = {pathway.RECORD_PANEL.key, pathway.RECORD_PACE.key, pathway.MISS_PACE.key}
    if case.events.filter(step__in=held).exists():
        return None
    return "Hold a meeting first, or record that a parent did not come to the PACE meeting."


def _out_of_time(case: Case, party: Party | None, on: date) -> str | None:
    last_on = _last_day_to_charge(case)
    if last_on is None or last_on < on:
        return None
    instead = "Note the age instead, or close the case" if case.stage in NOTES_AGE else "Close the case"
    return (
        f"An absence can still be charged until {plain_day(last_on)}, whatever the child's age now. "
        f"{instead} for another reason."
    )


def _last_day_to_charge(case: Case) -> date | None:
    """The last day on which any absence of a referral can be charged; None where none was to be, or no register is.

    Until somebody chooses a legal route no clock says so, and it is counted from the last absence of the register.
    """
    if case.stage in {pathway.RECEIVED.key, pathway.RETURNED.key}:
        last = Referral.objects.filter(case=case).values_list("last_absence_on", flat=True).first()
        return add_months(last, rules.CHARGE_WITHIN.count) if last else None
    running = case.deadlines.filter(clock=pathway.CHARGE_LAST.key, state=State.RUNNING)
    return max((row.due_on for row in running if row.due_on), default=None)


def _court_over(case: Case, party: Party | None, on: date) -> str | None:
    # What was handed over to another team goes on without us.
    in_court = Case.objects.filter(came_from=case, pathway__in=[PROSECUTION.key, SUPERVISION.key])
    still = in_court.filter(closed_on=None).order_by("pk").first()
    return f"{still.reference} is still open. Record how it ended first." if still else None


def _another_parent(case: Case, party: Party | None, on: date) -> str | None:
    if any(one != party for one in queries.parents(case)):
        return None
    return "This is the only parent in the case. Add another first, or withdraw the case."


def _after_step(case: Case, event: Event, by: User | None) -> None:
    telling.tell(case, event, by)
    prosecution.after_step(case, event, by)


def _letter_context(kind: LetterKind, case: Case, party: Party | None, event: Event) -> dict[str, Any]:
    source = prosecution_letters if kind in prosecution_letters.ALL else letters
    return source.context(kind, case, party, event)


def _letter_recipients(
    kinds: Sequence[LetterKind], case: Case, party: Party | None, event: Event
) -> list[tuple[LetterKind, Party]]:
    source = prosecution_letters if case.pathway == PROSECUTION.key else letters
    return source.recipients(kinds, case, party, event)


LETTERS = (*letters.ALL, *prosecution_letters.ALL)
kinds.register(*LETTERS)
must_move[Draft] = queries.two_unsent_drafts

ATTENDANCE = register(
    Duty(
        key="attendance",
        name="Attendance",
        team=following.TEAM,
        pathways=(pathway.REFERRAL, PROSECUTION, SUPERVISION),
        letters=LETTERS,
        urls=urlpatterns,
        navigation=(Entry("Your school", "cases:portal", PORTAL, order=10), *prosecution.NAVIGATION),
        step_forms={
            "attendance/referrals/change_route": forms.RouteForm,
            "attendance/referrals/end_parent": parent_forms.EndParentForm,
            "attendance/referrals/invite_panel": meeting_forms.InviteForm,
            "attendance/referrals/invite_pace": meeting_forms.InviteForm,
            "attendance/referrals/remind": meeting_forms.RemindForm,
            "attendance/referrals/record_panel": meeting_forms.PanelForm,
            "attendance/referrals/record_pace": meeting_forms.InterviewForm,
            "attendance/referrals/target_met": forms.ReviewForm,
            "attendance/referrals/target_missed": forms.ReviewForm,
            **prosecution.STEP_FORMS,
            **supervision.STEP_FORMS,
        },
        step_actions={
            "attendance/referrals/change_route": routes.change_route,
            "attendance/referrals/end_parent": parents.end_parent,
            "attendance/referrals/invite_panel": meetings.invite,
            "attendance/referrals/invite_pace": meetings.invite,
            "attendance/referrals/remind": meetings.remind,
            "attendance/referrals/record_panel": meetings.record_panel,
            "attendance/referrals/record_pace": meetings.record_interview,
            "attendance/referrals/final_warning": actions.warn_finally,
            **prosecution.STEP_ACTIONS,
            **supervision.STEP_ACTIONS,
        },
        step_corrections={
            "attendance/referrals/refer": actions.correct_receipt,
            "attendance/referrals/resubmit": actions.correct_receipt,
            "attendance/referrals/accept": routes.correct_acceptance,
            "attendance/referrals/choose_route": routes.correct_choice,
            "attendance/referrals/change_route": routes.correct_choice,
            "attendance/referrals/drop_route": routes.correct_choice,
            "attendance/referrals/add_parent": parents.correct_beginning,
            "attendance/referrals/end_parent": parents.correct_end,
            "attendance/referrals/invite_panel": meetings.correct_invitation,
            "attendance/referrals/invite_pace": meetings.correct_invitation,
            "attendance/referrals/record_panel": meetings.correct_panel,
            "attendance/referrals/record_pace": meetings.correct_interview,
            **prosecution.STEP_CORRECTIONS,
            **supervision.STEP_CORRECTIONS,
        },
        step_answers={
            "attendance/referrals/invite_panel": meetings.invitation_answers,
            "attendance/referrals/invite_pace": meetings.invitation_answers,
            "attendance/referrals/record_panel": meetings.panel_answers,
            "attendance/referrals/record_pace": meetings.interview_answers,
            **prosecution.STEP_ANSWERS,
            **supervision.STEP_ANSWERS,
        },
        doubts=targets.doubts,
        step_pages={
            "attendance/referrals/accept": DECIDE,
            "attendance/referrals/return": DECIDE,
            "attendance/referrals/reject": DECIDE,
            "attendance/referrals/add_register": StepPage("attendance:add_register"),
            "attendance/referrals/add_parent": StepPage("attendance:add_parent"),
            "attendance/referrals/resubmit": StepPage("attendance:answer", panels.ANSWER),
            **prosecution.STEP_PAGES,
        },
        step_leads_to={**prosecution.STEP_LEADS_TO, **supervision.STEP_LEADS_TO},
        checks={
            pathway.CONSIDERED.key: _considered,
            pathway.ROUTE_CHOSEN.key: _route_chosen,
            pathway.SOMEBODY_TO_WRITE_TO.key: _somebody_to_write_to,
            pathway.MEETING_TRIED.key: _meeting_tried,
            pathway.STILL_IN_TIME.key: _still_in_time,
            pathway.OUT_OF_TIME.key: _out_of_time,
            pathway.COURT_OVER.key: _court_over,
            pathway.NO_OPEN_PAPERS.key: prosecution.papers_in_hand,
            pathway.MEETING_AHEAD.key: _meeting_ahead,
            pathway.NOT_IN_BUNDLE.key: prosecution.released_with,
            pathway.ANOTHER_PARENT.key: _another_parent,
            **prosecution.CHECKS,
            **supervision.CHECKS,
        },
        check_pages={pathway.CONSIDERED.key: _to_consider},
        schedule=prosecution.SCHEDULE,
        messages_about=queries.messages_about,
        receive=handed_over.receive,
        letter_context=_letter_context,
        letter_recipients=_letter_recipients,
        still_called_for=letters.still_called_for,
        after_step=_after_step,
        panels=(
            Panel(
                "The referral",
                "attendance/panel_referral.html",
                panels.about,
                order=10,
                pathways=(pathway.REFERRAL.key,),
            ),
            prosecution.PANEL,
            supervision.PANEL,
        ),
        case_parts=prosecution.PARTS,
        warnings=panels.warnings,
        waiting=panels.waiting,
        portal=(
            PortalService(
                "Refer a pupil to the County Attendance Team",
                "When a pupil has missed a fifth or more of sessions without leave and your own steps have not worked.",
                "attendance:begin",
            ),
        ),
        portal_rows=panels.portal_rows,
        from_message=panels.from_message,
        work_sources=(panels.to_identify, panels.outcomes_to_log, panels.routes_to_choose, *prosecution.WORK),
        demo=demo.build,
        retention=retention.RETENTION,
        records=retention.RECORDS,
        unsent=(retention.UNSENT,),
    )
)
