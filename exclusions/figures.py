"""What exclusions count for the board: how often education began by day 6, and why places take longer. No writes."""

from datetime import date

from exclusions.fair_access.reporting import MISTAKEN
from exclusions.permanent.day_sixes import day_sixes
from exclusions.placement.rules import DELAYS
from oxle.cases.board import BoardFigure
from oxle.cases.models import Event
from oxle.core.rules import RuleBook
from oxle.schooldays.school_years import school_year_of

DELAY = "delay"


def board(on: date) -> list[BoardFigure]:
    """Each figure as it was at the end of a day, by what is known of that day now, of the school year so far."""
    year = school_year_of(on)
    six = day_sixes(year, on, RuleBook())
    delays = _delays(year.starts_on, on)
    return [
        BoardFigure("day_six", "Permanent exclusions whose day 6 came this school year, with education owed", six.all),
        BoardFigure("day_six_met", "Of these with full-time education by day 6", six.in_time),
        BoardFigure("day_six_late", "Of these later, or not yet", six.all - six.in_time),
        *([BoardFigure("day_six_percent", "By day 6, of each 100", six.in_time * 100 // six.all)] if six.all else []),
        *(
            BoardFigure(f"delay_{code}", f"Cases this school year in which a place took longer: {words}", delays[code])
            for code, words in DELAYS.items()
        ),
    ]  # fmt: skip


def _delays(since: date, on: date) -> dict[str, int]:
    """In how many cases each reason was recorded; a case that was entered by mistake is none."""
    rows = Event.objects.filter(case__duty="exclusions", step=DELAY, on__range=(since, on), superseded_by=None)
    rows = rows.exclude(case__stage__in=MISTAKEN)
    told = set(rows.values_list("case", "facts__why"))
    return {code: sum(why == code for _, why in told) for code in DELAYS}
