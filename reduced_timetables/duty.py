"""What reduced timetables offer the platform."""

from oxle.cases.duties import Duty, register
from oxle.core.navigation import Entry
from oxle.core.periodic import Periodic
from oxle.correspondence import kinds
from oxle.provision.actions import on_dropped
from oxle.provision.wording import PLACES
from reduced_timetables import (
    actions,
    changing,
    demo,
    escalating,
    hours,
    letters,
    offers,
    panels,
    rag,
    retention,
    unlisted,
)
from reduced_timetables.figures import AIMS, LISTS, board
from reduced_timetables.pathway import TIMETABLE
from reduced_timetables.queries import READ
from reduced_timetables.urls import urlpatterns

kinds.register(*letters.ALL)
on_dropped.append(actions.offer_dropped)

REDUCED_TIMETABLES = register(
    Duty(
        key="reduced_timetables",
        name="Reduced timetables",
        team="Pupils Missing Out team",
        pathways=(TIMETABLE,),
        urls=urlpatterns,
        navigation=(Entry("Reduced timetables", "reduced_timetables:list", READ, order=51, section=PLACES),),
        step_forms=offers.STEP_FORMS,
        step_actions=offers.STEP_ACTIONS,
        step_corrections=offers.STEP_CORRECTIONS,
        step_answers=offers.STEP_ANSWERS,
        step_leads_to=offers.STEP_LEADS_TO,
        step_words=offers.STEP_WORDS,
        after_step=actions.after_step,
        before_closing=hours.before_closing,
        after_taking_back=hours.give_back,
        after_revoking=changing.after_revoking,
        checks=offers.CHECKS,
        step_shows=offers.STEP_SHOWS,
        letters=letters.ALL,
        letter_context=letters.context,
        letter_recipients=letters.recipients,
        work_sources=(escalating.work_of, unlisted.work_of),
        schedule={
            "ask how reduced timetables stand": Periodic("reduced_timetables.tasks.ask_how_they_stand", every=3600),
            "challenge reduced timetables past their end": Periodic(
                "reduced_timetables.tasks.challenge_overruns", every=3600
            ),
            "ask for weekly returns of reduced timetables": Periodic(
                "reduced_timetables.tasks.ask_for_returns", every=3600
            ),
        },
        panels=(offers.PANEL,),
        portal=(offers.PORTAL,),
        portal_cases=(panels.TOLD,),
        portal_rows=panels.rows_for_schools,
        from_message=panels.from_message,
        demo_stories=demo.stories,
        missing_out=rag.MISSING_OUT,
        board_figures=board,
        board_aims=AIMS,
        board_lists=LISTS,
        criteria=rag.CRITERIA,
        retention=retention.RETENTION,
        records=retention.RECORDS,
    )
)
