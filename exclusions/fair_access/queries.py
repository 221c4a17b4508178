"""The reads on children who need a school: the referral behind a case, and what stands in the way of one."""

from datetime import date

from django.http import Http404

from exclusions.fair_access import pathway
from exclusions.fair_access.models import FairAccessReferral
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases.models import Case, Party
from oxle.cases.permissions import get_case_for
from oxle.people.models import Child
from oxle.schools.models import School


def get_referral_for(user: User, key: str) -> FairAccessReferral:
    """What is known of a child who needs a school, by the key of the case; its sight recorded, 404 to strangers."""
    case = get_case_for(user, key)
    found = FairAccessReferral.objects.select_related("refused_by__organisation").filter(case=case).first()
    if found is None:
        raise Http404
    found.case = case
    return found


def open_case_of(user: User, child: Child) -> Case | None:
    """The child's open case that this person may see; None where there is none."""
    return visible_to(user, Case).filter(pathway=pathway.FAIR_ACCESS.key, child=child, closed_on=None).first()


def school_last_on(child: Child, on: date) -> School | None:
    """The school at which the child is, or was last."""
    last = child.enrolments.filter(from_on__lte=on).select_related("school__organisation").order_by("from_on").last()
    return last.school if last else None


def written_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why the panel cannot read about the child yet; None once it is written down what a school must know."""
    return (
        None if case.fair_access_referral.needs else "Write down first what a school must know to keep everybody safe."
    )
