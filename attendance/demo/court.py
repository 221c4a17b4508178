"""Takes a story on at court: papers released or sent back, the parent charged, a plea and its outcome, an order."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from attendance.demo.posting import post_papers
from attendance.prosecution import actions, pathway, queries
from attendance.prosecution.court_models import Method, Outcome, Plea
from attendance.supervision import actions as orders
from attendance.supervision import pathway as supervision
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.cases.pathways import Stage
from oxle.schooldays.working_days import england

if TYPE_CHECKING:
    from attendance.demo.playing import Told

COURT = "Brackenford Magistrates’ Court"
# A first hearing is so many weeks after the requisition.
WEEKS_TO_HEARING = 8
FAMILY_COURT, WEEKS_TO_ORDER = "Brackenford Family Court", 6
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


def send_back(told: "Told", on: date) -> None:
    """The solicitor returns what lacks something that no checklist sees."""
    for case in _at(told, pathway.WITH_LEGAL):
        reason = "Say in the statement what help was offered between the meeting and the final warning."
        at = told.county.moment(on, 15, told.number % 60)
        cases.take(case, pathway.RETURN_PAPERS, by=told.county.people["solicitor"], on=on, at=at, reason=reason)


def conclude(told: "Told", on: date) -> None:
    """The court finds each parent guilty and fines them."""
    for case in _at(told, pathway.BEFORE_COURT):
        data = {
            "verdict": Outcome.Verdict.GUILTY.value,
            "convicted_of": queries.charge_of(case).kind,
            "sentence": Outcome.Sentence.FINE.value,
            "fine": Decimal("160.00"),
            "costs": Decimal("85.00"),
            "parenting_order": False,
            "parenting_order_until_on": None,
            "notes": "",
        }
        at = told.county.moment(on, 16, told.number % 60)
        actions.record_outcome(case, pathway.RECORD_OUTCOME, data=data, by=told.officer, on=on, at=at)
        post_papers(told, case)


def apply_for_order(told: "Told", on: date) -> None:
    """Children's services were consulted, and the solicitor applies for a supervision order the same day."""
    for case in _at(told, supervision.PREPARING):
        at = told.county.moment(on, 10, told.number % 60)
        heard = {"whom": "The duty manager of children’s services", "view": "They agree: the child is safe at home."}
        orders.consult(case, supervision.CONSULT, data=heard, by=told.officer, on=on, at=at)
        hearing_on = england().working_day_after(on, 5 * WEEKS_TO_ORDER)
        by, facts = told.county.people["solicitor"], {"hearing_on": hearing_on.isoformat()}
        cases.take(case, supervision.APPLY, by=by, on=on, at=told.county.moment(on, 15), facts=facts)


def make_order(told: "Told", on: date) -> None:
    """The family court makes the order."""
    for case in _at(told, supervision.APPLIED):
        at = told.county.moment(on, 15, told.number % 60)
        taken = {"by": told.county.people["solicitor"], "on": on, "at": at}
        orders.make_order(case, supervision.MAKE_ORDER, data={"court": FAMILY_COURT}, **taken)


def _at(told: "Told", stage: Stage) -> Iterator[Case]:
    """What came of a story and has come to a stage, of prosecutions or of supervision orders."""
    of = pathway.PROSECUTION if stage in pathway.PROSECUTION.stages else supervision.SUPERVISION
    return Case.objects.filter(came_from=told.case, pathway=of.key, stage=stage.key).iterator()
