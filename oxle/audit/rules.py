"""The service's own numbers about unusual reads: from where on a manager is to look."""

from oxle.core.rules import Rule, whole_number, whole_number_or_none


def _of_a_week(key: str, label: str, default: int, unit: str) -> Rule[int]:
    return Rule(
        key=f"audit.{key}",
        label=label,
        default=default,
        parse=whole_number,
        source="A choice of the service, after misuse of children’s records that nobody had looked for",
        local=True,
        unit=unit,
    )


MANY = _of_a_week("many", "Fewest children read in a week that can be unusual", 60, "children")
TIMES_USUAL = _of_a_week("times_usual", "How many times the usual number of children is unusual", 3, "times")
OUT_OF_HOURS = _of_a_week("out_of_hours", "Reads in a week, at night or at a weekend, that are unusual", 5, "reads")
AGAIN = _of_a_week("again", "Times one child is opened in a week, with nothing done, that are unusual", 8, "times")
NO_CASE = _of_a_week("no_case", "Children opened in a week, outside any case, that are unusual", 5, "children")

AFTER_RECORD: Rule[int] = Rule(
    "audit.after_record",
    "How long the audit keeps what a record held, after the record is destroyed (0: not at all)",
    1,
    whole_number_or_none,
    "Local retention schedule: the audit is kept for the life of the record and one year (unsourced)."
    " Who did what and when stays for good",
    local=True,
    certain=False,
    unit="years",
)
