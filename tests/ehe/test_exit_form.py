"""What the exit form asks of the ground, of needs, of social care and of other agencies, and what becomes of it."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ehe.gaps import gaps_of
from ehe.models import ExitForm, Ground, HomeEducation, Meeting, Needs, SocialCare
from oxle.cases.models import Case, CaseDocument
from tests import make
from tests.ehe.make import People, form_of, sent_form
from tests.ehe.test_pages import post

pytestmark = pytest.mark.django_db
ON, SENT, OFF = date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 18)
WORKER = "Sam Porter, assessment team"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def challenged(case: Case) -> list[str]:
    return list(case.events.filter(step="challenge").values_list("reason", flat=True))


@pytest.mark.parametrize(
    ("said", "gap"),
    [
        ({"ground": ""}, "the ground on which the name comes off"),
        ({"ground": Ground.OTHER}, "which other ground"),
        ({"needs": ""}, "what there is for special educational needs, or that there is nothing"),
        ({"social_care": ""}, "what social care or early help has for the child, or that there is nothing"),
        ({"social_care": SocialCare.PROTECTION}, "who the child’s worker is, and in which team"),
        (
            {"meeting": Meeting.HELD, "meeting_on": ON, "officer_joined": None},
            "whether an officer for home education joined that meeting",
        ),
    ],
)
def test_what_was_not_said_of_the_ground_of_needs_of_social_care_and_of_the_meeting_is_a_gap(
    said: dict[str, Any], gap: str
) -> None:
    assert gaps_of(ExitForm(**form_of(ON, **said)), HomeEducation(letter_on=ON, letter_id=1)) == [gap]


def test_none_of_it_and_no_officer_at_the_meeting_are_answers_and_a_file_that_is_not_sent_yet_is_no_gap() -> None:
    said = form_of(
        ON, ground=Ground.NONE, needs=Needs.NONE, social_care=SocialCare.NONE, ctf="",
        meeting=Meeting.HELD, meeting_on=ON, officer_joined=False,
    )  # fmt: skip
    assert gaps_of(ExitForm(**said), HomeEducation(letter_on=ON, letter_id=1)) == []


@pytest.mark.parametrize(
    ("ground", "words", "why"),
    [
        (
            Ground.NONE,
            "",
            "The name came off the roll on 18 November 2026, and the school names no ground for it (the ",
        ),
        (
            Ground.OTHER,
            "20 days",
            "The name came off the roll on 18 November 2026 on another ground than home education: 20 days",
        ),
    ],
)
def test_a_name_that_came_off_on_no_ground_or_on_another_is_received_and_challenged(
    people: People, ground: Ground, words: str, why: str
) -> None:
    case = people.told(ON)
    form = sent_form(case, people.head, OFF, deleted_on=OFF, ground=ground, ground_words=words)
    (said,) = challenged(case)
    assert (said.startswith(why), form.returned_on) == (True, None)


def test_no_ground_is_challenged_while_the_name_is_on_the_roll(people: People) -> None:
    case = people.told(ON)
    sent_form(case, people.head, SENT, ground=Ground.NONE)
    assert challenged(case) == []


def test_what_social_care_has_is_read_by_whose_case_it_is_and_needs_by_all_who_read_it(people: People) -> None:
    case = people.told(ON)
    sent_form(case, people.head, SENT, social_care=SocialCare.IN_NEED, worker=WORKER, needs=Needs.PLAN)
    officer, address = make.signed_in(people.officer), reverse("ehe:exit_form_read", args=[case.key])
    page = officer.get(address).text
    assert (WORKER in page, "child in need" in page.lower(), "health and care plan" in page) == (False, False, True)
    Case.objects.filter(pk=case.pk).update(owner=people.officer)
    assert f"A child in need plan, {WORKER}" in officer.get(address).text
    assert WORKER in make.signed_in(people.head).get(reverse("ehe:sent", args=[case.key])).text
    assert WORKER not in make.signed_in(people.lead).get(reverse("ehe:sent", args=[case.key])).text


def test_what_other_agencies_wrote_is_a_document_of_the_case_and_stays_with_the_form_that_is_sent_again(
    people: People,
) -> None:
    case, head = people.told(ON), make.signed_in(people.head)
    address = reverse("ehe:exit_form", args=[case.key])
    signed = {"signed_by": "A head", "signed_as": "head", "has_concerns": "no"}
    file = SimpleUploadedFile("clinic.txt", b"Seen at the clinic.", content_type="text/plain")
    post(head, address, **signed, correspondence=file)
    kept = CaseDocument.objects.get()
    assert (kept.title, kept.from_school) == ("What other agencies wrote, with the exit form", True)
    post(head, address, **signed, view="There is a plan.")
    assert [one.correspondence for one in case.exit_forms.all()] == [kept, kept]
    assert CaseDocument.objects.count() == 1
    assert "On the case, under Documents" in head.get(reverse("ehe:sent", args=[case.key])).text


def test_a_form_that_came_back_begins_with_the_ground_and_the_worker_it_named(people: People) -> None:
    case = people.told(ON)
    sent_form(case, people.head, SENT, ground=Ground.OTHER, social_care=SocialCare.EARLY_HELP, worker=WORKER, voice="")
    form = make.signed_in(people.head).get(reverse("ehe:exit_form", args=[case.key])).context["form"]
    shown = {name: form[name].value() for name in ("ground", "social_care", "worker", "needs")}
    assert shown == {"ground": "other", "social_care": "early_help", "worker": WORKER, "needs": "none"}
