"""What the pathway of inspections adds to the platform: forms and actions of steps, checks, words, panels."""

from django.urls import reverse

from licensing.bodies.pathway import BODY
from licensing.inspections import actions, panels, pathway, queries, step_forms
from licensing.performances.pathway import LICENCE
from licensing.work.permits.pathway import PERMIT
from oxle.cases.models import Case, Event
from oxle.cases.offers import Panel

KEY = pathway.INSPECTION.key

STEP_FORMS = {
    f"{KEY}/move": step_forms.MoveForm,
    f"{KEY}/visit": step_forms.VisitForm,
    f"{KEY}/follow": step_forms.FollowForm,
    f"{KEY}/enquire": step_forms.EnquireForm,
    f"{KEY}/ask": step_forms.AskForm,
}
STEP_ACTIONS = {
    f"{KEY}/move": actions.move,
    f"{KEY}/visit": actions.visit,
    f"{KEY}/follow": actions.follow,
    f"{KEY}/enquire": actions.enquire,
    f"{KEY}/ask": actions.ask,
}
STEP_CORRECTIONS = {
    f"{KEY}/plan": actions.correct_plan,
    f"{KEY}/move": actions.correct_plan,
    f"{KEY}/visit": actions.correct_visit,
    f"{KEY}/follow": actions.correct_follow_up,
}


def _to_enquiry(case: Case, event: Event) -> str:
    opened = case.led_to.order_by("pk").last()
    return opened.get_absolute_url() if opened else reverse("cases:case", args=[case.key])


STEP_LEADS_TO = {f"{KEY}/enquire": _to_enquiry}


def _asked(event: Event) -> str:
    cases = event.facts.get("cases")
    return f"Of {', '.join(cases)}." if cases else ""


def _inspected(event: Event) -> str:
    inspection = event.facts.get("inspection")
    return f"Inspection {inspection}. Nothing ends by itself: an officer decides." if inspection else ""


STEP_WORDS = {
    f"{KEY}/ask": _asked,
    f"{PERMIT.key}/inspected": _inspected,
    f"{LICENCE.key}/inspected": _inspected,
}
CHECKS = {pathway.AT_WORK.key: queries.work_finding, pathway.IN_FORCE.key: queries.in_force_finding}
PANELS = (
    Panel("The inspection", "licensing/inspection_panel.html", panels.about, order=10, pathways=(KEY,)),
    Panel(
        "Inspections", "licensing/inspections_touching.html", panels.touching, order=30,
        pathways=(PERMIT.key, LICENCE.key, BODY.key),
    ),
)  # fmt: skip
