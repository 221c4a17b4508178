"""The file of an application: while it is open, one at a time, and not so many that they fill a disk."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from licensing.applicants import drafting, sending
from licensing.applicants.models import ApplicationDraft
from oxle.core.errors import Refused
from tests.licensing.applying import again, came_in, filled_in, of

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 12, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", AT.isoformat())


def paper(number: int = 0) -> SimpleUploadedFile:
    return SimpleUploadedFile("risks.txt", f"Nothing is dangerous: {number}.".encode(), "text/plain")


def sent(draft: ApplicationDraft) -> None:
    sending.send(again(draft), declared_by="Robin", version=again(draft).version, on=AT.date(), at=AT)


def test_a_file_is_neither_attached_to_nor_taken_off_an_application_that_was_sent_after_the_page_was_opened() -> None:
    draft = filled_in()
    attached = draft.files.select_related("draft").get()
    sent(draft)
    assert draft.is_open  # as it was read before
    for late in (
        lambda: drafting.remove_file(attached, at=AT),
        lambda: drafting.attach(draft, paper(), title="Risks", at=AT),
    ):
        with pytest.raises(Refused, match="This application has been sent and cannot be changed"):
            late()
    assert draft.files.get().removed_at is None
    answer = came_in().post(of(draft, f"files/{attached.key}/"), follow=True)
    assert "This application has been sent and cannot be changed" in answer.content.decode()


def test_nobody_changes_the_files_while_an_application_is_sent() -> None:
    draft = filled_in()
    with CaptureQueriesContext(connection) as captured:
        sent(draft)
    asked = [each["sql"] for each in captured]
    locks = next(n for n, sql in enumerate(asked) if "licensing_applicationdraft" in sql and "FOR UPDATE" in sql)
    assert locks < next(n for n, sql in enumerate(asked) if "licensing_applicationfile" in sql)


def test_a_second_click_on_taking_a_file_off_goes_where_the_first_one_went() -> None:
    draft, browser = filled_in(), came_in()
    address = of(draft, f"files/{draft.files.get().key}/")
    places = {browser.post(address).headers["Location"] for _ in range(2)}
    assert places == {of(draft, "files/")}


def test_files_that_were_taken_off_count_among_those_that_may_be_attached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "MOST_FILES", 2)
    draft = filled_in()
    drafting.remove_file(draft.files.get(), at=AT)
    drafting.remove_file(drafting.attach(draft, paper(), title="Risks", at=AT), at=AT)
    with pytest.raises(Refused, match="2 files were attached to this application, with those taken off"):
        drafting.attach(draft, paper(), title="Risks", at=AT)


def test_an_applicant_attaches_so_many_files_to_what_is_not_sent_discarded_or_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drafting, "MOST_UNSENT_FILES", 2)
    sent(filled_in())
    first, second = filled_in(), filled_in()
    drafting.discard(first, version=first.version, at=AT)
    with pytest.raises(Refused, match="too many files to applications that are not sent"):
        filled_in()
    sent(second)
    filled_in()
    filled_in("other@company.example")
