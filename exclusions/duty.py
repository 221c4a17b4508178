"""What the exclusions duty offers the platform."""

from exclusions import demo, demo_suspensions, head_letters, retention
from exclusions.census.views import READ
from exclusions.fair_access import offers as fair_access
from exclusions.fair_access.pathway import FAIR_ACCESS
from exclusions.permanent import letters, panels
from exclusions.permanent import offers as permanent
from exclusions.permanent.pathway import GOVERNORS_CLERK, PERMANENT
from exclusions.permanent.queries import FUNDING
from exclusions.placement import offers as placement
from exclusions.suspensions import offers as suspensions
from exclusions.suspensions import panels as suspension_panels
from exclusions.suspensions.pathway import SUSPENDED
from exclusions.urls import urlpatterns
from oxle.accounts.models import User
from oxle.cases.duties import Duty, PortalRow, register
from oxle.cases.inbox_models import InboxMessage
from oxle.core.navigation import Entry
from oxle.correspondence import kinds
from oxle.meetings.queries import tasks_of
from oxle.people.panels import register_panel


def _portal_rows(user: User) -> list[PortalRow]:
    return [*panels.portal_rows(user), *suspension_panels.portal_rows(user)]


def _from_message(message: InboxMessage) -> list[tuple[str, str]]:
    return [*suspension_panels.from_message(message), *panels.from_message(message)]


register_panel(suspensions.CHILD_PANEL)
register_panel(fair_access.CHILD_PANEL)
LETTERS = (*letters.ALL, *head_letters.ALL)
kinds.register(*LETTERS)

EXCLUSIONS = register(
    Duty(
        key="exclusions",
        name="Exclusion and reintegration",
        team="Exclusion and Reintegration Team",
        pathways=(PERMANENT, SUSPENDED, FAIR_ACCESS),
        urls=urlpatterns,
        navigation=(
            Entry("Funding", "exclusions:funding:list", FUNDING, order=50),
            Entry("Governors", "exclusions:governors:list", GOVERNORS_CLERK, order=10),
            Entry("School census", "exclusions:census", READ, order=57),
        ),
        step_forms={**permanent.STEP_FORMS, **suspensions.STEP_FORMS, **fair_access.STEP_FORMS},
        step_actions=permanent.STEP_ACTIONS,
        step_corrections={**permanent.STEP_CORRECTIONS, **fair_access.STEP_CORRECTIONS},
        step_words={**permanent.STEP_WORDS, **suspensions.STEP_WORDS, **fair_access.STEP_WORDS},
        after_step=permanent.after_step,
        letters=LETTERS,
        letter_context=letters.context,
        letter_recipients=letters.recipients,
        checks={**permanent.CHECKS, **suspensions.CHECKS, **placement.CHECKS, **fair_access.CHECKS},
        check_pages=fair_access.CHECK_PAGES,
        panels=(permanent.PANEL, suspensions.PANEL, fair_access.PANEL),
        portal=(suspensions.PORTAL, permanent.PORTAL),
        portal_rows=_portal_rows,
        from_message=_from_message,
        demo=demo.build,
        demo_stories=demo_suspensions.stories,
        work_sources=(tasks_of,),
        retention=retention.RETENTION,
        records=retention.RECORDS,
        child_records=retention.CHILD_RECORDS,
        child_terms=retention.CHILD_TERMS,
    )
)
