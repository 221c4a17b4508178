"""What the home education duty offers the platform."""

from ehe import (
    actions,
    adding,
    by_pathway,
    demo,
    ending,
    letters,
    meetings,
    offers,
    panels,
    pathway,
    queries,
    rag,
    retention,
    unlisted,
)
from ehe.figures import AIMS, LISTS, board
from ehe.models import Reason
from ehe.off_rolling import letters as off_rolling_letters
from ehe.off_rolling import offers as off_rolling
from ehe.off_rolling import panels as off_rolling_panels
from ehe.off_rolling import retention as off_rolling_retention
from ehe.off_rolling.pathway import OFF_ROLLING
from ehe.urls import urlpatterns
from oxle.cases.duties import Duty, register
from oxle.cases.offers import Panel, PortalService, Returned
from oxle.core.navigation import REPORTS, Entry
from oxle.correspondence import kinds
from oxle.people.panels import Panel as ChildPanel
from oxle.people.panels import register_panel

register_panel(ChildPanel("ehe", "Home education", "ehe/child.html", queries.READ, panels.of_child, order=37))
LETTERS = (*letters.ALL, *off_rolling_letters.ALL)
kinds.register(*LETTERS)

HOME_EDUCATION = register(
    Duty(
        key="ehe",
        name="Elective home education",
        team="Elective Home Education Team",
        pathways=(pathway.EHE, OFF_ROLLING),
        letters=LETTERS,
        urls=urlpatterns,
        navigation=(
            Entry("Termly return", "ehe:return", queries.READ, order=60, section=REPORTS),
            Entry("Act of 2026", "ehe:reform", queries.READ, order=62, section=REPORTS),
            Entry("Off-rolling radar", "ehe:radar", queries.READ, order=61, section=REPORTS),
            Entry("Yearly report", "ehe:report", queries.READ, order=61, section=REPORTS),
            Entry("Meetings with parents", "ehe:meetings", queries.READ, order=63, section=REPORTS),
        ),
        step_forms={**offers.STEP_FORMS, **off_rolling.STEP_FORMS},
        step_actions={**offers.STEP_ACTIONS, **off_rolling.STEP_ACTIONS},
        step_shows=offers.STEP_SHOWS,
        step_corrections=offers.STEP_CORRECTIONS,
        step_words={**offers.STEP_WORDS, **off_rolling.STEP_WORDS},
        checks={**offers.CHECKS, **off_rolling.CHECKS},
        after_step=by_pathway.after_step,
        after_taking_back=by_pathway.after_taking_back,
        letter_context=by_pathway.letter_context,
        letter_recipients=by_pathway.letter_recipients,
        panels=(
            Panel("Home education", "ehe/panel.html", panels.about, order=10, pathways=(pathway.EHE.key,)),
            off_rolling.PANEL,
        ),
        portal=(
            PortalService(
                "Tell us that a pupil is to be educated at home",
                "On the day you learn of it. The exit form is asked on the next page.",
                "ehe:begin",
            ),
        ),
        portal_cases=(panels.TOLD, off_rolling_panels.ASKED),
        portal_rows=panels.rows_for_schools,
        from_message=panels.from_message,
        receive=actions.receive,
        receive_more=adding.handed_over,
        taught_otherwise=queries.taught_at_home,
        # Of whom it was found that the education appears not suitable is missing education.
        returned=Returned(
            reason="home_education__reason",
            reasons=dict(Reason.choices),
            elsewhere=frozenset({pathway.UNSUITABLE.key}),
            counted_by=actions.MISSING,
            mistaken=frozenset({pathway.MISTAKEN.key}),
        ),
        work_sources=(meetings.tasks_of, ending.tasks_of, unlisted.tasks_of),
        demo=demo.build,
        missing_out=rag.MISSING_OUT,
        board_figures=board,
        board_aims=AIMS,
        board_lists=LISTS,
        gone=rag.GONE,
        criteria=rag.CRITERIA,
        retention={**retention.RETENTION, **off_rolling_retention.RETENTION},
        records=(*retention.RECORDS, *off_rolling_retention.RECORDS),
    )
)
