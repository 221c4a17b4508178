"""Reads of enquiries into illegal employment: what a person may see, of a child, and what has come since."""

from datetime import date

from django.db.models import QuerySet

from licensing.work.enquiries import letters, pathway
from licensing.work.models import Permit
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases.models import Case, Party
from oxle.people.models import Child

KEY = pathway.ENQUIRY.key


def enquiries_for(user: User) -> QuerySet[Case]:
    """The open enquiries that this person may see, oldest first, with what a list needs of each."""
    rows = visible_to(user, Case).filter(pathway=KEY, closed_on=None)
    rows = rows.select_related("work_enquiry__employer", "owner").prefetch_related("parties__child", "deadlines")
    return rows.order_by("opened_on", "pk")


def children_in(case: Case) -> list[Child]:
    """The children whom an enquiry names, in the order in which they came to be known."""
    parties = sorted(case.parties.all(), key=lambda one: one.pk)
    return [one.child for one in parties if one.child is not None and one.role == letters.CHILD]


def of_child(user: User, child: Child) -> list[Case]:
    """The open enquiries that name a child, as far as this person may see them."""
    rows = visible_to(user, Case).filter(pathway=KEY, closed_on=None, parties__child=child)
    return list(rows.select_related("work_enquiry__employer").distinct().order_by("-opened_on", "-pk"))


def that_could_name(user: User, child: Child) -> list[Case]:
    """The open enquiries that do not name a child yet, the newest first."""
    rows = visible_to(user, Case).filter(pathway=KEY, closed_on=None).exclude(parties__child=child)
    return list(rows.select_related("work_enquiry__employer").order_by("-opened_on", "-pk"))


def applied_since(case: Case) -> QuerySet[Permit]:
    """What the employer has applied for since the council was told: of the children whom the enquiry names, if any."""
    enquiry = case.work_enquiry
    rows = Permit.objects.filter(employer=enquiry.employer_id, received_on__gte=enquiry.received_on)
    named = [child.pk for child in children_in(case)]
    return rows.filter(case__child__in=named) if named else rows


def applied_finding(case: Case, party: Party | None, on: date) -> str | None:
    """That the employer has not applied for a permit since, in a sentence; None where it has."""
    if applied_since(case).exists():
        return None
    enquiry = case.work_enquiry
    return f"{enquiry.employer} has not applied for a permit since the council was told. Close it as stopped, or wait."
