"""What a school told of a pupil who is on no list of ours, of whatever kind."""

from datetime import date
from typing import Any

from oxle.accounts.models import Organisation, User
from oxle.cases import unlisted
from oxle.cases.inbox_models import InboxMessage
from oxle.schools.models import School
from tests.exclusions.make import moment


def told_of_unlisted(
    kind: unlisted.Unlisted,
    school: School,
    by: User,
    on: date,
    *,
    team: Organisation,
    given: str = "Ash",
    **notice: Any,
) -> InboxMessage:
    """It waits with a team; `notice` is what was told beside the pupil."""
    pupil = {
        "given": given, "family": "Newcome", "born_on": "2013-03-27", "sex": "U", "upn": "", "year_group": "9",
        "joined_on": on.isoformat(), "postcode": "",
    }  # fmt: skip
    message = unlisted.tell(
        kind, school, pupil=pupil, notice=notice, text="Sleeps badly.", files={}, by=by, on=on, at=moment(on)
    )
    message.team = team
    message.save(update_fields=["team"])
    return message
