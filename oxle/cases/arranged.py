"""Which places with a provider a case arranged: those are put right on the case, and not on the pupil's record."""

from oxle.cases.models import Case
from oxle.provision import placing
from oxle.provision.models import Offer


def by_a_case(offer: Offer) -> str | None:
    """Why a place is not taken back on the pupil's record; None where no case arranged it."""
    case = Case.objects.filter(reference=offer.source).values_list("reference", flat=True).first()
    return f"This place was arranged on {case}. Take back there what arranged it." if case else None


def register() -> None:
    """Let whoever takes a place back ask."""
    placing.arranged_elsewhere.append(by_a_case)
