"""What each role reads of a child where pupils missing out are shown: `fields.csv` says which field on which page.

The table is the service's decision, written by hand; nothing in it comes from the code that it tests. Each field is
planted with words that stand nowhere else.
"""

import csv
import html
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from cme.actions import refer as refer_missing
from ehe import actions as home
from exclusions.separation import actions as separation
from oxle.accounts.models import User
from oxle.accounts.roles import PROVIDER, ROLES, SCHOOL
from oxle.cases.criteria import Rated
from oxle.cases.models import Case
from oxle.meetings import actions as meetings
from oxle.meetings.models import Capacity
from oxle.missing_out import actions as ratings
from oxle.missing_out.models import PackRow
from oxle.missing_out.plans.actions import rate as rate_plan
from oxle.people import actions as people
from oxle.people.models import Child
from tests import make
from tests.cme.make import told_of_missing
from tests.ehe.make import told_of_home
from tests.exclusions.make import People, moment, told_of_separation
from tests.house.test_permissions import LEGEND
from tests.house.test_permissions import TABLE as PERMISSIONS
from tests.missing_out.packing import agreed, group, offered_nothing

TABLE = Path(__file__).with_name("fields.csv")
TODAY, BEGUN = date(2026, 11, 27), date(2026, 10, 5)
READ, NOT_READ, NO_PAGE = "yes", "no", "-"


def expected() -> dict[tuple[str, str], dict[str, str]]:
    """Of each field of each page, what each role reads: under the headings that permissions.csv gives the roles."""
    lines = (line for line in TABLE.read_text().splitlines() if line.strip() and line[0] != "#")
    rows = [{key.strip(): cell.strip() for key, cell in row.items()} for row in csv.DictReader(lines)]
    legend = map(LEGEND.match, PERMISSIONS.read_text().splitlines())
    roles = {role: column for column, role in (one.groups() for one in legend if one) if role in ROLES}
    return {(row["page"], row["field"]): {role: row[roles[role]] for role in ROLES} for row in rows}


