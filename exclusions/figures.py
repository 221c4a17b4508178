"""What exclusions count for the board: how many there are, which were averted, how often education began by day 6, and
why places take longer; and what the service aims at. No writes."""

from collections import Counter
from datetime import date

from django.db.models import Min, Q

from exclusions.fair_access.reporting import MISTAKEN
from exclusions.permanent import pathway
from exclusions.permanent.averted import cancelled
from exclusions.permanent.day_sixes import day_sixes
from exclusions.permanent.models import PermanentExclusion
from exclusions.permanent.step_forms import AVERTED_BY, WRONG
from exclusions.placement.rules import DELAYS, INTERIM, LONG_TERM
from exclusions.suspensions.models import Suspension, Withdrawn
from oxle.cases.as_at import stood_in
from oxle.cases.board import Aim, BoardFigure, aim
from oxle.cases.models import Case, Event
from oxle.core.rules import RuleBook
from oxle.schooldays.school_years import school_year_of

DELAY = "delay"
PLACES = {INTERIM: "An interim place", LONG_TERM: "A school or long-term place"}
SUSPENSIONS, PERMANENT, BY_DAY_SIX = "suspensions", "permanent", "day_six_percent"
AIMS: dict[str, Aim] = {
    SUSPENSIONS: aim("exclusions.target_suspensions", "suspensions in a school year"),
    PERMANENT: aim("exclusions.target_permanent", "permanent exclusions that stand, in a school year"),
    BY_DAY_SIX: aim(
        "exclusions.target_day_six",
        "of each 100 permanent exclusions, those with full-time education by day 6",
        100,
        "Education Act 1996 s.19(3A): from the sixth day on, for every pupil",
        at_least=True,
    ),
}


def board(on: date) -> list[BoardFigure]:
    """Each figure as it was at the end of a day, by what is known of that day now, of the school year so far."""
    year = school_year_of(on)
    six = day_sixes(year, on, RuleBook())
    delays = _delays(year.starts_on, on)
    return [
        *_exclusions(year.starts_on, on),
        BoardFigure("day_six", "Permanent exclusions whose day 6 came this school year, with education owed", six.all),
        BoardFigure("day_six_met", "Of these with full-time education by day 6", six.in_time),
        BoardFigure("day_six_late", "Of these later, or not yet", six.all - six.in_time),
        *([BoardFigure(BY_DAY_SIX, "By day 6, of each 100", six.in_time * 100 // six.all)] if six.all else []),
        *(
            BoardFigure(f"delay_{which}_{code}", f"{place} took longer, cases: {words}", delays[which, code])
            for which, place in PLACES.items()
            for code, words in DELAYS.items()
        ),
    ]  # fmt: skip


def known_since() -> date | None:
    """The first day of which an exclusion is known: of a case, or of a suspension in which nothing was owed."""
    opened = Case.objects.filter(duty="exclusions").aggregate(day=Min("opened_on"))["day"]
    suspended = Suspension.objects.aggregate(day=Min("first_on"))["day"]
    return min((day for day in (opened, suspended) if day), default=None)


def _exclusions(since: date, on: date) -> list[BoardFigure]:
    """How many began in a school year up to a day, and how many of them stood at its end. What was entered by mistake
    was none."""
    suspended = Suspension.objects.filter(first_on__range=(since, on)).exclude(withdrawn_as=Withdrawn.MISTAKE)
    suspended = suspended.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=on))
    decided = PermanentExclusion.objects.filter(first_on__range=(since, on))
    decided = decided.exclude(case__stage=pathway.MISTAKEN.key)
    stand = decided.exclude(stood_in([pathway.RESCINDED.key, pathway.REINSTATED.key], on, "case"))
    by_head = cancelled(since, on)
    averted = {code: count for code, count in by_head.items() if code != WRONG}
    return [
        BoardFigure(SUSPENSIONS, "Suspensions this school year", suspended.count()),
        BoardFigure("suspended", "Pupils suspended this school year", suspended.values("child").distinct().count()),
        BoardFigure("decided", "Permanent exclusions that heads decided this school year", decided.count()),
        BoardFigure(PERMANENT, "Of these that stand: neither cancelled nor ended by the governors", stand.count()),
        BoardFigure("averted", "Permanent exclusions averted: the head cancelled them", sum(averted.values())),
        *(
            BoardFigure(f"averted_{code}", f"Averted by: {words}", averted.get(code, 0))
            for code, words in AVERTED_BY.items()
            if code != WRONG
        ),
        BoardFigure("cancelled_as_wrong", "Cancelled by the head as a wrong decision", by_head[WRONG]),
    ]


def _delays(since: date, on: date) -> Counter[tuple[str, str]]:
    """In how many cases each reason was recorded, of the interim place and of the school or long-term one. What was
    recorded before it was asked of which place is of the long-term one; a case that was entered by mistake is none."""
    rows = Event.objects.filter(case__duty="exclusions", step=DELAY, on__range=(since, on), superseded_by=None)
    rows = rows.exclude(case__stage__in=MISTAKEN)
    told = {
        (case, which or LONG_TERM, why) for case, which, why in rows.values_list("case", "facts__which", "facts__why")
    }
    return Counter((which, why) for _, which, why in told)
