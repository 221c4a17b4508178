"""What the pathway of enquiries adds to the platform: forms and actions of steps, checks, words, the panel."""

from licensing.work.enquiries import actions, panels, pathway, queries, step_forms
from licensing.work.enquiries.models import Enquiry
from oxle.cases.models import Event
from oxle.cases.offers import Panel

KEY = pathway.ENQUIRY.key

STEP_FORMS = {f"{KEY}/find": step_forms.FindForm, f"{KEY}/inform": step_forms.InformForm}
STEP_ACTIONS = {f"{KEY}/find": actions.find}
STEP_CORRECTIONS = {f"{KEY}/find": actions.correct_finding}


def _found(event: Event) -> str:
    found = event.facts.get("found")
    return f"{Enquiry.Found(found).label}." if found else ""


STEP_WORDS = {f"{KEY}/find": _found}
CHECKS = {pathway.APPLIED.key: queries.applied_finding}
PANEL = Panel("The enquiry", "licensing/enquiry_panel.html", panels.about, order=10, pathways=(KEY,))