class Planted:
    """Children of each of whom one thing is to be told: excluded, missing, kept apart, at home, without an offer."""

    def __init__(self) -> None:
        there = self.there = People()
        self.excluded = there.child
        self.exclusion = there.tell()
        self._owned(self.exclusion, "Olive Officer")
        self.missing, self.apart, self.at_home, self.raised, self.amber = (
            make.child(given, "Example", at=at, born_on=born_on, upn=upn)
            for given, at, born_on, upn in (
                ("Maple", there.school, date(2013, 3, 1), "L931000000011"),
                ("Sorrel", there.school, date(2013, 4, 2), "N931000000022"),
                ("Hazel", None, date(2013, 5, 3), "Q931000000033"),
                ("Rowan", there.school, date(2013, 6, 4), "T931000000044"),
                ("Willow", there.school, date(2013, 7, 5), "V931000000055"),
            )
        )
        told = told_of_missing(last_attended_on=BEGUN)
        refer_missing(self.missing, there.school, told=told, by=there.head, on=BEGUN, at=moment(BEGUN))
        facts = told_of_separation(BEGUN)
        taken = {"by": there.head, "on": facts["decided_on"], "at": moment(facts["decided_on"])}
        self.separation = separation.tell(self.apart, there.school, told=facts, **taken)
        by = {"by": make.someone(), "on": BEGUN, "at": moment(BEGUN)}
        self.home = home.tell(self.at_home, None, told=told_of_home(), origin="council", **by)
        self._owned(self.home, "Hope Officer")
        in_need = [(self.at_home, "child_in_need"), (self.missing, "child_in_need")]
        for child, kind in (*in_need, (self.excluded, "looked_after")):
            people.add_vulnerability(child, kind=kind, from_on=BEGUN, source="Social care", by=make.someone(), on=BEGUN)
        for child in (self.raised, self.amber):
            offered_nothing(child, there.school, date(2026, 11, 16))
        manager = make.user("manager", name="Marl Manager")
        ratings.raise_rating(
            self.raised, rated=Rated.RED, reason="Seen alone at night.", until_on=None, by=manager, on=TODAY,
            at=moment(TODAY),
        )  # fmt: skip
        rate_plan(
            self.excluded, term_starts_on=date(2026, 8, 1), held_on=date(2026, 10, 12), quality="weak",
            why="No target for reading.", by=make.user("virtual_school_officer", name="Vera Virtual"), on=TODAY,
            at=moment(TODAY),
        )  # fmt: skip
        self.pack = agreed(group(date(2026, 9, 1), date(2026, 12, 2)).meetings.earliest("on"), manager, TODAY)

    def _owned(self, case: Case, name: str) -> None:
        Case.objects.filter(pk=case.pk).update(owner=make.user("attendance_officer", name=name))

    def row(self, child: Child) -> PackRow:
        """A child's row of the pack."""
        return self.pack.rows.get(child=child)

    def person(self, role: str) -> User:
        """Somebody who has a role: at the children's school, and of the group where it is that of a member."""
        place = {SCHOOL: self.there.school.organisation, PROVIDER: make.organisation("provider")}
        user = make.user(role, place.get(ROLES[role].at), name=f"Some {role}")
        if role == "strategic_group_member":
            meetings.add_member(
                self.pack.meeting.series, capacity=Capacity.MEMBER, from_on=BEGUN, by=make.someone(), user=user, name=""
            )
        return user

    def fields(self) -> dict[str, dict[str, str]]:
        """Of each page the words by which each field is known."""
        late, missing = "Excluded, and education was to begin by", "Not located since"
        return {
            "register": {
                "name": self.excluded.shown_name,
                "name of who is not looked after": self.missing.shown_name,
                "reason": "Permanently excluded",
                "reason of a case in confidence": "Kept apart for safeguarding",
                "why (an exclusion)": late,
                "why (a missing child)": missing,
                "what a person set": "Seen alone at night.",
                "officer": "Olive Officer",
                "case": self.exclusion.get_absolute_url(),
                "case in confidence": self.separation.get_absolute_url(),
            },
            "file": {
                "UPN": self.missing.upn,
                "name": self.excluded.shown_name,
                "reason": "Permanently excluded",
                "reason of a case in confidence": "Kept apart for safeguarding",
                "why (an exclusion)": late,
                "what a person set": "Seen alone at night.",
                "officer": "Olive Officer",
                "case": self.exclusion.reference,
                "case in confidence": self.separation.reference,
            },
            "pack": {
                "name": self.excluded.shown_name,
                "UPN": self.missing.upn,
                "reference of a red pupil": self.row(self.excluded).reference,
                "reference of an amber pupil": self.row(self.amber).reference,
                "reason": "Permanently excluded",
                "reason of a case in confidence": "Kept apart for safeguarding",
                "why (an exclusion)": late,
                "why (a missing child)": missing,
                "what a person set": "Seen alone at night.",
                "officer": "Olive Officer",
            },
            "rating": {"name": self.excluded.shown_name, "why (an exclusion)": late},
            "rating of a missing child": {"name": self.missing.shown_name, "why (a missing child)": missing},
            "rating that was raised": {
                "name": self.raised.shown_name,
                "what a person set": "Seen alone at night.",
                "who set it": "Marl Manager",
            },
            "at home": {
                "name": self.at_home.shown_name,
                "why (a child at home)": "nobody in touch since",
                "where it stands": "Told, safeguarding check first",
                "officer": "Hope Officer",
            },
            "plans": {"name": self.excluded.shown_name, "what is weak": "No target for reading."},
            "plans of a child": {
                "name": self.excluded.shown_name,
                "what is weak": "No target for reading.",
                "who rated": "Vera Virtual",
            },
        }

    def addresses(self) -> dict[str, list[str]]:
        """Of each page its address; of a pack those of the page and of its rows."""
        return {
            "register": [reverse("missing_out:register")],
            "file": [reverse("missing_out:workbook")],
            "pack": [reverse(f"missing_out:packs:{one}", args=[self.pack.key]) for one in ("pack", "rows", "workbook")],
            "rating": [reverse("missing_out:rating", args=[self.excluded.key])],
            "rating of a missing child": [reverse("missing_out:rating", args=[self.missing.key])],
            "rating that was raised": [reverse("missing_out:rating", args=[self.raised.key])],
            "at home": [reverse("missing_out:at_home")],
            "plans": [reverse("missing_out:plans:list")],
            "plans of a child": [reverse("missing_out:plans:child", args=[self.excluded.key])],
        }


def words_of(browser: Client, url: str) -> str | None:
    """All that is read at an address; None where there is nothing for whoever asks."""
    answer = browser.get(url)
    if answer.status_code in {403, 404}:
        return None
    assert answer.status_code == 200, url
    if "spreadsheet" not in answer["Content-Type"]:
        return html.unescape(answer.content.decode())
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


@pytest.mark.django_db
def test_every_role_reads_of_every_page_the_fields_that_the_table_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T12:00:00+00:00")
    planted = Planted()
    found: dict[tuple[str, str], dict[str, str]] = {}
    fields, addresses = planted.fields(), planted.addresses()
    for role in ROLES:
        browser = make.signed_in(planted.person(role))
        for page, of_page in fields.items():
            told = [words_of(browser, url) for url in addresses[page]]
            there = [one for one in told if one is not None]
            for field, words in of_page.items():
                said = READ if any(words in one for one in there) else NOT_READ if there else NO_PAGE
                found.setdefault((page, field), {})[role] = said
    assert found == expected()
