"""Whoever tells second of home education: kept on the open case, read by its officer, and by no other school."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ehe import actions, adding, pathway
from ehe.models import ToldBy, ToldSince
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases import casework
from oxle.cases.models import Case
from oxle.core.errors import Refused
from oxle.people.models import Enrolment
from oxle.schools.models import School
from tests import make
from tests.ehe.make import People, letter, looked_at, moment, told_of_home
from tests.ehe.test_pages import NOTICE, post

pytestmark = pytest.mark.django_db
ON, LATER = date(2026, 11, 9), date(2026, 11, 20)
SECRET = "The uncle follows them."


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def by_a_parent(people: People, school: School | None) -> Case:
    told = told_of_home(told_by=ToldBy.PARENT, words="They begin on Monday.", worry="The mother was frightened.")
    return actions.tell(
        people.child, school, told=told, by=people.officer, on=ON, at=moment(ON), origin="council"
    )  # fmt: skip


def other_school(people: People) -> tuple[School, User]:
    """A school on whose roll the child is as well, and its head."""
    other = make.school("Far School", urn="100099")
    Enrolment.objects.create(child=people.child, school=other, from_on=date(2026, 9, 1), kind="dual_subsidiary")
    return other, make.user("head", other.organisation, name="Far Head")


def due(case: Case) -> dict[str, date | None]:
    return {one.clock: one.due_on for one in case.deadlines.filter(state="running")}


def test_a_school_that_tells_second_is_received_and_learns_of_no_case(people: People) -> None:
    case = by_a_parent(people, people.school)
    other, head = other_school(people)
    browser = make.signed_in(head)
    sent = post(browser, reverse("ehe:notice", args=[people.child.key]), **NOTICE, worry=SECRET, last_on="6/11/2026")
    (told,) = ToldSince.objects.all()
    assert (told.case, told.school, told.told_on, told.worry) == (case, other, LATER, SECRET)
    assert sent.headers["Location"] == reverse("ehe:told_since", args=[told.key])
    assert Case.objects.count() == 1
    home = browser.get(reverse("cases:portal"))
    assert sent.headers["Location"] in home.text
    for page in (browser.get(sent.headers["Location"]).text, home.text):
        for hidden in (case.reference, "They begin on Monday.", "frightened", str(people.school)):
            assert hidden not in page
    assert "6 November 2026" in browser.get(sent.headers["Location"]).text
    # The exit form is asked of the school of the case alone.
    assert browser.get(reverse("ehe:sent", args=[case.key])).status_code == 404


def test_what_one_school_told_is_on_no_page_of_another(people: People) -> None:
    case = by_a_parent(people, people.school)
    other, head = other_school(people)
    told = told_of_home(worry=SECRET, words="Packed for the sea.")
    actions.tell(people.child, other, told=told, letter=None, by=head, on=LATER, at=moment(LATER))
    (kept,) = ToldSince.objects.all()
    mine = make.signed_in(people.head)
    assert mine.get(reverse("ehe:told_since", args=[kept.key])).status_code == 404
    page = mine.get(reverse("ehe:sent", args=[case.key])).text
    for hidden in (SECRET, "Packed for the sea.", str(other)):
        assert hidden not in page
    # What a worry is, is for who signs for the school, and for whoever wrote it.
    lead = make.user("school_attendance_lead", other.organisation, name="Far Lead")
    address = reverse("ehe:told_since", args=[kept.key])
    assert [SECRET in make.signed_in(one).get(address).text for one in (lead, head)] == [False, True]


def test_the_school_of_the_case_reads_what_it_told_again_beside_what_it_owes(people: People) -> None:
    case = by_a_parent(people, people.school)
    lead = make.signed_in(people.lead)
    sent = post(lead, reverse("ehe:notice", args=[people.child.key]), **NOTICE, last_on="6/11/2026")
    assert sent.headers["Location"] == reverse("ehe:sent", args=[case.key])
    page = lead.get(sent.headers["Location"]).text
    assert ("Told since, on 20 November 2026" in page, "They begin on Monday." in page) == (True, False)


def test_its_officer_reads_it_by_the_next_working_day_and_a_concern_in_it_is_to_be_shared(people: People) -> None:
    case = by_a_parent(people, people.school)
    looked_at(case, people.officer, ON)
    other, head = other_school(people)
    told = told_of_home(worry=SECRET, letter_on=date(2026, 11, 18))
    at = moment(LATER)
    actions.tell(people.child, other, told=told, letter=letter(at), by=head, on=LATER, at=at)
    assert (due(case)["more"], case.documents.get().title) == (date(2026, 11, 23), "The parents’ letter")
    officer = make.signed_in(people.officer)
    step = reverse("cases:step", args=[case.key, "read_more"])
    pages = [officer.get(case.get_absolute_url()).text, officer.get(step).text]
    assert ["Told since, on 20 November 2026, by Far School" in page for page in pages] == [True, True]
    assert [SECRET in page for page in pages] == [False, False]
    Case.objects.filter(pk=case.pk).update(owner=people.officer)
    assert SECRET in officer.get(case.get_absolute_url()).text
    case.refresh_from_db()
    typed = {"on_day": "20", "on_month": "11", "on_year": "2026", "version": case.version}
    assert "concern" in officer.post(step, typed).context["form"].errors
    officer.post(step, {**typed, "concern": "yes"})
    assert ("more" in due(case), due(case)["shared"]) == (False, date(2026, 11, 23))
    case.refresh_from_db()
    with pytest.raises(Refused, match="Share it"):
        cases.take(case, pathway.RETURN, by=people.officer, on=LATER, at=at, reason="Back.")
    # It stays on the case, and is read once.
    assert "Told since, on 20 November 2026" in officer.get(case.get_absolute_url()).text
    assert adding.unread_finding(case, None, LATER) == "Nobody has told more since."


def test_only_what_came_since_it_was_read_last_is_to_be_read(people: People) -> None:
    case = by_a_parent(people, people.school)
    for words in ("One.", "Two."):
        told = told_of_home(told_by=ToldBy.HEALTH, words=words)
        actions.tell(people.child, None, told=told, by=people.officer, on=LATER, at=moment(LATER), origin="council")
        if words == "One.":
            case.refresh_from_db()
            cases.take(case, pathway.READ_MORE, by=people.officer, on=LATER, at=moment(LATER))
    assert [one.words for one in adding.unread(case)] == ["Two."]


def test_an_officer_enters_on_the_childs_page_what_somebody_else_told(people: People) -> None:
    case = people.told(ON)
    officer = make.signed_in(people.officer)
    said = {"told_by": "health", "words": "A nurse rang.", "told_on": "18/11/2026", "school": people.school.key}
    opened = post(officer, reverse("ehe:open", args=[people.child.key]), **NOTICE, **said)
    (told,) = ToldSince.objects.all()
    assert opened.headers["Location"] == case.get_absolute_url()
    assert (told.told_by, told.school, told.told_on) == ("health", None, date(2026, 11, 18))
    shown = officer.get(case.get_absolute_url()).text
    assert "It is kept on the case that is open" in shown
    assert "A nurse rang." in shown
    # What the nurse said is the council's.
    assert "A nurse rang." not in make.signed_in(people.head).get(reverse("ehe:sent", args=[case.key])).text


def test_a_message_that_an_officer_enters_for_a_school_stands_on_the_open_case(people: People) -> None:
    case = by_a_parent(people, people.school)
    team = people.officer.memberships.get().organisation
    message = casework.receive_message(
        team=team, channel="email", received_on=date(2026, 11, 12), sender="The office", text="Gone.", files=[],
        by=people.officer, at=moment(date(2026, 11, 12)),
    )  # fmt: skip
    entry = reverse("ehe:enter_notice", args=[message.key, people.school.key, people.child.key])
    post(make.signed_in(people.officer), entry, **NOTICE, version=message.version)
    message.refresh_from_db()
    (told,) = ToldSince.objects.all()
    assert (message.case, message.state, told.school, told.told_on) == (
        case, "linked", people.school, date(2026, 11, 12),
    )  # fmt: skip


@pytest.mark.parametrize(("from_own", "asked"), [(True, 1), (False, 0)])
def test_an_order_that_only_the_second_telling_names_is_challenged_but_not_with_another_schools_words(
    people: People, from_own: bool, asked: int
) -> None:
    case = by_a_parent(people, people.school)
    other, head = other_school(people)
    school, by = (people.school, people.lead) if from_own else (other, head)
    for _ in range(2):  # what was asked in the same words is not asked twice
        told = told_of_home(order_open=True)
        actions.tell(people.child, school, told=told, by=by, on=LATER, at=moment(LATER))
    assert case.events.filter(step="challenge").count() == asked


@pytest.mark.parametrize("changes", [{"letter_on": date(2026, 11, 21)}, {"last_on": date(2012, 1, 1)}])
def test_what_cannot_be_true_is_refused_of_a_second_telling_too(people: People, changes: dict[str, Any]) -> None:
    people.told(ON)
    with pytest.raises(Refused):
        people.told(LATER, **changes)
    assert not ToldSince.objects.exists()


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        ({"letter_on": None}, "told_since_letter_is_dated"),
        ({"told_by": ToldBy.PARENT}, "told_since_only_a_school_is_named"),
    ],
)
def test_the_database_keeps_no_letter_of_it_without_a_date_and_no_school_that_did_not_tell(
    people: People, broken: dict[str, Any], name: str
) -> None:
    people.told(ON)
    at = moment(LATER)
    told = told_of_home(letter_on=LATER)
    actions.tell(people.child, people.school, told=told, letter=letter(at), by=people.lead, on=LATER, at=at)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ToldSince.objects.update(**broken)
