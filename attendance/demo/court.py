"""Takes the papers of a story on: the solicitor releases them, the officer charges the parent, the parent pleads."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from attendance.demo.posting import post_papers
from attendance.prosecution import actions, pathway, queries
from attendance.prosecution.court_models import Method, Plea
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.cases.pathways import Stage
from oxle.schooldays.working_days import england

if TYPE_CHECKING:
    from attendance.demo.playing import Told

COURT = "Brackenford Magistrates’ Court"
# A first hearing is so many weeks after the requisition.
WEEKS_TO_HEARING = 8
EVIDENCE = "The register, the letters with their proof of posting and the officer’s statement prove each absence."
INTEREST = "Help was offered for half a year and refused, and the absences go on. The child loses most by delay."


def release(told: "Told", on: date) -> None:
    """The solicitor releases what is in hand, on the bundle that was made when it was handed in."""
    for case in _at(told, pathway.WITH_LEGAL):
        bundle = queries.newest_bundle(case)
        if bundle is None or bundle.state != bundle.State.MADE:
            # Nothing on this machine could make it.
            continue
        actions.release(
            case,
            bundle=bundle.key,
            looked_at=True,
            evidential_reason=EVIDENCE,
            public_interest_reason=INTEREST,
            by=told.county.people["solicitor"],
            on=on,
            at=told.county.moment(on, 11, told.number % 60),
            version=case.version,
        )


def charge(told: "Told", on: date) -> None:
    """The officer records the charge, by requisition, and its covering letter goes the same day."""
    for case in _at(told, pathway.RELEASED):
        served_on = england().working_day_after(on, 2)
        hearing_on = england().working_day_after(on, 5 * WEEKS_TO_HEARING)
        actions.commence(
            case,
            method=Method.REQUISITION,
            urn=f"43ZZ{told.number:05}26",
            served_on=served_on,
            statements_served_on=served_on,
            court=COURT,
            hearing_on=hearing_on,
            by=told.officer,
            on=on,
            at=told.county.moment(on, 12, told.number % 60),
            version=case.version,
        )
        post_papers(told, case)


def plead(told: "Told", on: date) -> None:
    """The parent has told the court that they are not guilty."""
    for case in _at(told, pathway.COMMENCED):
        at = told.county.moment(on, 10, told.number % 60)
        facts = {"plea": Plea.NOT_GUILTY.value}
        cases.take(case, pathway.RECORD_PLEA, by=told.officer, on=on, at=at, facts=facts)


def _at(told: "Told", stage: Stage) -> Iterator[Case]:
    """The prosecutions of a story that have come to a stage."""
    return Case.objects.filter(came_from=told.case, pathway=pathway.PROSECUTION.key, stage=stage.key).iterator()
