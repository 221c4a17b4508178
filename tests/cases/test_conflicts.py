"""A conflict of interest closes a child on every path, and takes the officer off the child's cases."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from attendance.referrals import drafting, sections
from attendance.referrals.models import Draft
from oxle.accounts.visibility import visible_to
from oxle.audit.models import Sight
from oxle.cases import casework
from oxle.cases.actions import duty_team
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Allocation, Case
from oxle.core import dates
from oxle.core.errors import Refused
from oxle.documents.actions import store_upload
from oxle.people import actions as families
from oxle.people.models import Child, Conflict
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals
from tests.attendance.make import moment

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 16)


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-16T10:00")


@pytest.fixture
def people():
    return court.People()


def owned(people, case: Case) -> Case:
    case.owner = people.officer
    case.save(update_fields=["owner"])
    return case


def conflict(people, user, child=None) -> Conflict:
    return families.declare_conflict(child or people.child, user=user, reason="My niece.", by=user, on=ON)


def message(people, *, file: bool = False) -> InboxMessage:
    upload = SimpleUploadedFile("letter.pdf", court.a_page(), content_type="application/pdf")
    return casework.receive_message(
        team=duty_team("attendance"),
        channel="post",
        received_on=ON,
        sender="Example School",
        text="Ash is away again.",
        files=[store_upload(upload, by=people.officer, at=moment(ON))] if file else [],
        by=people.officer,
        at=moment(ON),
    )


def pages_of(kept: InboxMessage) -> list[str]:
    file = reverse("cases:message_file", args=[kept.key, kept.files.get().key])
    return [reverse(f"cases:{name}", args=[kept.key]) for name in ("message", "message_link", "message_answer")] + [
        file
    ]


def opened(client, url: str) -> int:
    """The status of a page or, read to its end, of a download."""
    answer = client.get(url)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


def test_declaring_a_conflict_takes_the_officers_cases_of_the_child_back_to_the_queue(people):
    case = owned(people, referrals.sent(people.school, people.child, people.lead, ON))
    other_child = referrals.family(people.school)
    other = owned(people, referrals.sent(people.school, other_child, people.lead, ON))
    conflict(people, people.officer)
    case.refresh_from_db()
    other.refresh_from_db()
    assert (case.owner, other.owner) == (None, people.officer)
    row = Allocation.objects.get()
    assert (row.case, row.to, row.by, row.on) == (case, None, people.officer, ON)
    assert row.reason == "The officer declared a conflict of interest."


def test_a_case_about_the_childs_parent_goes_back_to_the_queue_too(people, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-23T10:00")
    case = court.begun(court.final_warning(people), people)
    assert case.owner == people.officer
    conflict(people, people.officer)
    case.refresh_from_db()
    assert case.owner is None
    with pytest.raises(Refused, match="has a conflict of interest"):
        casework.allocate(
            case, to=people.officer, by=people.senior, on=court.BEGUN, at=moment(court.BEGUN), reason="x",
            version=case.version,
        )  # fmt: skip


def test_an_officer_in_conflict_with_one_of_two_merged_records_loses_the_cases_of_both(people):
    case = owned(people, referrals.sent(people.school, people.child, people.lead, ON))
    same = make.child("Ashley", "Example", date(2014, 3, 4))
    conflict(people, people.officer, same)
    case.refresh_from_db()
    assert case.owner == people.officer
    families.merge(people.child, same, reason="One birth certificate", by=people.senior, at=moment(ON))
    case.refresh_from_db()
    assert case.owner is None


def test_a_linked_message_and_its_file_are_closed_to_an_officer_with_a_conflict(people):
    case = referrals.sent(people.school, people.child, people.lead, ON)
    kept = message(people, file=True)
    casework.link_message(kept, case, by=people.senior, at=moment(ON), version=kept.version)
    client = make.signed_in(people.officer)
    assert [opened(client, url) for url in pages_of(kept)] == [200, 200, 200, 200]
    conflict(people, people.officer)
    assert [opened(client, url) for url in pages_of(kept)] == [404, 404, 404, 404]


def test_opening_a_linked_message_or_its_file_is_a_sight_of_the_child(people):
    case = referrals.sent(people.school, people.child, people.lead, ON)
    kept = message(people, file=True)
    casework.link_message(kept, case, by=people.senior, at=moment(ON), version=kept.version)
    client, pages = make.signed_in(people.officer), pages_of(kept)
    seen = []
    for url in (pages[0], pages[-1]):
        assert opened(client, url) == 200
        row = Sight.objects.order_by("-pk").first()
        seen.append((row.actor, row.what, row.children))
    who = f"user:{people.officer.pk}"
    assert seen == [(who, "page", [people.child.pk]), (who, "pdf", [people.child.pk])]


def handed_over(people) -> InboxMessage:
    """The message by which a referral was handed to licensing, which waits with another team."""
    case = referrals.sent(people.school, people.child, people.lead, ON)
    casework.hand_over(case, to="licensing", by=people.officer, on=ON, at=moment(ON), reason="Bakes at five.")
    return InboxMessage.objects.get()


def test_a_hand_over_that_waits_is_closed_to_an_officer_with_a_conflict_and_opening_it_is_a_sight(people):
    kept = handed_over(people)
    receiver = make.user("tracking_officer", kept.team, name="Receiver")
    client, page = make.signed_in(receiver), reverse("cases:message", args=[kept.key])
    assert "Bakes at five." in client.get(page).text
    row = Sight.objects.order_by("-pk").first()
    assert (row.actor, row.what, row.children) == (f"user:{receiver.pk}", "page", [people.child.pk])
    conflict(people, receiver)
    assert client.get(page).status_code == 404
    inbox = client.get(reverse("cases:inbox"))
    assert (inbox.context["waiting"], inbox.context["restricted"]) == ([], [])


def test_a_hand_over_about_a_restricted_child_waits_in_sight_and_is_read_once_the_record_is_opened(people):
    kept = handed_over(people)
    receiver = make.user("tracking_officer", kept.team, name="Receiver")
    client, page = make.signed_in(receiver), reverse("cases:message", args=[kept.key])
    child = Child.objects.get(pk=people.child.pk)
    families.restrict(child, child.version, because="A councillor’s family", by=people.senior, on=ON)
    assert client.get(page).status_code == 404
    inbox = client.get(reverse("cases:inbox"))
    assert "A hand-over about a restricted record" in inbox.text
    assert [word for word in ("Bakes", "Ash", "OX-") if word in inbox.text] == []
    break_glass = reverse("people:break_glass", args=[child.key])
    assert inbox.context["restricted"] == [{"received_on": ON, "url": break_glass}]
    families.break_glass(child, reason="The hand-over", by=receiver, at=dates.now())
    assert "Bakes at five." in client.get(page).text
    inbox = client.get(reverse("cases:inbox"))
    assert [row["message"] for row in inbox.context["waiting"]] == [kept]
    assert inbox.context["restricted"] == []


def test_a_draft_entered_from_a_message_and_the_message_are_closed_to_a_colleague_with_a_conflict(people):
    colleague = make.user("attendance_officer", make.organisation("team", "County Attendance Team"), name="Colleague")
    kept = message(people)
    draft = drafting.start_draft(
        school=people.school, child=people.child, by=people.officer, at=moment(ON), message=kept
    )
    assert kept in visible_to(colleague, InboxMessage)
    assert draft in visible_to(colleague, Draft)
    conflict(people, colleague)
    assert list(visible_to(colleague, InboxMessage)) == []
    assert list(visible_to(colleague, Draft)) == []
    client = make.signed_in(colleague)
    assert client.get(reverse("attendance:draft", args=[draft.key])).status_code == 404
    assert "Example School" not in client.get(reverse("cases:inbox")).content.decode()
    assert draft in visible_to(people.officer, Draft)


def test_a_draft_about_a_restricted_child_is_closed_to_an_officer_and_not_to_the_childs_school(people):
    kept = message(people)
    draft = drafting.start_draft(
        school=people.school, child=people.child, by=people.officer, at=moment(ON), message=kept
    )
    people.child.refresh_from_db()
    families.restrict(people.child, people.child.version, because="Known locally", by=people.senior, on=ON)
    assert draft not in visible_to(people.officer, Draft)
    assert draft in visible_to(people.lead, Draft)


def test_a_head_does_not_see_the_schools_draft_about_their_own_child(people):
    draft = referrals.draft(people.school, people.child, people.lead, ON)
    head = make.user("head", people.school.organisation)
    assert draft in visible_to(head, Draft)
    conflict(people, head)
    assert draft not in visible_to(head, Draft)
    assert make.signed_in(head).get(reverse("cases:portal")).status_code == 200
    assert draft in visible_to(people.lead, Draft)


def test_a_school_that_the_pupil_has_left_keeps_its_draft_and_learns_of_no_new_parent(people):
    draft = referrals.draft(people.school, people.child, people.lead, ON)
    row = people.child.enrolments.get()
    families.leave(row, row.version, by=people.senior, on=date(2026, 10, 15))
    make.parent(people.child, "New", "Carer", kind="Foster carer", has_care=True)
    url = reverse("attendance:section", args=[draft.key, sections.FAMILY])
    page = make.signed_in(people.lead).get(url).content.decode()
    assert "Robin Example" in page
    assert "New Carer" not in page
