"""What the attendance duty offers the platform."""

from datetime import date
from typing import Any

from attendance import demo
from attendance.prosecution import letters as prosecution_letters
from attendance.prosecution import offers as prosecution
from attendance.prosecution.pathway import PROSECUTION
from attendance.referrals import actions, forms, letters, panels, pathway, queries, telling
from attendance.referrals.models import Moment
from attendance.supervision import offers as supervision
from attendance.supervision.pathway import SUPERVISION
from attendance.urls import urlpatterns
from oxle.accounts.permissions import write
from oxle.cases.duties import Duty, Panel, PortalService, register
from oxle.cases.models import Case, Event, Party
from oxle.core.navigation import Entry
from oxle.correspondence import kinds
from oxle.correspondence.kinds import LetterKind

TEAM = "County Attendance Team"


def _considered(case: Case, party: Party | None, on: date) -> str | None:
    moment = Moment.ACCEPTANCE if case.stage == pathway.RECEIVED.key else Moment.FINAL_WARNING
    return queries.standing_in_the_way(case, moment)


def _route_chosen(case: Case, party: Party | None, on: date) -> str | None:
    route = queries.route_of(party) if party else None
    if route is None or not route.is_prosecution:
        return "Choose a prosecution route for this parent first."
    return None


def _letter_context(kind: LetterKind, case: Case, party: Party | None, event: Event) -> dict[str, Any]:
    source = prosecution_letters if kind in prosecution_letters.ALL else letters
    return source.context(kind, case, party, event)


def _letter_recipients(kind: LetterKind, case: Case, party: Party | None, event: Event) -> list[Party]:
    source = prosecution_letters if kind in prosecution_letters.ALL else letters
    return source.recipients(kind, case, party, event)


LETTERS = (*letters.ALL, *prosecution_letters.ALL)
kinds.register(*LETTERS)

ATTENDANCE = register(
    Duty(
        key="attendance",
        name="Attendance",
        team=TEAM,
        pathways=(pathway.REFERRAL, PROSECUTION, SUPERVISION),
        letters=LETTERS,
        urls=urlpatterns,
        navigation=(Entry("Your school", "cases:portal", write("portal"), order=10), *prosecution.NAVIGATION),
        step_forms={
            "attendance/referrals/change_route": forms.RouteForm,
            "attendance/referrals/invite_panel": forms.InviteForm,
            "attendance/referrals/invite_pace": forms.InviteForm,
            "attendance/referrals/remind": forms.RemindForm,
            "attendance/referrals/record_panel": forms.PanelForm,
            "attendance/referrals/record_pace": forms.InterviewForm,
            "attendance/referrals/target_met": forms.ReviewForm,
            "attendance/referrals/target_missed": forms.ReviewForm,
            **prosecution.STEP_FORMS,
            **supervision.STEP_FORMS,
        },
        step_actions={
            "attendance/referrals/change_route": actions.change_route,
            "attendance/referrals/record_panel": actions.record_panel,
            "attendance/referrals/record_pace": actions.record_interview,
            **prosecution.STEP_ACTIONS,
            **supervision.STEP_ACTIONS,
        },
        step_pages={
            "attendance/referrals/accept": "attendance:decide",
            "attendance/referrals/return": "attendance:return",
            "attendance/referrals/reject": "attendance:reject",
            **prosecution.STEP_PAGES,
        },
        checks={
            "considered": _considered,
            "route_chosen": _route_chosen,
            **prosecution.CHECKS,
            **supervision.CHECKS,
        },
        letter_context=_letter_context,
        letter_recipients=_letter_recipients,
        after_step=telling.tell,
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
        portal=(
            PortalService(
                "Refer a pupil to the County Attendance Team",
                "When a pupil has missed a fifth or more of sessions without leave and your own steps have not worked.",
                "attendance:begin",
            ),
        ),
        portal_rows=panels.portal_rows,
        from_message=(("Enter a referral from this", "attendance:enter"),),
        work_sources=(panels.outcomes_to_log, *prosecution.WORK),
        demo=demo.build,
    )
)
