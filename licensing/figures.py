"""What licensing counts for the board: of the school year up to a day, and what is in force on it. No writes."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import F

from licensing.bodies.models import BodyApproval
from licensing.chaperones import pathway as chaperones
from licensing.chaperones import rules as chaperone_rules
from licensing.chaperones.models import Chaperone
from licensing.checking.four_days import notice_given
from licensing.grants.models import Grant
from licensing.inspections import pathway as inspections
from licensing.inspections.models import Inspection
from licensing.performances import pathway as performances
from licensing.performances.models import Licence
from licensing.work.enquiries import pathway as enquiries
from licensing.work.models import Permit
from licensing.work.permits import pathway as permits
from oxle.cases.board import BoardFigure
from oxle.cases.models import Event
from oxle.cases.pathways import Pathway, Step
from oxle.schooldays.school_years import school_year_of

G = TypeVar("G", bound=Grant)


def board(on: date) -> list[BoardFigure]:
    """Each figure as it was at the end of a day, by what is known of that day now. What happened is counted from the
    first of September before it on, each case once."""
    since = school_year_of(on).starts_on

    def happened(of: Pathway, step: Step) -> int:
        rows = Event.objects.filter(case__pathway=of.key, step=step.key, on__range=(since, on), superseded_by=None)
        return rows.values("case").distinct().count()

    applied, late = _applications(since, on)
    chaperones_now = _in_force(Chaperone.objects.all(), on)
    soon = on + timedelta(weeks=chaperone_rules.REMINDED_BEFORE.on(on))
    visits = Inspection.objects.filter(visited_on__range=(since, on)).count()
    licence, permit, enquiry = performances.LICENCE, permits.PERMIT, enquiries.ENQUIRY
    return [
        BoardFigure("applied", "Applications for performance licences this school year", applied),
        BoardFigure("late", "Of these late, with fewer than 21 days’ notice", late),
        BoardFigure("granted", "Performance licences granted this school year", happened(licence, performances.GRANT)),
        BoardFigure("refused", "Performance licences refused this school year", happened(licence, performances.REFUSE)),
        BoardFigure(
            "not_needed", "Applications this school year that needed no licence (four-day rule, approved organisation)",
            happened(licence, performances.NOT_NEEDED_STEP),
        ),
        BoardFigure("licences", "Performance licences in force", len(_in_force(Licence.objects.all(), on))),
        BoardFigure("bodies", "Approved organisations (BOPA) in force", len(_in_force(BodyApproval.objects.all(), on))),
        BoardFigure("chaperones", "Chaperones approved", len(chaperones_now)),
        BoardFigure(
            "chaperones_ending", "Of these with an approval that ends soon",
            sum(one.until_on is not None and one.until_on <= soon for one in chaperones_now),
        ),
        BoardFigure(
            "chaperones_lapsed", "Approvals of chaperones that lapsed this school year",
            happened(chaperones.CHAPERONE, chaperones.LAPSE),
        ),
        BoardFigure("permits_granted", "Work permits granted this school year", happened(permit, permits.GRANT)),
        BoardFigure("permits_refused", "Work permits refused this school year", happened(permit, permits.REFUSE)),
        BoardFigure("permits", "Work permits in force", len(_in_force(Permit.objects.all(), on))),
        BoardFigure("inspections", "Inspections made this school year", visits),
        BoardFigure(
            "follow_ups", "Inspections this school year after which something had to be put right",
            happened(inspections.INSPECTION, inspections.FOLLOW),
        ),
        BoardFigure(
            "enquiries", "Illegal employment enquiries opened this school year", happened(enquiry, enquiries.RECEIVE)
        ),
    ]  # fmt: skip


def _applications(since: date, on: date) -> tuple[int, int]:
    """How many children were applied for, and for how many of them late."""
    rows = Event.objects.filter(
        case__pathway=performances.LICENCE.key, step=performances.RECEIVE.key, on__range=(since, on), superseded_by=None
    )
    told = list(rows.values_list("on", F(f"facts__{performances.FIRST_ON.key}")))
    return len(told), sum(bool(first) and notice_given(came, date.fromisoformat(first)).late for came, first in told)


def _in_force(rows: Iterable[G], on: date) -> list[G]:
    """What is granted that holds on a day: given by then, and neither over nor ended nor suspended."""
    return [one for one in rows if (term := one.term) is not None and term.is_valid(on)]
