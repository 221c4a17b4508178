"""Whoever opens a case or goes on a visit sees first what must be known of the people in it, as far as they may."""

from datetime import date

import pytest
from django.urls import reverse

from attendance.prosecution import pathway as prosecution
from oxle.accounts.models import User
from oxle.cases import meeting
from oxle.cases.models import Case, Party
from oxle.cases.tables import due_words
from oxle.people import actions as families
from oxle.people.models import Adult, Child, Relationship
from oxle.schooldays.calendar import SchoolCalendar, TermDates
from oxle.schooldays.wording import plain_day
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals
from tests.cases import make as cases

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)
PAGES = ("case", "timeline", "papers", "visit")


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-23T10:00")


@pytest.fixture
def people():
    return court.People()


@pytest.fixture
def case(people) -> Case:
    """About a child on a protection plan who needs an interpreter; of the parents one is dangerous, one Polish."""
    child = Child.objects.get(pk=people.child.pk)
    families.edit_child(child, child.version, interpreter_needed=True, language="Polish", by=people.senior, on=ON)
    for kind, from_on in (("young_carer", date(2026, 9, 1)), ("child_protection", date(2026, 3, 4))):
        families.add_vulnerability(child, kind=kind, from_on=from_on, source="x", by=people.senior, on=ON)
    ended = families.add_vulnerability(
        child, kind="looked_after", from_on=date(2025, 1, 1), source="x", by=people.senior, on=ON
    )
    families.end_vulnerability(ended, ended.version, by=people.senior, on=date(2026, 2, 3))
    facts = {"Robin": {"hazard_warning": "Large dog: ring before."}, "Kit": {"interpreter_needed": True}}
    for given, known in facts.items():
        adult = Adult.objects.get(given=given)
        families.edit_adult(adult, adult.version, **known, by=people.senior, on=ON)
    made = referrals.sent(people.school, child, people.lead, court.REFERRED)
    made.owner = people.officer
    made.save(update_fields=["owner"])
    return made


def test_that_enquiries_are_made_about_a_child_is_no_tag_of_a_case_for_who_may_know_nothing_of_safeguarding(
    case: Case, people
) -> None:
    about = {"kind": "section_47", "from_on": ON, "source": "The MASH"}
    families.add_vulnerability(Child.objects.get(pk=people.child.pk), **about, by=people.senior, on=ON)
    found = [
        [tag["text"] for tag in meeting.known_of(user, case, [], ON).tags if "enquiries" in tag["text"]]
        for user in (people.officer, User.objects.get(memberships__role="solicitor"))
    ]
    assert found == [["Child protection enquiries (section 47), since " + plain_day(ON)], []]


def shown(user: User, page: str, case: Case) -> tuple[list[str], list[str]]:
    """The tags about people, and the warnings, on a page of a case."""
    context = make.signed_in(user).get(reverse(f"cases:{page}", args=[case.key])).context
    own = {case.stage_label}
    return [tag["text"] for tag in context["tags"] if tag["text"] not in own], context["warnings"]


@pytest.mark.parametrize("page", PAGES)
def test_each_page_of_a_case_says_what_must_be_known_of_the_child_and_the_adults_in_it(people, case, page):
    assert shown(people.officer, page, case) == (
        [
            "Child protection plan, since 4 March 2026",
            "Young carer, since 1 September 2026",
            "Interpreter needed (Polish)",
            "Kit Example: Interpreter needed",
        ],
        ["Robin Example: Large dog: ring before."],
    )


def test_the_words_stand_in_the_page_itself_and_are_escaped(people, case):
    robin = Adult.objects.get(given="Robin")
    families.edit_adult(robin, robin.version, hazard_warning="<b>Dog</b>", by=people.senior, on=ON)
    page = make.signed_in(people.officer).get(reverse("cases:visit", args=[case.key])).text
    assert "Robin Example: &lt;b&gt;Dog&lt;/b&gt;" in page
    assert "Child protection plan, since 4 March 2026" in page


def test_contact_that_is_unsafe_is_said_of_whom_and_no_longer_once_it_has_ended(people, case):
    row = Relationship.objects.get(adult__given="Kit")
    row.contact_is_unsafe = True
    row.save(update_fields=["contact_is_unsafe"])
    warnings = ["Robin Example: Large dog: ring before.", "Contact with Kit Example is unsafe."]
    assert sorted(shown(people.officer, "case", case)[1]) == sorted(warnings)
    row.to_on = date(2026, 11, 22)
    row.save(update_fields=["to_on"])
    assert shown(people.officer, "case", case)[1] == warnings[:1]


