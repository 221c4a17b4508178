"""What the service aims at with what is counted beside the register, and who set each target. No writes."""

from collections.abc import Iterable
from datetime import date

from oxle.audit.models import Change
from oxle.audit.queries import names_of
from oxle.cases import duties
from oxle.cases.board import Aim, aim
from oxle.core.models import RuleValue
from oxle.missing_out.packs.beside import OF
from oxle.schooldays.wording import plain_day

MISSING, RED = "missing", "red"
AIMS: dict[str, Aim] = {
    MISSING: aim("missing_out.target_missing", "pupils missing out"),
    RED: aim("missing_out.target_red", "pupils missing out who are red"),
    "mismatches": aim("missing_out.target_mismatches", "pupils of whom two registers differ, not explained"),
    "units": aim("missing_out.target_units", "pupils of a referral unit to whom nobody offers full time"),
    "actions": aim("missing_out.target_actions", "actions of the Strategic Group that are overdue"),
    "records_overdue": aim("missing_out.target_records", "moves of pupils with a file that is overdue"),
}


def aims() -> dict[str, Aim]:
    """Every aim by the key of its figure, those of duties among them."""
    of_duties = {f"{one.key}{OF}{key}": each for one in duties.duties() for key, each in one.board_aims.items()}
    return AIMS | of_duties


def who_set(each: Iterable[Aim], on: date) -> dict[str, str]:
    """Who set the target of each aim that is in force on a day, from when and why, by the key of its setting. Two
    queries, and one for the names."""
    rules = {one.rule.key: one.rule for one in each}
    # Of each the newest that had begun comes last.
    rows = RuleValue.objects.filter(rule__in=rules, from_on__lte=on).order_by("from_on")
    in_force = {row.rule: row for row in rows}
    keys = [str(row.pk) for row in in_force.values()]
    changes = Change.objects.filter(table=RuleValue._meta.db_table, row__in=keys).order_by("pk")
    actors = dict(changes.values_list("row", "actor"))
    names = names_of(actors.values())
    said = {key: f"The default. {rule.source}" for key, rule in rules.items()}
    for key, row in in_force.items():
        who = names.get(actors.get(str(row.pk), ""), "Somebody")
        said[key] = f"{who}, from {plain_day(row.from_on)}: {row.reason}"
    return said
