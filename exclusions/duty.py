"""What the exclusions duty offers the platform."""

from exclusions import (
    demo,
    demo_suspensions,
    exam_challenges,
    given_back,
    letters,
    looked_out_for,
    moves,
    rag,
    retention,
    to_do,
)
from exclusions.census.views import READ
from exclusions.fair_access import offers as fair_access
from exclusions.fair_access import panel, receiving
from exclusions.fair_access.pathway import FAIR_ACCESS
from exclusions.figures import AIMS, board, known_since
from exclusions.first_days import reminding
from exclusions.first_there import why_not_there
from exclusions.governors import sittings
from exclusions.managed_moves import offers as managed
from exclusions.managed_moves import panels as managed_panels
from exclusions.managed_moves.pathway import MANAGED
from exclusions.off_site import offers as off_site
from exclusions.off_site import panels as off_site_panels
from exclusions.off_site.pathway import OFF_SITE
from exclusions.permanent import offers as permanent
from exclusions.permanent import panels, review_panel, unit_review
from exclusions.permanent.pathway import PERMANENT
from exclusions.permanent.pathway.stages import GOVERNORS_CLERK
from exclusions.permanent.queries import FUNDING
from exclusions.placement import offers as placement
from exclusions.separation import offers as separation
from exclusions.separation.pathway import SEPARATION
from exclusions.suspensions import offers as suspensions
from exclusions.suspensions import panels as suspension_panels
from exclusions.suspensions.pathway import SUSPENDED
from exclusions.unit_referrals import offers as unit_referrals
from exclusions.unit_referrals.visibility import READS as READS_REFERRALS
from exclusions.urls import urlpatterns
from oxle.accounts.models import User
from oxle.cases.duties import Duty, register
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case, Event
from oxle.cases.offers import PortalRow
from oxle.core.dates import london_day
from oxle.core.navigation import REPORTS, Entry
from oxle.correspondence import kinds
from oxle.meetings import kinds as meetings
from oxle.meetings.queries import tasks_of
from oxle.people.panels import register_panel
from oxle.provision.notices import notices
from oxle.provision.wording import PLACES

# The steps that say that a child has come to be taught.
BEGUN = ("begin", "begin_in_part")


def _portal_rows(user: User) -> list[PortalRow]:
    parts = (suspension_panels, moves)
    return [row for part in parts for row in part.portal_rows(user)]


def _from_message(message: InboxMessage, user: User) -> list[tuple[str, str]]:
    parts = (suspension_panels, panels, off_site_panels, managed_panels, receiving)
    return [offered for part in parts for offered in part.from_message(message, user)]


def _after_step(case: Case, event: Event, by: User | None) -> None:
    for part in (permanent, suspensions, fair_access, off_site, managed, separation):
        part.after_step(case, event, by)
    sittings.follow_step(case, event, by)


def _after_taking_back(case: Case, closing: Event, undone: Event, by: User | None) -> list[str]:
    for part in (permanent, fair_access, managed):
        part.after_taking_back(case, closing, undone, by)
    suspensions.after_taking_back(case, by)
    sittings.follow(case, by=by, on=undone.on, at=undone.at)
    return given_back.give_back(case, closing.facts, by=by)


def _after_revoking(case: Case, event: Event, undone: Event, by: User | None) -> list[str]:
    left = [*permanent.after_revoking(case, event, undone, by), *suspensions.after_revoking(case, event, undone, by)]
    sittings.follow(case, by=by, on=undone.on, at=undone.at)
    return left


def _after_correction(case: Case, event: Event, by: User | None) -> None:
    permanent.after_correction(case, event, by)
    suspensions.after_correction(case, event, by)
    fair_access.follow_agendas(case, event, by)
    sittings.follow(case, by=by, on=london_day(event.at), at=event.at)


register_panel(looked_out_for.CHILD_PANEL)
register_panel(suspensions.CHILD_PANEL)
register_panel(fair_access.CHILD_PANEL)
register_panel(unit_referrals.CHILD_PANEL)
notices.append(unit_referrals.waiting)
kinds.register(*letters.ALL)
for kind_of_meeting in (panel.FAIR_ACCESS, review_panel.REVIEW_PANEL, unit_review.UNIT_REVIEW, sittings.GOVERNORS):
    meetings.register(kind_of_meeting)

