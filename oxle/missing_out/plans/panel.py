"""What a child's page says of the personal education plan. No writes."""

from datetime import date
from typing import Any

from oxle.missing_out.plans.standing import standings
from oxle.people.models import Child


def plan_of(user: Any, child: Child, on: date) -> dict[str, Any] | None:
    """How it stands with the plan; None for a child who is not looked after."""
    found = standings([child.pk], on).get(child.pk)
    return {"standing": found, "child": child} if found else None
