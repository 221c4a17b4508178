"""What an enquiry adds to the page of its case, and to the inbox."""

from typing import Any

from django.urls import reverse

from licensing.work.enquiries import pathway, queries
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases import handing
from oxle.cases.inbox_models import InboxMessage, Origin
from oxle.cases.models import Case
from oxle.people.models import Child
from oxle.schooldays.wording import plain_day

DECISIONS = {
    pathway.CONSIDER.key: "To be considered",
    pathway.NOT_PROSECUTE.key: "Not to prosecute",
    pathway.PROSECUTE.key: "To prosecute",
}


def about(case: Case, user: User) -> dict[str, Any]:
    """What was told, which children it is, what was found, who considered a prosecution, and what came since."""
    enquiry = case.work_enquiry
    may_open = set(visible_to(user, Child).filter(parties__case=case).values_list("pk", flat=True))
    return {
        "rows": rows_of(case),
        "children": [
            {"child": one, "url": reverse("people:child", args=[one.key]) if one.pk in may_open else ""}
            for one in queries.children_in(case)
        ],
        "applied": list(queries.applied_since(case).select_related("case")),
        "employer": enquiry.employer,
    }


def rows_of(case: Case) -> list[dict[str, Any]]:
    """The enquiry, as a summary list shows it."""
    enquiry = case.work_enquiry
    employer = enquiry.employer
    shown: list[tuple[str, Any]] = [
        ("Employer", [employer.name, *([employer.nature] if employer.nature else [])]),
        ("Where", enquiry.place.splitlines()),
        ("Told by", enquiry.told_by),
        ("What we were told", enquiry.told.splitlines()),
    ]
    if enquiry.found_on is not None and enquiry.found_by is not None:
        who = f"{enquiry.found_by.name}, {plain_day(enquiry.found_on)}"
        shown.append(("What was found", [enquiry.get_found_display(), *enquiry.found_words.splitlines(), who]))
    if said := _considered(case):
        shown.append(("Prosecution", said))
    return [{"key": key, "value": value} for key, value in shown if value]


def _considered(case: Case) -> list[str]:
    """Each decision on a prosecution: what, by whom, when and why."""
    events = case.events.filter(step__in=DECISIONS, superseded_by=None).select_related("by").order_by("order")
    return [
        f"{DECISIONS[one.step]}: {one.by.name if one.by else 'Oxle'}, {plain_day(one.on)}. {one.reason}"
        for one in events
    ]


def from_message(message: InboxMessage, user: User) -> list[tuple[str, str]]:
    """What who works in licensing can do with a message that waits: open an enquiry of it, or accept a hand-over."""
    if message.case is not None or not user.can(pathway.WORK):
        return []
    if message.channel == Origin.HAND_OVER:
        found = handing.handed_over(message)
        if found is None or found.to_duty != pathway.ENQUIRY.duty:
            return []
        words = "Accept as an illegal employment enquiry"
        return [(words, reverse("licensing:enquiry_accept", args=[message.key]))]
    words = "Open an illegal employment enquiry from this"
    return [(words, reverse("licensing:enquiry_from", args=[message.key]))]
