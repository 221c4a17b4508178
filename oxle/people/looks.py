"""Who has looked at a child's record, for the child's page."""

from dataclasses import dataclass
from datetime import datetime

from oxle.accounts.models import User
from oxle.audit.models import Sight
from oxle.people.models import Child

MOST_SHOWN = 100
WORDS = {
    "page": "Opened a page about the child",
    "list": "Saw the child in a list",
    "search": "Saw the child in search results",
    "pdf": "Opened a letter or paper",
    "export": "Exported or printed",
}


@dataclass(frozen=True)
class Look:
    """One request that showed the child to somebody."""

    at: datetime
    who: str
    what: str
    reason: str


def looks_at(child: Child) -> list[Look]:
    """The newest looks at a child's record and at the records merged into it. Three queries."""
    keys = [child.pk, *child.merged_from.values_list("pk", flat=True)]
    seen = list(Sight.objects.filter(children__overlap=keys).order_by("-at", "-pk")[:MOST_SHOWN])
    people = {
        f"user:{user.pk}": user.name
        for user in User.objects.filter(
            pk__in={int(row.actor.split(":")[1]) for row in seen if row.actor.startswith("user:")}
        )
    }
    return [
        Look(row.at, people.get(row.actor, "The system"), WORDS.get(row.what, row.what), row.reason) for row in seen
    ]
