"""A school tells of home education of a pupil who is on no list of ours: received, and identified by a person."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ehe import unlisted
from oxle.accounts.models import User
from oxle.cases.actions import duty_team
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case
from oxle.correspondence.models import Message
from oxle.people.models import Child
from tests import make
from tests.ehe.make import People
from tests.reduced_timetables.test_pages import boxes

pytestmark = pytest.mark.django_db
ON, SECRET = date(2026, 11, 20), "Bruises, twice."


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def typed_in(**changes: Any) -> dict[str, Any]:
    """What a school tells of a pupil who is typed in."""
    return {
        "reason": "lifestyle", "special_place": "no", "order_open": "no", "once": "a" * 22, "given": "Ash",
        "family": "Newcome", "sex": "U", "upn": "", "year_group": "9", "postcode": "",
        **boxes("born_on", date(2013, 3, 27)), **boxes("joined_on", date(2026, 9, 1)),
        **boxes("letter_on", date(2026, 11, 18)),
    } | changes  # fmt: skip


def sent(people: People, **changes: Any) -> InboxMessage:
    answer = make.signed_in(people.head).post(reverse("ehe:unlisted"), typed_in(**changes))
    assert answer.status_code == 302, answer.context["form"].errors
    return InboxMessage.objects.latest("pk")


def officer() -> User:
    return make.user("ehe_officer", duty_team("ehe"), name="Home Officer")


def entered(who: User, message: InboxMessage, child: str, *, kind: str = "single") -> str:
    """The officer says who the pupil is, and sends the notice as it stands; what the form began with of the worry."""
    browser, page = make.signed_in(who), reverse("ehe:identify_as", args=[message.key, child])
    notice = browser.post(page, {"kind": kind, "once": browser.get(page).context["once"]}, follow=True)
    form = notice.context["form"]
    letter_on = form["letter_on"].value()
    said = {name: form[name].value() for name in ("reason", "special_place", "order_open", "worry")}
    browser.post(
        notice.request["PATH_INFO"],
        {**{key: value or "" for key, value in said.items()}, **boxes("letter_on", letter_on),
         "once": notice.context["once"]},
    )  # fmt: skip
    return str(said["worry"] or "")


def test_it_is_received_and_the_case_opens_as_of_that_day_with_the_letter_once_an_officer_says_who_it_is(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = make.signed_in(people.head)
    found = browser.post(reverse("ehe:begin"), {"q": "Ash Newcome"}, follow=True).text
    assert reverse("ehe:unlisted") in found
    letter = SimpleUploadedFile("letter.pdf", b"%PDF-1.4 x", content_type="application/pdf")
    message = sent(people, letter=letter)
    assert (message.team.name, Case.objects.count()) == ("Elective Home Education Team", 0)
    assert message.reference in browser.get(reverse("cases:portal")).text
    who = officer()
    (task,) = unlisted.tasks_of(who, ON)
    assert (task.due_on, task.url) == (date(2026, 11, 23), reverse("ehe:identify", args=[message.key]))
    monkeypatch.setenv("OXLE_NOW", "2026-11-23T10:00:00+00:00")
    entered(who, message, "new")
    case = Case.objects.get()
    assert (case.opened_on, case.reference, case.school) == (ON, message.reference, people.school)
    assert case.home_education.letter.file.name == "letter.pdf"
    # The school owes its exit form from then, and goes on at the case.
    assert case.deadlines.get(clock="exit_form").state == "running"
    page = make.signed_in(people.head).get(reverse("ehe:unlisted_sent", args=[message.key]))
    assert page["Location"] == reverse("ehe:sent", args=[case.key])
    assert unlisted.tasks_of(who, ON) == []


def test_what_worries_the_school_is_told_at_once_and_read_by_whoever_enters_it_and_in_no_message(
    people: People,
) -> None:
    who = officer()
    message = sent(people, worry=SECRET)
    assert [one.user for one in Message.objects.filter(kind="cases.told")] == [who]
    inbox = make.signed_in(who).get(reverse("cases:message", args=[message.key])).text
    school = make.signed_in(people.lead).get(reverse("ehe:unlisted_sent", args=[message.key])).text
    assert (SECRET in inbox, SECRET in school, SECRET in message.text) == (False, False, False)
    assert "It was said, in confidence" in inbox
    assert entered(who, message, "new") == SECRET
    assert Case.objects.get().home_education.worry == SECRET


def test_of_a_child_whose_case_is_open_it_is_kept_there_and_the_school_reads_its_own_alone(people: People) -> None:
    held = make.child("Ash", "Newcome", at=make.school("Other School"), born_on=date(2013, 3, 27))
    people.child = held
    case = people.told(ON, school=held.enrolments.get().school)
    message = sent(people)
    entered(officer(), message, held.key, kind="dual_subsidiary")
    assert (Case.objects.get(), Child.objects.filter(shown_name="Ash Newcome").count()) == (case, 1)
    (since,) = case.told_since.all()
    page = make.signed_in(people.head).get(reverse("ehe:unlisted_sent", args=[message.key]))
    assert page["Location"] == reverse("ehe:told_since", args=[since.key])
