"""What a challenge of off-rolling adds to the page of its case, and to the home page of a school."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from ehe.off_rolling import pathway, queries, rules
from ehe.off_rolling.models import OffRolling
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases.challenges import listed_of
from oxle.cases.models import Case
from oxle.cases.offers import PortalCases, PortalRow
from oxle.core.dates import today

CLOSED_TO_YOU = "The record is closed to you"


def about(case: Case, user: User) -> dict[str, Any]:
    """What was found and asked, how it stands with the answer, and whether it is a pattern."""
    on, upheld = today(), len(queries.upheld_at(case.school, today())) if case.school else 0
    return {
        "why": case.off_rolling.why.splitlines(),
        "kinds": kinds_for(user, case, link="people:child"),
        "challenges": listed_of(case),
        "upheld": upheld,
        "needed": rules.PATTERN.on(on),
        "is_pattern": upheld >= rules.PATTERN.on(on),
    }


def kinds_for(user: User, case: Case, link: str = "") -> list[dict[str, Any]]:
    """What was found, by kind, each pupil with the number that the letters call them by, and with the name where this
    person may know it. `link`: the name of the page to which a name leads."""
    kinds: dict[str, list[dict[str, Any]]] = {}
    for trace, known in queries.traces_for(user, case):
        child = trace.child
        kinds.setdefault(trace.get_kind_display(), []).append(
            {
                "number": trace.number,
                "name": child.shown_name if known else CLOSED_TO_YOU,
                "url": reverse(link, args=[child.key]) if link and known else "",
                "evidence": [{"on": date.fromisoformat(one["on"]), "words": one["words"]} for one in trace.evidence],
            }
        )
    return [{"heading": heading, "pupils": pupils} for heading, pupils in kinds.items()]


def _asked(user: User) -> QuerySet[OffRolling]:
    """Those of the schools for which this person signs."""
    mine = user.organisations_where(pathway.SIGNS)
    return visible_to(user, OffRolling).filter(case__school__organisation__in=mine)


def stands(case: Case, *, asked: bool) -> tuple[str, str]:
    """How it stands, in a word or two for the school, and the colour of that. `asked`: it is still to answer."""
    if asked:
        return "Answer the council", "red"
    waits = case.stage in {stage.key for stage in pathway.WAITS}
    return ("You have answered", "blue") if waits else ("Ended", "grey")


def _row(case: Any) -> PortalRow:
    words, colour = stands(case, asked=case.asked)
    return PortalRow(
        title="Pupils who left your school",
        pupil="",
        what=f"Asked by the council {case.reference}",
        status=words,
        colour=colour,
        url=reverse("ehe:asked", args=[case.key]),
        moment=case.off_rolling.asked_at,
        needs_answer=case.asked,
    )


ASKED = PortalCases(pathway.OFF_ROLLING.key, "off_rolling", _asked, _row)
