"""What a performance licence adds to the page of a case."""

from typing import Any

from django.urls import reverse

from licensing.chaperones.queries import is_ours
from licensing.checking.schedule import Chaperone
from licensing.performances import papers, particulars, pathway, queries, standing, undated
from licensing.performances.models import Entrant, Licence, NamedChaperone, ParentPart, Production, SchoolPart
from licensing.tables import COLOURS
from oxle.accounts.models import User
from oxle.cases.models import Case
from oxle.core.dates import today
from oxle.schooldays.wording import full_day, plain_day


def about(case: Case, user: User) -> dict[str, Any]:
    """The licence or what is lacking, what the checker finds by line, and all that was said."""
    entrant, on = case.performance, today()
    is_late, words = standing.late(entrant)
    return {
        "licence": _licence_rows(getattr(case, "licence", None)),
        "lacking": queries.lacking_of(entrant) if case.is_open and not hasattr(case, "licence") else [],
        "is_late": is_late,
        "notice": words,
        "ages": list(standing.ages(entrant)),
        "four_days": (rule := standing.four_days(entrant, on)),
        "four_days_law": standing.four_days_cited(on) if rule else "",
        "body_approval": standing.body_approval(entrant),
        "elsewhere": [
            f"{full_day(one.on)}: also in “{one.entrant.production.name}” ({one.entrant.case.reference})"
            for one in queries.elsewhere_on_its_days(entrant)
        ],
        "findings": [
            {
                "line": one.line,
                "on": full_day(one.on),
                "weight": one.weight.value,
                "colour": COLOURS[one.weight],
                "words": f"{one.words[:1].upper()}{one.words[1:]}",
                "cited": cited,
            }
            for one, cited in standing.findings(entrant, on)
        ],
        "rows": rows_of(entrant),
        "days": [(one.number, particulars.day_in_words(one)) for one in entrant.every_line.select_related("place")],
        "undated": undated.in_words(entrant, on),
        "papers": papers.rows_of(entrant),
        "limits_url": reverse("licensing:limits"),
        "chart_url": reverse("licensing:wall_chart", args=[entrant.production.key]),
        "parts_url": reverse("licensing:entrant_parts", args=[entrant.key]) if user.can(pathway.WORK) else "",
        "risks_url": reverse("licensing:entrant_risks", args=[entrant.key])
        if entrant.production.risk_assessment_id
        else "",
    }


def _licence_rows(licence: Licence | None) -> list[dict[str, Any]]:
    if licence is None:
        return []
    path = reverse("licensing:validity", args=[licence.number, licence.secret])
    shown = [
        ("Number", licence.number),
        ("Valid", f"{plain_day(licence.valid_from_on)} to {plain_day(licence.valid_until_on)}"),
        ("Granted", f"{plain_day(licence.granted_on)}, {licence.granted_by.name}"),
        ("Conditions", licence.conditions or "None of its own"),
        ("Over a limit, and granted because", licence.over_limits),
        ("Ended", plain_day(licence.ended_on) if licence.ended_on else ""),
        ("What anybody can check", path),
    ]
    return _rows(shown)


def rows_of(entrant: Entrant) -> list[dict[str, Any]]:
    """The application for one child, as a summary list shows it."""
    production, case = entrant.production, entrant.case
    parent, school = (queries.parent_part(case), queries.school_part(case)) if case else (None, None)
    address = [*production.lines.splitlines(), production.postcode]
    shown = [
        ("Production", f"{production.name} ({production.get_nature_display()})"),
        ("Reference of the application", production.reference),
        ("What it is", production.description),
        ("Part", entrant.role or "Not said"),
        ("Earnings", particulars.earnings(entrant) or "Not said"),
        ("Applicant", [f"{production.applicant}, {production.organisation}", ", ".join(filter(None, address))]),
        ("How to reach the applicant", [production.email, production.phone] if production.phone else production.email),
        ("The applicant says of the child", f"{entrant.called}, born {plain_day(entrant.born_on)}"),
        ("School", _school_of(entrant)),
        ("Places", [f"{one.name}, {one.authority or 'authority not said'}" for one in production.places.all()]),
        ("Chaperones", _chaperones(production) or "None named"),
        ("Education", production.education or "Not said"),
        ("Where the child stays overnight", production.accommodation or "Not said"),
        ("Travel", production.travel or "Not said"),
        ("Night work", production.night_work),
        ("Risk assessment", _risk(production)),
        ("Child protection policy", "Yes" if production.protection_policy else "No, or not said"),
        ("The parent", _parent(parent)),
        ("The school", _school(school)),
    ]
    return _rows(shown)


def _school_of(entrant: Entrant) -> str:
    """The school of the case; where the applicant named another, that too: nobody there is a party."""
    named = str(entrant.school) if entrant.school else entrant.school_name
    school = entrant.case.school if entrant.case else entrant.school
    if school is None or not named or named == str(school):
        return str(school or named or "None")
    return (
        f"{school}, by its register. The applicant named {named}, which was asked for the school’s part: ask the other"
    )


def _rows(shown: list[tuple[str, Any]]) -> list[dict[str, Any]]:
    return [{"key": key, "value": value} for key, value in shown if value]


def _chaperones(production: Production) -> list[str]:
    """Each chaperone as the applicant names them, with the number, and what our register says of one of ours."""
    known = queries.chaperones_of(production)
    return [_chaperone(one, known.get(one.name)) for one in production.chaperones.all()]


def _chaperone(one: NamedChaperone, known: Chaperone | None) -> str:
    until = f", until {plain_day(one.approved_until_on)}" if one.approved_until_on else ", until when is not said"
    said = f"{one.name}, approved by {one.authority or 'a council that is not named'}{until}"
    if not one.approval:
        return said
    if not is_ours(one.approval):
        return f"{said}, number {one.approval}, which is none of our register"
    if known is None:
        return f"{said}, number {one.approval}: our register has nobody of this name and number who is approved"
    return f"{said}, number {one.approval}: by our register approved until {plain_day(known.approved_until)}"


def _risk(production: Any) -> str:
    if production.risk_assessment_id:
        return "As a file, with the application"
    return production.risk_words or "None"


def _parent(part: ParentPart | None) -> list[str] | str:
    if part is None:
        return "Has not answered"
    return [
        f"{part.given_by}, {part.relationship}, {plain_day(part.on)}" + (" (by the link)" if part.by_link else ""),
        "Consents" if part.consents else "Does not consent",
        *_health(part),
        *_performed(part),
        *([f"Licences of other councils: {part.elsewhere}"] if part.elsewhere else []),
        *([part.said] if part.said else []),
    ]


def _health(part: ParentPart) -> list[str]:
    if part.healthy is None:
        return (
            [part.health] if part.health else ["Says nothing of the child’s health, which is not asked without consent"]
        )
    if not part.healthy:
        return [f"Not fit: {part.health}"]
    return ["The child is fit for it", *([part.health] if part.health else [])]


def _performed(part: ParentPart) -> list[str]:
    if part.performed_on:
        return [f"Performed on {', '.join(plain_day(one) for one in sorted(part.performed_on))}"]
    # Who refuses leaves the rest of the form as it is.
    return ["Performed on no day of the six months before"] if part.consents else []


def _school(part: SchoolPart | None) -> list[str] | str:
    if part is None:
        return "Has not answered"
    return [
        f"{part.given_by}{f', {part.position}' if part.position else ''}, {plain_day(part.on)}"
        + (" (by the link)" if part.by_link else ""),
        part.get_absence_display(),
        f"Attendance {part.attendance} %" if part.attendance is not None else "Attendance not said",
        *([part.said] if part.said else []),
    ]
