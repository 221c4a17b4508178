"""Makes the court papers of a story complete and hands them to the solicitor, as the officer would have done."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from attendance.demo import facts
from attendance.demo.posting import post, prove
from attendance.prosecution import actions, bundle_making, papers, pathway, readiness
from attendance.referrals import actions as referrals
from attendance.referrals import considering
from attendance.referrals.models import Moment
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.correspondence import printing, rendering
from oxle.correspondence.models import Letter

if TYPE_CHECKING:
    from attendance.demo.playing import Told

STATEMENT = (
    "I am the attendance officer who worked with this family. I read the school’s register, wrote to the parent, met "
    "them at the school and offered the help that the record of that meeting names. The absences went on."
)


def hand_in(told: "Told", on: date) -> None:
    """Complete the papers of each parent who is prosecuted, and hand in those that lack nothing.

    Those of a parent whose letters could not be sent, say, stay with the officer, as they would at work.
    """
    post(told)
    for case in Case.objects.filter(came_from=told.case, pathway=pathway.PROSECUTION.key, closed_on=None):
        _complete(told, case, on)
        if readiness.finding(case, None, on) is None:
            at = told.county.moment(on, 15, told.number % 60)
            steps = {step for step, _ in told.plan.steps}
            # Papers that come back are read before anybody asks for their bundle.
            if "return_papers" not in steps:
                bundle_making.ask_for(case, by=told.officer, at=at)
            if "release_papers" in steps:
                _make_bundle(case, at)
            cases.take(case, pathway.SUBMIT, by=told.officer, on=on, at=at)


def _make_bundle(case: Case, at: datetime) -> None:
    """Make the bundle that is to be released, with the letters in it. It takes seconds: the others a worker makes."""
    if rendering.missing():
        return
    exhibited = case.exhibits.filter(removed_at=None).values("letter")
    for letter in Letter.objects.filter(pk__in=exhibited, pdf=None):
        printing.print_at_once(letter, at=at)
    bundle_making.make_next(at=at)


def _complete(told: "Told", case: Case, on: date) -> None:
    by, at = told.officer, told.county.moment(on, 14, told.number % 60)
    referral, party = told.case.referral, case.prosecution.brought_from
    route = party.routes.get(to_on=None)
    actions.set_charge(
        case,
        kind=route.kind,
        with_parenting_order=route.with_parenting_order,
        offence_from_on=referral.first_absence_on,
        offence_to_on=referral.last_absence_on,
        by=by,
        on=on,
        at=at,
        version=case.version,
    )
    reason = "The parent has refused help for half a year; an order would change nothing."
    considered = {"by": by, "on": on, "at": at, "reason": reason}
    actions.consider_supervision(case, pathway.CONSIDER_SUPERVISION, data={"appropriate": False}, **considered)
    known = considering.known_of(case, on)
    referrals.consider(case, Moment.RELEASE, facts.findings(told.number, known), by=by, on=on, known=known)
    statement = papers.write_statement(case, maker=by.name, maker_as="Attendance officer", text=STATEMENT, by=by, at=at)
    papers.sign_statement(statement, statement.version, signed_on=on, copy=None, by=by, on=on)
    certificate = papers.make_certificate(case, by=by, at=at)
    papers.sign_certificate(
        certificate, signed_by=told.county.leads[told.pupil.school.pk].name, signed_as="Head teacher", signed_on=on,
        copy=None, on=on,
    )  # fmt: skip
    papers.nothing_unused(case, by=by, on=on)
    prove(told, party.adult, on)
