"""Numbers the law or the service sets: each with a visible default, its source, and dated overrides."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from oxle.core.errors import Refused

T = TypeVar("T")
RULES: dict[str, "Rule"] = {}


@dataclass(frozen=True, eq=False)
class Rule(Generic[T]):
    """One such number. `parse` reads what an administrator types; `local` says that it is the service's choice."""

    key: str
    label: str
    default: T
    parse: Callable[[str], T]
    source: str
    local: bool = False
    certain: bool = True
    unit: str = field(default="")

    def __post_init__(self) -> None:
        if self.key in RULES:
            raise ValueError(f"two rules are called {self.key}")
        RULES[self.key] = self

    def on(self, day: date) -> T:
        """The value in force on a day: the newest override that had begun, else the default."""
        from oxle.core.models import RuleValue

        row = RuleValue.objects.filter(rule=self.key, from_on__lte=day).order_by("-from_on").first()
        return self.parse(row.value) if row else self.default


class RuleBook:
    """Every dated override, read once: for work that asks for many rules' values."""

    def __init__(self) -> None:
        from oxle.core.models import RuleValue

        self._values: dict[str, list[tuple[date, str]]] = {}
        for rule, from_on, value in RuleValue.objects.order_by("from_on").values_list("rule", "from_on", "value"):
            self._values.setdefault(rule, []).append((from_on, value))

    def value(self, rule: Rule[T], day: date) -> T:
        """The rule's value in force on a day."""
        begun = [value for from_on, value in self._values.get(rule.key, []) if from_on <= day]
        return rule.parse(begun[-1]) if begun else rule.default


def change_rule(rule: Rule, value: str, *, from_on: date, reason: str) -> None:
    """Change a rule from a day on; cases keep the value that was in force on the day their clock started."""
    from oxle.core.models import RuleValue

    try:
        rule.parse(value)
    except ValueError as error:
        raise Refused(f"“{value}” cannot be used for {rule.label}: {error}", field="value") from None
    RuleValue.objects.update_or_create(
        rule=rule.key, from_on=from_on, defaults={"value": value.strip(), "reason": reason}
    )
