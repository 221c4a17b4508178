"""What safeguarding separations add to the page of a case."""

from typing import Any

from exclusions.begun_words import begun_words
from exclusions.held import beside
from exclusions.separation import rules
from exclusions.separation.models import Separation
from exclusions.separation.pathway import BEGIN
from oxle.accounts.models import User
from oxle.cases.models import Case
from oxle.cases.standing import last_taken
from oxle.core.dates import today
from oxle.schooldays.wording import plain_day


def rows_of(told: Separation) -> list[dict[str, Any]]:
    """What a head told of a separation, as a summary list shows it."""
    shown = [
        ("May not come from", plain_day(told.starts_on)),
        ("Code in the register", rules.REGISTER_CODE.on(told.starts_on)),
        ("Led by", told.led_by),
        ("How the pupil is", told.pupil_view),
        ("Why they must be kept apart", told.why),
        ("Decided", plain_day(told.decided_on)),
        ("The parents were told", plain_day(told.parents_told_on) if told.parents_told_on else "Not yet"),
        ("Special educational needs", told.get_sen_display()),
        ("Social worker", "Yes" if told.social_worker else "No"),
    ]
    return [{"key": key, "value": value} for key, value in shown]


def about(case: Case, user: User) -> dict[str, Any]:
    """The separation, for the page of its case."""
    told, begun = case.separation, last_taken(case, BEGIN.key)
    since = begun_words(case, begun) if begun else ["Not yet"]
    return {
        "rows": [
            *rows_of(told),
            *beside(case.child, today(), sen=told.sen, social_worker=told.social_worker),
            {"key": "Education has begun", "value": since},
        ]
    }
