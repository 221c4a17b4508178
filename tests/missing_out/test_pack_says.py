"""What a pack says of how it was made, and what is known since with the reason why something else is known."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from exclusions.permanent.models import PermanentExclusion
from oxle.accounts.models import User
from oxle.audit import acting
from oxle.audit.models import Change
from oxle.cases import actions as cases
from oxle.cases.criteria import Rated
from oxle.core.rules import change_rule
from oxle.meetings.models import Meeting
from oxle.missing_out import actions, rules
from oxle.missing_out.models import Pack
from oxle.missing_out.packs.corrected import CLOSED, ELSE, NOT_FOUND, corrections
from oxle.missing_out.packs.criteria import changed
from oxle.missing_out.packs.queries import rows_for
from oxle.missing_out.packs.since import known_since
from oxle.people.models import Vulnerability, VulnerabilityKind
from oxle.provision.missing_models import MissingTime
from oxle.provision.models import Offer
from oxle.registers.codes import pack_week
from oxle.registers.models import ChildWeek
from tests import make
from tests.exclusions.make import People, moment
from tests.missing_out.packing import agreed, frozen, member_of, offered_nothing, page

pytestmark = pytest.mark.django_db
BEGUN, FROZEN, LATER, TODAY = date(2026, 9, 10), date(2026, 10, 14), date(2026, 11, 20), date(2026, 12, 3)
FIRST_MEETING = date(2026, 10, 21)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-12-03T12:00:00+00:00")


# --- what a pack says of itself ---------------------------------------------------------------------------------


def test_the_page_the_paper_and_the_workbook_of_a_pack_say_which_threshold_changed(
    manager: User, called: list[Meeting]
) -> None:
    first = agreed(called[0], manager, FROZEN)
    assert (changed(first), changed(Pack(before=first, criteria=first.criteria))) == ([], [])
    change_rule(rules.NOTHING_LONGER_THAN, "40", from_on=LATER, reason="The group said so.")
    pack, said = agreed(called[1], manager, LATER), "40 school days, before 20 school days."
    assert said in page(manager, "pack", pack.key)
    browser = make.signed_in(manager)
    paper = browser.get(reverse("missing_out:packs:pdf", args=[pack.key])).content
    text = " ".join(" ".join(each.extract_text() for each in PdfReader(io.BytesIO(paper)).pages).split())
    assert said in text
    book = load_workbook(io.BytesIO(browser.get(reverse("missing_out:packs:workbook", args=[pack.key])).content))
    rows = [[cell.value for cell in row] for row in book["Criteria"].iter_rows(min_row=2)]
    assert [row[3:] for row in rows if row[3] != row[4]] == [["40 school days", "20 school days"]]


def test_a_pack_of_a_day_that_was_over_says_what_in_it_is_of_the_later_day(
    manager: User, called: list[Meeting]
) -> None:
    said = "A place that begins after 14 October 2026 and was recorded by then counts as arranged already"
    at_once = frozen(called[0], manager, FROZEN)
    assert said not in page(manager, "pack", at_once.key)
    later = frozen(called[0], manager, FROZEN, on=FROZEN + timedelta(days=2))
    assert said in page(manager, "pack", later.key)
    paper = make.signed_in(manager).get(reverse("missing_out:packs:pdf", args=[later.key])).content
    text = " ".join(" ".join(each.extract_text() for each in PdfReader(io.BytesIO(paper)).pages).split())
    assert said in text


def test_a_rating_that_a_person_raised_is_told_with_the_day_and_the_reason(
    there: People, manager: User, called: list[Meeting]
) -> None:
    mild = make.child("Other", "Example", at=there.school, born_on=date(2014, 5, 1))
    offered_nothing(mild, there.school, FROZEN)
    raised_on = FROZEN - timedelta(days=1)
    actions.raise_rating(
        mild, rated=Rated.RED, reason="Seen in town.", until_on=None, by=there.officer, on=raised_on,
        at=moment(raised_on),
    )  # fmt: skip
    pack = agreed(called[0], manager, FROZEN)
    lines = {
        line.row.child_id: line for line in rows_for(member_of(called[0]), pack, list(pack.rows.all()), TODAY).lines
    }
    line = lines[mild.pk]
    assert line.why[0] == f"Since 13 October 2026: Raised to red by {there.officer.name}: Seen in town."
    assert {"key": "Rated so since", "value": "13 October 2026"} in line.facts


# --- why something else is known since --------------------------------------------------------------------------


def test_what_was_put_right_says_by_whom_and_why_where_the_entry_is_open(
    there: People, manager: User, called: list[Meeting]
) -> None:
    day = date(2026, 10, 12)
    case = there.tell(day, decided_on=day, first_on=day)
    pack = agreed(called[0], manager, FROZEN)
    # The audit keeps the moments of the machine's own clock.
    pack.frozen_at = LONG_AGO
    with acting(f"user:{manager.pk}"):
        Offer.objects.filter(child=there.child, from_on=BEGUN).update(from_on=date(2026, 9, 14))
    event = case.events.order_by("order")[0]
    exclusion_officer = make.user("exclusion_officer", name="Who puts right")
    cases.correct(event, by=exclusion_officer, on=event.on, at=moment(TODAY), reason="The head had the wrong year.")
    said = known_since(manager, pack, list(pack.rows.all()), TODAY).lines[0].because
    assert [one for one in said if one.startswith("3 December 2026") and one.endswith(
        "put right. The head had the wrong year.")]  # fmt: skip
    assert [one for one in said if one.endswith("Marl Manager: changed what a school or a provider offers.")]
    assert "The head had the wrong year." in page(manager, "since", pack.key)
    # Who may know nothing of the case reads that something is not open to them, and no word of it.
    told = corrections(make.user("finance_officer"), pack, [there.child.pk])[there.child.pk]
    assert (told[-1], [one for one in told if "wrong year" in one]) == (CLOSED, [])


def test_what_begins_after_the_day_of_the_pack_explains_nothing_of_it(
    there: People, manager: User, called: list[Meeting]
) -> None:
    pack, other = agreed(called[0], manager, FROZEN), make.child("Other", "Example", at=there.school)
    pack.frozen_at = Change.objects.latest("pk").at
    offered_nothing(other, there.school, LATER)
    assert corrections(manager, pack, [other.pk])[other.pk] == [NOT_FOUND]
    Offer.objects.filter(child=other).update(from_on=BEGUN)
    (said,) = corrections(manager, pack, [other.pk])[other.pk]
    assert said.endswith(": changed what a school or a provider offers.")


def test_a_plan_a_time_missing_and_a_mark_that_are_told_late_explain_what_is_known_now(
    there: People, manager: User, called: list[Meeting]
) -> None:
    pack, pupil = agreed(called[0], manager, FROZEN), make.child("Other", "Example", at=there.school)
    pack.frozen_at = Change.objects.latest("pk").at

    def why() -> list[str]:
        return [one.partition(": ")[2] for one in corrections(manager, pack, [pupil.pk])[pupil.pk]]

    assert corrections(manager, pack, [pupil.pk])[pupil.pk] == [NOT_FOUND]
    Vulnerability.objects.create(child=pupil, kind=VulnerabilityKind.EHCP, from_on=BEGUN)
    assert why() == ["entered special needs or social care."]
    ChildWeek.objects.create(
        child=pupil, school=there.school, monday=date(2026, 9, 7), marks=pack_week(["/"] * 10), source="extract"
    )
    assert why()[1:] == ["entered a school’s register."]
    pupil.born_on -= timedelta(days=365)
    pupil.save()
    assert why()[2:] == ["changed the pupil’s own record."]
    # Of whom another team looks for, not everybody who reads the register may know.
    MissingTime.objects.create(child=pupil, from_on=BEGUN, told_on=BEGUN, source="OX-7K4M-2QX6")
    assert why()[3:] == [f"entered {ELSE}."]


def test_what_is_part_of_a_case_is_told_to_whoever_may_open_the_case_and_to_nobody_else(
    there: People, manager: User, called: list[Meeting]
) -> None:
    day = date(2026, 10, 12)
    case = there.tell(day, decided_on=day, first_on=day)
    pack = agreed(called[0], manager, FROZEN)
    pack.frozen_at = Change.objects.latest("pk").at
    PermanentExclusion.objects.filter(case=case).update(first_on=date(2026, 10, 13))
    told = corrections(manager, pack, [there.child.pk])[there.child.pk]
    assert [one.partition(": ")[2] for one in told] == [f"changed {ELSE}."]
    assert corrections(make.user("finance_officer"), pack, [there.child.pk])[there.child.pk] == [CLOSED]
