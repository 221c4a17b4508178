"""A school tells of a missing pupil who is on no list of ours, or has left: received, and identified by a person."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cme import unlisted, work
from cme.models import Missing
from oxle.accounts.models import User
from oxle.cases.actions import duty_team
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case
from oxle.correspondence.models import Message
from oxle.people.actions.school_life import leave
from oxle.people.models import Child, Enrolment
from tests import make
from tests.cme.make import People
from tests.reduced_timetables.test_pages import boxes

pytestmark = pytest.mark.django_db
ON, LATER = date(2026, 11, 20), "2026-11-23T10:00:00+00:00"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def typed(**changes: Any) -> dict[str, Any]:
    """What a school tells of a missing pupil."""
    return {
        "concern": "no", "social_worker": "no", "cause": "moved", "last_known": "The flat is empty.",
        "tried": ["day_one", "visit"], "groups": [], "found_out": "Nobody <b>opened</b>.", "once": "a" * 22,
        **boxes("last_attended_on", date(2026, 11, 2)),
    } | changes  # fmt: skip


def typed_in(**changes: Any) -> dict[str, Any]:
    """The same of a pupil who is typed in."""
    return typed(
        given="Ash", family="Newcome", sex="U", upn="", year_group="9", postcode="OX1 1AA",
        **boxes("born_on", date(2013, 3, 27)), **boxes("joined_on", date(2026, 9, 1)),
    ) | changes  # fmt: skip


def sent(people: People, **changes: Any) -> InboxMessage:
    answer = make.signed_in(people.lead).post(reverse("cme:unlisted"), typed_in(**changes))
    assert answer.status_code == 302, answer.context["form"].errors
    return InboxMessage.objects.latest("pk")


def officer() -> User:
    return make.user("tracking_officer", duty_team("cme"), name="Sedge Example")


def identified(browser: Client, message: InboxMessage, who: str) -> Any:
    """The officer says who it is, and is led to the notice."""
    page = reverse("cme:identify_as", args=[message.key, who])
    return browser.post(page, {"kind": "single", "once": browser.get(page).context["once"]}, follow=True)


def test_a_missing_pupil_on_no_list_is_received_with_a_reference_and_touches_no_record(people: People) -> None:
    browser, before = make.signed_in(people.lead), Child.objects.count()
    found = browser.post(reverse("cme:begin"), {"q": "Ash Newcome"}, follow=True).text
    assert reverse("cme:unlisted") in found
    assert "no substitute for a safeguarding referral" in browser.get(reverse("cme:unlisted")).text
    message = sent(people)
    assert (message.team.name, message.received_on) == ("Children Missing Education Team", ON)
    assert (Child.objects.count(), Case.objects.count()) == (before, 0)
    page = browser.get(reverse("cme:unlisted_sent", args=[message.key])).text
    assert (message.reference in page, "Rang on the first day of absence and Visited the home" in page) == (True, True)
    assert "Nobody &lt;b&gt;opened" in page
    assert message.reference in browser.get(reverse("cases:portal")).text


def test_it_is_in_the_work_of_whoever_says_who_it_is_in_the_time_of_safeguarding_and_a_worry_is_told_at_once(
    people: People,
) -> None:
    who = officer()
    sent(people)
    assert not Message.objects.filter(kind="cases.told").exists()
    message = sent(people, given="Elm", concern="yes", concern_words="An uncle was seen.", once="b" * 22)
    assert [(one.user, one.reference) for one in Message.objects.filter(kind="cases.told")] == [
        (who, message.reference)
    ]
    first, second = [task for task in work.tasks_of(who, ON) if task.title == unlisted.UNLISTED.task]
    # Told on Friday: the next working day. What is urgent stands first.
    assert (first.due_on, second.due_on) == (date(2026, 11, 23), date(2026, 11, 23))
    assert (first.url, "worried" in first.why) == (reverse("cme:identify", args=[message.key]), True)


def test_what_the_school_reads_is_the_same_whether_we_hold_and_look_for_the_child_or_not(people: People) -> None:
    browser, pages = make.signed_in(people.lead), []
    for held in (False, True):
        if held:
            people.child = make.child("Ash", "Newcome", at=make.school("Other School"), born_on=date(2013, 3, 27))
            people.refer()
        message = sent(people, once=str(held)[0] * 22)
        text = browser.get(reverse("cme:unlisted_sent", args=[message.key])).text
        pages.append(text.split("<main")[1].split("</main>")[0].replace(message.reference, ""))
    assert pages[0] == pages[1]


def test_an_officer_says_who_it_is_and_the_case_opens_as_of_the_day_it_was_told(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = SimpleUploadedFile("log.pdf", b"%PDF-1.4 log", content_type="application/pdf")
    message = sent(people, paper=paper)
    monkeypatch.setenv("OXLE_NOW", LATER)
    browser = make.signed_in(officer())
    shown = browser.get(reverse("cases:message", args=[message.key])).text
    assert ("Say who the pupil is" in shown, "Enter a missing child from this" in shown) == (True, False)
    notice = identified(browser, message, "new")
    form = notice.context["form"]
    assert [form[name].value() for name in ("tried", "last_attended_on", "concern")] == [
        ["day_one", "visit"], date(2026, 11, 2), "no",
    ]  # fmt: skip
    browser.post(notice.request["PATH_INFO"], typed(), follow=True)
    case = Case.objects.get()
    child = Child.objects.get(shown_name="Ash Newcome")
    assert (case.child, case.school, case.reference) == (child, people.school, message.reference)
    assert (case.opened_on, case.origin, case.missing.told_by) == (ON, "portal", f"{people.school}: {people.lead.name}")
    assert Enrolment.objects.get(child=child).from_on == date(2026, 9, 1)
    # The school goes on at the case; its paper stands there.
    page = make.signed_in(people.lead).get(reverse("cme:unlisted_sent", args=[message.key]))
    assert page["Location"] == reverse("cme:sent", args=[case.key])
    assert [one.file.name for one in case.documents.all()] == ["log.pdf"]


def test_what_is_told_of_one_who_is_looked_for_already_is_added_and_the_school_reads_nothing_of_the_case(
    people: People,
) -> None:
    held = make.child("Ash", "Newcome", at=make.school("Other School"), born_on=date(2013, 3, 27))
    people.child = held
    case = people.refer(last_known="The uncle has them.", source="police")
    message = sent(people)
    browser = make.signed_in(officer())
    page = reverse("cme:identify_as", args=[message.key, held.key])
    notice = browser.post(page, {"kind": "dual_subsidiary", "once": browser.get(page).context["once"]}, follow=True)
    form = notice.context["form"]
    assert list(form.fields) == ["concern", "concern_words", "said"]
    assert "Nobody <b>opened</b>." in form["said"].value()
    said = {"concern": "no", "said": form["said"].value(), "once": notice.context["once"]}
    browser.post(notice.request["PATH_INFO"], said)
    assert (Case.objects.get(), Missing.objects.count()) == (case, 1)
    message.refresh_from_db()
    assert message.case == case
    text = make.signed_in(people.lead).get(reverse("cme:unlisted_sent", args=[message.key])).text
    assert ("has dealt with it" in text, case.reference in text, "uncle" in text) == (True, False, False)


def test_another_school_and_an_officer_of_another_team_find_nothing_of_it(people: People) -> None:
    message = sent(people)
    stranger = make.user("head", make.school("Other School").organisation, name="Other Head")
    page = reverse("cme:unlisted_sent", args=[message.key])
    assert make.signed_in(stranger).get(page).status_code == 404
    elsewhere = make.user("tracking_officer", make.organisation("team", "Another team"), name="Elsewhere")
    assert make.signed_in(elsewhere).get(reverse("cme:identify", args=[message.key])).status_code == 404
    # Nor are the pages of another duty for it.
    home = make.user("ehe_officer", duty_team("cme"), name="Home")
    assert make.signed_in(home).get(reverse("ehe:identify", args=[message.key])).status_code == 404


def test_a_school_tells_of_a_pupil_who_is_off_its_register_already_listed_or_not(people: People) -> None:
    enrolment = Enrolment.objects.get()
    leave(enrolment, enrolment.version, by=people.officer, on=date(2026, 11, 10))
    browser = make.signed_in(people.lead)
    found = browser.post(reverse("cme:begin"), {"q": str(people.child)}, follow=True).text
    assert "Left Example School on 10 November 2026" in found
    browser.post(reverse("cme:notice", args=[people.child.key]), typed())
    assert (Case.objects.get().child, Case.objects.get().school) == (people.child, people.school)
    # One who is on no list is on the register for the time that the school gives.
    message = sent(people, once="b" * 22, **boxes("left_on", date(2026, 11, 9)))
    identified(make.signed_in(officer()), message, "new")
    told = Enrolment.objects.get(child__shown_name="Ash Newcome")
    assert (told.from_on, told.to_on) == (date(2026, 9, 1), date(2026, 11, 9))


@pytest.mark.parametrize("left_on", [date(2026, 8, 31), date(2025, 11, 19)])
def test_a_last_day_before_the_first_or_more_than_a_year_ago_is_refused_at_its_field(
    people: People, left_on: date
) -> None:
    joined = boxes("joined_on", date(2026, 9, 1) if left_on.year == 2026 else date(2020, 9, 1))
    answer = make.signed_in(people.lead).post(reverse("cme:unlisted"), typed_in(**joined, **boxes("left_on", left_on)))
    form = answer.context["form"]
    assert (list(form.errors), form["found_out"].value()) == (["left_on"], "Nobody <b>opened</b>.")
    assert InboxMessage.objects.count() == 0
