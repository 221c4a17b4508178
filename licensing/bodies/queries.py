"""Reads of approvals of organisations: what is lacking, what a person may see, what was reported."""

from datetime import date

from django.db.models import F, QuerySet

from licensing.bodies import pathway
from licensing.bodies.models import BodyApproval, BodyReport
from oxle.accounts.models import User
from oxle.accounts.visibility import get_or_404, visible_to
from oxle.cases.clocks import State
from oxle.cases.models import Case, Party

KEY = pathway.BODY.key


def bodies_for(user: User) -> QuerySet[Case]:
    """The applications that are open and the approvals in force that this person may see, the next to end first."""
    rows = visible_to(user, Case).filter(pathway=KEY, closed_on=None).select_related("body_approval")
    return rows.order_by(F("body_approval__until_on").asc(nulls_first=True), "opened_on", "pk")


def get_body_for(user: User, key: str) -> Case:
    """The case of an organisation that this person may see; 404 to strangers."""
    rows = visible_to(user, Case).filter(pathway=KEY).select_related("body_approval__body")
    return get_or_404(rows, key=key)


def lacking(entry: BodyApproval) -> list[str]:
    """What the organisation still owes before anybody begins to check."""
    asked = (
        (entry.policy_id or entry.policy_on, "There is no safeguarding policy."),
        (entry.risk_assessment_id, "There is no risk assessment."),
        (entry.in_charge, "It is not said who is in charge of the children."),
        (entry.checks, "It is not said how those with the children are chosen, checked and trained."),
    )
    return [words for there, words in asked if not there]


def complete_finding(case: Case, party: Party | None, on: date) -> str | None:
    """What the organisation still owes; None where that is nothing."""
    return " ".join(lacking(case.body_approval)) or None


def here_finding(case: Case, party: Party | None, on: date) -> str | None:
    """That another authority decides, in a sentence; None where the performances are here."""
    elsewhere = case.body_approval.place_authority
    return f"The performances are in {elsewhere}: that authority decides. Send it on." if elsewhere else None


def unpaid_finding(case: Case, party: Party | None, on: date) -> str | None:
    """That somebody is paid, in a sentence; None where nobody is."""
    if case.body_approval.unpaid:
        return None
    return "A child is paid, or somebody for a child: each child then needs a licence of their own."


def asked_finding(case: Case, party: Party | None, on: date) -> str | None:
    """That nobody asks whether the approval stays, in a sentence; None while an inspection does."""
    if case.deadlines.filter(clock=pathway.REVIEWING.key, state=State.RUNNING).exists():
        return None
    return "No inspection asks whether it stays."


def reports_of(case: Case) -> QuerySet[BodyReport]:
    """What an organisation reported, the newest performances first, with the children of each."""
    return case.body_reports.prefetch_related("children")


def is_outside(entry: BodyApproval, report: BodyReport) -> bool:
    """Whether a reported performance was on a day that the approval does not cover."""
    return entry.term is None or not entry.term.covers(report.first_on, report.last_on)
