"""Referrals to the pupil referral unit in the demonstration: taken, waiting, declined, and one being filled in."""

from datetime import timedelta

from exclusions.permanent import pathway
from exclusions.unit_referrals import actions
from exclusions.unit_referrals.models import Exploitation, Likelihood, Risk
from oxle.cases.models import Case
from oxle.demo.county import County
from oxle.people.ages import age_on
from oxle.provision.models import Provider

UNIT = "Harebell Pupil Referral Unit"
# How far each has come.
STANDS = ("draft", "sent", "accepted", "declined", "sent")


def build(county: County) -> None:
    """A few children who are out of school are referred to the unit for which somebody signs in."""
    unit = Provider.objects.filter(organisation__name=UNIT).select_related("organisation").first()
    cases = Case.objects.filter(pathway=pathway.PERMANENT.key, closed_on=None, child__isnull=False)
    if unit is None:
        return
    rows = cases.select_related("child").order_by("pk")
    fit = [case for case in rows if unit.age_from <= age_on(case.child.born_on, county.on) <= unit.age_to]
    for number, (case, stands) in enumerate(zip(fit, STANDS, strict=False)):
        _refer(county, number, case, unit, stands)


def _refer(county: County, number: int, case: Case, unit: Provider, stands: str) -> None:
    by, on = county.people["exclusions"], county.on
    at = county.moment(on, 9, number)
    referral = actions.begin(case.child, unit, school_asked=stands == "draft", by=by, on=on, at=at)
    if stands == "draft":
        return
    actions.fill_in(
        referral,
        referral.version,
        by=by,
        reason=referral.reason,
        sen=referral.sen,
        exploitation=Exploitation.YES if number == 1 else Exploitation.NO,
        exploitation_words="Seen with older people at the station. Told to the MASH the same day."
        if number == 1
        else "",
        services={"early_help": "The early help worker of the area, 01632 960111"},
        parent_view="They would rather have a school nearer home, and agree to the unit until then.",
        pupil_voice="“I want to do cooking. I do not want to see the others from my class.”",
        behaviour=referral.behaviour,
    )
    risks = {risk.value: {"likelihood": Likelihood.NONE.value, "measures": ""} for risk in Risk}
    risks[Risk.OTHERS.value] = {"likelihood": Likelihood.MEDIUM.value, "measures": "Seated near the door, by an adult."}
    risks[Risk.LEAVING.value] = {"likelihood": Likelihood.LOW.value, "measures": "Met at the gate, and called at once."}
    actions.assess(referral, risks=risks, review_on=on + timedelta(days=42), file=None, by=by, on=on, at=at)
    actions.send(referral, referral.version, by=by, on=on, at=at)
    if stands != "sent":
        accepts = stands == "accepted"
        why = "" if accepts else "There is no place in this year group before the end of term."
        teacher = county.people["teacher"]
        actions.answer(referral, referral.version, accepts=accepts, why=why, by=teacher, at=at)
