"""What prosecutions add to the case page and to my work."""

from datetime import date
from typing import Any

from django.urls import reverse

from attendance.prosecution import pathway, queries
from attendance.prosecution.register import not_borne_out
from attendance.referrals import pathway as referral_pathway
from oxle.accounts.models import User
from oxle.cases.models import Case
from oxle.cases.offers import Task
from oxle.cases.queries import days_of
from oxle.schooldays.wording import plain_day

# Where readiness still asks for it, on the page of the papers.
IN_PREPARATION = {pathway.PREPARING.key, pathway.WITH_LEGAL.key, pathway.RETURNED.key}
WHAT_THEN = {
    True: "the papers can be returned and the certificate made again before the charge.",
    False: "the charge is made, so say what has changed in a further statement.",
}


def about(case: Case, user: User) -> dict[str, Any]:
    """The charge, its dates, where the papers are, and what the court has done so far."""
    charge = queries.charge_of(case)
    begun, outcome, released = queries.commencement_of(case), queries.outcome_of(case), queries.release_of(case)
    days = days_of(case)
    rows = [
        {"key": "Child", "value": str(queries.child_of(case))},
        {"key": "Charge", "value": charge.get_kind_display() if charge else "Not chosen yet"},
    ]
    if charge:
        dates = queries.charge_dates(charge)
        rows.append(
            {
                "key": "Offence period",
                "value": _period(
                    charge.offence_from_on, charge.offence_to_on, begun.in_time_from_on if begun else None
                ),
            }
        )
        if begun is None:
            rows.append(
                {
                    "key": "Charge by",
                    "value": [
                        f"{plain_day(dates.safe_on)} for the whole period",
                        f"{plain_day(dates.last_on)} at the very last",
                    ],
                }
            )
        rows.append(
            {"key": "Parenting order", "value": "Asked for" if charge.with_parenting_order else "Not asked for"}
        )
    if released:
        rows.append({"key": "Released", "value": f"{plain_day(days[released.event_id])} by {released.event.by.name}"})
    if begun:
        rows += [
            {"key": "Charged", "value": f"{plain_day(days[begun.event_id])}, {begun.get_method_display()}"},
            {"key": "Court reference", "value": begun.urn},
        ]
    if plea := queries.plea_of(case):
        rows.append(
            {"key": "Plea", "value": {"guilty": "Guilty", "not_guilty": "Not guilty"}.get(plea, "None entered")}
        )
    if outcome:
        rows += _decided(outcome, days[outcome.event_id])
    hearings = case.events.filter(hearing__isnull=False).select_related("hearing").order_by("order")
    held = [{"on": days[event.pk], "record": event.hearing} for event in hearings]
    return {
        "rows": rows,
        "hearings": sorted(held, key=lambda one: one["on"]),
        "changed": _changed_since_release(case) if released else None,
        "papers_url": reverse("attendance:papers", args=[case.key]),
    }


def _changed_since_release(case: Case) -> str | None:
    """That what the solicitor released, or the court has, is not what the register says now; while that matters."""
    certificate = queries.certificate_of(case)
    if case.closed_on or case.stage in IN_PREPARATION or certificate is None:
        return None
    changed = not_borne_out(case, certificate)
    return f"{changed} Tell the solicitor: {WHAT_THEN[case.stage == pathway.RELEASED.key]}" if changed else None


def _period(from_on: date, to_on: date, in_time_from_on: date | None) -> str | list[str]:
    """The offence period as it was charged, and what of it could be charged no more."""
    if in_time_from_on is None:
        return f"{plain_day(from_on)} to {plain_day(to_on)}"
    return [
        f"{plain_day(in_time_from_on)} to {plain_day(to_on)}, as charged",
        f"It was to begin on {plain_day(from_on)}: six months had passed since the days before",
    ]


def _decided(outcome: Any, on: date) -> list[dict[str, Any]]:
    rows = [{"key": "Outcome", "value": f"{outcome.get_verdict_display()}, {plain_day(on)}"}]
    if outcome.sentence:
        fine = f", £{outcome.fine:,.2f}" if outcome.fine else ""
        rows.append({"key": "Sentence", "value": f"{outcome.get_sentence_display()}{fine}"})
    if outcome.costs:
        rows.append({"key": "Costs", "value": f"£{outcome.costs:,.2f}"})
    if outcome.parenting_order:
        until = outcome.parenting_order_until_on
        rows.append({"key": "Parenting order made", "value": f"Until {plain_day(until)}" if until else "Yes"})
    return rows


def ended_to_record(user: User, on: date) -> list[Task]:
    """Referrals of mine of which every court case has ended, and nobody has recorded that."""
    rows = queries.referrals_ended_in_court(user).filter(owner=user)
    return [
        Task(
            title=referral_pathway.END_COURT.label,
            about=f"{case.child} · {case.school}",
            why="Every prosecution and supervision case of this referral has ended",
            action="Record it",
            url=reverse("cases:step", args=[case.key, referral_pathway.END_COURT.key]),
            case=case.pk,
            child=case.child_id,
            owner=user.pk,
        )
        for case in rows
    ]


def papers_to_release(user: User, on: date) -> list[Task]:
    """For a solicitor: papers handed in, whoever owns the case, the most pressing first."""
    if not user.can(pathway.SOLICITOR):
        return []
    rows = queries.prosecutions_for(user).filter(stage=pathway.WITH_LEGAL.key)
    return [
        Task(
            title="Release or return court papers",
            about=f"{case.adult} · {case.school}",
            why=f"Handed in on {plain_day(case.stage_since_on)}; due is the charge for the whole offence period",
            action="Read the papers",
            url=reverse("attendance:papers", args=[case.key]),
            due_on=case.safe_on,
            is_law=True,
            case=case.pk,
        )
        for case in rows.order_by("safe_on", "pk")
    ]
