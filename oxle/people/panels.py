"""What higher layers add to a child's page: open involvement, letters, provision. Each panel has its own permission."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from oxle.accounts.permissions import Permission
from oxle.people.models import Child

# What a panel shows: the context of its template, or None when there is nothing to say of this child.
Load = Callable[[Any, Child, date], dict[str, Any] | None]


@dataclass(frozen=True)
class Panel:
    """One part of a child's page. The template gets what `load(user, child, on)` returns, as `panel`.

    `load` must itself leave out what this person may not see, and must not query more when there are more rows.
    """

    key: str
    title: str
    template: str
    permission: Permission
    load: Load
    order: int = 50


child_panels: list[Panel] = []


def register_panel(panel: Panel) -> None:
    """Add a panel; called once by an app when it starts."""
    if panel.key not in {other.key for other in child_panels}:
        child_panels.append(panel)
        child_panels.sort(key=lambda one: one.order)


def panels_for(user: Any, child: Child, on: date) -> list[dict[str, Any]]:
    """The panels this person may see of a child, loaded."""
    shown = []
    for panel in child_panels:
        if user.can(panel.permission):
            content = panel.load(user, child, on)
            if content is not None:
                shown.append({"key": panel.key, "title": panel.title, "template": panel.template, "content": content})
    return shown
