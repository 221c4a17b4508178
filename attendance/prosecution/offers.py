"""What prosecutions add to the attendance duty: forms, actions and pages of steps, checks, the panel, work."""

from attendance.prosecution import (
    actions,
    court_corrections,
    forms,
    pages,
    panels,
    pathway,
    queries,
    readiness,
    step_forms,
)
from oxle.cases.offers import Panel, StepPage
from oxle.core.navigation import Entry
from oxle.core.periodic import Periodic

KEY = pathway.PROSECUTION.key

NAVIGATION = (Entry("Legal", "attendance:legal", pathway.SOLICITOR, order=20),)
STEP_FORMS = {
    # Only to put it right: it is recorded on a page of its own.
    f"{KEY}/commence": forms.CommencedForm,
    f"{KEY}/consider_supervision": step_forms.SupervisionForm,
    f"{KEY}/plea": step_forms.PleaForm,
    f"{KEY}/no_plea": step_forms.NoPleaForm,
    f"{KEY}/objection": step_forms.ObjectionForm,
    f"{KEY}/listing": step_forms.ListingForm,
    f"{KEY}/hearing": step_forms.HearingForm,
    f"{KEY}/outcome": step_forms.OutcomeForm,
}
STEP_ACTIONS = {
    "attendance/referrals/prepare_papers": actions.prepare_papers,
    f"{KEY}/consider_supervision": actions.consider_supervision,
    f"{KEY}/hearing": actions.record_hearing,
    f"{KEY}/outcome": actions.record_outcome,
}
STEP_CORRECTIONS = {
    f"{KEY}/commence": court_corrections.correct_commencement,
    f"{KEY}/hearing": court_corrections.correct_hearing,
    f"{KEY}/plea": court_corrections.correct_plea,
    f"{KEY}/outcome": court_corrections.correct_outcome,
}
STEP_ANSWERS = {
    f"{KEY}/commence": court_corrections.commencement_answers,
    f"{KEY}/hearing": court_corrections.hearing_answers,
    f"{KEY}/plea": court_corrections.plea_answers,
    f"{KEY}/outcome": court_corrections.outcome_answers,
}
STEP_PAGES = {
    f"{KEY}/set_charge": StepPage("attendance:charge"),
    f"{KEY}/release": StepPage("attendance:release"),
    f"{KEY}/commence": StepPage("attendance:commence"),
}
STEP_LEADS_TO = {
    "attendance/referrals/prepare_papers": pages.papers_begun,
    f"{KEY}/consider_supervision": pages.papers_of,
}
CHECKS = {
    pathway.READY.key: readiness.finding,
    pathway.BUNDLE_CURRENT.key: readiness.bundle_finding,
    pathway.IN_TIME.key: readiness.time_finding,
    pathway.GOES_ON.key: readiness.paused_finding,
    pathway.PLEA_KNOWN.key: readiness.plea_finding,
}
PANEL = Panel("The prosecution", "attendance/prosecution_panel.html", panels.about, order=10, pathways=(KEY,))
# Bundles are rows that wait; the job finds them.
SCHEDULE = {"make court bundles": Periodic("attendance.prosecution.tasks.make_bundles", every=20, queue="pdf")}
WORK = (panels.papers_to_release, panels.ended_to_record)
PARTS = pages.parts_of
papers_in_hand = queries.papers_in_hand
released_with = queries.released_with
after_step = actions.charge_again