def test_a_solicitor_who_reads_no_adults_record_sees_what_a_summary_shows_and_no_way_to_the_records(people):
    child = people.child
    families.add_vulnerability(
        child, kind="child_protection", from_on=date(2026, 3, 4), source="x", by=people.senior, on=ON
    )
    case = court.ready(people, court.final_warning(people))
    adult = case.adult
    families.edit_adult(
        adult, adult.version, hazard_warning="Planted", interpreter_needed=True, by=people.senior, on=ON
    )
    assert shown(people.solicitor, "case", case) == (["Ash Example: Child protection plan, since 4 March 2026"], [])
    links = make.signed_in(people.solicitor).get(case.get_absolute_url()).context["parties"]
    assert {party["url"] for party in links} == {""}
    assert shown(people.officer, "case", case) == (
        ["Ash Example: Child protection plan, since 4 March 2026", f"{adult.name}: Interpreter needed"],
        [f"{adult.name}: Planted"],
    )
    assert case.pathway == prosecution.PROSECUTION.key


def test_an_adult_whose_record_is_closed_to_a_person_is_listed_without_what_is_known_of_them(people, case):
    closed = make.child("Closed", "Other")
    stranger = make.parent(closed, "Alex", "Other")
    families.edit_adult(stranger, stranger.version, hazard_warning="Planted", by=people.senior, on=ON)
    Party.objects.create(case=case, adult=stranger, role="witness", from_on=ON)
    assert shown(people.officer, "case", case)[1] == ["Robin Example: Large dog: ring before.", "Alex Other: Planted"]
    families.declare_conflict(closed, user=people.officer, reason="A neighbour", by=people.officer, on=ON)
    page = make.signed_in(people.officer).get(case.get_absolute_url())
    assert page.context["warnings"] == ["Robin Example: Large dog: ring before."]
    assert [party["name"] for party in page.context["parties"] if not party["url"]] == ["Alex Other"]


# --- how far away a day is --------------------------------------------------------------------------------

AUTUMN = SchoolCalendar(
    "Example",
    [TermDates("a", date(2026, 9, 2), date(2026, 10, 23)), TermDates("b", date(2026, 11, 2), date(2026, 12, 18))],
)


@pytest.mark.parametrize(
    ("due_on", "on", "words"),
    [
        (date(2026, 10, 23), date(2026, 10, 19), "In 4 school days"),
        # Over half term, 24 October to 1 November.
        (date(2026, 11, 2), date(2026, 10, 22), "In 2 school days"),
        (date(2026, 11, 3), date(2026, 11, 2), "In 1 school day"),
        (date(2026, 11, 3), date(2026, 11, 3), "Due today"),
        (date(2026, 10, 23), date(2026, 11, 3), "Overdue by 2 school days"),
        # No school day between: every day counts.
        (date(2026, 11, 6), date(2026, 11, 8), "Overdue by 2 days"),
        # Beyond the terms that are loaded: every day counts.
        (date(2026, 12, 18), date(2027, 1, 4), "Overdue by 17 days"),
    ],
)
def test_a_time_given_in_school_days_is_told_in_school_days(due_on, on, words):
    assert due_words(due_on, on, calendar=AUTUMN)[0] == words


def test_a_time_given_in_weeks_is_told_in_days():
    assert due_words(date(2026, 11, 2), date(2026, 10, 22)) == ("In 11 days", "later")
    assert due_words(date(2026, 10, 23), date(2026, 11, 3)) == ("Overdue by 11 days", "overdue")


def test_the_case_and_the_list_of_what_waits_tell_the_schools_ten_school_days_as_such(people, monkeypatch):
    case = referrals.sent(people.school, people.child, people.lead, date(2026, 10, 16))
    case.owner = people.officer
    case.save(update_fields=["owner"])
    cases.dated(case, case.events.get(), 1, date(2026, 11, 3))
    school_days = cases.dated(case, case.events.get(), 2, date(2026, 11, 3))
    school_days.against, school_days.explanation = "school", {"from": "The return", "limit": "10 school days"}
    school_days.save(update_fields=["against", "explanation"])
    monkeypatch.setenv("OXLE_NOW", "2026-10-20T10:00")
    client = make.signed_in(people.officer)
    told = {item["row"].pk: item["words"] for item in client.get(case.get_absolute_url()).context["deadlines"]}
    # 21, 22 and 23 October, half term, 2 and 3 November.
    assert told[school_days.pk] == "In 5 school days"
    assert "In 14 days" in told.values()
    assert "In 5 school days" in client.get(reverse("cases:waiting")).text
