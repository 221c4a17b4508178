"""How a referral to a provider is said, on its page and in print, in the order in which it is to be read."""

from typing import Any

from exclusions.unit_referrals import figures
from exclusions.unit_referrals.actions import ended_transfer_of, transfer_of
from exclusions.unit_referrals.models import (
    Exploitation,
    Likelihood,
    ProviderReferral,
    Risk,
    RiskAssessment,
    Service,
    State,
)
from oxle.core.dates import london_day
from oxle.schooldays.wording import plain_day
from oxle.transfers.queries import lines_of
from oxle.transfers.wording import said_of, state_of

COLOURS = {
    State.DRAFT: "blue", State.SENT: "yellow", State.ACCEPTED: "green", State.DECLINED: "red", State.WITHDRAWN: "grey",
}  # fmt: skip
NOTHING = "Not filled in yet"
NOBODY = "No service is named"


def tag_of(referral: ProviderReferral) -> dict[str, str]:
    """How it stands, in words and as the colour that repeats them."""
    return {"text": referral.get_state_display(), "colour": COLOURS[State(referral.state)]}


def sections_of(referral: ProviderReferral, on: Any) -> list[dict[str, Any]]:
    """The referral in its order: exploitation and services before what the pupil did."""
    exploitation = [Exploitation(referral.exploitation).label] if referral.exploitation else [NOTHING]
    services = [
        {"key": service.label, "value": referral.services[service.value]}
        for service in Service
        if referral.services.get(service.value)
    ]
    return [
        {"title": "The pupil", "rows": _core(referral)},
        {"title": "Why", "rows": [{"key": "Reason, and what was tried", "value": referral.reason or NOTHING},
                                  {"key": "Special educational needs", "value": referral.sen or NOTHING}]},
        {"title": "Exploitation", "rows": [
            {"key": "May somebody be exploiting the pupil?",
             "value": [*exploitation, *([referral.exploitation_words] if referral.exploitation_words else [])]}]},
        {"title": "Services involved", "rows": services or [{"key": "Services", "value": NOBODY}]},
        {"title": "Attendance and exclusions", "rows": referral.figures or figures.of(referral.child, on)},
        {"title": "What happened", "rows": [{"key": "Behaviour", "value": referral.behaviour or NOTHING}]},
        {"title": "Views", "rows": [{"key": "The parents", "value": referral.parent_view or NOTHING},
                                    {"key": "The pupil", "value": referral.pupil_voice or NOTHING}]},
        {"title": "Files that follow the pupil", "rows": files_of(referral, on)},
    ]  # fmt: skip


def files_of(referral: ProviderReferral, on: Any) -> list[dict[str, Any]]:
    """The checklist of the three files: each with how it stands."""
    transfer = transfer_of(referral)
    if transfer is None:
        if (ended := ended_transfer_of(referral)) is not None:
            return [{"key": "Files", "value": ended.withdrawn_because}]
        return [{"key": "Files", "value": "The transfer opens once the pupil is taken or has a place"}]
    return [
        {"key": line.get_kind_display(), "value": [state_of(line, transfer, on)[0], *said_of(line)]}
        for line in lines_of(transfer)
    ]


def risks_of(assessment: RiskAssessment) -> list[dict[str, Any]]:
    """One version of the risk assessment, risk by risk."""
    found = []
    for risk in Risk:
        said = assessment.risks.get(risk.value)
        if said:
            likelihood = Likelihood(said["likelihood"]).label
            found.append({"key": risk.label, "value": [likelihood, *([said["measures"]] if said["measures"] else [])]})
    by = f"{assessment.written_by.name}, {plain_day(london_day(assessment.written_at))}"
    return [
        *found,
        {"key": "Looked at again", "value": plain_day(assessment.review_on)},
        {"key": "Written", "value": by},
    ]


def facts_of(referral: ProviderReferral) -> list[dict[str, Any]]:
    """To whom, by whom, and what came of it."""
    rows: list[dict[str, Any]] = [
        {"key": "To", "value": referral.provider.name},
        {"key": "Begun", "value": f"{referral.begun_by.name}, {plain_day(london_day(referral.begun_at))}"},
    ]
    if referral.school_asked:
        rows.append({"key": "The school", "value": f"{referral.school} was asked to fill it in"})
    if referral.sent_at and referral.sent_by:
        rows.append({"key": "Sent", "value": f"{referral.sent_by.name}, {plain_day(london_day(referral.sent_at))}"})
    if referral.answered_at and referral.answered_by:
        by = f"{referral.answered_by.name}, {plain_day(london_day(referral.answered_at))}"
        said = [referral.answer] if referral.answer else []
        # Only what was accepted is withdrawn after an answer.
        withdrawn = referral.state == State.WITHDRAWN
        rows.append({"key": State.ACCEPTED.label if withdrawn else referral.get_state_display(), "value": [*said, by]})
    if referral.withdrawn_at and referral.withdrawn_by:
        by = f"{referral.withdrawn_by.name}, {plain_day(london_day(referral.withdrawn_at))}"
        rows.append({"key": State.WITHDRAWN.label, "value": [referral.withdrawn_because, by]})
    return rows


def _core(referral: ProviderReferral) -> list[dict[str, Any]]:
    child = referral.child
    return [
        {"key": "Name", "value": child.shown_name},
        {"key": "Date of birth", "value": plain_day(child.born_on)},
        {"key": "UPN", "value": child.upn or "Not known"},
        {"key": "School", "value": str(referral.school) if referral.school else "On no register"},
    ]
