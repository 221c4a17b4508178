"""What a school told of a permanent exclusion, in rows, for the school that told it."""

from exclusions.incident import weapon_in_words
from exclusions.permanent.models import PermanentExclusion
from exclusions.permanent.telling_since import NOT_YET
from exclusions.reasons import ReasonCode
from exclusions.virtual_school import in_words as looked_after_in_words
from oxle.schooldays.wording import plain_day


def rows_of(told: PermanentExclusion) -> list[dict[str, object]]:
    """A summary list of it, as it was told and put right since; nothing of what the council holds."""
    rows = [
        ("Decided", plain_day(told.decided_on)),
        ("First excluded day", f"{plain_day(told.first_on)}, {told.get_first_session_display().lower()}"),
        ("The parents were told", plain_day(told.parents_told_on) if told.parents_told_on else NOT_YET),
        ("The governors were told", plain_day(told.governors_told_on) if told.governors_told_on else NOT_YET),
        ("Examination or test missed", f"Begins on {plain_day(told.exam_on)}" if told.exam_on else ""),
        ("Reasons", [ReasonCode(code).label for code in told.reasons]),
        ("Special educational needs", told.get_sen_display()),
        ("Social worker", "Yes" if told.social_worker else "No"),
        ("Looked after", looked_after_in_words(told) if told.looked_after else ""),
        ("Lives in the area of", told.lives_in),
        ("How the pupil is", told.wellbeing),
        ("Exploitation", told.exploitation_words),
        ("What was tried before", told.tried),
        ("Weapon", weapon_in_words(told)),
        ("Where it happened", told.incident_place),
        ("What happened", told.behaviour),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]
