"""A school tells of a pupil who is on no list of ours: received, told nothing we hold, and identified by a person."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from oxle.accounts.models import User
from oxle.cases import casework
from oxle.cases.challenges import challenges_of
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case
from oxle.people.actions import restrict
from oxle.people.models import Child, Enrolment
from reduced_timetables import unlisted
from tests import make
from tests.exclusions.make import People, moment
from tests.reduced_timetables.test_pages import boxes, typed

pytestmark = pytest.mark.django_db
UPN = "A123456789012"
BEFORE, LATER = "2026-11-06T10:00:00+00:00", "2026-11-10T10:00:00+00:00"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", BEFORE)
    return People()


def typed_in(**changes: Any) -> dict[str, Any]:
    """A notice that lacks nothing, of a pupil who is typed in."""
    return typed(
        given="Ash", family="Newcome", sex="U", upn="", year_group="9", postcode="OX1 1AA", off_site_hours="2.5",
        off_site_where="The farm", **boxes("born_on", date(2013, 3, 27)), **boxes("joined_on", date(2026, 11, 2)),
    ) | changes  # fmt: skip


def sent(people: People, **changes: Any) -> InboxMessage:
    answer = make.signed_in(people.head).post(reverse("reduced_timetables:unlisted"), typed_in(**changes))
    assert answer.status_code == 302, answer.context["form"].errors
    return InboxMessage.objects.latest("pk")


def officer(message: InboxMessage) -> User:
    """Who works on the inbox it waits in, and keeps pupils’ records."""
    return make.user("exclusion_officer", at=message.team, name="Missing Out")


def identified(browser: Client, message: InboxMessage, who: str) -> Any:
    """The officer says who it is, and is led to the notice."""
    page = reverse("reduced_timetables:identify_as", args=[message.key, who])
    return browser.post(page, {"kind": "single", "once": browser.get(page).context["once"]}, follow=True)


def test_a_notice_of_a_pupil_on_no_list_is_received_at_once_and_touches_no_record(people: People) -> None:
    browser = make.signed_in(people.head)
    found = browser.post(reverse("reduced_timetables:begin"), {"q": "Ash Newcome"}, follow=True).text
    assert reverse("reduced_timetables:unlisted") in found
    before = Child.objects.count()
    message = sent(people)
    assert (message.state, message.received_on, message.entered_by) == ("waiting", date(2026, 11, 6), people.head)
    assert (message.team.name, Child.objects.count(), Case.objects.count()) == ("Pupils Missing Out team", before, 0)
    home = browser.get(reverse("cases:portal")).text
    page = browser.get(reverse("reduced_timetables:unlisted_sent", args=[message.key])).text
    for text in (home, page):
        assert message.reference in text
        assert "The council makes sure who" in text
    assert "Monday morning<br>08:50 to 11:30" in page
    assert "The farm" in page


def test_it_is_in_the_work_of_whoever_says_who_it_is_and_due_as_a_notice_is_read(people: People) -> None:
    message = sent(people)
    who = officer(message)
    (task,) = unlisted.work_of(who, date(2026, 11, 6))
    # Told on Friday 6 November: five school days.
    assert (task.due_on, task.url) == (
        date(2026, 11, 13),
        reverse("reduced_timetables:identify", args=[message.key]),
    )
    assert unlisted.work_of(people.head, date(2026, 11, 6)) == []
    identified(make.signed_in(who), message, "new")
    assert len(unlisted.work_of(who, date(2026, 11, 6))) == 1
    casework.answer_message(message, "A mistake.", by=who, at=moment(date(2026, 11, 6)), version=message.version)
    assert unlisted.work_of(who, date(2026, 11, 6)) == []


def test_what_the_school_reads_is_the_same_whether_we_hold_the_child_or_not(people: People) -> None:
    browser, pages = make.signed_in(people.head), []
    for held in (False, True):
        if held:
            make.child("Ash", "Newcome", at=make.school("Other School"), born_on=date(2013, 3, 27), upn=UPN)
        message = sent(people, upn=UPN)
        text = browser.get(reverse("reduced_timetables:unlisted_sent", args=[message.key])).text
        said = text.split("<main")[1].split("</main>")[0]
        pages.append(said.replace(message.reference, "").replace(message.key, ""))
    assert pages[0] == pages[1]


def test_another_school_and_an_officer_of_another_team_find_nothing_of_it(people: People) -> None:
    message = sent(people)
    page = reverse("reduced_timetables:unlisted_sent", args=[message.key])
    stranger = make.user("head", at=make.school("Other School").organisation, name="Other Head")
    assert make.signed_in(stranger).get(page).status_code == 404
    browser = make.signed_in(stranger)
    assert "Newcome" not in browser.get(reverse("cases:portal")).text
    another = make.organisation("team", "Another team")
    elsewhere = make.user("exclusion_officer", at=another, name="Elsewhere")
    assert make.signed_in(elsewhere).get(reverse("reduced_timetables:identify", args=[message.key])).status_code == 404


def test_an_officer_says_that_it_is_a_child_whom_we_do_not_hold_and_enters_what_the_school_told(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = SimpleUploadedFile("agreed.pdf", b"%PDF-1.4 agreed", content_type="application/pdf")
    message = sent(people, parent=paper)
    monkeypatch.setenv("OXLE_NOW", LATER)
    browser = make.signed_in(officer(message))
    shown = browser.get(reverse("cases:message", args=[message.key])).text
    assert ("Say who the pupil is" in shown, "Enter a suspension from this" in shown) == (True, False)
    notice = identified(browser, message, "new")
    child = Child.objects.get(shown_name="Ash Newcome")
    enrolled = Enrolment.objects.get(child=child)
    assert (enrolled.school, enrolled.from_on, enrolled.year_group) == (people.school, date(2026, 11, 2), "9")
    form = notice.context["form"]
    assert str(form["session_3"].value()) == "12:45 to 14:45"
    # The officer sends it as the school told it, without the file being uploaded again.
    browser.post(notice.request["PATH_INFO"], typed(off_site_hours="2.5", off_site_where="The farm"), follow=True)
    case = Case.objects.get()
    assert (case.child, case.school, case.reference) == (child, people.school, message.reference)
    assert (case.opened_on, case.origin) == (date(2026, 11, 6), "portal")
    assert case.reduced_timetable.agreements.get(whose="parent").document.file.name == "agreed.pdf"
    assert challenges_of(case) == []
    message.refresh_from_db()
    assert (message.state, message.case) == ("linked", case)
    # The school goes on at the case, by the address it has.
    page = make.signed_in(people.head).get(reverse("reduced_timetables:unlisted_sent", args=[message.key]))
    assert page["Location"] == reverse("reduced_timetables:sent", args=[case.key])


def test_the_form_of_the_officer_begins_with_all_that_the_school_told(people: People) -> None:
    message = sent(people)
    notice = identified(make.signed_in(officer(message)), message, "new")
    form = notice.context["form"]
    held = {name: form[name].value() for name in ("reason", "why", "starts_on", "section_19", "off_site_hours")}
    assert held == {
        "reason": "anxiety", "why": "Comes back <b>step</b> by step.", "starts_on": date(2026, 11, 9),
        "section_19": "yes", "off_site_hours": "2.5",
    }  # fmt: skip


def test_a_child_whom_we_hold_is_recognised_and_put_on_the_register_and_stays_as_we_hold_it(people: People) -> None:
    held = make.child("Ash", "Newcome", born_on=date(2013, 3, 27), upn=UPN)
    message = sent(people, given="Ashley", upn=UPN)
    browser = make.signed_in(officer(message))
    page = browser.get(reverse("reduced_timetables:identify", args=[message.key])).text
    assert "Ash Newcome, born 27 March 2013" in page
    identified(browser, message, held.key)
    held.refresh_from_db()
    assert (held.shown_name, Child.objects.filter(sort_name=held.sort_name).count()) == ("Ash Newcome", 1)
    assert Enrolment.objects.get(child=held).school == people.school


def test_no_second_record_is_made_of_a_pupil_whom_a_colleague_has_just_added(people: People) -> None:
    message = sent(people)
    browser = make.signed_in(officer(message))
    page = reverse("reduced_timetables:identify_as", args=[message.key, "new"])
    first, second = (browser.get(page).context["once"] for _ in range(2))
    assert browser.post(page, {"kind": "single", "once": first}).status_code == 302
    answer = browser.post(page, {"kind": "single", "once": second})
    assert "is on the school’s register. Choose that record" in answer.text
    assert Child.objects.filter(shown_name="Ash Newcome").count() == 1


def test_no_second_record_is_made_while_one_that_is_closed_to_the_officer_looks_the_same(people: People) -> None:
    held = make.child("Ash", "Newcome", born_on=date(2013, 3, 27), upn=UPN)
    restrict(held, held.version, because="A refuge", by=people.officer, on=date(2026, 11, 5))
    message = sent(people, upn=UPN)
    browser, before = make.signed_in(officer(message)), Child.objects.count()
    page = browser.get(reverse("reduced_timetables:identify", args=[message.key])).text
    assert ("1 more record may be meant, and is closed to you" in page, "whom we do not hold" in page) == (True, False)
    refused = identified(browser, message, "new")
    assert "Somebody who may open it must say who the pupil is" in refused.text
    assert Child.objects.count() == before
