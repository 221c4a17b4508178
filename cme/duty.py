"""What the duty of children missing education offers the platform."""

from cme import actions, demo, forms, panels, pathway, queries, retention
from cme.list_views import READ
from cme.pathway import TRACKING
from cme.transfer_views import parts_of
from cme.urls import urlpatterns
from oxle.cases import challenges
from oxle.cases.duties import Duty, Panel, PortalService, register
from oxle.cases.models import Event
from oxle.core.navigation import Entry
from oxle.people import panels as child_panels
from oxle.provision.wording import PLACES

KEY = TRACKING.key


def _found(event: Event) -> str:
    where, how = event.facts.get("where", ""), event.facts.get("how_known", "")
    return f"{where}. {how}" if where and how else where or how


child_panels.register_panel(
    child_panels.Panel("cme", "Missing education", "cme/child.html", pathway.WORK, panels.of_child, order=37)
)

CME = register(
    Duty(
        key="cme",
        name="Children missing education",
        team="Children Missing Education Team",
        pathways=(TRACKING,),
        urls=urlpatterns,
        navigation=(Entry("Missing children", "cme:list", READ, order=52, section=PLACES),),
        step_forms={
            f"{KEY}/clear": forms.ClearForm,
            f"{KEY}/find_here": forms.FindForm,
            f"{KEY}/find_elsewhere": forms.FindForm,
            f"{KEY}/find_abroad": forms.FindForm,
            f"{KEY}/find_home": forms.FindForm,
            f"{KEY}/review": forms.LookedAnewForm,
            f"{KEY}/escalate": forms.GroupForm,
            f"{KEY}/challenge": challenges.ChallengeForm,
            f"{KEY}/answer_challenge": challenges.AnswerForm,
        },
        step_corrections={f"{KEY}/refer": actions.correct_referral},
        step_words={
            f"{KEY}/clear": lambda event: event.facts.get("looked_at", ""),
            f"{KEY}/find_here": _found,
            f"{KEY}/find_elsewhere": _found,
            f"{KEY}/find_abroad": _found,
            f"{KEY}/find_home": _found,
            f"{KEY}/review": lambda event: event.facts.get("found", ""),
            f"{KEY}/escalate": lambda event: event.facts.get("found", ""),
            f"{KEY}/reply": challenges.reply_in_words,
            f"{KEY}/answer_challenge": challenges.answer_in_words,
        },
        checks={
            pathway.EVERY_ENQUIRY.key: queries.every_enquiry_finding,
            pathway.MATCHED.key: queries.matched_finding,
            pathway.RECEIPT.key: queries.receipt_finding,
            pathway.NOT_ENDED.key: challenges.challenged_finding,
        },
        case_parts=parts_of,
        panels=(Panel("The child", "cme/panel.html", panels.about, order=10),),
        portal=(
            PortalService(
                "Tell us of a child who is missing",
                "A pupil who is gone, and of whom you do not know where. Before you take anybody off your register.",
                "cme:begin",
            ),
        ),
        portal_cases=(panels.TOLD,),
        from_message=panels.from_message,
        receive=actions.receive,
        demo=demo.build,
        retention=retention.RETENTION,
        records=retention.RECORDS,
        child_records=retention.CHILD_RECORDS,
    )
)
