"""The pages of home education: what a school and an officer see and send, and what nobody else does."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ehe import pathway
from ehe.models import HomeEducation
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.people import actions as people_actions
from tests import make
from tests.ehe.make import People, moment, sent_form

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 20)
SECRET = "Bruises, twice."


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def post(browser: Client, address: str, **typed: Any) -> Any:
    """Send a form as the page shows it."""
    page = browser.get(address)
    once = page.context["once"]
    return browser.post(address, {**typed, **({"once": once} if once else {})})


NOTICE = {"reason": "lifestyle", "special_place": "no", "order_open": "no"}


def test_a_school_tells_and_goes_on_to_the_exit_form(people: People) -> None:
    head = make.signed_in(people.head)
    sent = post(head, reverse("ehe:notice", args=[people.child.key]), **NOTICE)
    case = Case.objects.get()
    assert sent.headers["Location"] == reverse("ehe:sent", args=[case.key])
    page = head.get(sent.headers["Location"])
    assert page.context["form_url"] == reverse("ehe:exit_form", args=[case.key])
    assert make.signed_in(people.lead).get(sent.headers["Location"]).context["form_url"] == ""


def test_a_pupil_who_is_not_on_the_schools_roll_is_refused(people: People) -> None:
    stranger = make.child("Not", "Here", date(2013, 1, 2))
    page = make.signed_in(people.head).get(reverse("ehe:notice", args=[stranger.key]))
    assert (page.status_code, Case.objects.count()) == (404, 0)


def test_a_letter_needs_its_date_and_what_was_typed_stays(people: People) -> None:
    head = make.signed_in(people.head)
    file = SimpleUploadedFile("letter.pdf", b"%PDF-1.4 x", content_type="application/pdf")
    page = post(head, reverse("ehe:notice", args=[people.child.key]), **NOTICE, letter=file, worry="Missed visits")
    form = page.context["form"]
    assert form.errors == {
        "letter_on": ["Enter the date of the parents’ letter"],
        "letter": ["Select the parents’ letter again: a file is not kept while something else is put right"],
    }
    assert ("Missed visits" in page.text, Case.objects.count()) == (True, 0)


def test_an_exit_form_says_whether_there_are_concerns_and_what_they_are(people: People) -> None:
    case, head = people.told(ON), make.signed_in(people.head)
    address = reverse("ehe:exit_form", args=[case.key])
    signed = {"signed_by": "A head", "signed_as": "head"}
    page = post(head, address, **signed)
    assert page.context["form"].errors == {"has_concerns": ["Select yes if the school has safeguarding concerns"]}
    page = post(head, address, **signed, has_concerns="yes")
    assert page.context["form"].errors == {"concerns": ["Enter what the concerns are, and whom you have told"]}
    assert not case.exit_forms.exists()


def test_a_form_that_came_back_begins_with_what_it_said_and_names_its_gaps(people: People) -> None:
    case, head = people.told(ON), make.signed_in(people.head)
    sent = post(head, reverse("ehe:exit_form", args=[case.key]), signed_by="A head", signed_as="head",
                has_concerns="no", view="There is a plan.")  # fmt: skip
    assert sent.headers["Location"] == reverse("ehe:sent", args=[case.key])
    page = head.get(reverse("ehe:exit_form", args=[case.key]))
    assert "what the child says" in page.context["gaps"]
    assert page.context["form"]["view"].value() == "There is a plan."


def test_what_the_council_knows_of_the_schools_own_pupil_is_filled_in(people: People) -> None:
    case = people.told(ON)
    other = make.school("Another School", "999999")
    for school in (people.school, other):
        Case.objects.create(
            reference=f"OX-{school.pk}", duty="attendance", pathway="attendance/referrals", pathway_version=1,
            stage="received", stage_since_on=ON, child=people.child, school=school, team=case.team, origin="portal",
            opened_on=date(2026, 10, 1 + school.pk % 20), closed_on=ON,
        )  # fmt: skip
    page = make.signed_in(people.head).get(reverse("ehe:exit_form", args=[case.key]))
    mine = date(2026, 10, 1 + people.school.pk % 20)
    assert page.context["form"]["attendance"].value() == f"Attendance referral, {mine.day} October 2026."


def test_a_form_is_not_asked_for_once_it_stands(people: People) -> None:
    case = people.told(ON)
    sent_form(case, people.head, ON)
    page = make.signed_in(people.head).get(reverse("ehe:exit_form", args=[case.key]))
    assert page.context["late"].title == "The exit form is not asked for now"


def test_concerns_are_read_by_whose_case_it_is_and_the_head_and_nobody_else_at_the_team_or_the_school(
    people: People,
) -> None:
    case = people.told(ON, worry=SECRET)
    sent_form(case, people.head, ON, has_concerns=True, concerns=SECRET)
    read, sent = reverse("ehe:exit_form_read", args=[case.key]), reverse("ehe:sent", args=[case.key])
    officer, lead, head = (make.signed_in(one) for one in (people.officer, people.lead, people.head))
    addresses = [read, case.get_absolute_url()]
    assert [SECRET in officer.get(one).text for one in addresses] == [False, False]
    # That there is something is known to whoever checks whether the child is safe.
    assert "What worries somebody" in officer.get(case.get_absolute_url()).text
    Case.objects.filter(pk=case.pk).update(owner=people.officer)
    assert [SECRET in officer.get(one).text for one in addresses] == [True, True]
    assert (SECRET in lead.get(sent).text, SECRET in head.get(sent).text) == (False, True)


def test_of_a_child_about_whom_nobody_worries_nothing_is_said(people: People) -> None:
    assert "What worries somebody" not in make.signed_in(people.officer).get(people.told(ON).get_absolute_url()).text


def test_a_school_never_reads_what_the_council_decides_of_the_family(people: People) -> None:
    case = people.told(ON)
    cases.take(
        case, pathway.CHECK_SAFETY, by=people.officer, on=ON, at=moment(ON), facts={"checked": "Police know them."}
    )
    case.refresh_from_db()
    cases.take(case, pathway.FIND_UNSUITABLE, by=people.officer, on=ON, at=moment(ON), reason="No work was shown.")
    page = make.signed_in(people.head).get(reverse("ehe:sent", args=[case.key])).text
    assert [words in page for words in ("Police know them.", "No work was shown.", "not suitable")] == [False] * 3


def test_another_school_learns_nothing(people: People) -> None:
    case = people.told(ON)
    other = make.user("head", make.school("Another School", "999999").organisation, name="Other head")
    browser = make.signed_in(other)
    names = ("ehe:sent", "ehe:exit_form", "ehe:answer")
    assert [browser.get(reverse(name, args=[case.key])).status_code for name in names] == [404, 404, 404]
    assert browser.get("/portal/").status_code in {200, 404}


def test_the_schools_home_asks_for_the_form_until_it_is_sent(people: People) -> None:
    case, head = people.told(ON), make.signed_in(people.head)
    (asked,) = head.get(reverse("cases:portal")).context["asked"]
    assert (asked.status, asked.url) == ("Send the exit form", reverse("ehe:sent", args=[case.key]))
    sent_form(case, people.head, ON)
    assert head.get(reverse("cases:portal")).context["asked"] == []


def test_the_school_answers_what_was_challenged(people: People) -> None:
    case, head = people.told(ON, order_open=True), make.signed_in(people.head)
    address = reverse("ehe:answer", args=[case.key])
    version = head.get(address).context["version"]
    sent = head.post(address, {"answer": "The name is on the roll.", "version": version})
    assert sent.headers["Location"] == reverse("ehe:sent", args=[case.key])
    assert case.events.get(step="reply").facts["answer"] == "The name is on the roll."


def test_an_officer_opens_the_case_of_a_child_who_was_on_no_roll_as_of_the_day_they_were_told(people: People) -> None:
    child = make.child("Never", "Enrolled", date(2015, 1, 2))
    officer = make.signed_in(people.officer)
    opened = post(
        officer, reverse("ehe:open", args=[child.key]), **NOTICE, told_by="health", words="A health visitor rang.",
        told_on="18/11/2026", school="",
    )  # fmt: skip
    case = Case.objects.get()
    assert opened.headers["Location"] == case.get_absolute_url()
    told = HomeEducation.objects.get()
    assert (case.opened_on, case.school, told.told_by) == (date(2026, 11, 18), None, "health")


def test_a_parents_call_opens_the_case_from_the_childs_page_and_the_last_school_owes_its_form(people: People) -> None:
    officer, address = make.signed_in(people.officer), reverse("ehe:open", args=[people.child.key])
    nothing = post(officer, address, told_by="", words="", told_on="")
    assert set(nothing.context["form"].errors) >= {"told_by", "words", "reason", "special_place", "order_open"}
    assert not Case.objects.exists()
    # The page offers this day and the school on whose roll the child is.
    form = officer.get(address).context["form"]
    offered = {name: form[name].value() for name in ("told_on", "school")}
    assert offered == {"told_on": ON, "school": people.school.key}
    opened = post(
        officer, address, **NOTICE, told_by="parent", words="The mother rang: they begin on Monday.",
        told_on="20/11/2026", school=people.school.key,
    )  # fmt: skip
    case = Case.objects.get()
    assert opened.headers["Location"] == case.get_absolute_url()
    assert (HomeEducation.objects.get().told_by, case.school, case.opened_on) == ("parent", people.school, ON)
    assert {"safety", "exit_form"} <= set(case.deadlines.filter(state="running").values_list("clock", flat=True))
    # What the parent said is the council's: the school is asked for its form, and reads nothing of the call.
    sent = make.signed_in(people.head).get(reverse("ehe:sent", args=[case.key]))
    assert (sent.context["form_url"] != "", "The mother rang" in sent.text) == (True, False)


def test_the_childs_page_offers_a_case_to_the_team_and_then_leads_to_it(people: People) -> None:
    officer = make.signed_in(people.officer)
    page = reverse("people:child", args=[people.child.key])
    opens = reverse("ehe:open", args=[people.child.key])
    assert opens in officer.get(page).text
    case = people.told(ON)
    shown = officer.get(page).text
    assert ("Open a case of home education" in shown, case.get_absolute_url() in shown) == (False, True)
    # Whoever tells second is entered there as well, and kept on the case.
    assert opens in shown


def test_a_restricted_childs_case_is_closed_to_who_does_not_work_on_it(people: People) -> None:
    case = people.told(ON)
    people.child.refresh_from_db()
    people_actions.restrict(people.child, people.child.version, because="A refuge.", by=people.officer, on=ON)
    officer = make.signed_in(people.officer)
    assert officer.get(case.get_absolute_url()).status_code == 404
    assert officer.get(reverse("ehe:exit_form_read", args=[case.key])).status_code == 404
