"""Our letters up to the final warning: what each must know. Wording: templates/letters/attendance/, versioned."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from attendance.referrals import doubts, queries
from attendance.referrals.certificate import certificate_of
from attendance.referrals.models import Referral, Route, RouteKind
from attendance.referrals.rules import FLOW_CHART
from oxle.cases.models import Case, CaseLetter, Event, Party
from oxle.correspondence.kinds import Audience, LetterKind
from oxle.registers.extract import SessionMark

SCHOOL = {"school_name": "the school"}
# Left out, with the sentences about them, where the case holds no register: a referral may enter without one.
ABSENCES = {
    "from_on": "the first day of the register extract",
    "to_on": "the last day of the register extract",
    "possible": "the possible sessions",
    "unauthorised": "the unauthorised sessions",
    "attendance_percent": "the attendance in per cent",
}
DECLARED = {"declared_as": "their role", "declared_on": "the day of the declaration"}
MEETING = {
    **SCHOOL,
    "meeting_on": "the day of the meeting",
    "meeting_time": "the time of the meeting",
    "place": "where the meeting is",
}

# Enclosed with an invitation, as part of the same PDF, where the case holds a register.
CERTIFICATE = {
    "certificate": "the registration certificate: the register’s marks, which come with an extract",
    "declared_by": "who declared for the school that the register is true",
}

FIRST_WARNING = LetterKind(
    key="attendance.first_warning",
    title="First warning about school attendance",
    version=3,
    source=f"Education Act 1996 s.444; {FLOW_CHART}",
    audience=Audience.ADULT,
    needs=SCHOOL,
    may_say=ABSENCES,
)
PACE_LETTER = LetterKind(
    key="attendance.pace_letter",
    title="Letter about an interview under caution",
    version=3,
    source="Police and Criminal Evidence Act 1984 s.67(9) and Code C",
    audience=Audience.ADULT,
    needs=SCHOOL,
    may_say={**ABSENCES, "offence": "the offence under investigation"},
)
PANEL_INVITATION = LetterKind(
    key="attendance.panel_invitation",
    title="Invitation to an Attendance Panel Meeting",
    version=4,
    source=FLOW_CHART,
    audience=Audience.ADULT,
    needs=MEETING,
    may_say={**ABSENCES, **CERTIFICATE, **DECLARED},
)
PACE_INVITATION = LetterKind(
    key="attendance.pace_invitation",
    title="Invitation to an interview under caution",
    version=4,
    source="Police and Criminal Evidence Act 1984 s.67(9) and Code C",
    audience=Audience.ADULT,
    needs=MEETING,
    may_say={**ABSENCES, **CERTIFICATE, **DECLARED},
)
TARGET_MET = LetterKind(
    key="attendance.target_met",
    title="Attendance target met",
    version=1,
    source=FLOW_CHART,
    audience=Audience.ADULT,
    needs={
        **SCHOOL,
        "target": "the target in per cent",
        "review_on": "the day of the further review",
    },
)
FINAL_WARNING = LetterKind(
    key="attendance.final_warning",
    title="Final warning about school attendance",
    version=4,
    source=f"Education Act 1996 s.444; {FLOW_CHART}",
    audience=Audience.ADULT,
    needs=SCHOOL,
    may_say={
        **ABSENCES,
        "target": "the target in per cent",
        "offence": "the offence, where this parent is to be prosecuted",
    },
)
ALL = (FIRST_WARNING, PACE_LETTER, PANEL_INVITATION, PACE_INVITATION, TARGET_MET, FINAL_WARNING)


def recipients(
    kinds: Sequence[LetterKind], case: Case, party: Party | None, event: Event
) -> list[tuple[LetterKind, Party]]:
    """Whom letters go to, one each: the chosen parents; the PACE letter only to those on a prosecution route.

    Of a step that concerned one parent, that one, while their route still calls for the letter.
    """
    chosen = [route for route in queries.chosen_routes(case) if party is None or route.party == party]
    return [(kind, route.party) for kind in kinds for route in chosen if goes_to(kind, route)]


def still_called_for(links: list[CaseLetter], on: date) -> list[CaseLetter]:
    """Those of some letters of ours for whose parents a legal route that calls for them is chosen today. One query.

    A prosecution's own letters do not hang on a route.
    """
    chosen = {route.party_id: route for route in Route.objects.filter(to_on=None, party__letters__in=links)}
    kinds = {kind.key: kind for kind in ALL}
    return [
        link
        for link in links
        if link.letter.kind not in kinds
        or (link.party_id in chosen and goes_to(kinds[link.letter.kind], chosen[link.party_id]))
    ]


def goes_to(kind: LetterKind, route: Route) -> bool:
    """Whether a letter goes to a parent for whom this route is chosen."""
    if kind.key in {PACE_LETTER.key, PACE_INVITATION.key}:
        return route.is_prosecution
    return route.kind != RouteKind.NONE


def context(kind: LetterKind, case: Case, party: Party | None, event: Event) -> dict[str, Any]:
    """What a letter of ours says, taken from the case as it stands; the officer checks it before release."""
    said = {*kind.needs, *kind.may_say}
    target = case.targets.last() if "target" in said else None
    return what_it_says(
        kind,
        case.referral,
        str(case.school),
        event.facts,
        target=queries.shown(target.percent) if target else None,
        review_on=queries.review_on(case) if "review_on" in said else None,
        offence=queries.offence_of(party) if party and "offence" in said else None,
        marks=doubts.marks_of(case.referral) if "certificate" in said else (),
    )


def what_it_says(
    kind: LetterKind,
    referral: Referral,
    school_name: str,
    facts: Mapping[str, Any],
    *,
    target: str | None = None,
    review_on: date | None = None,
    offence: str | None = None,
    marks: Sequence[SessionMark] = (),
) -> dict[str, Any]:
    """Of what is known, what a letter of this kind says; `facts` are those of the step that calls for it.

    `marks` are the register's over the extract's days, for a letter that encloses the certificate.
    """
    # Somebody declares a certificate to be true, or there is none.
    certificate = certificate_of(marks) if referral.declared_by else None
    known = {
        "school_name": school_name,
        "from_on": referral.first_on,
        "to_on": referral.last_on,
        "possible": referral.possible,
        "unauthorised": referral.unauthorised,
        "attendance_percent": queries.shown(referral.attendance_percent),
        "certificate": certificate,
        "declared_by": referral.declared_by or None,
        "declared_as": referral.declared_as or None,
        "declared_on": referral.declared_on,
        "meeting_on": facts.get("meeting_on"),
        "meeting_time": facts.get("meeting_time"),
        "place": facts.get("place"),
        "target": target,
        "review_on": review_on,
        "offence": offence,
    }
    if certificate:
        # The letter and what is enclosed show one register, also where it was corrected since the referral.
        known |= {name: certificate[name] for name in ABSENCES if name in certificate}
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in known.items()
        if value is not None and (name in kind.needs or name in kind.may_say)
    }
