"""What the duty of children missing education offers the platform."""

from cme import (
    actions,
    adding,
    deleting,
    demo,
    finding,
    hours,
    letters,
    panels,
    pathway,
    posting,
    queries,
    questions,
    rag,
    records,
    retention,
    return_queries,
    step_forms,
    work,
)
from cme.figures import AIMS, LISTS, board
from cme.list_views import READ
from cme.models import Cause
from cme.pathway import TRACKING
from cme.transfer_views import parts_of
from cme.urls import urlpatterns
from oxle.accounts.models import User
from oxle.cases import before_enforcement, casework, challenges
from oxle.cases.duties import ORDERS, Duty, register
from oxle.cases.models import Case, Event
from oxle.cases.offers import Panel, PortalService, Returned
from oxle.core.navigation import Entry
from oxle.correspondence import kinds
from oxle.people import panels as child_panels
from oxle.provision.wording import PLACES
from oxle.transfers import standing as moves

KEY = TRACKING.key


def _settle(case: Case, event: Event, by: User | None) -> None:
    hours.settle(case, by=by)


def _after_step(case: Case, event: Event, by: User | None) -> None:
    hours.settle(case, by=by)
    records.after_step(case, event, by)
    if by is not None and event.moved and not case.is_open:
        # A notice and an order are for a child who has no school: nobody need deal with them any more.
        casework.withdraw_hand_overs(case, to=(ORDERS,), why=f"{case.stage_label}.", by=by, at=event.at)


def _after_taking_back(case: Case, closing: Event, undone: Event, by: User | None) -> list[str]:
    hours.settle(case, by=by)
    return records.after_taking_back(case, closing, undone, by)


child_panels.register_panel(
    child_panels.Panel("cme", "Missing education", "cme/child.html", pathway.WORK, panels.of_child, order=37)
)

kinds.register(*letters.ALL)
moves.told_by_a_person.append(records.told_by_a_person)

CME = register(
    Duty(
        key="cme",
        name="Children missing education",
        team="Children Missing Education Team",
        pathways=(TRACKING,),
        urls=urlpatterns,
        navigation=(Entry("Missing children", "cme:list", READ, order=52, section=PLACES),),
        step_forms={
            f"{KEY}/clear": step_forms.ClearForm,
            f"{KEY}/find_here": step_forms.FindForm,
            f"{KEY}/find_elsewhere": step_forms.FindForm,
            f"{KEY}/find_abroad": step_forms.FindForm,
            f"{KEY}/find_home": step_forms.FindForm,
            f"{KEY}/review": step_forms.LookedAnewForm,
            f"{KEY}/escalate": step_forms.GroupForm,
            f"{KEY}/write_authority": step_forms.WriteAuthorityForm,
            f"{KEY}/propose": step_forms.ProposeForm,
            f"{KEY}/challenge": challenges.ChallengeForm,
            f"{KEY}/answer_challenge": challenges.AnswerForm,
        },
        step_corrections={f"{KEY}/refer": actions.correct_referral},
        step_shows={
            **{f"{KEY}/{step.key}": queries.proposal_of for step in pathway.BY_A_SECOND},
            f"{KEY}/close_enrolled": queries.return_shown,
            f"{KEY}/close_received": queries.receipt_shown,
            f"{KEY}/advise_may": questions.to_answer,
            f"{KEY}/advise_not": questions.to_answer,
            f"{KEY}/read_more": adding.shown,
            f"{KEY}/notice": before_enforcement.what_to_weigh,
        },
        step_actions={
            f"{KEY}/challenge": deleting.challenge,
            f"{KEY}/advise_may": deleting.advise,
            f"{KEY}/advise_not": deleting.advise,
            f"{KEY}/write_authority": deleting.write_authority,
            f"{KEY}/to_mash": deleting.to_mash,
            **{f"{KEY}/{step.key}": finding.find for step in finding.FOUND},
            f"{KEY}/stop": deleting.stop,
        },
        # Whose education at home was found unsuitable is missing education since then, whenever they were at school.
        returned=Returned(
            reason="missing__cause",
            reasons=dict(Cause.choices),
            handed_over_as=actions.HANDED_OVER_AS,
            mistaken=frozenset({pathway.MISTAKEN.key}),
            since="missing__last_attended_on",
            since_told=frozenset(actions.HANDED_OVER_AS.values()),
        ),
        letters=letters.ALL,
        letter_context=letters.context,
        letter_recipients=letters.recipients,
        check_pages={pathway.GROUND_TEXT.key: deleting.text_page},
        step_words={
            f"{KEY}/ask_delete": questions.in_words,
            f"{KEY}/tell_more": adding.in_words,
            f"{KEY}/write_authority": lambda event: event.facts.get("authority", ""),
            f"{KEY}/clear": lambda event: event.facts.get("looked_at", ""),
            f"{KEY}/find_here": finding.in_words,
            f"{KEY}/find_elsewhere": finding.in_words,
            f"{KEY}/find_abroad": finding.in_words,
            f"{KEY}/find_home": finding.in_words,
            f"{KEY}/review": lambda event: event.facts.get("found", ""),
            f"{KEY}/escalate": lambda event: event.facts.get("found", ""),
            f"{KEY}/reply": challenges.reply_in_words,
            f"{KEY}/answer_challenge": challenges.answer_in_words,
        },
        checks={
            pathway.EVERY_ENQUIRY.key: queries.every_enquiry_finding,
            pathway.MATCHED.key: queries.matched_finding,
            pathway.RECEIPT.key: queries.receipt_finding,
            pathway.DELETE_ASKED.key: deleting.asked_finding,
            pathway.GROUND_TEXT.key: deleting.text_finding,
            pathway.ADDED.key: adding.unread_finding,
            pathway.JOINT.key: deleting.joint_finding,
            pathway.TOLD_BY_SCHOOL.key: deleting.told_by_school_finding,
            pathway.NOT_ENDED.key: challenges.challenged_finding,
        },
        after_letter=posting.after_letter,
        after_step=_after_step,
        after_correction=_settle,
        after_taking_back=_after_taking_back,
        case_parts=parts_of,
        panels=(Panel("The child", "cme/panel.html", panels.about, order=10),),
        portal=(
            PortalService(
                "Tell us of a child who is missing",
                "A pupil who is gone, and of whom you do not know where. Before you take anybody off your register.",
                "cme:begin",
            ),
            PortalService(
                "Tell us of a new pupil",
                "Whom you entered in your register outside the usual time of admission. By the fifth day after it.",
                "cme:new_pupil",
            ),
            PortalService(
                "Tell us of a pupil you took off your register",
                "With the ground, and where the pupil goes. What you told us of before is there too.",
                "cme:deletion",
            ),
        ),
        portal_cases=(panels.TOLD,),
        portal_rows=panels.rows_for_schools,
        work_sources=(work.tasks_of,),
        from_message=panels.from_message,
        receive=actions.receive,
        receive_more=adding.handed_over,
        came=return_queries.came_of,
        revoked=return_queries.revoked_of,
        demo=demo.build,
        missing_out=rag.MISSING_OUT,
        board_figures=board,
        board_aims=AIMS,
        board_lists=LISTS,
        gone=rag.GONE,
        criteria=rag.CRITERIA,
        retention=retention.RETENTION,
        records=retention.RECORDS,
        child_records=retention.CHILD_RECORDS,
        abandoned=retention.OF_NOBODY_WE_HOLD,
    )
)
