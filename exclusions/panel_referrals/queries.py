"""The reads on referrals of excluded children to the fair access panel: whose it is time for, and what is prefilled."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.http import Http404

from exclusions.held import SEN
from exclusions.lawful import in_days
from exclusions.panel_referrals.models import PanelReferral
from exclusions.permanent import pathway
from exclusions.permanent.models import PermanentExclusion
from exclusions.reasons import ReasonCode
from exclusions.suspensions.queries import standing, totals
from exclusions.unit_referrals.models import Exploitation, ProviderReferral, RiskAssessment, State
from oxle.accounts.models import User
from oxle.cases.models import Case
from oxle.cases.permissions import get_case_for
from oxle.cases.standing import last_taken
from oxle.people.models import Child
from oxle.people.queries import current_vulnerabilities
from oxle.registers.queries import attendance_between
from oxle.schooldays.wording import plain_day

# How far back attendance is told: before the exclusion, for since then the pupil was not to come (a choice).
ATTENDANCE = timedelta(weeks=12)
DAY = timedelta(days=1)
NOT_THE_PANEL = "The way to a new school is not the panel. “Choose the way to a new school” first."


def get_excluded_for(user: User, key: str) -> Case:
    """The case of a permanent exclusion; its sight recorded, 404 to strangers and of any other case."""
    case = get_case_for(user, key)
    if case.pathway != pathway.PERMANENT.key:
        raise Http404
    return case


def why_not(case: Case) -> str:
    """Why a case is not referred to the panel, or not any more; empty where it is."""
    if not case.is_open:
        return "The case is closed."
    way = last_taken(case, pathway.CHOOSE_WAY.key)
    return "" if way is not None and way.facts.get("way") == "fair_access" else NOT_THE_PANEL


def last_of(cases: Iterable[Case]) -> Mapping[int, PanelReferral]:
    """The version that counts of each of some cases, by case; nothing of one that is not confirmed."""
    rows = PanelReferral.objects.filter(case__in=list(cases)).select_related("written_by").order_by("number")
    return {row.case_id: row for row in rows}


def versions_of(case: Case) -> list[PanelReferral]:
    """Every version, the last first."""
    return list(case.panel_referrals.select_related("written_by").order_by("-number"))


def prefilled(case: Case, on: date) -> dict[str, Any]:
    """What the notice, the talk with the parents, the newest referral to a provider and our record say, by field; what
    none of them says stays empty. What happened is none of it."""
    told, child = case.permanent_exclusion, case.child
    held = {str(row.kind) for row in current_vulnerabilities(child, on)} if child else set()
    talked = last_taken(case, pathway.CONSULT.key)
    other = _to_a_provider(case)
    return {
        "wish": (talked.facts.get("wish") or "") if talked else "",
        "voice": other.pupil_voice if other else "",
        "sen": next((support for kind, support in SEN.items() if kind in held), told.sen),
        "social_worker": told.social_worker,
        "services": other.services if other else {},
        "exploitation": other.exploitation if other else Exploitation.YES if told.exploitation else "",
        "exploitation_words": (other.exploitation_words if other else "") or told.exploitation_words,
        "schools_before": _schools_before(child, told) if child else "",
        "tried": told.tried,
        "risks": _risks(case),
    }


def _to_a_provider(case: Case) -> ProviderReferral | None:
    """The newest referral of the child to a provider since the exclusion, which asks the same."""
    return ProviderReferral.objects.filter(case=case).exclude(state=State.WITHDRAWN).first()


def _risks(case: Case) -> dict[str, Any]:
    """The risks as they were assessed last for a provider."""
    rows = RiskAssessment.objects.filter(referral__case=case).exclude(referral__state=State.WITHDRAWN)
    last = rows.order_by("-written_at", "-pk").first()
    return dict(last.risks) if last else {}


def _schools_before(child: Child, told: PermanentExclusion) -> str:
    """The schools on record until the exclusion, the first at the top, a line each."""
    rows = child.enrolments.filter(from_on__lte=told.first_on).select_related("school__organisation")
    return "\n".join(
        f"{row.school}, from {plain_day(row.from_on)}{f' to {plain_day(row.to_on)}' if row.to_on else ''}"
        for row in rows.order_by("from_on", "pk")
    )


def figures(case: Case) -> list[dict[str, str]]:
    """What the notice and the registers say, in words: why by code, attendance before it, and earlier exclusions."""
    told, child, school = case.permanent_exclusion, case.child, case.school
    rows = [
        ("Excluded from", f"{school}, from {plain_day(told.first_on)}"),
        ("Reasons", "; ".join(ReasonCode(code).label for code in told.reasons)),
    ]
    if child is not None and school is not None:
        first, last = told.first_on - ATTENDANCE, told.first_on - DAY
        tally = attendance_between(child, school, first, last).tally
        share = f"{tally.attendance:.1f}% of {tally.possible} sessions" if tally.attendance is not None else "No marks"
        rows.append(("Attendance in the 12 weeks before", share))
        rows.append(("Suspended in that school year", in_days(totals(child, school, told.first_on).in_year)))
        rows.append(("Suspensions on record", str(standing(child).count())))
    return [{"key": key, "value": value} for key, value in rows]
