"""Makes the records that tests begin with: plain functions, nothing random, every name plainly made up."""

from datetime import date
from typing import Any

from django.test import Client

from oxle.accounts.models import Membership, Organisation, User
from oxle.accounts.roles import ROLES
from oxle.people import actions as people
from oxle.people.models import Address, Adult, Child, Enrolment, Relationship
from oxle.schools.models import Authority, Phase, School

PASSWORD = "correct horse battery"
NAMES = {"team": "Example Team", "school": "Example School", "provider": "Example Provider", "agency": "Example Agency"}


def organisation(kind: str = "team", name: str = "", **fields: object) -> Organisation:
    """The organisation of a kind and name; the same one when it is made twice."""
    return Organisation.objects.get_or_create(kind=kind, name=name or NAMES[kind], defaults=fields)[0]


def user(
    role: str = "",
    at: Organisation | None = None,
    *,
    name: str = "",
    email: str = "",
    password: str | None = None,
    from_on: date = date(2020, 1, 1),
) -> User:
    """Somebody with a role (none when it is empty), at the example organisation of its kind unless told."""
    name = name or f"Example {role.replace('_', ' ')}".strip()
    email = email or f"{name.lower().replace(' ', '.')}@example.org"
    made = User.objects.create_user(email, password, name=name)
    if role:
        give_role(made, role, at or organisation(ROLES[role].at), from_on=from_on)
    return made


def give_role(user: User, role: str, at: Organisation, *, from_on: date = date(2020, 1, 1)) -> Membership:
    """A role of somebody's, such as one more at another school."""
    return Membership.objects.create(user=user, organisation=at, role=role, from_on=from_on)


def signed_in(user: User) -> Client:
    """A browser in which somebody is signed in, their second factor given."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


# --- schools and people -----------------------------------------------------------------------------------

# The day most tests play on: a Tuesday in term.
ON = date(2026, 9, 15)


def someone() -> User:
    """Whoever made the records that a test begins with."""
    return User.objects.filter(email="maker@example.org").first() or user(name="Maker", email="maker@example.org")


def school(name: str = "Example School", urn: str = "", **fields: object) -> School:
    """An open secondary school and its organisation; the same one when it is made twice."""
    place = organisation("school", name)
    found = School.objects.filter(organisation=place).first()
    authority = Authority.objects.get_or_create(code="931", defaults={"name": "Exampleshire"})[0]
    urn = urn or str(100001 + School.objects.count())
    return found or School.objects.create(
        **{"organisation": place, "urn": urn, "authority": authority, "phase": Phase.SECONDARY, **fields}
    )


def child(
    given: str = "Demo",
    family: str = "Pupil",
    born_on: date = date(2014, 3, 4),
    *,
    at: School | None = None,
    **facts: Any,
) -> Child:
    """A child, on the register of a school since September 2025 when one is named."""
    made = people.add_child(given=given, family=family, born_on=born_on, by=someone(), on=ON, **facts)
    if at:
        enrolled(made, at)
    return made


def enrolled(child: Child, at: School, from_on: date = date(2025, 9, 1), **facts: Any) -> Enrolment:
    """A child's time at a school, still running."""
    return people.enrol(child, at, from_on=from_on, by=someone(), on=ON, **facts)


def adult(given: str = "Demo", family: str = "Parent", **facts: Any) -> Adult:
    """An adult who is not yet anything to anybody."""
    return people.add_adult(given=given, family=family, by=someone(), on=ON, **facts)


def parent(child: Child, given: str = "Demo", family: str = "Parent", *, kind: str = "Mother", **facts: Any) -> Adult:
    """An adult who is a child's parent; facts are those of the relationship."""
    made = adult(given, family)
    related(child, made, kind=kind, **facts)
    return made


def related(child: Child, adult: Adult, *, kind: str = "Mother", **facts: Any) -> Relationship:
    """What an adult is to a child, on the word of the school."""
    return people.relate(child, adult, kind=kind, source="The school", by=someone(), on=ON, **facts)


def address(
    person: Child | Adult, lines: str = "1 Example Street\nExampleton", postcode: str = "OX1 1AA", **facts: Any
) -> Address:
    """Where a person has lived since 2020."""
    facts = {"from_on": date(2020, 1, 1), "source": "The school", **facts}
    return people.add_address(person, lines=lines, postcode=postcode, by=someone(), on=ON, **facts)
