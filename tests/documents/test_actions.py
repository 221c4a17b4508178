"""Files are kept privately, by what they are, and the scanner decides when they may leave."""

import os
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from oxle.audit import acting
from oxle.core.errors import Refused
from oxle.core.models import RuleValue
from oxle.documents import actions, queries, storage, tasks
from oxle.documents.models import File, Scan
from oxle.documents.types import PDF
from tests import make
from tests.documents import samples
from tests.documents.clamd import Clamd

AT = datetime(2026, 9, 15, 9, 30, tzinfo=UTC)


def _stored(content: bytes = samples.PDF, name: str = "evidence.pdf") -> File:
    return actions.store_upload(samples.upload(content, name), by=make.someone(), at=AT)


@pytest.mark.django_db
def test_an_upload_is_kept_byte_for_byte_with_who_when_and_its_fingerprint() -> None:
    file = File.objects.get(pk=_stored().pk)
    assert file.content() == samples.PDF
    assert (file.name, file.media_type, file.size) == ("evidence.pdf", "application/pdf", len(samples.PDF))
    assert file.sha256 == file.sent_sha256 == sha256(samples.PDF).hexdigest()
    assert (file.uploaded_by, file.uploaded_at) == (make.someone(), AT)


@pytest.mark.django_db
def test_a_stored_file_is_private_and_its_name_on_the_disk_tells_nothing() -> None:
    file = _stored(name="O’Brien attendance.pdf")
    place = storage.path(file.stored_as)
    assert (place.stat().st_mode & 0o777, place.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert len(file.stored_as) == 32
    assert "Brien" not in str(place)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        "O'Brien.pdf",
        "Łukasz.pdf",
        "محمد.pdf",
        "王小明.pdf",
        "😀.pdf",
        "<script>.pdf",
        "{{7*7}}.pdf",
        "x" * 251 + ".pdf",
    ],
)
def test_the_name_is_kept_as_it_was_typed(name: str) -> None:
    assert File.objects.get(pk=_stored(name=name).pk).name == name


@pytest.mark.django_db
def test_a_name_with_control_signs_loses_them() -> None:
    assert _stored(name="a\x00b\r\nc.pdf").name == "abc.pdf"


@pytest.mark.django_db
def test_a_picture_is_kept_redrawn_with_the_fingerprint_of_what_was_sent() -> None:
    sent = samples.picture("JPEG")
    file = _stored(sent, "photo.jpg")
    assert file.sent_sha256 == sha256(sent).hexdigest()
    assert file.sha256 == sha256(file.content()).hexdigest()
    assert file.media_type == "image/jpeg"


@pytest.mark.django_db
def test_a_file_over_the_limit_is_refused_and_one_at_the_limit_is_not() -> None:
    RuleValue.objects.create(rule="documents.largest_upload", value="1", from_on=AT.date(), reason="A test")
    whole = b"x" * (1024 * 1024)
    assert _stored(whole, "note.txt").size == len(whole)
    with pytest.raises(Refused) as refused:
        _stored(whole + b"x", "note.txt")
    assert refused.value.message == "The selected file must be smaller than 1 MB"
    assert File.objects.count() == 1


@pytest.mark.django_db
def test_an_empty_file_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        _stored(b"")
    assert (refused.value.message, refused.value.field) == ("The selected file is empty", "file")


@pytest.mark.django_db
def test_a_refused_file_leaves_nothing_on_the_disk() -> None:
    with pytest.raises(Refused) as refused:
        _stored(samples.PROGRAM)
    assert refused.value.field == "file"
    assert list(storage.folder().glob("**/*")) == []


@pytest.mark.django_db
def test_without_a_scanner_a_file_may_leave_and_says_that_nobody_scanned_it() -> None:
    file = _stored()
    assert (file.scan, file.why_closed) == (Scan.NO_SCANNER, "")
    assert queries.files_to_scan(most=10) == []


@pytest.mark.django_db
def test_with_a_scanner_a_file_stays_closed_until_it_is_found_clean(settings: Any) -> None:
    with Clamd(b"stream: OK\0") as clamd:
        settings.CLAMD = clamd.address
        file = _stored()
        assert file.why_closed == "This file has not been checked for viruses yet. Try again in a few minutes."
        tasks.scan_waiting()
        file.refresh_from_db()
        assert (file.scan, file.why_closed, file.scanned_at is None) == (Scan.CLEAN, "", False)
        assert clamd.received == [samples.PDF]


