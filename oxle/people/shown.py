"""A child's record put into words for the page: the identity bar, tags, cards of adults. No queries here."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from oxle.people.ages import age_on, school_age, year_group_on
from oxle.people.models import Adult, Child, Vulnerability, VulnerabilityKind
from oxle.people.queries import ChildRecord
from oxle.schooldays.wording import plain_day

# Vulnerabilities that must be noticed before anything is done.
GRAVE = {
    VulnerabilityKind.CHILD_PROTECTION, VulnerabilityKind.SECTION_47, VulnerabilityKind.EXPLOITATION_RISK,
    VulnerabilityKind.DOMESTIC_ABUSE,
}  # fmt: skip
YES_NO = {True: "Yes", False: "No", None: "Not known"}


def facts_of(record: ChildRecord, on: date) -> list[dict[str, str]]:
    """The identity bar: UPN, born (age, school year), school, compulsory school age."""
    child = record.child
    enrolled = record.enrolled_on(on)
    main = enrolled[0] if enrolled else None
    return [
        {"label": "UPN", "value": child.upn or "Not known"},
        {"label": "Born", "value": born(child, on, main.year_group if main else "")},
        {"label": "School", "value": ", ".join(row.school.name for row in enrolled) or "None recorded"},
        {"label": "Compulsory school age", "value": _school_age(child, on)},
    ]


def born(child: Child, on: date, year_group: str = "") -> str:
    """A birthday with the age it makes and the school year: `4 March 2014 (12, Year 8)`."""
    year = ("Reception" if year_group.upper() == "R" else f"Year {year_group}") if year_group else ""
    year = year or year_group_on(child.born_on, on)
    if child.died_on:
        return f"{plain_day(child.born_on)}, died {plain_day(child.died_on)}"
    age = f"age {age_on(child.born_on, on)}"
    return f"{plain_day(child.born_on)} ({age}, {year})" if year else f"{plain_day(child.born_on)} ({age})"


def tags_of(child: Child, vulnerabilities: Iterable[Vulnerability], whose: str = "") -> list[dict[str, str]]:
    """What must not be overlooked: death, restriction, vulnerabilities in force since when, the need of an interpreter.

    `whose` begins each tag where the record is not the page's own.
    """
    tags = []
    if child.died_on:
        tags.append({"text": "Has died", "colour": "grey"})
    if child.restricted:
        tags.append({"text": "Restricted record", "colour": "purple"})
    tags += [
        {
            "text": f"{row.get_kind_display()}, since {plain_day(row.from_on)}",
            "colour": "red" if row.kind in GRAVE else "blue",
        }
        for row in sorted(vulnerabilities, key=lambda row: row.kind not in GRAVE)
    ]
    tags += interpreter_tags(child)
    return [{**tag, "text": f"{whose}: {tag['text']}"} for tag in tags] if whose else tags


def interpreter_tags(person: Child | Adult) -> list[dict[str, str]]:
    """That somebody needs an interpreter, and for which language; nothing for those who do not."""
    if not person.interpreter_needed:
        return []
    language = f" ({person.language})" if person.language else ""
    return [{"text": f"Interpreter needed{language}", "colour": "teal"}]


def name_rows(record: ChildRecord) -> list[dict[str, Any]]:
    """Every name the child has had, and from when."""
    return [
        {"key": name.get_kind_display(), "value": [str(name), *filter(None, [period(name)])]} for name in record.names
    ]


def adult_cards(record: ChildRecord, *, may_change: bool) -> list[dict[str, Any]]:
    """A card for each adult: what they are to the child, whether a parent in law, how and where to reach them."""
    cards = []
    for shown in record.adults:
        row, adult = shown.relationship, shown.relationship.adult
        rows = [
            {"key": "To the child", "value": [row.kind, *filter(None, [period(row)])]},
            {"key": "Parental responsibility", "value": YES_NO[row.parental_responsibility]},
            {"key": "Parent in education law", "value": f"Yes: {row.why_parent}" if row.is_parent else "No"},
            {"key": "Child lives with them", "value": YES_NO[row.lives_with]},
            {"key": "Telephone", "value": adult.phone},
            {"key": "Email", "value": adult.email},
            {"key": "Interpreter", "value": (adult.language or "Needed") if adult.interpreter_needed else ""},
            {"key": "Notes", "value": row.notes},
            {"key": "Source", "value": row.source},
        ]
        cards.append(
            {
                "adult": adult,
                "relationship": row,
                "url": reverse("people:adult", args=[adult.key]),
                "rows": [one for one in rows if one["value"]],
                "addresses": shown.addresses,
                "in_force": shown.in_force,
                "may_change": may_change and shown.in_force,
            }
        )
    return cards


def period(row: Any) -> str:
    """From when until when a row holds, in words; empty when neither is known."""
    if row.from_on and row.to_on:
        return f"{plain_day(row.from_on)} to {plain_day(row.to_on)}"
    if row.from_on:
        return f"Since {plain_day(row.from_on)}"
    return f"Until {plain_day(row.to_on)}" if row.to_on else ""


def _school_age(child: Child, on: date) -> str:
    age = school_age(child.born_on, on)
    if age.holds:
        return f"Yes, until {plain_day(age.ends_on)}"
    if on < age.begins_on:
        return f"Not yet: from {plain_day(age.begins_on)}"
    return f"No: ended {plain_day(age.ends_on)}"
