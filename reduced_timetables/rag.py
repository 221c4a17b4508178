"""What reduced timetables tell the register of pupils missing out: who has one, and which of them make red."""

from dataclasses import dataclass
from datetime import date, timedelta

from oxle.accounts.permissions import summary
from oxle.cases.as_at import open_on, stood_in
from oxle.cases.criteria import Asked, Criterion, Fired, Rated, threshold
from oxle.cases.involvement import Involved
from oxle.cases.models import Event
from oxle.cases.standing import as_they_stand
from oxle.core.dates import from_iso
from oxle.core.rules import whole_number
from oxle.schooldays.queries import calendars_for
from oxle.schooldays.wording import plain_day
from reduced_timetables.models import MEDICAL, Timetable
from reduced_timetables.pathway import CHANGE, ENDS_ON, EXTEND, FROM_ON, NOTIFIED, STARTS_ON, TELL, TIMETABLE

READS = summary("reduced_timetables")
MISSING_OUT = (Involved("Reduced timetable", TIMETABLE.key, began="reduced_timetable__starts_on"),)


NOT_VALID_FOR = threshold(
    "reduced_timetables.red_not_valid_for", "Red: a reduced timetable runs that was not validated, for more than", 0
)
PAST_END_FOR = threshold(
    "reduced_timetables.red_past_end_for", "Red: a reduced timetable is past its end, by more than", 0
)
# 15 days are those of the statutory guidance on children who cannot attend school because of health needs.
MEDICAL_FROM = threshold(
    "reduced_timetables.red_medical_from",
    "Red: a reduced timetable for medical reasons runs, and section 19 was not considered, from",
    15,
    "school days",
    parse=whole_number,
)
LONGER_THAN = threshold(
    "reduced_timetables.red_longer_than", "Red: a reduced timetable runs for more than", 12, "weeks", parse=whole_number
)


@dataclass(frozen=True)
class Running:
    """A timetable that runs: whose, of which case, from when to when, since when it was to be agreed to anew, and
    whether nobody has validated it by then."""

    child: int
    case: int
    starts_on: date
    ends_on: date
    since_on: date
    not_valid: bool


def _running(asked: Asked) -> list[Running]:
    rows = Timetable.objects.filter(open_on(asked.on, "case__"), case__child__among=asked.keys)
    rows = rows.annotate(not_valid=stood_in([NOTIFIED.key], asked.on, "case"))
    columns = ("case__child", "case", "starts_on", "ends_on", "since_on", "not_valid")
    # Of two schools' timetables of a child, what is said of that which began first stands: it is read last.
    return [Running(*row) for row in rows.order_by("-starts_on", "-pk").values_list(*columns)]


def _then(asked: Asked) -> list[tuple[Running, date, date]]:
    """Each that runs, with its end and the first day of what was to be agreed to, as they were by then: not those of an
    extension or of other sessions that came later."""
    running = asked.once(_running)
    ends = {one.case: one.ends_on for one in running}
    since = {one.case: one.since_on for one in running}
    if asked.is_past:
        told = Event.objects.filter(case__in=set(ends), step__in=(TELL.key, EXTEND.key, CHANGE.key))
        for one in (event for event in as_they_stand(told) if event.on <= asked.on):
            first = FROM_ON if one.step == CHANGE.key else STARTS_ON
            ends[one.case_id] = from_iso(one.facts.get(ENDS_ON.key)) or ends[one.case_id]
            since[one.case_id] = from_iso(one.facts.get(first.key)) or since[one.case_id]
    return [(one, ends[one.case], since[one.case]) for one in running]


def _not_valid(asked: Asked) -> dict[int, Fired]:
    """Whose timetable runs although not everything that must be there was there: nobody has validated it."""
    before = asked.on - timedelta(days=asked.threshold(NOT_VALID_FOR))
    return {
        one.child: Fired(
            one.starts_on,
            f"In for part of the week since {plain_day(one.starts_on)}, and the timetable is not validated.",
        )
        for one, _, since_on in asked.once(_then)
        # What is told in time, before an extension or other sessions begin, makes nobody red.
        if one.not_valid and since_on < before
    }


def _past_end(asked: Asked) -> dict[int, Fired]:
    before = asked.on - timedelta(days=asked.threshold(PAST_END_FOR))
    return {
        one.child: Fired(
            ends_on, f"The reduced timetable was to end on {plain_day(ends_on)}, and was neither ended nor extended."
        )
        for one, ends_on, _ in asked.once(_then)
        if ends_on < before
    }


def _medical(asked: Asked) -> dict[int, Fired]:
    """Who is in for part of the week for medical reasons so long that education by the council must be considered, and
    was not. That it was considered is asked as it is known now: the notice says so, or what was supplied later."""
    least, found = asked.threshold(MEDICAL_FROM), {}
    rows = Timetable.objects.filter(case__in=[one.case for one in asked.once(_running)], section_19=False)
    told = list(rows.filter(reason__in=MEDICAL).values_list("case__child", "case__school__calendar", "starts_on"))
    calendars = calendars_for({calendar for _, calendar, _ in told})
    for child, calendar, starts_on in told:
        days = calendars[calendar].days_between(starts_on, asked.on)
        if len(days) >= least:
            found[child] = Fired(
                days[least - 1],
                f"In for part of the week for medical reasons for {len(days)} school days, since "
                f"{plain_day(starts_on)}: education by the council (section 19) was not considered.",
            )
    return found


def _long(asked: Asked) -> dict[int, Fired]:
    weeks = asked.threshold(LONGER_THAN)
    most = timedelta(weeks=weeks)
    return {
        one.child: Fired(
            one.starts_on + most, f"In for part of the week since {plain_day(one.starts_on)}: more than {weeks} weeks."
        )
        for one in asked.once(_running)
        if one.starts_on < asked.on - most
    }


CRITERIA = (
    Criterion("reduced_timetables.not_valid", "A reduced timetable that was not validated", Rated.RED, _not_valid,
              NOT_VALID_FOR, READS),
    Criterion("reduced_timetables.past_end", "A reduced timetable past its end", Rated.RED, _past_end, PAST_END_FOR,
              READS),
    Criterion("reduced_timetables.medical", "Medical for 15 days, and section 19 not considered", Rated.RED, _medical,
              MEDICAL_FROM, READS),
    Criterion("reduced_timetables.long", "A reduced timetable for long", Rated.RED, _long, LONGER_THAN, READS),
)  # fmt: skip
