"""Numbers the law or the service sets: each with a visible default, its source, and dated overrides.

Whatever counts by a rule asks for the value of the day its count began, never of today. So a change moves no clock
that has started, and a change from a past day moves those that started since (see CHANGED).
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Generic, TypeVar

from django.db import IntegrityError, transaction

from oxle.core.errors import Refused
from oxle.core.keeping import kept

T = TypeVar("T")
RULES: dict[str, "Rule[Any]"] = {}
# So many of any unit still end before the calendar does.
LARGEST = 1_000_000


@dataclass(frozen=True, eq=False)
class Rule(Generic[T]):
    """One such number. `parse` reads what an administrator types; `local` says that it is the service's choice.

    `certain=False`: nobody has yet found the source, or the source leaves the number open. `unit` follows the value in
    words ("hours"), except £, which goes before it.
    """

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

        rows = RuleValue.objects.filter(rule=self.key, from_on__lte=day).order_by("-from_on")
        row = kept((self, day), rows.first)
        return self.parse(row.value) if row else self.default

    def read(self, typed: str) -> T:
        """What somebody typed as a value of this rule. Raises ValueError with a sentence for the form."""
        try:
            value = self.parse(typed.strip())
        except InvalidOperation:
            raise ValueError("write a number") from None
        except ValueError as error:
            # Python's own words about a text that is no number are not for people.
            if "invalid literal" in str(error):
                raise ValueError("write a whole number") from None
            raise
        if isinstance(value, int | Decimal) and abs(value) > LARGEST:
            raise ValueError(f"write a number of {LARGEST:,} or less")
        return value

    def typed(self, value: T) -> str:
        """A value as an administrator would type it."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)

    def in_words(self, value: T) -> str:
        """A value with its unit: "5 weeks", "1 year", "20%", "£2,500.00", "Yes"."""
        if isinstance(value, bool):
            return "Yes" if value else "No"
        if self.unit == "£":
            return f"£{value:,.2f}"
        if self.unit == "%":
            return f"{self.typed(value)}%"
        unit = self.unit.removesuffix("s") if value == 1 else self.unit
        return f"{self.typed(value)} {unit}".rstrip()


# Told of every change, with the rule and the day it counts from: what was worked out since that day is to be worked
# out again, and that is for whoever worked it out.
CHANGED: list[Callable[[Rule[Any], date], None]] = []


def whole_number(typed: str) -> int:
    """Reads a whole number of at least one, for rules that count something."""
    number = int(typed)
    if number < 1:
        raise ValueError("write a whole number of 1 or more")
    return number


def whole_number_or_none(typed: str) -> int:
    """Reads a whole number of at least none, for rules that 0 switches off."""
    number = int(typed)
    if number < 0:
        raise ValueError("write a whole number of 0 or more")
    return number


def money(typed: str) -> Decimal:
    """Reads an amount of pounds that is more than nothing: “£2,500” or “2500.00”."""
    value = Decimal(typed.strip().removeprefix("£").replace(",", ""))
    if value <= 0:
        raise ValueError("an amount is more than nothing")
    return value


def percent(typed: str) -> Decimal:
    """Reads a percentage, with or without its sign."""
    value = Decimal(typed.strip().removesuffix("%"))
    if not 0 <= value <= 100:
        raise ValueError("a percentage lies between 0 and 100")
    return value


class RuleBook:
    """Every dated override, read once: for work that asks for many rules' values."""

    def __init__(self) -> None:
        from oxle.core.models import RuleValue

        self._values: dict[str, list[tuple[date, str]]] = {}
        for rule, from_on, value in RuleValue.objects.order_by("from_on").values_list("rule", "from_on", "value"):
            self._values.setdefault(rule, []).append((from_on, value))

    def value(self, rule: Rule[T], day: date) -> T:
        """The rule's value in force on a day."""
        return next((value for from_on, value in self.changes(rule) if from_on <= day), rule.default)

    def changes(self, rule: Rule[T]) -> list[tuple[date, T]]:
        """Every value the rule was given, with the day from which it is in force, the newest first."""
        return [(from_on, rule.parse(value)) for from_on, value in reversed(self._values.get(rule.key, []))]

    def trying(self, rule: Rule[Any], typed: str) -> "RuleBook":
        """A book in which a rule has a value on every day that nobody has set: to see what it would change."""
        book = copy(self)
        book._values = {**self._values, rule.key: [*self._values.get(rule.key, []), (date.min, typed)]}
        return book


@dataclass(frozen=True)
class Foreseen:
    """What a value would change were it in force today, a sentence each; and what of it nobody may overlook."""

    sentences: tuple[str, ...]
    warnings: tuple[str, ...] = ()


# Who can say what a value of a rule would change: asked before it is saved, with the rule, a book in which the value is
# tried, and the day. None of a rule of which they know nothing.
FORESEES: list[Callable[[Rule[Any], RuleBook, date], Foreseen | None]] = []


def change_rule(rule: Rule[Any], value: str, *, from_on: date, reason: str, replacing: str | None = None) -> None:
    """Change a rule from a day on; what began to count before that day keeps the value it began with.

    Refused when the value cannot be read. When another value is already set from that very day it is refused too,
    unless `replacing` names that value: nobody overwrites what they have not seen.
    """
    from oxle.core.models import RuleValue

    try:
        rule.read(value)
    except ValueError as error:
        raise Refused(f"“{value.strip()}” cannot be used: {error}", field="value") from None
    here = RuleValue.objects.filter(rule=rule.key, from_on=from_on)
    changed = {"value": value.strip(), "reason": reason}
    try:
        with transaction.atomic():
            row = here.select_for_update().first()
            if row is None:
                RuleValue.objects.create(rule=rule.key, from_on=from_on, **changed)
            elif row.value == replacing:
                here.update(**changed)
            else:
                raise _set_already()
    except IntegrityError:
        # Somebody set a value from that day at this very moment.
        raise _set_already() from None
    for listener in CHANGED:
        listener(rule, from_on)


def _set_already() -> Refused:
    return Refused("Somebody has set another value from that day: look at the changes again", field="from_on")