EXCLUSIONS = register(
    Duty(
        key="exclusions",
        name="Exclusion and reintegration",
        team="Exclusion and Reintegration Team",
        pathways=(PERMANENT, SUSPENDED, FAIR_ACCESS, OFF_SITE, MANAGED, SEPARATION),
        urls=urlpatterns,
        navigation=(
            Entry("Off-site directions", "exclusions:off_site:list", READ, order=50, section=PLACES),
            Entry(
                "Referrals to providers", "exclusions:unit_referrals:list", READS_REFERRALS, order=49, section=PLACES
            ),
            Entry("First five days", "exclusions:first_days", READ, order=57, section=REPORTS),
            Entry("Funding", "exclusions:funding:list", FUNDING, order=57, section=REPORTS),
            Entry("Governors", "exclusions:governors:list", GOVERNORS_CLERK, order=10),
            Entry("School places", "exclusions:fair_access:report", READ, order=58, section=REPORTS),
            Entry("School census", "exclusions:census", READ, order=59, section=REPORTS),
        ),
        step_pages={**permanent.STEP_PAGES, **suspensions.STEP_PAGES},
        step_forms={
            **permanent.STEP_FORMS,
            **suspensions.STEP_FORMS,
            **fair_access.STEP_FORMS,
            **off_site.STEP_FORMS,
            **managed.STEP_FORMS,
            **separation.STEP_FORMS,
        },
        step_actions={
            **permanent.STEP_ACTIONS,
            **suspensions.STEP_ACTIONS,
            **fair_access.STEP_ACTIONS,
            **off_site.STEP_ACTIONS,
            **managed.STEP_ACTIONS,
        },
        step_corrections={
            **permanent.STEP_CORRECTIONS,
            **fair_access.STEP_CORRECTIONS,
            **off_site.STEP_CORRECTIONS,
            **managed.STEP_CORRECTIONS,
            **separation.STEP_CORRECTIONS,
        },
        step_answers={**permanent.STEP_ANSWERS, **fair_access.STEP_ANSWERS, **managed.STEP_ANSWERS},
        step_words={
            **permanent.STEP_WORDS,
            **suspensions.STEP_WORDS,
            **fair_access.STEP_WORDS,
            **off_site.STEP_WORDS,
            **managed.STEP_WORDS,
            **separation.STEP_WORDS,
        },
        after_step=_after_step,
        after_correction=_after_correction,
        before_closing=given_back.before_closing,
        after_taking_back=_after_taking_back,
        after_revoking=_after_revoking,
        letters=letters.ALL,
        letter_context=letters.context,
        letter_recipients=letters.recipients,
        still_called_for=letters.permanent.still_called_for,
        checks={
            **permanent.CHECKS,
            **suspensions.CHECKS,
            **placement.CHECKS,
            **fair_access.CHECKS,
            **off_site.CHECKS,
            **managed.CHECKS,
        },
        check_pages=fair_access.CHECK_PAGES,
        step_days={
            f"{pathway.key}/{step.key}": why_not_there
            for pathway in (PERMANENT, SUSPENDED, FAIR_ACCESS, SEPARATION)
            for step in pathway.steps
            if step.key in BEGUN
        },
        panels=(permanent.PANEL, suspensions.PANEL, fair_access.PANEL, off_site.PANEL, managed.PANEL, separation.PANEL),
        portal=(suspensions.PORTAL, permanent.PORTAL, off_site.PORTAL, managed.PORTAL, separation.PORTAL),
        portal_rows=_portal_rows,
        portal_cases=moves.TOLD,
        from_message=_from_message,
        receive=receiving.receive,
        demo=demo.build,
        demo_stories=demo_suspensions.stories,
        work_sources=(tasks_of, to_do.tasks_of),
        schedule={**exam_challenges.SCHEDULE, **reminding.SCHEDULE},
        missing_out=rag.MISSING_OUT,
        board_figures=board,
        board_aims=AIMS,
        board_since=known_since,
        criteria=rag.CRITERIA,
        retention=retention.RETENTION,
        records=retention.RECORDS,
        child_records=retention.CHILD_RECORDS,
        child_terms=retention.CHILD_TERMS,
    )
)
