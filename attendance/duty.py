"""What the attendance duty offers the platform."""

from collections.abc import Sequence
from typing import Any

from attendance import demo, rag, retention
from attendance.prosecution import letters as prosecution_letters
from attendance.prosecution import offers as prosecution
from attendance.prosecution.pathway import PROSECUTION
from attendance.referrals import (
    actions,
    checks,
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
    targets,
    telling,
)
from attendance.referrals.models import Draft
from attendance.supervision import offers as supervision
from attendance.supervision.pathway import SUPERVISION
from attendance.urls import urlpatterns
from oxle.accounts.models import User
from oxle.cases.duties import Duty, register
from oxle.cases.models import Case, Event, Party
from oxle.cases.offers import Panel, PortalService, StepPage
from oxle.cases.permissions import PORTAL
from oxle.core.errors import Refused
from oxle.core.navigation import Entry
from oxle.correspondence import kinds
from oxle.correspondence.kinds import LetterKind
from oxle.people.actions.merging import must_move

# One page for the three ways to decide.
DECIDE = StepPage("attendance:decide", "Decide on the referral")


def _after_step(case: Case, event: Event, by: User | None) -> None:
    telling.tell(case, event, by)
    prosecution.after_step(case, event, by)


def _after_taking_back(case: Case, closing: Event, undone: Event, by: User | None) -> list[str]:
    """What came of a referral goes on only while the referral waits for it."""
    referral = case.came_from
    if referral is not None and referral.duty == case.duty and not referral.is_open:
        raise Refused(f"The referral that it came from, {referral.reference}, is closed. Take that closing back first.")
    return []


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
            "attendance/referrals/transfer_out": forms.TransferForm,
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
        step_words={
            "attendance/referrals/choose_route": routes.in_words,
            "attendance/referrals/change_route": routes.in_words,
            "attendance/referrals/transfer_out": panels.moved_to,
        },
        doubts=targets.doubts,
        step_pages={
            "attendance/referrals/accept": DECIDE,
            "attendance/referrals/return": DECIDE,
            "attendance/referrals/reject": DECIDE,
            "attendance/referrals/add_register": StepPage("attendance:add_register"),
            "attendance/referrals/add_parent": StepPage("attendance:add_parent"),
            "attendance/referrals/resubmit": StepPage("attendance:answer", panels.ANSWER, queries.answers_for_school),
            **prosecution.STEP_PAGES,
        },
        step_leads_to={**prosecution.STEP_LEADS_TO, **supervision.STEP_LEADS_TO},
        checks={
            **checks.CHECKS,
            pathway.NO_OPEN_PAPERS.key: prosecution.papers_in_hand,
            pathway.NOT_IN_BUNDLE.key: prosecution.released_with,
            **prosecution.CHECKS,
            **supervision.CHECKS,
        },
        check_pages={pathway.CONSIDERED.key: checks.to_consider},
        schedule=prosecution.SCHEDULE,
        messages_about=queries.messages_about,
        receive=handed_over.receive,
        letter_context=_letter_context,
        letter_recipients=_letter_recipients,
        still_called_for=letters.still_called_for,
        after_step=_after_step,
        after_taking_back=_after_taking_back,
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
                "When a pupil goes on missing sessions without leave and your own steps have not worked.",
                "attendance:begin",
            ),
        ),
        portal_rows=panels.portal_rows,
        from_message=panels.from_message,
        begun_from=panels.begun_from,
        work_sources=(panels.to_identify, panels.outcomes_to_log, panels.routes_to_choose, *prosecution.WORK),
        demo_stories=demo.stories,
        demo=demo.build,
        gone=rag.GONE,
        criteria=rag.CRITERIA,
        retention=retention.RETENTION,
        records=retention.RECORDS,
        abandoned=(retention.UNSENT, retention.TAKEN_BACK),
    )
)
