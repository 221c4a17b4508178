"""What the pathway of chaperones adds to the platform: forms and actions of steps, checks, words, the panel."""

from datetime import date

from licensing.chaperones import actions, deciding, panels, pathway, queries, step_forms
from licensing.chaperones.lacking import RELATED
from licensing.chaperones.references.asking import ask, correct_asking
from licensing.chaperones.references.forms import AskForm
from oxle.cases.models import Event
from oxle.cases.offers import Panel
from oxle.schooldays.wording import plain_day

KEY = pathway.CHAPERONE.key

STEP_FORMS = {
    f"{KEY}/supply": step_forms.SupplyForm,
    f"{KEY}/ask_referee": AskForm,
    f"{KEY}/reference": step_forms.ReferenceForm,
    f"{KEY}/interview": step_forms.InterviewForm,
    f"{KEY}/dbs": step_forms.DbsForm,
    f"{KEY}/training": step_forms.TrainingForm,
    f"{KEY}/approve": step_forms.ApproveForm,
    f"{KEY}/renew": step_forms.ApproveForm,
    f"{KEY}/change": step_forms.ConditionsForm,
}
STEP_ACTIONS = {
    f"{KEY}/check": actions.begin_check,
    f"{KEY}/supply": actions.supply,
    f"{KEY}/ask_referee": ask,
    f"{KEY}/reference": actions.take_reference,
    f"{KEY}/interview": actions.record_interview,
    f"{KEY}/dbs": actions.record_dbs,
    f"{KEY}/training": actions.record_training,
    f"{KEY}/approve": deciding.APPROVALS.approve,
    f"{KEY}/renew": deciding.APPROVALS.renew,
    f"{KEY}/change": deciding.APPROVALS.change,
    f"{KEY}/restore": deciding.restore,
}
STEP_CORRECTIONS = {
    **deciding.APPROVALS.corrections,
    **{f"{KEY}/{step}": deciding.correct_finding for step in ("reference", "interview", "dbs")},
    f"{KEY}/suspend": deciding.correct_suspension,
    f"{KEY}/ask_referee": correct_asking,
}


def _asked(event: Event) -> str:
    return f"{event.facts['name']} was sent a link." if "name" in event.facts else ""


def _reference(event: Event) -> str:
    said = event.facts
    if "name" not in said:
        return ""
    thinks = f"{said['name']} {'thinks them suitable' if said['suitable'] else 'does not think them suitable'}."
    return f"{thinks} {said['name']} {RELATED}" if said.get("related") else thinks


def _suitable(event: Event) -> str:
    if "suitable" not in event.facts:
        return ""
    return "Suitable by it." if event.facts["suitable"] else "Not suitable by it."


def _training(event: Event) -> str:
    said = event.facts
    if "trained_on" not in said:
        return ""
    return f"{said['training']}, {plain_day(date.fromisoformat(said['trained_on']))}."


STEP_WORDS = {
    f"{KEY}/ask_referee": _asked,
    f"{KEY}/reference": _reference,
    f"{KEY}/interview": _suitable,
    f"{KEY}/dbs": _suitable,
    f"{KEY}/training": _training,
}
CHECKS = {
    pathway.COMPLETE.key: queries.complete_finding,
    pathway.HERE.key: queries.here_finding,
    pathway.UNANSWERED.key: queries.unanswered_finding,
    pathway.READY.key: queries.ready_finding,
    pathway.RENEWABLE.key: queries.renewable_finding,
}
PANEL = Panel("The chaperone", "licensing/chaperones/panel.html", panels.about, order=10, pathways=(KEY,))
