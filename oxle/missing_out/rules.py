"""The thresholds of what the register rates by itself, whichever duty knows of the child. No law names one of them."""

from oxle.core.rules import Rule, whole_number, whole_number_or_none

SOURCE = "Proposed by the service for the Strategic Group, whose own criteria were never published"


def _days(key: str, label: str, default: int) -> Rule[int]:
    return Rule(
        f"missing_out.{key}", label, default, whole_number_or_none, SOURCE, local=True, certain=False,
        unit="school days",
    )  # fmt: skip


NOTHING_LONGER_THAN = _days("nothing_longer_than", "Red: no education at all, and none arranged, for more than", 20)
LESS_LONGER_THAN = _days("less_longer_than", "Amber: nobody offers a full day of education, for more than", 5)
PLAN_LONGER_THAN = _days("plan_longer_than", "Red: an EHC plan, and no school or provider, for more than", 0)
MISMATCHES: Rule[int] = Rule(
    "missing_out.mismatches",
    "Red: sessions in which a school’s register and a provider’s differ, not explained, at least",
    2,
    whole_number,
    SOURCE,
    local=True,
    certain=False,
    unit="sessions",
)
LAW_LATER_THAN: Rule[int] = Rule(
    "missing_out.law_later_than",
    "Amber: a day set by law passed on an open case, by more than",
    0,
    whole_number_or_none,
    SOURCE,
    local=True,
    certain=False,
    unit="days",
)
