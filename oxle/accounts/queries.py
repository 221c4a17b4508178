"""What the pages about people and organisations show."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db.models import Count, Prefetch, Q, QuerySet

from oxle.accounts import sign_in
from oxle.accounts.models import Membership, Organisation, Session, SignIn, User
from oxle.accounts.permissions import Compartment, Permission, Verb
from oxle.accounts.roles import ROLES, Role
from oxle.accounts.visibility import visible_to


def people_for(user: User) -> QuerySet[User]:
    """The people somebody may see, with their roles."""
    return with_roles(visible_to(user, User))


def with_roles(people: QuerySet[User]) -> QuerySet[User]:
    """These people with their memberships read together: what each may do is then known without asking once more."""
    return people.prefetch_related(Prefetch("memberships", Membership.objects.select_related("organisation")))


def people_who(organisation_id: int, *may: Permission) -> list[User]:
    """The people whose role at one organisation allows any of some things today: not who has left it, nor who only may
    so elsewhere."""
    people = User.objects.filter(is_active=True, memberships__organisation_id=organisation_id).distinct()
    return [
        person
        for person in with_roles(people)
        if any(
            held.organisation_id == organisation_id and not ROLES[held.role].permissions.isdisjoint(may)
            for held in person.current_memberships
        )
    ]


def organisations_for(user: User, on: date) -> QuerySet[Organisation]:
    """The organisations somebody may see, each with how many people act for it (`people`)."""
    held = Q(memberships__user__is_active=True) & (Q(memberships__until_on=None) | Q(memberships__until_on__gte=on))
    return visible_to(user, Organisation).annotate(
        people=Count("memberships__user", filter=held & Q(memberships__from_on__lte=on), distinct=True)
    )


def roles_of(user: User, on: date) -> list[Membership]:
    """The roles somebody holds on a day or will hold, the organisations with them."""
    current = Q(until_on=None) | Q(until_on__gte=on)
    return list(user.memberships.filter(current).select_related("organisation").order_by("organisation__name", "role"))


def members_of(organisation: Organisation, on: date) -> list[Membership]:
    """Who acts for an organisation on a day or will, active people only."""
    current = Q(until_on=None) | Q(until_on__gte=on)
    held = organisation.memberships.filter(current, user__is_active=True)
    return list(held.select_related("user", "organisation").order_by("user__name", "role"))


def recent_sign_ins(user: User, most: int = 10) -> list[SignIn]:
    """The last tries at signing in as somebody, newest first."""
    return list(user.sign_ins.order_by("-at", "-pk")[:most])


@dataclass(frozen=True)
class OpenSession:
    """A browser somebody is signed in with. `digest` names it in addresses: its key would open it."""

    digest: str
    device: str
    began_at: datetime
    seen_at: datetime
    current: bool


def open_sessions(user: User, *, current_key: str, at: datetime) -> list[OpenSession]:
    """Where somebody is signed in now, the latest first."""
    in_use = Q(seen_at__gt=at - sign_in.IDLE, began_at__gt=at - sign_in.LONGEST)
    rows = Session.objects.filter(in_use | Q(session_key=current_key), user=user).order_by("-seen_at")
    return [
        OpenSession(
            digest(row.session_key),
            row.device or "A browser",
            row.began_at or at,
            row.seen_at or at,
            row.session_key == current_key,
        )
        for row in rows
    ]


def session_key_of(user: User, wanted: str) -> str | None:
    """The key of the session of this person's that a digest names."""
    keys = Session.objects.filter(user=user).values_list("session_key", flat=True)
    return next((key for key in keys if digest(key) == wanted), None)


def digest(session_key: str) -> str:
    """What names a session where its key may not be shown."""
    return sha256(session_key.encode()).hexdigest()[:24]


VERBS = {
    Verb.SUMMARY: "sees a summary of",
    Verb.READ: "reads",
    Verb.WRITE: "works on",
    Verb.DECIDE: "decides",
    Verb.RELEASE: "releases",
}
AREAS = {
    "pupils": "children and families",
    "provision": "providers and the places with them",
    "missing_out": "the register of pupils missing out",
    "board": "the packs of the Strategic Group",
    "peps": "the personal education plans of looked-after children",
    "reporting": "what analysts read, as files",
    "marks": "the register of the pupils placed with their provider",
    "funding": "what schools owe for permanent exclusions",
    "meetings": "panels, their agendas and decisions",
    "packs": "the packs of panels",
    "governors": "what the governors decide on exclusions",
    "head": "what only a head does, such as cancelling an exclusion",
    "unit_referrals": "referrals of pupils to providers",
    "reviews": "the programme reviews of placed pupils",
    "transfers": "the records of pupils who move",
    "mismatches": "what differs between a school’s register and a provider’s",
    "portal": "their school’s own submissions",
    "team": "the team’s work and who gets a case",
    "inbox": "the inbox",
    "letters": "letters of the work they read",
    "exclusion_letters": "the letters on exclusions",
    "timetable_letters": "the letters on reduced timetables",
    "cme_letters": "the letters on children missing education",
    "ehe_letters": "the letters on home education",
    "licensing_letters": "the letters about licences",
    "post": "the letters of every duty, to post them",
    "schools": "schools",
    "calendars": "term dates",
    "people": "people and roles",
    "rules": "rules",
    "audit": "the audit",
    "disposal": "disposal of records",
    "cme": "children missing education",
    "ehe": "elective home education",
}
IMPLIED = {Verb.WRITE: {Verb.READ, Verb.SUMMARY}, Verb.READ: {Verb.SUMMARY}}


def allowed_by(role: Role) -> list[str]:
    """What a role allows, a line an area, in words: "works on attendance"."""
    compartments = list(Compartment)
    places = sorted(
        {(p.area, p.compartment) for p in role.permissions}, key=lambda place: (place[0], compartments.index(place[1]))
    )
    lines = []
    for area, compartment in places:
        verbs = {p.verb for p in role.permissions if (p.area, p.compartment) == (area, compartment)}
        implied = {weaker for verb in verbs for weaker in IMPLIED.get(verb, ())}
        said = [words for verb, words in VERBS.items() if verb in verbs - implied]
        place = AREAS.get(area, area.replace("_", " "))
        if compartment != Compartment.ORDINARY:
            place = f"{place}: {compartment} records"
        lines.append(f"{' and '.join(said)} {place}")
    return [line[:1].upper() + line[1:] for line in lines]


def role_table() -> list[tuple[Role, list[str]]]:
    """Every role with what it allows, in the order of the service's own table."""
    return [(role, allowed_by(role)) for role in ROLES.values()]
