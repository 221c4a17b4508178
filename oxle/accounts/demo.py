"""The made-up people of the demonstration, who sign in at the press of a button. None of it works elsewhere."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from oxle.accounts.models import Membership, Organisation, User
from oxle.accounts.roles import ROLES

# Reserved for examples (RFC 2606): no message to it can ever reach anybody.
DOMAIN = "demo.example"
# Known to everybody who reads this. accounts.backends refuses these people where there is no demonstration.
PASSWORD = "demonstration only"  # noqa: S105


@dataclass(frozen=True)
class DemoPerson:
    """One of them, as the sign-in page lists them."""

    email: str
    name: str
    role: str
    organisation: str


def is_demo(email: str) -> bool:
    """Whether an address is one of the demonstration's."""
    return email.endswith(f"@{DOMAIN}")


def make_demo_person(email: str, name: str, role: str, organisation: Organisation, on: date) -> User:
    """Make a made-up person with a role since `on`; one that is already there only gets the role."""
    if not is_demo(email):
        raise ValueError(f"a demo person’s address ends in @{DOMAIN}, not {email}")
    if ROLES[role].at != organisation.kind:
        raise ValueError(f"{role} is not a role at {organisation.name}")
    user, _ = User.objects.get_or_create(email=email.lower(), defaults={"name": name, "password": _hash()})
    Membership.objects.get_or_create(
        user=user, organisation=organisation, role=role, until_on=None, defaults={"from_on": on}
    )
    return user


def demo_people() -> list[DemoPerson]:
    """The demonstration's people with their first role, in the order of the roles."""
    order = list(ROLES)
    held = Membership.objects.filter(user__email__endswith=f"@{DOMAIN}", user__is_active=True, until_on=None)
    people: dict[str, DemoPerson] = {}
    rows = list(held.select_related("user", "organisation"))
    rows.sort(key=lambda m: (order.index(m.role), m.organisation.name, m.user.name))
    for m in rows:
        shown = DemoPerson(m.user.email, m.user.name, m.role_label, m.organisation.name)
        people.setdefault(m.user.email, shown)
    return list(people.values())


def demo_user(email: str) -> User | None:
    """The demonstration's person at an address, if there is one."""
    return User.objects.filter(email=email.lower(), is_active=True).first() if is_demo(email.lower()) else None


def _hash() -> str:
    # A hash is slow on purpose, so that nobody finds the password by trying. This one is printed above.
    hasher = PBKDF2PasswordHasher()
    return hasher.encode(PASSWORD, hasher.salt(), iterations=1)
