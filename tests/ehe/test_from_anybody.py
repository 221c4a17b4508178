"""A message of a parent, a health service or a council tells of home education: who told is written down, and no school
is asked who it is."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ehe.forms import ToldForm
from ehe.models import HomeEducation, ToldBy, ToldSince
from oxle.cases import casework
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case, Origin
from tests import make
from tests.ehe.make import People, moment
from tests.ehe.test_pages import post

pytestmark = pytest.mark.django_db
CAME, TODAY = date(2026, 11, 16), date(2026, 11, 20)
TEXT = "We teach Ash at home from today."


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def came(people: People, channel: str = Origin.EMAIL) -> InboxMessage:
    """A message to the team of home education, which came four days ago."""
    said: dict[str, Any] = {"channel": channel, "sender": "A mother", "text": TEXT, "files": []}
    return casework.receive_message(
        team=people.officer.memberships.get().organisation,
        received_on=CAME,
        **said,
        by=people.officer,
        at=moment(TODAY),
    )


def entered(browser: Client, message: InboxMessage, people: People, told_by: str) -> Any:
    """The officer's form, filled in for the child and sent."""
    typed = {
        "told_by": told_by, "words": TEXT, "school": people.school.key, "reason": "lifestyle",
        "special_place": "no", "order_open": "no",
    }  # fmt: skip
    return post(browser, reverse("ehe:open_told", args=[message.key, people.child.key]), **typed)


@pytest.mark.parametrize("told_by", [ToldBy.PARENT, ToldBy.HEALTH, ToldBy.AUTHORITY])
def test_the_case_opens_from_a_message_as_of_the_day_it_came_and_keeps_who_told(
    people: People, told_by: ToldBy
) -> None:
    message, officer = came(people), make.signed_in(people.officer)
    search = reverse("ehe:told", args=[message.key])
    assert {"text": "Enter home education that anybody else tells of", "url": search} in officer.get(
        reverse("cases:message", args=[message.key])
    ).context["entries"]
    found = officer.post(search, {"text": "Ash Example"}).context["found"]
    page = reverse("ehe:open_told", args=[message.key, people.child.key])
    assert [(row["does"], row["url"]) for row in found] == [("Open the case of this child", page)]
    form = officer.get(page)
    assert (form.context["form"].initial["words"], form.context["back_url"]) == (TEXT, search)
    sent = entered(officer, message, people, told_by)
    case = Case.objects.get()
    assert sent.headers["Location"] == case.get_absolute_url()
    assert (case.opened_on, case.origin, case.school) == (CAME, Origin.EMAIL, people.school)
    kept = HomeEducation.objects.get()
    assert (kept.told_by, kept.words) == (told_by, TEXT)
    message.refresh_from_db()
    assert (message.state, message.case) == (InboxMessage.State.LINKED, case)


def test_a_message_that_is_longer_than_the_answer_takes_is_put_into_words(people: People) -> None:
    message = came(people)
    InboxMessage.objects.filter(pk=message.pk).update(text="x" * 10_001)
    page = make.signed_in(people.officer).get(reverse("ehe:open_told", args=[message.key, people.child.key]))
    assert page.context["form"].initial["words"] == ""


def test_it_is_never_the_school_that_told_in_a_message_of_somebody_else(people: People) -> None:
    message, officer = came(people), make.signed_in(people.officer)
    page = entered(officer, message, people, ToldBy.SCHOOL)
    assert "told_by" in page.context["form"].errors
    assert not Case.objects.exists()
    offered = {key for key, _ in ToldForm.base_fields["told_by"].choices}
    assert offered == set(ToldBy.values) - {ToldBy.SCHOOL}


def test_a_message_of_a_child_whose_case_is_open_is_kept_on_that_case(people: People) -> None:
    case, message, officer = people.told(date(2026, 11, 9)), came(people), make.signed_in(people.officer)
    (row,) = officer.post(reverse("ehe:told", args=[message.key]), {"text": "Ash Example"}).context["found"]
    assert row["does"] == f"Enter it on the open case, {case.reference}"
    entered(officer, message, people, ToldBy.PARENT)
    (told,) = ToldSince.objects.all()
    assert (told.case, told.told_by, told.told_on, told.school) == (case, ToldBy.PARENT, CAME, None)
    message.refresh_from_db()
    assert (message.case, Case.objects.count()) == (case, 1)


def test_what_a_team_handed_over_is_no_telling_and_nobody_else_enters_one(people: People) -> None:
    message, officer = came(people), make.signed_in(people.officer)
    addresses = [
        reverse("ehe:told", args=[message.key]),
        reverse("ehe:open_told", args=[message.key, people.child.key]),
    ]
    inbox = make.user("admin_officer", message.team, name="Admin Example")
    links = make.signed_in(inbox).get(reverse("cases:message", args=[message.key])).context["entries"]
    assert not [one for one in links if one["url"] in addresses]
    assert [make.signed_in(inbox).get(one).status_code for one in addresses] == [403, 403]
    InboxMessage.objects.filter(pk=message.pk).update(channel=Origin.HAND_OVER)
    assert [officer.get(one).status_code for one in addresses] == [404, 404]


def test_to_whoever_comes_after_a_colleague_it_says_what_the_colleague_did(people: People) -> None:
    message, officer = came(people), make.signed_in(people.officer)
    casework.answer_message(message, "Rang back.", by=people.officer, at=moment(TODAY), version=message.version)
    late = [
        officer.get(reverse("ehe:told", args=[message.key])),
        officer.get(reverse("ehe:open_told", args=[message.key, people.child.key])),
    ]
    assert [one.context["late"].title for one in late] == ["This message no longer waits"] * 2
