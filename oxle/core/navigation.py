"""The service's navigation, put together from what each app offers; a person sees the entries their roles open."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

# How near a page is to an entry with which it has nothing to do.
NOWHERE = (0, False)


@dataclass(frozen=True)
class Entry:
    """One link of the service navigation. `order` sorts; lower comes first. Where the menu is long, those of one
    `section` stand in it as one link, and beside each other on their own pages. `also` are the addresses, by name,
    whose pages belong to it for whoever has no entry of their own for them."""

    label: str
    url_name: str
    permission: Any
    order: int = 50
    shortcut: str = ""
    section: str = ""
    also: tuple[str, ...] = ()

    def nearness(self, path: str) -> tuple[int, bool]:
        """How near a page is to this entry, to be compared: by how much of its address lies under the entry's own, or
        under one that belongs to it, of which its own is the nearer."""
        under = {reverse(name): name == self.url_name for name in (*self.also, self.url_name)}
        return max(((len(url), own) for url, own in under.items() if path.startswith(url)), default=NOWHERE)


REPORTS, MANAGE = "Reports", "Manage"
# So many links fit beside each other on a desktop; a longer menu is grouped.
MOST_SINGLE = 7

ENTRIES: list[Entry] = []


def register(*entries: Entry) -> None:
    """Add entries; called once by an app when it starts."""
    ENTRIES.extend(entry for entry in entries if entry not in ENTRIES)
    ENTRIES.sort(key=lambda entry: entry.order)


def entries_for(request: HttpRequest) -> list[dict[str, Any]]:
    """The entries this person may open, the current one marked: the one nearest to the page."""
    if not request.user.is_authenticated:
        return []
    opened = [entry for entry in ENTRIES if request.user.can(entry.permission)]
    near = [entry.nearness(request.path) for entry in opened]
    nearest = max(near, default=NOWHERE)
    current = opened[near.index(nearest)] if nearest > NOWHERE else None
    return [
        {
            "label": entry.label,
            "url": reverse(entry.url_name),
            "shortcut": entry.shortcut,
            "section": entry.section,
            "active": entry is current,
        }
        for entry in opened
    ]


@dataclass(frozen=True)
class Menu:
    """The links of the menu, and those of the section one is in: its label and its pages, none where it is one page."""

    links: list[dict[str, Any]]
    section: str
    pages: list[dict[str, Any]]


def menu_of(entries: list[dict[str, Any]]) -> Menu:
    """The menu of what somebody may open: as it is where it is short; else each section of several pages is one link,
    to the first of them, where that stood."""
    sections: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        sections.setdefault(entry["section"], []).append(entry)
    several = {name for name, pages in sections.items() if name and len(pages) > 1}
    if len(entries) <= MOST_SINGLE or not several:
        return Menu(entries, "", [])
    links, within = [], ""
    for entry in entries:
        name = entry["section"]
        if name not in several:
            links.append(entry)
            continue
        within = name if entry["active"] else within
        if entry is sections[name][0]:
            active = any(page["active"] for page in sections[name])
            links.append({"label": name, "url": entry["url"], "shortcut": "", "active": active})
    return Menu(links, within, sections[within] if within else [])
