"""What cases add to the pages of the layers below: a child's open cases and holds, and the search by reference."""

from datetime import date
from typing import Any

from django.urls import reverse

from oxle.accounts.permissions import read, summary
from oxle.accounts.visibility import visible_to
from oxle.audit import sights
from oxle.cases import family
from oxle.cases.disposable import CHILD, holds_on
from oxle.cases.disposal_models import Disposal, State
from oxle.cases.models import Case
from oxle.cases.waiting import waiting_for
from oxle.core import dates
from oxle.core.dates import london_day
from oxle.core.references import clean_reference
from oxle.people.models import Child
from oxle.people.panels import Panel, register_panel
from oxle.people.search import Hit, search_sources
from oxle.schooldays.wording import plain_day


def open_cases(user: Any, child: Child, on: date) -> dict[str, Any]:
    """The child's open cases as far as this person may know of them, and those of the same family."""
    flags = family.flags_for(user, child)
    sights.see(family.children_of(flags), "page")
    return {"flags": flags}


def keeping(user: Any, child: Child, on: date) -> dict[str, Any]:
    """What keeps the child's record from disposal, for those who have a say in it."""
    return {"holds": list(holds_on(child)), "url": CHILD.address(child)}


def by_reference(user: Any, text: str) -> list[Hit] | None:
    """What a typed reference stands for: a case, the certificate of its disposal, or what is no case yet though whoever
    sent it was given its reference. None when what was typed is no reference.
    """
    reference = clean_reference(text)
    if reference is None:
        return None
    found = (
        visible_to(user, Case)
        .filter(reference=reference)
        .select_related("child", "adult", "organisation", "school__organisation")
    )
    destroyed = Disposal.objects.filter(reference=reference, state=State.DESTROYED)
    certificates = [
        Hit(
            kind="Disposal certificate",
            title=row.reference,
            url=reverse("cases:certificate", args=[row.key]),
            facts=(row.record, f"Destroyed on {plain_day(london_day(row.destroyed_at))}"),
            children=(),
        )
        for row in (destroyed if user.can(read("disposal")) else ())
    ]
    not_yet = [
        Hit(
            kind="Not a case yet",
            title=one.reference,
            url=one.url,
            facts=(one.about, f"{one.label}, by {plain_day(one.due_on)}"),
        )
        for one in ([] if found else waiting_for(user, dates.today()))
        if one.reference == reference and one.url
    ]
    return (
        certificates
        + not_yet
        + [
            Hit(
                kind="Case",
                title=f"{case.reference}: {case.subject}",
                url=case.get_absolute_url(),
                facts=(case.stage_label, *([str(case.school)] if case.school else [])),
                children=(case.child_id,) if case.child_id else (),
            )
            for case in found
        ]
    )


def register() -> None:
    """Add them all, once, when the app starts."""
    register_panel(
        Panel("cases", "Open cases", "cases/child_panel.html", permission=summary("pupils"), load=open_cases, order=30)
    )
    register_panel(
        Panel("keeping", "Keeping and disposal", "cases/child_keeping.html", read("disposal"), load=keeping, order=90)
    )
    if by_reference not in search_sources:
        search_sources.append(by_reference)