@pytest.mark.django_db
def test_a_file_with_a_virus_stays_closed_for_good(settings: Any) -> None:
    with Clamd(b"stream: Eicar-Test-Signature FOUND\0") as clamd:
        settings.CLAMD = clamd.address
        file = actions.scan(_stored().pk, at=AT)
        assert (file.scan, file.virus) == (Scan.INFECTED, "Eicar-Test-Signature")
        assert file.why_closed == "A virus was found in this file. It is kept, and nobody can download it."
        assert actions.scan(file.pk, at=AT) is None


@pytest.mark.django_db
def test_files_that_came_before_the_scanner_are_scanned_when_there_is_one(settings: Any) -> None:
    file = _stored()
    with Clamd(b"stream: OK\0") as clamd:
        settings.CLAMD = clamd.address
        tasks.scan_waiting()
    file.refresh_from_db()
    assert file.scan == Scan.CLEAN


@pytest.mark.django_db
def test_a_file_the_scanner_cannot_judge_stays_closed_and_does_not_hold_up_the_others(settings: Any) -> None:
    with Clamd(b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK\0") as clamd:
        settings.CLAMD = clamd.address
        first, second = _stored(), _stored()
        tasks.scan_waiting()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.scan, second.scan) == (Scan.WAITING, Scan.CLEAN)


@pytest.mark.django_db
def test_a_scanner_that_is_gone_leaves_files_closed_and_is_reported(settings: Any) -> None:
    settings.CLAMD = "127.0.0.1:9"
    file = _stored()
    tasks.scan_waiting()
    file.refresh_from_db()
    assert file.scan == Scan.WAITING
    assert queries.scanner_problem() == (
        "The virus scanner does not answer. Files wait and cannot be downloaded until it does."
    )


@pytest.mark.django_db
def test_a_scanner_that_answers_is_no_problem(settings: Any) -> None:
    with Clamd(b"PONG\0") as clamd:
        settings.CLAMD = clamd.address
        assert queries.scanner_problem() is None


@pytest.mark.django_db
def test_bytes_whose_transaction_was_undone_are_taken_away_a_day_later_and_others_are_not() -> None:
    kept = _stored()
    orphan = storage.write(b"left behind")
    fresh = storage.write(b"still being written")
    day_ago = (AT - timedelta(days=1, minutes=1)).timestamp()
    for name in (kept.stored_as, orphan):
        os.utime(storage.path(name), (day_ago, day_ago))
    os.utime(storage.path(fresh), (AT.timestamp(), AT.timestamp()))
    assert actions.remove_orphans(at=AT) == 1
    assert [storage.path(name).exists() for name in (kept.stored_as, orphan, fresh)] == [True, False, True]


@pytest.mark.django_db
def test_what_the_service_made_needs_no_scan_and_names_no_uploader() -> None:
    file = actions.store_made(samples.PDF, kind=PDF, name="letter.pdf", at=AT)
    assert (file.scan, file.uploaded_by, file.why_closed) == (Scan.OURS, None, "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"uploaded_by": None}, "file_was_uploaded_by_somebody_or_made_here"),
        ({"scan": "ours"}, "file_was_uploaded_by_somebody_or_made_here"),
        ({"scan": "clean"}, "file_scanned_at_a_moment"),
        ({"scanned_at": AT}, "file_scanned_at_a_moment"),
        ({"size": 0}, "file_is_not_empty"),
    ],
)
def test_the_database_refuses_a_file_that_cannot_be(change: dict[str, Any], constraint: str) -> None:
    file = _stored()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        File.objects.filter(pk=file.pk).update(**change)


@pytest.mark.django_db
def test_a_stored_file_is_in_the_audit_with_its_fingerprint() -> None:
    from oxle.audit.models import Change

    with acting("user:7"):
        file = _stored()
    change = Change.objects.get(table="documents_file", row=str(file.pk))
    assert (change.actor, change.action, change.after["sha256"]) == ("user:7", "insert", file.sha256)
