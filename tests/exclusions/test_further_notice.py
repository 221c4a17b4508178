"""What parents are told in writing and by when: the first notice, and where and when education begins (W11)."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from exclusions import lawful
from exclusions.permanent import actions, arranging, pathway
from exclusions.suspensions import pathway as suspensions
from oxle.cases import actions as cases
from oxle.cases.models import Case, CaseLetter, Event
from oxle.correspondence.contents import stored
from oxle.correspondence.kinds import KINDS
from oxle.correspondence.methods import Method
from tests import make
from tests.exclusions.make import FIRST_ON, People, moment, suspended, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return People()


def dates(case: Case | None) -> dict[str, date | None]:
    """The dates that run."""
    assert case is not None
    return {one.clock: one.due_on for one in case.deadlines.filter(state="running")}


def test_the_first_notice_is_due_by_the_end_of_the_first_days_afternoon_session() -> None:
    first_on = date(2026, 11, 17)
    told = {"decided_on": first_on, "first_on": first_on, "received_on": first_on}
    assert lawful.of_notice(**told, parents_told_on=first_on) == []
    (found,) = lawful.of_notice(**told, parents_told_on=date(2026, 11, 18))
    assert "by the end of its afternoon session (Education and Inspections Act 2006 s.104)" in found


def test_48_hours_before_a_tuesday_is_a_sunday_and_the_date_says_that_it_is_sent_on_the_friday(people: People) -> None:
    case = suspended(people, date(2026, 11, 17), date(2026, 11, 25)).case  # W11
    assert case is not None
    row = case.deadlines.get(clock="further_notice")
    assert (row.due_on, row.is_law) == (date(2026, 11, 22), True)
    page = reverse("cases:why", args=[case.key, "further_notice", row.event.order])
    text = make.signed_in(people.officer).get(page).content.decode()
    for said in ("by that hour of this day", "Last school day", "Last working day", "20 November 2026"):
        assert said in text


def test_of_a_suspension_the_school_tells_the_parents_48_hours_before_the_sixth_day(people: People) -> None:
    case = suspended(people, date(2026, 11, 17), date(2026, 11, 25)).case
    assert (dates(case)["day_six"], dates(case)["further_notice"]) == (date(2026, 11, 24), date(2026, 11, 22))
    assert case is not None
    case.refresh_from_db()
    on = date(2026, 11, 20)
    cases.take(case, suspensions.TELL_PARENTS, by=people.officer, on=on, at=moment(on))
    assert "further_notice" not in dates(case)
    assert "day_six" in dates(case), "parents who were told are not a child who is taught"


def arrange(people: People, on: date, **data: Any) -> Event:
    case = people.tell()
    case.refresh_from_db()
    provider = unit(lines="3 Example Lane", postcode="OX1 1AA", report_to="The office")
    told = {"provider": provider, "starts_on": date(2026, 11, 16), "minutes": [150] * 10, "full_time": True, **data}
    return arranging.arrange(
        case, pathway.ARRANGE, data=told, by=people.officer, on=on, at=moment(on), facts={}, reason=""
    )  # fmt: skip


def test_of_a_permanent_exclusion_the_council_does_once_a_place_is_arranged(people: People) -> None:
    event = arrange(people, date(2026, 11, 11))
    assert dates(event.case)["further_notice"] == date(2026, 11, 14)


def test_a_place_that_begins_sooner_is_not_refused_and_the_notice_is_due_on_the_day_it_was_arranged(
    people: People,
) -> None:
    event = arrange(people, date(2026, 11, 16))
    assert dates(event.case)["further_notice"] == date(2026, 11, 16)


# --- the letter that tells them -----------------------------------------------------------------------------------


def test_each_parent_gets_a_letter_of_their_own_that_says_where_when_and_to_whom(people: People) -> None:
    make.parent(people.child, "Second", "Parent", kind="Father")
    event = arrange(people, date(2026, 11, 11), times="9:15am to 2:45pm")
    links = list(CaseLetter.objects.filter(event=event).select_related("letter"))
    assert {link.letter.adult.given for link in links} == {"Demo", "Second"}  # type: ignore[union-attr]
    kind = KINDS["exclusions.day_six_offer"]
    said = {
        "school_name": "Example School",
        "provider_name": "Demo Unit",
        "provider_address": "3 Example Lane\nOX1 1AA",
        "report_to": "The office",
        "starts_on": date(2026, 11, 16),
        "sessions": "every morning and afternoon, Monday to Friday",
        "times": "9:15am to 2:45pm",
    }
    assert [link.letter.context for link in links] == [stored(kind, said)] * 2


def test_another_place_withdraws_the_letter_about_the_one_before(people: People) -> None:
    event = arrange(people, date(2026, 11, 11), times="9:15am to 2:45pm")
    case = event.case
    case.refresh_from_db()
    on = FIRST_ON.replace(day=12)
    told = {"provider": unit("Second"), "starts_on": date(2026, 11, 18), "minutes": [150] * 10, "full_time": True}
    arranging.arrange(case, pathway.ARRANGE, data=told, by=people.officer, on=on, at=moment(on), facts={}, reason="")
    assert list(CaseLetter.objects.order_by("pk").values_list("letter__state", flat=True)) == ["withdrawn", "drafted"]


def test_the_officers_statement_goes_to_the_school_for_its_governors_and_to_no_parent(people: People) -> None:
    case = people.tell()
    case.refresh_from_db()
    on = FIRST_ON.replace(day=11)
    cases.take(
        case, pathway.CALL_GOVERNORS, by=people.officer, on=on, at=moment(on), facts={"meeting_on": "2026-11-27"}
    )
    facts = {"statement": "A mentor helped until June."}
    said = {"by": people.officer, "on": on, "at": moment(on), "facts": facts, "reason": ""}
    for _ in ("once", "and again"):
        case.refresh_from_db()
        actions.state(case, pathway.STATE, data={}, **said)
    withdrawn, drafted = CaseLetter.objects.order_by("pk")
    assert (withdrawn.letter.state, drafted.letter.state) == ("withdrawn", "drafted")
    assert (drafted.letter.adult, drafted.letter.organisation) == (None, people.school.organisation)
    kind = KINDS["exclusions.statement"]
    assert drafted.letter.context == stored(
        kind,
        {
            "school_name": "Example School",
            "first_on": FIRST_ON,
            "meeting_on": date(2026, 11, 27),
            "statement": "A mentor helped until June.",
        },
    )


def test_a_review_that_was_posted_first_class_counts_as_asked_for_on_the_second_working_day() -> None:
    assert Method.FIRST_CLASS.served_on(date(2026, 11, 30)) == date(2026, 12, 2)  # W25


def test_of_a_place_that_was_arranged_too_late_for_48_hours_no_school_day_before_it_was_known_is_named(
    people: People,
) -> None:
    arrange(people, date(2026, 11, 16), starts_on=date(2026, 11, 17))
    row = Case.objects.get().deadlines.get(clock="further_notice")
    assert row.due_on == date(2026, 11, 16)
    assert (row.explanation["last_school_day"], row.explanation["last_working_day"]) == (None, None)
