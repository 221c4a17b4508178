"""Pupils of the made-up county who changed schools or came back from a unit, and how far the records of everybody who
moved have come."""

from datetime import date, timedelta

from oxle.accounts.models import User
from oxle.demo.county import County
from oxle.demo.providers import OF_NO_CASE
from oxle.people import actions as people
from oxle.provision.actions import end_offer
from oxle.provision.models import Offer, ProviderKind
from oxle.transfers import actions
from oxle.transfers.finding import find
from oxle.transfers.models import How, Kind, Line, Transfer

# How many school days ago each left, and how many after that the next school had them; None: nobody knows where to.
MOVES: tuple[tuple[int, int | None], ...] = ((22, 3), (12, 2), (6, 1), (16, None))
# Of so many moves one is left as it is: its files are overdue, or wait.
LEFT_ALONE = 6
WAYS = tuple(How)
# A place at each of these was over so many days ago: the unit has its files still to send, and the college, which
# makes no common transfer file, has sent what it owes.
ENDED: tuple[tuple[ProviderKind, int], ...] = ((ProviderKind.PRU, 3), (ProviderKind.FURTHER_EDUCATION, 9))


def make_moves(county: County) -> None:
    """A few moves between schools, and files sent and receipted of most moves; none in a large county."""
    if county.size.in_bulk:
        return
    officer = county.people["exclusions"]
    schools = [school for school in county.schools if school.pk in county.leads]
    for number, (ago, after) in enumerate(MOVES):
        sender, receiver = schools[number % len(schools)], schools[(number + 1) % len(schools)]
        pupil, calendar = county.take(sender), county.calendar(sender)
        child = pupil.child
        pupil.left_on = left_on = calendar.school_day_before(county.on, ago)
        enrolment = child.enrolments.get(to_on=None)
        people.leave(enrolment, enrolment.version, by=officer, on=left_on)
        if after is not None:
            begins_on = calendar.school_day_after(left_on, after)
            people.enrol(child, receiver, from_on=begins_on, by=officer, on=county.on, source="The new school")
    _end_places(county)
    find(at=county.at)
    for number, transfer in enumerate(Transfer.objects.order_by("pk").select_related("from_provider")):
        _settle(county, number, transfer)


def _end_places(county: County) -> None:
    """The oldest place at each of these that is no case's has come to its end."""
    for kind, ago in ENDED:
        last_on = county.days_ago(ago)
        places = Offer.objects.filter(provider__kind=kind, source__startswith=OF_NO_CASE, from_on__lt=last_on)
        if (offer := places.order_by("from_on", "pk").first()) is not None:
            end_offer(offer, to_on=last_on, by=county.people["exclusions"])


def _settle(county: County, number: int, transfer: Transfer) -> None:
    """What the place that sends and the one that receives have recorded so far."""
    by = _who_sends(county, transfer)
    if by is None or transfer.withdrawn_at is not None or number % LEFT_ALONE == 0:
        return
    lines = {line.kind: line for line in Line.objects.filter(transfer=transfer).select_related("transfer")}
    if transfer.known_on is None:
        _lost(county, lines[Kind.CTF], by)
        return
    sent_on = min(transfer.known_on + timedelta(days=2 + number % 3), county.on)
    for place, line in enumerate(line for line in lines.values() if line.owed):
        if line.kind == Kind.SAFEGUARDING and number % 4 == 1:
            at = county.moment(sent_on, 11, number % 60)
            said_by = "The designated safeguarding lead, who has looked"
            actions.record_none(line, line.version, said_by=said_by, by=by, at=at)
            continue
        how = How.SYSTEM if line.kind == Kind.SAFEGUARDING else WAYS[(number + place) % len(WAYS)]
        at = county.moment(sent_on, 11, (number + place) % 60)
        actions.record_sent(line, line.version, sent_on=sent_on, sent_how=how, by=by, on=county.on, at=at)
        if number % 3:
            _received(county, number, line, sent_on)


def _who_sends(county: County, transfer: Transfer) -> User | None:
    """The lead of the school; for a provider the council, but the unit for which somebody signs in does it itself."""
    if transfer.from_provider is None:
        return county.leads.get(transfer.from_school_id or 0)
    signs_in = transfer.from_provider.organisation_id in county.people["teacher"].organisation_ids
    return None if signs_in else county.people["exclusions"]


def _received(county: County, number: int, line: Line, sent_on: date) -> None:
    received_on = min(sent_on + timedelta(days=1), county.on)
    at = county.moment(received_on, 12, number % 60)
    by = county.leads.get(line.transfer.to_school_id or 0, county.people["teacher"])
    if line.transfer.receiver is None:
        by = county.people["exclusions"]
    said = {"received_on": received_on, "receiver": "The office of the new place"}
    actions.record_received(line, line.version, **said, by=by, on=county.on, at=at)


def _lost(county: County, line: Line, by: User) -> None:
    on = county.days_ago(2)
    actions.record_lost(line, line.version, lost_on=on, by=by, on=county.on, at=county.moment(on, 11, 0))
