"""What exclusions count for the board: how often education began by day 6, and why places take longer. No writes."""

from datetime import date, timedelta

from exclusions.permanent import pathway as permanent
from exclusions.permanent.queries import day_six
from exclusions.placement.rules import DELAYS
from oxle.cases.board import BoardFigure
from oxle.cases.models import Case, Event
from oxle.schooldays.school_years import school_year_of

DELAY = "delay"
# Six school days with a summer holiday between.
LONGEST = timedelta(weeks=9)


def board(on: date) -> list[BoardFigure]:
    """Each figure as it was at the end of a day, by what is known of that day now, of the school year so far."""
    since = school_year_of(on).starts_on
    came, met = _day_six(since, on)
    delays = _delays(since, on)
    return [
        BoardFigure("day_six", "Permanent exclusions whose day 6 came this school year, with education owed", came),
        BoardFigure("day_six_met", "Of these with full-time education by day 6", met),
        BoardFigure("day_six_late", "Of these later, or not yet", came - met),
        *([BoardFigure("day_six_percent", "By day 6, of each 100", met * 100 // came)] if came else []),
        *(
            BoardFigure(f"delay_{code}", f"Cases this school year in which a place took longer: {words}", delays[code])
            for code, words in DELAYS.items()
        ),
    ]  # fmt: skip


def _day_six(since: date, on: date) -> tuple[int, int]:
    """Of how many exclusions the day came that decides whether there was a breach, and in how many education had begun
    by then. What another council owes, or nobody by that day, counts for nothing."""
    cases = Case.objects.filter(pathway=permanent.PERMANENT.key, opened_on__lte=on)
    cases = cases.filter(permanent_exclusion__first_on__gte=since - LONGEST, deadlines__isnull=False)
    came = met = 0
    for case in cases.select_related("permanent_exclusion").distinct():
        found = day_six(case)
        due_on = found.breach.due_on if found.breach else None
        if found.is_elsewhere or due_on is None or not since <= due_on <= on:
            continue
        if found.not_owed_on is not None and found.not_owed_on <= due_on:
            continue
        came += 1
        met += found.begun_on is not None and found.begun_on <= due_on
    return came, met


def _delays(since: date, on: date) -> dict[str, int]:
    """In how many cases each reason was recorded."""
    rows = Event.objects.filter(case__duty="exclusions", step=DELAY, on__range=(since, on), superseded_by=None)
    told = set(rows.values_list("case", "facts__why"))
    return {code: sum(why == code for _, why in told) for code in DELAYS}
