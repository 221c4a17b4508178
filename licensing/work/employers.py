"""The register of employers: who is entered, and by whom. It says nothing of any child."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from licensing.work.models import Employer
from oxle.accounts.models import Organisation, OrganisationKind, User
from oxle.core.references import new_reference


@dataclass(frozen=True)
class EmployerGiven:
    """An employer as whoever applies, or tells of one, describes it."""

    name: str
    lines: str
    nature: str = ""
    postcode: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""


def employers() -> QuerySet[Employer]:
    """Every employer that is known, by name, less those that were merged into another."""
    return Employer.objects.filter(merged_into=None).order_by("name", "pk")


@transaction.atomic
def add_employer(given: EmployerGiven, *, by: User | None, at: datetime) -> Employer:
    """Enter an employer in the register, with a body of its own to which letters go. `by` is None where the employer
    itself applied."""
    employer = Employer(
        name=given.name, lines=given.lines, nature=given.nature, postcode=given.postcode, contact=given.contact,
        phone=given.phone, email=given.email, entered_at=at, by=by,
    )  # fmt: skip
    # A body of its own: a name that somebody types never makes another body a party of the case.
    name = f"{given.name} ({new_reference('EM')})"
    employer.body = Organisation.objects.create(kind=OrganisationKind.AGENCY, name=name)
    employer.save(force_insert=True)
    return employer


def employer_who_applied(given: EmployerGiven, *, at: datetime) -> Employer:
    """The employer who applies on line, at an e-mail address that was proved: the same row as before where the same
    address applied under the same name and address; else a new one. Nobody gets hold of the row of another by typing
    its name."""
    same = {"email__iexact": given.email, "name__iexact": given.name, "lines": given.lines, "by": None}
    before = Employer.objects.filter(**same).exclude(email="").order_by("pk").first()
    return before or add_employer(given, by=None, at=at)


def known_employer(employer: Employer | EmployerGiven, *, by: User | None, at: datetime) -> Employer:
    """The employer of the register that was chosen, or the new one, entered."""
    return add_employer(employer, by=by, at=at) if isinstance(employer, EmployerGiven) else employer
