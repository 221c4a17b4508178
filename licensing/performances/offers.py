"""What the pathway of performance licences adds to the platform: forms and actions of steps, checks, the panel."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from licensing.by_itself import fell_in_words
from licensing.grants.granting import tell_parents
from licensing.performances import (
    actions,
    change_forms,
    changing,
    deciding,
    panels,
    pathway,
    queries,
    step_forms,
    undated,
)
from oxle.cases.models import Case, Event
from oxle.cases.offers import Panel
from oxle.cases.pathways import Step
from oxle.schooldays.wording import plain_day

KEY = pathway.LICENCE.key


def _parent(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    return actions.record_parent(case, {name: data[name] for name in step_forms.PARENT}, **taken)


def _school(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    return actions.record_school(case, {name: data[name] for name in step_forms.SCHOOL}, **taken)


STEP_FORMS = {
    f"{KEY}/parent": step_forms.ParentForm,
    f"{KEY}/school": step_forms.SchoolForm,
    f"{KEY}/supply": change_forms.SupplyForm,
    f"{KEY}/grant": step_forms.GrantForm,
    f"{KEY}/amend": step_forms.AmendForm,
    f"{KEY}/name_chaperone": step_forms.ChaperoneForm,
    f"{KEY}/performed": step_forms.PerformedForm,
}
STEP_ACTIONS = {
    f"{KEY}/parent": _parent,
    f"{KEY}/school": _school,
    f"{KEY}/supply": changing.supply,
    f"{KEY}/grant": deciding.grant,
    f"{KEY}/amend": deciding.amend,
    f"{KEY}/refuse": tell_parents,
    f"{KEY}/revoke": tell_parents,
    f"{KEY}/name_chaperone": actions.name_chaperone,
    f"{KEY}/performed": undated.record_performed,
}
STEP_CORRECTIONS = deciding.LICENCES.corrections


def _consent(event: Event) -> str:
    said = event.facts
    if "consents" not in said:
        return ""
    return f"{said['given_by']} {'consents' if said['consents'] else 'does not consent'}."


def _absence(event: Event) -> str:
    said = event.facts
    if "absence" not in said:
        return ""
    return f"{said['given_by']}. {queries.absence_in_words(said['absence'])}."


def _fell(event: Event) -> str:
    return fell_in_words(event, "licence")


def _chaperone(event: Event) -> str:
    said = event.facts
    if "name" not in said:
        return ""
    count = len(said.get("days", ()))
    return f"{said['name']}, off {count} day{'' if count == 1 else 's'}." if count else f"{said['name']}."


def _performed(event: Event) -> str:
    days = [plain_day(date.fromisoformat(day)) for day in event.facts.get("days", ())]
    return f"Performed on {', '.join(days)}." if days else ""


def _different(event: Event) -> str:
    """What a record of changes, or an amendment, changed."""
    return f"Different: {', '.join(differs)}." if (differs := event.facts.get(changing.DIFFERS)) else ""


STEP_WORDS = {
    f"{KEY}/supply": _different,
    f"{KEY}/amend": _different,
    f"{KEY}/chaperone_off": _chaperone,
    f"{KEY}/name_chaperone": _chaperone,
    f"{KEY}/parent": _consent,
    f"{KEY}/school": _absence,
    f"{KEY}/look_again": _fell,
    f"{KEY}/performed": _performed,
}
CHECKS = {
    pathway.COMPLETE.key: queries.complete_finding,
    pathway.CONSENTED.key: queries.consented_finding,
    pathway.NEEDED.key: queries.needed_finding,
    pathway.FELL.key: queries.fell_finding,
    pathway.UNATTENDED.key: queries.attended_finding,
    pathway.UNDATED.key: undated.dated_finding,
}
PANEL = Panel("The performance", "licensing/panel.html", panels.about, order=10, pathways=(KEY,))
