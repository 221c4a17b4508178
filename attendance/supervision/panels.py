"""What a supervision order adds to the case page."""

from typing import Any

from attendance.supervision import pathway, queries
from oxle.accounts.models import User
from oxle.cases.models import Case, Event
from oxle.cases.permissions import compartments_for
from oxle.cases.queries import days_of
from oxle.schooldays.school_age import school_age_ends
from oxle.schooldays.wording import plain_day


def order_sought(case: Case, event: Event) -> str:
    """Where one goes on after “seek an education supervision order”: to the case that prepares it."""
    return case.led_to.get(pathway=pathway.SUPERVISION.key, closed_on=None).get_absolute_url()


def about(case: Case, user: User) -> dict[str, Any]:
    """The supervisor, the consultation, the order's last day, hearings and the log of directions."""
    order, supervisor, days = queries.order_of(case), case.supervision.supervisor, days_of(case)
    rows = [{"key": "Supervisor", "value": supervisor.name if supervisor else "Nobody yet"}]
    if order:
        rows += [
            {
                "key": "Extended" if order.is_extension else "Made",
                "value": f"{plain_day(days[order.event_id])}, {order.court}",
            },
            {"key": "Last day", "value": f"{plain_day(order.ends_on)}: {order.get_ends_because_display().lower()}"},
        ]
    rows.append({"key": "Compulsory school age ends", "value": plain_day(school_age_ends(case.child.born_on))})
    hearings = case.events.filter(step="hearing", superseded_by=None, compartment__in=compartments_for(user, case))
    return {
        "rows": rows,
        "consultations": [{"on": days[row.event_id], "record": row} for row in queries.consultations_of(case)],
        "directions": [{"on": days[row.event_id], "record": row} for row in queries.directions_of(case)],
        "hearings": list(hearings.order_by("on", "order")),
    }
