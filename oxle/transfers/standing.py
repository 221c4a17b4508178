"""What finding moves rests on: which moves stand, which places take records over, what of a child is over for good."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from oxle.people.models import Enrolment, EnrolmentKind
from oxle.people.visibility import in_force
from oxle.provision.models import Offer, ProviderKind
from oxle.transfers.models import Line

DAY, HOLIDAYS, YEAR = timedelta(days=1), timedelta(days=21), timedelta(days=365)
# A place with one of these is a school or a college by law; a tutor takes no records over.
TAKES_RECORDS = [kind for kind in ProviderKind if kind.is_registered]

SENT_OR_RECEIVED = Q(sent_on__isnull=False) | Q(received_on__isnull=False)
UNTOUCHED = ~Exists(Line.objects.filter(SENT_OR_RECEIVED, transfer=OuterRef("pk")))
# A move that stands, or that a person has withdrawn: the service does not open it again.
STANDS_OR_TAKEN_BACK = Q(withdrawn_at=None) | Q(withdrawn_by__isnull=False)
# One that the service itself has withdrawn is opened again once there is reason to.
GIVEN_UP = Q(withdrawn_at__isnull=False, withdrawn_by=None)

# Registers after which the service tells nobody where the child went: a person does. A duty adds what it knows.
told_by_a_person: list[Callable[[], QuerySet[Enrolment]]] = []


def places_over(before: date) -> QuerySet[Offer]:
    """Places with a provider whose last day was before a day, and that do not go on: holidays may lie between a place
    and the one that goes on with it, such as with other hours."""
    later = Offer.objects.filter(child=OuterRef("child"), provider=OuterRef("provider"))
    goes_on = later.filter(from_on__gt=OuterRef("to_on"), from_on__lte=OuterRef("to_on") + HOLIDAYS)
    return Offer.objects.filter(~Exists(goes_on), provider__isnull=False, to_on__lt=before)


def registrations_over(before: date) -> QuerySet[Enrolment]:
    """Second registrations whose last day was before a day, at schools that do not have the child again."""
    again = Enrolment.objects.filter(
        child=OuterRef("child"), school=OuterRef("school"), from_on__gt=OuterRef("from_on")
    )
    return Enrolment.objects.filter(~Exists(again), kind=EnrolmentKind.DUAL_SUBSIDIARY, to_on__lt=before)


def schools_on(on: date) -> QuerySet[Enrolment]:
    """The registers on a day of the schools whose pupils children are; a second registration is none of them."""
    return Enrolment.objects.filter(in_force(on)).exclude(kind=EnrolmentKind.DUAL_SUBSIDIARY)


def school_on(child_id: int, on: date) -> Enrolment | None:
    """The register of the school whose pupil a child is on a day."""
    rows = schools_on(on).filter(child=child_id).select_related("school__organisation")
    return rows.order_by("pk").first()


def last_before(child_id: int, on: date) -> Enrolment | None:
    """The register that the child was on last before a day."""
    rows = Enrolment.objects.filter(child=child_id, to_on__lt=on).exclude(kind=EnrolmentKind.DUAL_SUBSIDIARY)
    return rows.select_related("school__organisation").order_by("-to_on", "-pk").first()


def lasts(offer: Offer) -> bool:
    """Whether a place only goes on with this one, such as with other hours; holidays may lie between."""
    before = Offer.objects.filter(child=offer.child_id, provider=offer.provider_id, from_on__lt=offer.from_on)
    return before.filter(Q(to_on=None) | Q(to_on__gte=offer.from_on - HOLIDAYS)).exists()
