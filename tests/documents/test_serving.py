"""A file leaves as a download under our name, with its sight recorded, and never as a page of ours."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from oxle.audit.models import Sight
from oxle.documents import actions
from oxle.documents.models import File, Scan
from oxle.documents.serving import serve
from tests import make
from tests.documents import samples

AT = datetime(2026, 9, 15, 9, 30, tzinfo=UTC)


def _request() -> Any:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return request


def _stored(content: bytes = samples.PDF, name: str = "O’Brien.exe.pdf") -> File:
    return actions.store_upload(samples.upload(content, name), by=make.someone(), at=AT)


@pytest.mark.django_db
def test_a_file_is_a_download_that_no_browser_shows_or_guesses_at() -> None:
    file = _stored()
    response = serve(_request(), file, children=[])
    assert b"".join(response.streaming_content) == samples.PDF
    response.close()
    headers = {name: response[name] for name in (
        "Content-Type", "Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy", "Cache-Control"
    )}  # fmt: skip
    assert headers == {
        "Content-Type": "application/pdf",
        "Content-Disposition": f'attachment; filename="document-{file.key}.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "no-store, private",
    }


@pytest.mark.django_db
def test_a_script_sent_as_text_comes_back_as_text() -> None:
    response = serve(_request(), _stored(b"<script>alert(1)</script>", "page.html"), children=[])
    response.close()
    assert response["Content-Type"] == "text/plain"
    assert response["Content-Disposition"].endswith('.txt"')


@pytest.mark.django_db
def test_a_download_is_a_sight_of_the_children_it_is_about() -> None:
    response = serve(_request(), _stored(), children=[41, 42])
    sight = Sight.objects.get()
    response.close()
    assert (sight.what, sight.children) == ("pdf", [41, 42])


@pytest.mark.django_db
@pytest.mark.parametrize("scan", [Scan.WAITING, Scan.INFECTED])
def test_a_file_not_found_clean_does_not_leave_and_is_no_sight(scan: str) -> None:
    file = _stored()
    File.objects.filter(pk=file.pk).update(scan=scan, scanned_at=AT if scan == Scan.INFECTED else None)
    file.refresh_from_db()
    response = serve(_request(), file, children=[41])
    assert response.status_code == 409
    assert file.why_closed in response.content.decode()
    assert samples.PDF not in response.content
    assert Sight.objects.count() == 0
