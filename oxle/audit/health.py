"""Says on the deep health page when the audit is no longer sealed."""

from oxle.audit.models import Seal
from oxle.audit.queries import seals_problem
from oxle.core import health


def seals_are_late() -> str | None:
    """One sentence when the seals stand still; None while all is well."""
    return seals_problem(Seal.objects.order_by("number").last())


def register() -> None:
    """Add the check to the deep health page."""
    health.CHECKS["seals"] = seals_are_late
