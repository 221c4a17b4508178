"""What licensing offers the platform: the hours checker, and the cases of its pathways."""

from typing import Any

from licensing import by_pathway, demo
from licensing.applicants import retention as applicants
from licensing.bodies import letters as body_letters
from licensing.bodies import offers as body_offers
from licensing.bodies import retention as body_retention
from licensing.bodies.pathway import BODY
from licensing.chaperones import letters as chaperone_letters
from licensing.chaperones import offers as chaperone_offers
from licensing.chaperones import retention as chaperone_retention
from licensing.chaperones.pathway import CHAPERONE
from licensing.figures import board
from licensing.inspections import letters as inspection_letters
from licensing.inspections import offers as inspection_offers
from licensing.inspections import retention as inspection_retention
from licensing.inspections.pathway import INSPECTION
from licensing.performances import letters, offers, retention
from licensing.performances.pathway import LICENCE
from licensing.queries import READ
from licensing.urls import urlpatterns
from licensing.work import retention as work_retention
from licensing.work.enquiries import actions as enquiries
from licensing.work.enquiries import letters as enquiry_letters
from licensing.work.enquiries import offers as enquiry_offers
from licensing.work.enquiries import panels as enquiry_panels
from licensing.work.enquiries import retention as enquiry_retention
from licensing.work.enquiries.pathway import ENQUIRY
from licensing.work.online import retention as online_retention
from licensing.work.permits import letters as permit_letters
from licensing.work.permits import offers as permit_offers
from licensing.work.permits.panels import of_child
from licensing.work.permits.pathway import PERMIT
from oxle.cases.duties import Duty, register
from oxle.core.navigation import Entry
from oxle.core.periodic import Periodic
from oxle.correspondence import kinds
from oxle.people.panels import Panel as ChildPanel
from oxle.people.panels import register_panel

register_panel(ChildPanel("permits", "Work permits", "licensing/permits_of_child.html", READ, of_child, order=39))
# What each pathway adds, and how long its cases are kept.
OFFERS = (offers, permit_offers, enquiry_offers, inspection_offers, chaperone_offers, body_offers)
RETENTIONS = (
    retention, work_retention, enquiry_retention, inspection_retention, chaperone_retention, body_retention,
)  # fmt: skip

# Its place in the menu.
SECTION = "Licensing"


def _joined(name: str) -> dict[str, Any]:
    """What the pathways offer under a name, those that do."""
    return {key: value for one in OFFERS for key, value in getattr(one, name, {}).items()}


LETTERS = (
    *letters.ALL, *permit_letters.ALL, *enquiry_letters.ALL, *inspection_letters.ALL, *chaperone_letters.ALL,
    *body_letters.ALL,
)  # fmt: skip
kinds.register(*LETTERS)

LICENSING = register(
    Duty(
        key="licensing",
        name="Licensing",
        team="Pupils Missing Out team",
        pathways=(LICENCE, BODY, CHAPERONE, PERMIT, ENQUIRY, INSPECTION),
        urls=urlpatterns,
        navigation=(
            Entry("Performance licences", "licensing:list", READ, order=55, section=SECTION),
            Entry("Check a schedule", "licensing:check", READ, order=56, section=SECTION),
            Entry("Chaperones", "licensing:chaperones", READ, order=57, section=SECTION),
            Entry("Work permits", "licensing:permits", READ, order=58, section=SECTION),
            Entry("Illegal employment", "licensing:enquiries", READ, order=59, section=SECTION),
            Entry("Inspections", "licensing:inspections", READ, order=60, section=SECTION),
            Entry("Employers and organisers", "licensing:register", READ, order=61, section=SECTION),
            Entry("BOPA", "licensing:bodies", READ, order=62, section=SECTION),
        ),
        step_forms=_joined("STEP_FORMS"),
        step_actions=_joined("STEP_ACTIONS"),
        step_corrections=_joined("STEP_CORRECTIONS"),
        step_leads_to=_joined("STEP_LEADS_TO"),
        step_words=_joined("STEP_WORDS"),
        checks=_joined("CHECKS"),
        after_step=by_pathway.after_step,
        after_taking_back=by_pathway.after_taking_back,
        letters=LETTERS,
        letter_context=by_pathway.letter_context,
        letter_recipients=by_pathway.letter_recipients,
        schedule={
            "follow performance licences": Periodic("licensing.performances.tasks.follow_licences", every=3600),
            "follow chaperones": Periodic("licensing.chaperones.tasks.follow_chaperones", every=3600),
            "follow approved organisations": Periodic("licensing.bodies.tasks.follow_bodies", every=3600),
            "follow work permits": Periodic("licensing.work.tasks.follow_permits", every=3600),
        },
        from_message=enquiry_panels.from_message,
        receive=enquiries.receive,
        panels=(
            offers.PANEL,
            permit_offers.PANEL,
            enquiry_offers.PANEL,
            *inspection_offers.PANELS,
            chaperone_offers.PANEL,
            body_offers.PANEL,
        ),
        retention={key: kept for one in RETENTIONS for key, kept in one.RETENTION.items()},
        records=(
            *retention.RECORDS,
            *online_retention.RECORDS,
            *work_retention.RECORDS,
            *enquiry_retention.RECORDS,
            *inspection_retention.RECORDS,
            *chaperone_retention.RECORDS,
            *body_retention.RECORDS,
        ),
        abandoned=(*retention.GIVEN_UP, online_retention.WAITING, *applicants.ABANDONED, chaperone_retention.COPY),
        board_figures=board,
        demo=demo.build,
    )
)
