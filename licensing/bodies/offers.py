"""What the pathway of organisations adds to the platform: forms and actions of steps, checks, words, the panel."""

from licensing.bodies import actions, panels, pathway, queries, step_forms
from licensing.bodies.deciding import APPROVALS
from oxle.cases.models import Event
from oxle.cases.offers import Panel

KEY = pathway.BODY.key

STEP_FORMS = {
    f"{KEY}/supply": step_forms.SupplyForm,
    f"{KEY}/approve": step_forms.ApproveForm,
    f"{KEY}/renew": step_forms.RenewForm,
    f"{KEY}/change": step_forms.ConditionsForm,
    f"{KEY}/report": step_forms.ReportForm,
}
STEP_ACTIONS = {
    f"{KEY}/supply": actions.supply,
    f"{KEY}/approve": APPROVALS.approve,
    f"{KEY}/renew": APPROVALS.renew,
    f"{KEY}/change": APPROVALS.change,
    f"{KEY}/report": actions.report,
}
STEP_CORRECTIONS = {**APPROVALS.corrections, f"{KEY}/report": actions.correct_report}


def _report(event: Event) -> str:
    said = event.facts
    return f"{said['name']}: {said['children']} reported." if "children" in said else ""


def _inspected(event: Event) -> str:
    inspection = event.facts.get("inspection")
    return f"Inspection {inspection}. Nothing ends by itself: an officer decides." if inspection else ""


STEP_WORDS = {f"{KEY}/report": _report, f"{KEY}/inspected": _inspected}
CHECKS = {
    pathway.COMPLETE.key: queries.complete_finding,
    pathway.HERE.key: queries.here_finding,
    pathway.UNPAID.key: queries.unpaid_finding,
    pathway.ASKED.key: queries.asked_finding,
}
PANEL = Panel("The organisation", "licensing/bodies/panel.html", panels.about, order=10, pathways=(KEY,))
