"""The end of filling in: what was answered becomes an application, is received, and parents and schools are asked."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from licensing.applicants import days, drafting, queries, sections
from licensing.applicants.models import ApplicationDraft, ApplicationFile
from licensing.checking.schedule import Line
from licensing.pasting import place_called
from licensing.performances import actions
from licensing.performances.models import Production
from licensing.performances.submitting import (
    Applicant,
    Application,
    ChaperoneGiven,
    ChildGiven,
    LineGiven,
    PaperGiven,
    PlaceGiven,
    ProductionGiven,
)
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused
from oxle.schools.models import School

DECLARED = "declared"


def still_missing(draft: ApplicationDraft) -> list[sections.Missing]:
    """Everything that must be done before it can be sent; a line that fits no child any more is among it."""
    files = queries.files_of(draft)
    found = sections.missing(draft.answers, files, drafting.unfinished(draft))
    problems = days.read(draft.answers, days.plain_children(draft.answers)).problems
    if problems:
        numbers = ", ".join(str(number) for number in sorted({one.row for one in problems})[:20])
        found.append(sections.Missing(sections.DAYS, f"Put right what does not fit any more in line {numbers}."))
    return found


@transaction.atomic
def send(draft: ApplicationDraft, *, declared_by: str, version: int, on: date, at: datetime) -> Production:
    """Send an application. Stale when it was saved in another window meanwhile; Refused while something is missing.

    The child of a case is asked about at once; of every other once an officer has said who it is.
    """
    if not drafting.locked(draft).is_open:
        raise Refused("This application has been sent already.")
    if missing := still_missing(draft):
        raise Refused(f"This application is not complete yet. {missing[0].text}")
    risks = queries.files_of(draft)[0].file
    application = application_of(draft, on=on)
    production = actions.submit(application, on=on, at=at, risk_assessment=risks)
    draft.state, draft.sent_on, draft.reference = ApplicationDraft.State.SENT, on, production.reference
    draft.answers = {**draft.answers, DECLARED: {"by": declared_by, "on": on.isoformat()}}
    draft.saved_at = at
    save_if_unchanged(draft, version, ["state", "sent_on", "reference", "answers", "saved_at"])
    return production


def application_of(draft: ApplicationDraft, *, on: date) -> Application:
    """What a whole draft says, in the terms of those who receive it on a day."""
    answers = draft.answers
    children = days.plain_children(answers)
    listed = sections.items(answers, sections.CHILDREN)
    schools = queries.schools_called((item["school"] for item in listed), on=on)
    places = sections.items(answers, sections.PLACES)
    # What is read from a paper form is no draft that is kept, and has no files of its own.
    papers = queries.papers_of(draft) if draft.pk else {}
    return Application(
        applicant=_applicant(answers[sections.ORGANISATION], draft.applicant.email),
        production=_production(answers),
        children=[
            _child(item, child.key, schools.get(queries.as_called(item["school"])), papers.get(item["key"], {}))
            for item, child in zip(listed, children, strict=True)
        ],
        lines=[
            LineGiven(line, _place_of(line, sections.places(answers)))
            for line in days.checked(answers, children, queries.approved_of(answers)).lines
        ],
        places=[
            PlaceGiven(f"{one['name']} ({one['use']})"[:300], one["lines"], one["postcode"], one["council"])
            for one in places
        ],
        chaperones=_chaperones(sections.items(answers, sections.CHAPERONES)),
    )


def _place_of(line: Line, listed: Sequence[str]) -> int | None:
    """At which of the places a line is: of one there is no question; None where several are listed and it says none."""
    if len(listed) == 1:
        return 0
    called = place_called(line.place, listed)
    return listed.index(called) if called else None


def _applicant(told: dict[str, Any], email: str) -> Applicant:
    return Applicant(
        organisation=told["organisation"],
        name=told["name"],
        lines=told["lines"],
        email=email,
        position=told["role"],
        postcode=told["postcode"],
        phone=told["phone"],
    )


def _production(answers: sections.Answers) -> ProductionGiven:
    told, taught, away = (
        answers[section] for section in (sections.PRODUCTION, sections.EDUCATION, sections.ACCOMMODATION)
    )
    return ProductionGiven(
        name=told["name"],
        nature=told["kind"],
        description=told["said"],
        body_approval=told["body_approval"],
        # What was finished before the number was asked has none.
        body_number=told.get("body_number", ""),
        protection_policy=answers[sections.ORGANISATION]["policy"],
        education="\n".join(filter(None, (taught["arrangements"], taught["teacher"]))),
        accommodation=away["where"],
        travel=away["travel"],
        night_work=told["night"],
    )


def _child(item: dict[str, Any], key: str, school: School | None, papers: Mapping[str, ApplicationFile]) -> ChildGiven:
    return ChildGiven(
        key=key,
        given=item["given"],
        family=item["family"],
        born_on=date.fromisoformat(item["born_on"]),
        lines=item["lines"],
        postcode=item["postcode"],
        home_authority=item["home_authority"],
        urn=school.urn if school else "",
        school_name="" if school else item["school"],
        school_email=item["school_email"],
        role=item["part"],
        earnings=Decimal(item["earnings"]) if item["earnings"] else None,
        earnings_to=item["earnings_to"],
        parent_name=item["parent"],
        parent_email=item["parent_email"],
        papers=[PaperGiven(kind, one.file, taken_on=one.taken_on) for kind, one in papers.items()],
    )


def _chaperones(listed: Sequence[dict[str, Any]]) -> list[ChaperoneGiven]:
    return [
        ChaperoneGiven(one["name"], one["council"], one.get("number", ""), date.fromisoformat(one["until_on"]))
        for one in listed
    ]
