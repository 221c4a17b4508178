"""Who has looked at a child's record, and the children that a review of unusual reads is about."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from oxle.accounts.visibility import visible_to
from oxle.audit import sights, unusual
from oxle.audit.queries import Look, lookers
from oxle.people.models import Child


def looks_at(child: Child) -> list[Look]:
    """The newest looks at a child's record and at the records merged into it. Three queries."""
    return lookers([child.pk, *child.merged_from.values_list("pk", flat=True)])


def links_to(user: Any, children: Iterable[int]) -> list[dict[str, str]]:
    """Those of some children whom a person may see, by name, with the sight of them recorded. One query."""
    shown = list(visible_to(user, Child).filter(pk__in=list(children)).order_by("pk"))
    sights.see([child.pk for child in shown], "list")
    return [{"text": child.shown_name, "url": reverse("people:child", args=[child.key])} for child in shown]


def register() -> None:
    """Let the page of an unusual read name the children it is about."""
    if links_to not in unusual.children_shown:
        unusual.children_shown.append(links_to)
