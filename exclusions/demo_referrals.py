"""What officers of the made-up county have confirmed of excluded children for the fair access panel."""

from collections.abc import Sequence
from datetime import date, timedelta

from exclusions.panel_referrals import actions, queries
from exclusions.permanent.pathway import PERMANENT
from exclusions.unit_referrals.models import Exploitation, Likelihood, Risk
from oxle.cases.models import Case
from oxle.demo.county import County

KNOWN = {
    Risk.OTHERS: "A teaching assistant is near in corridors and at lunch.",
    Risk.LEAVING: "The office rings home within ten minutes.",
}
REVIEWED_AFTER = timedelta(weeks=6)


def refer(county: County, cases: Sequence[Case], on: date) -> None:
    """Confirm, as of a day, the referral of each permanent exclusion among some cases that has none."""
    confirmed = queries.last_of(cases)
    for case in cases:
        if case.pathway != PERMANENT.key or case.pk in confirmed:
            continue
        found = queries.prefilled(case, on)
        risks = {
            risk.value: {
                "likelihood": (Likelihood.LOW if risk in KNOWN else Likelihood.NONE).value,
                "measures": KNOWN.get(risk, ""),
            }
            for risk in Risk
        }
        details = found | {
            "wish": found["wish"] or "The parents could not be reached.",
            "voice": found["voice"] or "Wants to start afresh where nobody knows.",
            "parents_know": True,
            "exploitation": found["exploitation"] or Exploitation.NO,
            "risks": found["risks"] or risks,
            "review_on": on + REVIEWED_AFTER,
            "needs": "Works well in small groups, and needs to know the day’s plan in the morning.",
        }
        by = county.people["exclusions"]
        actions.confirm(case, 0, details=details, by=by, on=on, at=county.moment(on, 9, 0))
