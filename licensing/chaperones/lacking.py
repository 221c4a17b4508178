"""What an application of a chaperone lacks, and what stands in the way of an approval, in sentences. No writes."""

from collections.abc import Sequence
from datetime import date, timedelta

from licensing.chaperones import rules
from licensing.chaperones.models import Chaperone, DbsCheck, Interview, LivedAt, Referee
from oxle.people.ages import age_on
from oxle.schooldays.counting import add_months
from oxle.schooldays.wording import plain_day

DAY = timedelta(days=1)
NOT_ANSWERED = "has not answered yet."
RELATED = "is a relative or lives with them: that reference does not count."


def from_applicant(
    chaperone: Chaperone, born_on: date | None, lived: Sequence[LivedAt], referees: Sequence[Referee]
) -> list[str]:
    """What the applicant still owes before anybody begins to check."""
    on = chaperone.received_on
    found = []
    least = rules.LEAST_AGE.on(on)
    if born_on is None:
        found.append("The date of birth is not known.")
    elif (age := age_on(born_on, on)) < least:
        found.append(f"They are {age}: a chaperone is at least {least}.")
    found += gaps_in(lived, add_months(on, -12 * rules.ADDRESSES.on(on)), on)
    asked, named = rules.REFEREES.on(on), sum(not one.related for one in referees)
    if named < asked:
        who = " who is no relative" if named < len(referees) else ""
        found.append(f"They name {_count(named, 'referee')}{who}: {asked} are asked.")
    if not chaperone.agrees_checks:
        found.append("They do not agree that we ask the DBS, social care and the referees.")
    if chaperone.photo_id is None:
        found.append("There is no photograph.")
    return found


def gaps_in(lived: Sequence[LivedAt], since: date, on: date) -> list[str]:
    """Each time of which no address is told, from its first to its last day, of the days from one to another."""
    found, unknown_from = [], since
    for one in sorted(lived, key=lambda each: each.from_on):
        if one.from_on > unknown_from:
            found.append((unknown_from, min(one.from_on - DAY, on)))
        unknown_from = max(unknown_from, (one.to_on or on) + DAY)
    if unknown_from <= on:
        found.append((unknown_from, on))
    asked = f"the addresses since {plain_day(since)} are asked."
    return [f"No address is told for {_days(first, last)}: {asked}" for first, last in found]


def _days(first: date, last: date) -> str:
    return plain_day(first) if first == last else f"{plain_day(first)} to {plain_day(last)}"


def before_approval(
    chaperone: Chaperone,
    referees: Sequence[Referee],
    interview: Interview | None,
    dbs: DbsCheck | None,
    on: date,
) -> list[str]:
    """What stands in the way of a first approval on a day."""
    found = [f"{one.name} {NOT_ANSWERED}" for one in referees if one.suitable is None]
    found += [f"{one.name} does not think them suitable." for one in referees if one.suitable is False]
    found += [f"{one.name} {RELATED}" for one in referees if one.suitable and one.related]
    good = sum(one.counts for one in referees)
    asked = rules.REFEREES.on(on)
    if good < asked and not found:
        found.append(f"{_count(good, 'good reference')}: {asked} are asked.")
    # Two good references will do, whatever a third says: an officer has read it.
    found = [] if good >= asked else found
    if interview is None:
        found.append("There was no interview.")
    elif not interview.suitable:
        found.append(f"The interview of {plain_day(interview.on)} did not find them suitable.")
    return [*found, *before_renewal(chaperone, dbs, on)]


def before_renewal(chaperone: Chaperone, dbs: DbsCheck | None, on: date) -> list[str]:
    """What stands in the way of an approval that goes on, on a day: the DBS and the training."""
    found = []
    months = rules.DBS_WITHIN.on(on)
    if dbs is None:
        found.append("Nothing of the DBS was seen.")
    else:
        if not dbs.barred_list:
            found.append("The DBS certificate is not an enhanced one with the children’s barred list.")
        if not dbs.suitable:
            found.append(f"What the DBS said on {plain_day(dbs.on)} speaks against it.")
        if dbs.on < add_months(on, -months):
            found.append(f"The DBS was last asked on {plain_day(dbs.on)}, more than {months} months ago.")
    months = rules.TRAINED_WITHIN.on(on)
    if chaperone.trained_on is None:
        found.append("No training is recorded.")
    elif chaperone.trained_on < add_months(on, -months):
        found.append(f"The training of {plain_day(chaperone.trained_on)} is older than {months} months.")
    return found


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
