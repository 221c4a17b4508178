"""The records of an excluded child follow once a new place is named: three lines open."""

from datetime import date

from oxle.accounts.models import User
from oxle.cases.models import Case, Event
from oxle.provision.models import Provider
from oxle.schools.models import School
from oxle.transfers.actions import Destination, name_destination, open_transfer, withdraw
from oxle.transfers.models import Reason, Transfer


def follow(case: Case, event: Event, by: User | None) -> None:
    """A place was named: open the transfer of the records there, or lead the one that is open there instead."""
    if place := event.facts.get("place"):
        follow_to(case, event, place_called(place), date.fromisoformat(event.facts["starts_on"]), by)


def stay(case: Case, event: Event, by: User | None) -> None:
    """The place that was named comes to nothing, or is in doubt: a move of which no file was sent yet is withdrawn."""
    rows = Transfer.objects.filter(child=case.child, sender=case.school, reason=Reason.NAMED, withdrawn_at=None)
    for one in rows.exclude(lines__sent_on__isnull=False).exclude(lines__received_on__isnull=False):
        withdraw(one, one.version, because="The place that was named came to nothing.", by=by, at=event.at)


def follow_to(case: Case, event: Event, to: Destination, starts_on: date, by: User | None) -> None:
    """The same to a place that is known, from a day on, by the step that says so."""
    if case.school is None or case.child is None or to == case.school:
        return
    said = {"to": to, "known_on": event.on, "starts_on": starts_on, "by": by, "at": event.at}
    rows = Transfer.objects.filter(child=case.child, sender=case.school, withdrawn_at=None)
    rows = rows.filter(reason__in=[Reason.NAMED, Reason.LEFT])
    # What went somewhere stays said of there: another place is another move.
    rows = rows.exclude(lines__received_on__isnull=False).exclude(lines__sent_on__isnull=False)
    known = rows.order_by("-opened_at").first()
    if known is not None:
        name_destination(known, known.version, **said)
    else:
        open_transfer(case.child, case.school, reason=Reason.NAMED, **said)


def place_called(name: str) -> Destination:
    """The school or provider of exactly this name; else the name, as it is the name of a place that we do not have."""
    called = {"organisation__name": name.strip()}
    schools = School.objects.filter(**called).select_related("organisation")[:2]
    if len(schools) == 1:
        return schools[0]
    return Provider.objects.filter(**called).select_related("organisation").first() or name.strip()
