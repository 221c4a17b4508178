"""What exclusions count for the board: how often education began by day 6, and why places take longer. No writes."""

from collections import Counter
from datetime import date

from exclusions.fair_access.reporting import MISTAKEN
from exclusions.permanent.day_sixes import day_sixes
from exclusions.placement.rules import DELAYS, INTERIM, LONG_TERM
from oxle.cases.board import BoardFigure
from oxle.cases.models import Event
from oxle.core.rules import RuleBook
from oxle.schooldays.school_years import school_year_of

DELAY = "delay"
PLACES = {INTERIM: "An interim place", LONG_TERM: "A school or long-term place"}


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
            BoardFigure(f"delay_{which}_{code}", f"{place} took longer, cases: {words}", delays[which, code])
            for which, place in PLACES.items()
            for code, words in DELAYS.items()
        ),
    ]  # fmt: skip


def _delays(since: date, on: date) -> Counter[tuple[str, str]]:
    """In how many cases each reason was recorded, of the interim place and of the school or long-term one. What was
    recorded before it was asked of which place is of the long-term one; a case that was entered by mistake is none."""
    rows = Event.objects.filter(case__duty="exclusions", step=DELAY, on__range=(since, on), superseded_by=None)
    rows = rows.exclude(case__stage__in=MISTAKEN)
    told = {
        (case, which or LONG_TERM, why) for case, which, why in rows.values_list("case", "facts__which", "facts__why")
    }
    return Counter((which, why) for _, which, why in told)
