"""What licensing offers the platform: the hours checker, and the cases of licences, permits and enquiries."""

from licensing import by_pathway, demo
from licensing.applicants import retention as applicants
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
LETTERS = (*letters.ALL, *permit_letters.ALL, *enquiry_letters.ALL)
kinds.register(*LETTERS)

LICENSING = register(
    Duty(
        key="licensing",
        name="Licensing",
        team="Pupils Missing Out team",
        pathways=(LICENCE, PERMIT, ENQUIRY),
        urls=urlpatterns,
        navigation=(
            Entry("Performance licences", "licensing:list", READ, order=55),
            Entry("Check a schedule", "licensing:check", READ, order=56),
            Entry("Work permits", "licensing:permits", READ, order=58),
            Entry("Illegal employment", "licensing:enquiries", READ, order=59),
        ),
        step_forms={**offers.STEP_FORMS, **permit_offers.STEP_FORMS, **enquiry_offers.STEP_FORMS},
        step_actions={**offers.STEP_ACTIONS, **permit_offers.STEP_ACTIONS, **enquiry_offers.STEP_ACTIONS},
        step_corrections={
            **offers.STEP_CORRECTIONS,
            **permit_offers.STEP_CORRECTIONS,
            **enquiry_offers.STEP_CORRECTIONS,
        },
        step_words={**offers.STEP_WORDS, **permit_offers.STEP_WORDS, **enquiry_offers.STEP_WORDS},
        checks={**offers.CHECKS, **permit_offers.CHECKS, **enquiry_offers.CHECKS},
        after_step=by_pathway.after_step,
        after_taking_back=by_pathway.after_taking_back,
        letters=LETTERS,
        letter_context=by_pathway.letter_context,
        letter_recipients=by_pathway.letter_recipients,
        schedule={
            "follow performance licences": Periodic("licensing.performances.tasks.follow_licences", every=3600),
            "follow work permits": Periodic("licensing.work.tasks.follow_permits", every=3600),
        },
        from_message=enquiry_panels.from_message,
        receive=enquiries.receive,
        panels=(offers.PANEL, permit_offers.PANEL, enquiry_offers.PANEL),
        retention={**retention.RETENTION, **work_retention.RETENTION, **enquiry_retention.RETENTION},
        records=(*retention.RECORDS, *work_retention.RECORDS, *enquiry_retention.RECORDS),
        abandoned=(*retention.GIVEN_UP, *applicants.ABANDONED),
        demo=demo.build,
    )
)
