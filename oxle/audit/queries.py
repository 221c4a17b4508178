"""What is read of the audit: who looked at a child, who is behind an actor's name, how the seals stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.db.models.functions import Now

from oxle.audit import heads, sealing
from oxle.audit.models import Change, Seal, Sight
from oxle.core.dates import LONDON

MOST_LOOKS = 100
VISITOR = "Somebody not signed in"
SEEN_AS = {
    "page": "Opened a page about the child",
    "list": "Saw the child in a list",
    "search": "Saw the child in search results",
    "pdf": "Opened a letter or paper",
    "export": "Exported or printed",
}
# Work that is this old and in no seal means that nobody is sealing.
SEALED_WITHIN = timedelta(hours=1)


@dataclass(frozen=True)
class Look:
    """One request that showed a child to somebody."""

    at: datetime
    who: str
    what: str
    reason: str


def lookers(children: Iterable[int], most: int = MOST_LOOKS) -> list[Look]:
    """The newest looks at any of these records of one child. Two queries."""
    rows = list(Sight.objects.filter(children__overlap=list(children)).order_by("-at", "-pk")[:most])
    names = names_of(row.actor for row in rows)
    return [Look(row.at, names[row.actor], SEEN_AS[row.what], row.reason) for row in rows]


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """Actors as people know them: a person's or an organisation's name, or the system and what it was doing."""
    actors = set(actors)
    names = {actor: _other(actor) for actor in actors}
    for kind, model in (("user", get_user_model()), ("organisation", apps.get_model("accounts", "Organisation"))):
        keys = [key for actor in actors if (key := key_of(actor, kind)) is not None]
        if keys:
            names |= {f"{kind}:{pk}": name for pk, name in model.objects.filter(pk__in=keys).values_list("pk", "name")}
    return names


def key_of(actor: str, kind: str = "user") -> int | None:
    """The primary key in an actor such as `user:12`; None for any other kind."""
    word, _, rest = actor.partition(":")
    return int(rest) if word == kind and rest.isdigit() else None


def _other(actor: str) -> str:
    if actor == "visitor":
        return VISITOR
    _, _, doing = actor.partition(":")
    return f"The system ({doing.strip()})" if doing.strip() else "The system"


def actors_called(text: str) -> list[str]:
    """The actors whose name or e-mail address contains a text."""
    people = get_user_model().objects.filter(Q(name__icontains=text) | Q(email__icontains=text))
    return [f"user:{pk}" for pk in people.values_list("pk", flat=True)]


def begins(day: date) -> datetime:
    """The moment at which a day begins in England."""
    return datetime.combine(day, time(), LONDON)


@dataclass(frozen=True)
class Standing:
    """How the chain of seals stands."""

    last: Seal | None
    waiting: int
    problem: str


def seals_standing() -> Standing:
    """The last seal, how many rows wait for the next, and what is wrong with that, if anything."""
    last = Seal.objects.order_by("number").last()
    return Standing(last, sum(sealing.waiting(last).values()), seals_problem(last) or "")


def seals_problem(last: Seal | None) -> str | None:
    """One sentence when nobody seals the audit, or the heads do not leave the database; None while all is well.

    By the database's own clock, as the audit is.
    """
    newest = {Change: last.last_change if last else 0, Sight: last.last_sight if last else 0}
    for model, key in newest.items():
        late = ExpressionWrapper(Q(at__lt=Now() - SEALED_WITHIN), BooleanField())
        if model.objects.filter(pk__gt=key).order_by("pk").values_list(late, flat=True).first():
            return "The audit has not been sealed for over an hour."
    if last and max(heads.published(), default=0) < last.number:
        return "The newest seals of the audit have not left the database."
    return None
