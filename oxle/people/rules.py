"""Numbers of the people app that the service sets."""

from oxle.core.rules import Rule, whole_number

BREAK_GLASS_HOURS = Rule(
    key="people.break_glass_hours",
    label="how long a restricted record stays open after somebody breaks the glass",
    default=24,
    parse=whole_number,
    source="The service’s choice",
    local=True,
    unit="hours",
)
SEARCH_HOURS = Rule(
    key="people.search_hours",
    label="how long the results of a search stay at their address",
    default=12,
    parse=whole_number,
    source="The service’s choice",
    local=True,
    unit="hours",
)
