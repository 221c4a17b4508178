"""What the pathway of work permits adds to the platform: forms and actions of steps, checks, words, the panel."""

from licensing.by_itself import fell_in_words
from licensing.grants.granting import tell_parents
from licensing.work.permits import actions, deciding, panels, pathway, queries, step_forms
from oxle.cases.models import Event
from oxle.cases.offers import Panel

KEY = pathway.PERMIT.key

STEP_FORMS = {
    f"{KEY}/parent": step_forms.ParentForm,
    f"{KEY}/school": step_forms.SchoolForm,
    f"{KEY}/supply": step_forms.SupplyForm,
    f"{KEY}/hours": step_forms.OtherHoursForm,
    f"{KEY}/grant": step_forms.GrantForm,
    f"{KEY}/change": step_forms.ChangeForm,
}
STEP_ACTIONS = {
    f"{KEY}/parent": actions.answer,
    f"{KEY}/school": actions.answer,
    f"{KEY}/supply": actions.supply,
    f"{KEY}/hours": actions.tell_hours,
    f"{KEY}/grant": deciding.grant,
    f"{KEY}/change": deciding.change,
    f"{KEY}/refuse": tell_parents,
    f"{KEY}/revoke": tell_parents,
}
STEP_CORRECTIONS = deciding.PERMITS.corrections


def _answered(event: Event) -> str:
    said = event.facts
    if "given_by" not in said:
        return ""
    agrees = "gives permission" if said["agrees"] else "does not give permission"
    attendance = f" Attendance {said['attendance']} %." if said.get("attendance") else ""
    return f"{said['given_by']} {agrees}.{attendance}"


def _fell(event: Event) -> str:
    return fell_in_words(event, "permit")


STEP_WORDS = {f"{KEY}/parent": _answered, f"{KEY}/school": _answered, f"{KEY}/look_again": _fell}
CHECKS = {
    pathway.COMPLETE.key: queries.complete_finding,
    pathway.HERE.key: queries.here_finding,
    pathway.PERMITTED.key: queries.permitted_finding,
    pathway.WITHIN_LIMITS.key: queries.limits_finding,
    pathway.FELL.key: queries.fell_finding,
}
PANEL = Panel("The work", "licensing/permit_panel.html", panels.about, order=10, pathways=(KEY,))
