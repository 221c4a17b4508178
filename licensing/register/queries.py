"""Reads of the register: every employer and organiser with what it has to do with us, in a few queries for them all."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from licensing.bodies.models import BodyApproval
from licensing.bodies.pathway import BODY
from licensing.inspections.pathway import INSPECTION
from licensing.performances.models import Production
from licensing.performances.pathway import LICENCE
from licensing.register.models import GuidanceSent
from licensing.work.employers import employers
from licensing.work.enquiries.pathway import ENQUIRY
from licensing.work.models import Employer
from licensing.work.permits.pathway import PERMIT
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases.models import Case

EMPLOYER, ORGANISER = "Employer", "Organiser"


@dataclass
class Listed:
    """A line of the register. What is counted is what the person who asks may see."""

    kind: str
    name: str
    where: str
    url: str
    bodies: list[int]
    permits: int = 0
    inspections: int = 0
    enquiries: int = 0
    guidance_on: date | None = None


@dataclass
class Organiser:
    """Whoever applied for productions, or for its own approval, under one name and one e-mail address: no more tells it
    from another."""

    name: str
    email: str
    productions: list[Production] = field(default_factory=list)
    approvals: list[BodyApproval] = field(default_factory=list)

    @property
    def newest(self) -> Production | BodyApproval:
        """The production it applied for last, or without one the approval, by whose key its page is found."""
        return (self.productions or self.approvals)[0]

    @property
    def bodies(self) -> list[int]:
        """The bodies to which its letters and guidance went."""
        return [each.body_id for each in (*self.productions, *self.approvals)]

    def address(self, page: str = "") -> str:
        """Its page in the register, or one of the pages beside it."""
        if self.productions:
            return reverse(f"licensing:organiser{page}", args=[self.productions[0].key])
        return reverse(f"licensing:approved_organiser{page}", args=[self.approvals[0].case.key])


def organisers() -> list[Organiser]:
    """Everybody who applied for a production or for its own approval, by name, with theirs, the newest first."""
    found: dict[tuple[str, str], Organiser] = {}

    def of(one: Production | BodyApproval) -> Organiser:
        key = (one.organisation.casefold(), one.email.casefold())
        return found.setdefault(key, Organiser(one.organisation, one.email))

    for production in Production.objects.select_related("body").order_by("-received_at", "-pk"):
        of(production).productions.append(production)
    for approval in BodyApproval.objects.select_related("body", "case").order_by("-received_at", "-pk"):
        of(approval).approvals.append(approval)
    return sorted(found.values(), key=lambda one: (one.name.casefold(), one.email.casefold()))


def organiser_of(one: Production | BodyApproval) -> Organiser:
    """The organiser of a production or an approval, with all that it applied for."""
    same = {"organisation__iexact": one.organisation, "email__iexact": one.email}
    productions = Production.objects.filter(**same).select_related("body").order_by("-received_at", "-pk")
    approvals = BodyApproval.objects.filter(**same).select_related("body", "case").order_by("-received_at", "-pk")
    return Organiser(one.organisation, one.email, list(productions), list(approvals))


def register(user: User) -> list[Listed]:
    """The whole register, by name."""
    seen = visible_to(user, Case)
    permits = _counted(seen.filter(pathway=PERMIT.key, closed_on=None), "work_permit__employer")
    enquiries = _counted(seen.filter(pathway=ENQUIRY.key, closed_on=None), "work_enquiry__employer")
    inspected = _counted(seen.filter(pathway=INSPECTION.key), "inspection__employer")
    licences = _counted(seen.filter(pathway=LICENCE.key, closed_on=None), "performance__production")
    approved = _counted(seen.filter(pathway=BODY.key, closed_on=None), "body_approval")
    shown = _counted(seen.filter(pathway=INSPECTION.key), "inspection__production")
    visited = _counted(seen.filter(pathway=INSPECTION.key), "inspection__approval")
    rows = [
        Listed(
            EMPLOYER, one.name, _place(one.lines), reverse("licensing:employer", args=[one.key]), [one.body_id],
            permits[one.pk], inspected[one.pk], enquiries[one.pk],
        )
        for one in employers()
    ]  # fmt: skip
    rows += [
        Listed(
            ORGANISER, one.name, one.email, one.address(), one.bodies,
            sum(licences[each.pk] for each in one.productions) + sum(approved[each.pk] for each in one.approvals),
            sum(shown[each.pk] for each in one.productions) + sum(visited[each.pk] for each in one.approvals),
        )
        for one in organisers()
    ]  # fmt: skip
    told: dict[int, date] = {}
    for body, on in GuidanceSent.objects.order_by("on").values_list("body", "on"):
        told[body] = on
    for row in rows:
        row.guidance_on = max((told[body] for body in row.bodies if body in told), default=None)
    return sorted(rows, key=lambda row: row.name.casefold())


def _counted(cases: Any, of: str) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    found.update(cases.exclude(**{of: None}).values_list(of).annotate(Count("pk")))
    return found


def _place(lines: str) -> str:
    return ", ".join(lines.splitlines())


def cases_of(user: User, about: Q) -> dict[str, list[Case]]:
    """The cases of an employer or an organiser that this person may see, by pathway, the open ones first. One query."""
    rows = visible_to(user, Case).filter(about).select_related(
        "child", "work_permit", "work_enquiry", "inspection__employer", "inspection__production",
        "inspection__approval", "performance__production", "body_approval",
    ).order_by("-opened_on", "-pk")  # fmt: skip
    found: dict[str, list[Case]] = defaultdict(list)
    for case in sorted(rows, key=lambda case: case.closed_on is not None):
        found[case.pathway].append(case)
    return found


def of_employer(employer: Employer) -> Q:
    """The cases that concern an employer."""
    return (
        Q(pathway=PERMIT.key, work_permit__employer=employer)
        | Q(pathway=ENQUIRY.key, work_enquiry__employer=employer)
        | Q(pathway=INSPECTION.key, inspection__employer=employer)
    )


def of_organiser(organiser: Organiser) -> Q:
    """The cases that concern an organiser: of its productions, and of its own approval."""
    productions, approvals = ([one.pk for one in each] for each in (organiser.productions, organiser.approvals))
    inspected = Q(inspection__production__in=productions) | Q(inspection__approval__in=approvals)
    return (
        Q(pathway=LICENCE.key, performance__production__in=productions)
        | Q(pathway=BODY.key, pk__in=approvals)
        | Q(pathway=INSPECTION.key) & inspected
    )


def guidance_of(bodies: Iterable[int]) -> list[GuidanceSent]:
    """What guidance some bodies were sent, the newest first."""
    return list(GuidanceSent.objects.filter(body__in=list(bodies)).select_related("by"))


def bodies_of(employer: Employer) -> list[int]:
    """The body of an employer, and of those that were merged into it."""
    return [employer.body_id, *Employer.objects.filter(merged_into=employer).values_list("body", flat=True)]
