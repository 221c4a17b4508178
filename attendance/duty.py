"""What the attendance duty offers the platform."""

from datetime import date

from attendance import demo
from attendance.referrals import actions, forms, letters, panels, pathway, queries, telling
from attendance.referrals.models import Moment
from attendance.urls import urlpatterns
from oxle.accounts.permissions import write
from oxle.cases.duties import Duty, Panel, PortalService, register
from oxle.cases.models import Case, Party
from oxle.core.navigation import Entry
from oxle.correspondence import kinds

TEAM = "County Attendance Team"


def _considered(case: Case, party: Party | None, on: date) -> str | None:
    moment = Moment.ACCEPTANCE if case.stage == pathway.RECEIVED.key else Moment.FINAL_WARNING
    return queries.standing_in_the_way(case, moment)


def _route_chosen(case: Case, party: Party | None, on: date) -> str | None:
    route = queries.route_of(party) if party else None
    if route is None or not route.is_prosecution:
        return "Choose a prosecution route for this parent first."
    return None


kinds.register(*letters.ALL)

ATTENDANCE = register(
    Duty(
        key="attendance",
        name="Attendance",
        team=TEAM,
        pathways=(pathway.REFERRAL,),
        letters=letters.ALL,
        urls=urlpatterns,
        navigation=(Entry("Your school", "cases:portal", write("portal"), order=10),),
        step_forms={
            "attendance/referrals/change_route": forms.RouteForm,
            "attendance/referrals/invite_panel": forms.InviteForm,
            "attendance/referrals/invite_pace": forms.InviteForm,
            "attendance/referrals/remind": forms.RemindForm,
            "attendance/referrals/record_panel": forms.PanelForm,
            "attendance/referrals/record_pace": forms.InterviewForm,
            "attendance/referrals/target_met": forms.ReviewForm,
            "attendance/referrals/target_missed": forms.ReviewForm,
        },
        step_actions={
            "attendance/referrals/change_route": actions.change_route,
            "attendance/referrals/record_panel": actions.record_panel,
            "attendance/referrals/record_pace": actions.record_interview,
        },
        step_pages={
            "attendance/referrals/accept": "attendance:decide",
            "attendance/referrals/return": "attendance:return",
            "attendance/referrals/reject": "attendance:reject",
        },
        checks={"considered": _considered, "route_chosen": _route_chosen},
        letter_context=letters.context,
        letter_recipients=letters.recipients,
        after_step=telling.tell,
        panels=(Panel("The referral", "attendance/panel_referral.html", panels.about, order=10),),
        portal=(
            PortalService(
                "Refer a pupil to the County Attendance Team",
                "When a pupil has missed a fifth or more of sessions without leave and your own steps have not worked.",
                "attendance:begin",
            ),
        ),
        portal_rows=panels.portal_rows,
        from_message=(("Enter a referral from this", "attendance:enter"),),
        work_sources=(panels.outcomes_to_log,),
        demo=demo.build,
    )
)
