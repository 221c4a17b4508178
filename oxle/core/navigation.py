"""The service's navigation, put together from what each app offers; a person sees the entries their roles open."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True)
class Entry:
    """One link of the service navigation. `order` sorts; lower comes first."""

    label: str
    url_name: str
    permission: Any
    order: int = 50
    shortcut: str = ""


ENTRIES: list[Entry] = []


def register(*entries: Entry) -> None:
    """Add entries; called once by an app when it starts."""
    ENTRIES.extend(entry for entry in entries if entry not in ENTRIES)
    ENTRIES.sort(key=lambda entry: entry.order)


def entries_for(request: HttpRequest) -> list[dict[str, Any]]:
    """The entries this person may open, the current one marked: the entry with the longest matching path."""
    if not request.user.is_authenticated:
        return []
    shown = [
        {"label": entry.label, "url": reverse(entry.url_name), "shortcut": entry.shortcut}
        for entry in ENTRIES
        if request.user.can(entry.permission)
    ]
    matching = [entry for entry in shown if request.path.startswith(entry["url"])]
    current = max(matching, key=lambda entry: len(entry["url"]), default=None)
    return [{**entry, "active": entry is current} for entry in shown]
