"""A file past the ceiling is cut off while it comes in, and everything else that was typed comes back."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from oxle.core import uploads
from oxle.core.uploads import CEILING, MEGABYTE, OverlongUpload, UploadField

BOUNDARY = "example-boundary"


class EvidenceForm(forms.Form):
    note = forms.CharField()
    file = UploadField(most_mb=20)
    after = forms.CharField()


class Endless(BytesIO):
    """A request's body that is made as it is read, so that a test of 200 MB needs no 200 MB."""

    def __init__(self, before: bytes, size: int, after: bytes) -> None:
        super().__init__()
        self._left = [before, size, after]
        self.on_read = lambda: None

    def read(self, count: int = -1) -> bytes:
        self.on_read()
        before, size, after = self._left
        if before:
            self._left[0] = before[count:]
            return before[:count]
        if size:
            given = min(size, count)
            self._left[1] = size - given
            return b"x" * given
        self._left[2] = after[count:]
        return after[:count]


def _request(size: int) -> Any:
    part = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name="
    before = (
        f'{part}"note"\r\n\r\nTyped before\r\n{part}"file"; filename="register.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    ).encode()
    after = f'\r\n{part}"after"\r\n\r\nTyped after\r\n--{BOUNDARY}--\r\n'.encode()
    request = RequestFactory().generic("POST", "/", b"-", f"multipart/form-data; boundary={BOUNDARY}")
    request.META["CONTENT_LENGTH"] = str(len(before) + size + len(after))
    request._stream = Endless(before, size, after)
    return request


def _form(request: Any) -> EvidenceForm:
    return EvidenceForm(request.POST, request.FILES)


def test_a_file_of_200_mb_is_not_kept_and_the_form_says_so_with_all_that_was_typed() -> None:
    request = _request(200 * MEGABYTE)
    form = _form(request)
    assert form.errors == {"file": ["The selected file must be smaller than 20 MB"]}
    assert (form["note"].value(), form["after"].value()) == ("Typed before", "Typed after")
    kept = request.FILES["file"]
    assert (type(kept), kept.file, kept.size) == (OverlongUpload, None, 200 * MEGABYTE)


def test_nothing_past_the_ceiling_is_written_to_the_disk(settings: Any, tmp_path: Path) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    request = _request(200 * MEGABYTE)
    most = 0

    def look() -> None:
        nonlocal most
        most = max(most, sum(file.stat().st_size for file in tmp_path.iterdir()))

    request._stream.on_read = look
    assert request.POST["after"] == "Typed after"
    assert CEILING - MEGABYTE < most <= CEILING
    assert list(tmp_path.iterdir()) == []


def test_a_file_under_the_limit_comes_in_whole() -> None:
    request = _request(3 * MEGABYTE)
    form = _form(request)
    assert form.is_valid()
    with form.cleaned_data["file"] as kept:
        assert kept.read() == b"x" * (3 * MEGABYTE)


def test_a_file_over_the_forms_own_limit_is_refused_at_its_field() -> None:
    form = EvidenceForm({"note": "a", "after": "b"}, {"file": SimpleUploadedFile("a.pdf", bytes(20 * MEGABYTE + 1))})
    assert form.errors == {"file": ["The selected file must be smaller than 20 MB"]}


def test_no_file_and_an_empty_file_are_named_for_what_they_are() -> None:
    typed = {"note": "a", "after": "b"}
    assert EvidenceForm(typed, {}).errors == {"file": ["Select a file"]}
    empty = {"file": SimpleUploadedFile("a.pdf", b"")}
    assert EvidenceForm(typed, empty).errors == {"file": ["The selected file is empty"]}


def test_a_request_that_no_form_could_send_is_not_read_to_its_end() -> None:
    request = _request(2 * uploads.REQUEST_CEILING)
    with pytest.raises(RequestDataTooBig):
        request.POST  # noqa: B018 (reading it is the test)
    assert request._stream._left[1] == 2 * uploads.REQUEST_CEILING
