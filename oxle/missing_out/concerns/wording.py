"""What a team told, in rows."""

from oxle.cases.concern_models import Concern
from oxle.schooldays.wording import listed, plain_day


def rows_of(one: Concern) -> list[dict[str, str]]:
    """Everything a team told, by question."""
    known = [
        ("Pupil", one.name),
        ("Born", plain_day(one.born_on) if one.born_on else "Not said"),
        ("UPN", one.upn or "Not given"),
        ("Address", f"{one.lines}\n{one.postcode}".strip() or "Not said"),
        ("School", one.school or "Not said"),
        *words_of(one),
        ("Told", f"{plain_day(one.told_on)} by {one.told_by.name}, {one.team}"),
    ]
    return [{"key": key, "value": value} for key, value in known]


def words_of(one: Concern) -> list[tuple[str, str]]:
    """Why, since when, what the team did and what it asks for."""
    mash = f"The MASH was told on {plain_day(one.told_mash_on)}" if one.told_mash_on else "No worry was said"
    return [
        ("Safety", mash),
        ("Why", f"{listed(one.kind_labels)}\n{one.why}"),
        ("Since", plain_day(one.since_on) if one.since_on else "Not said"),
        ("What the team did", one.did),
        ("What it asks for", one.asks),
    ]
