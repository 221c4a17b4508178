"""Makes what tests of records that move begin with: two schools, a child who moves, and who acts."""

from datetime import UTC, date, datetime

from oxle.people import actions as people
from oxle.people.models import Child
from oxle.provision.actions import add_provider
from oxle.provision.models import Offer, OfferKind, Provider, ProviderKind
from oxle.provision.placing import place
from oxle.transfers.models import Line, Transfer
from tests import make
from tests.attendance.make import calendar

TODAY = date(2026, 11, 24)
LEFT = date(2026, 11, 13)


def moment(on: date = TODAY, hour: int = 10) -> datetime:
    """A moment of a day."""
    return datetime(on.year, on.month, on.day, hour, tzinfo=UTC)


class Places:
    """Two schools, a unit, and the people who act for each."""

    def __init__(self) -> None:
        calendar()
        self.old, self.new = make.school("Old School"), make.school("New School")
        self.head = make.user("head", self.old.organisation, name="Old head")
        self.next_head = make.user("head", self.new.organisation, name="New head")
        self.officer = make.user("exclusion_officer")
        self.unit: Provider = add_provider(
            name="Example Unit", kind=ProviderKind.PRU, by=self.officer, places=[9] * 5,
            safeguarding_checked_on=TODAY, quality_checked_on=TODAY,
        )  # fmt: skip
        self.teacher = make.user("provider", self.unit.organisation)
        self.child = make.child("Ash", "Example", at=self.old)

    def leave(self, on: date = LEFT, child: Child | None = None) -> None:
        """The child leaves the old school."""
        enrolment = (child or self.child).enrolments.get(school=self.old)
        people.leave(enrolment, enrolment.version, by=self.officer, on=on)

    def arrive(self, on: date = date(2026, 11, 16)) -> None:
        """The child is on the new school's register."""
        make.enrolled(self.child, self.new, from_on=on)

    def moved_without_asking(self) -> None:
        """The child has gone from the one school to the other."""
        self.leave()
        self.arrive()

    def moved(self) -> Transfer:
        """The same, and the move that was opened."""
        self.moved_without_asking()
        return Transfer.objects.get()


def line(transfer: Transfer, kind: str) -> Line:
    """One file of a transfer, as the database has it."""
    return Line.objects.get(transfer=transfer, kind=kind)


def placed(places: Places, **changes) -> Offer:
    """A place of the child with the unit, from yesterday and full-time unless said otherwise."""
    return place(
        places.child, places.unit, kind=OfferKind.ALTERNATIVE, basis="Education Act 1996 s.19",
        source="OX", by=places.officer, on=TODAY,
        **{"minutes": [150] * 10, "full_time": True, "to_on": None, "from_on": date(2026, 11, 23), **changes},
    )  # fmt: skip
