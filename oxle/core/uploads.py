"""Uploads are cut off early: a file past the ceiling is never stored, and the rest of the form is kept.

Django limits the size of everything in a request but files: a huge one would fill the disk before any form saw it.
"""

from typing import Any

from django import forms
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

MEGABYTE = 1024 * 1024
# No page of ours takes a larger file; each says its own, usually smaller, limit.
CEILING = 100 * MEGABYTE
# Past this the request is not even read to its end: no form of ours, however many files it has, comes near.
REQUEST_CEILING = 1024 * MEGABYTE


class OverlongUpload(UploadedFile):
    """Stands in a form for a file that was cut off: its name and how large it was, and no content at all."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__(file=None, name=name, size=size)


class LimitedUploads(TemporaryFileUploadHandler):
    """Keeps an upload in a temporary file until it passes the ceiling, then drops it and reads on without keeping.

    Reading on costs no memory and no disk, and is what lets the page come back with everything else that was typed.
    """

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, boundary: bytes, encoding: str | None = None
    ) -> None:
        if content_length > REQUEST_CEILING:
            raise RequestDataTooBig("The request is larger than any page of this service takes.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received = start + len(raw_data)
        if self.received <= CEILING:
            self.file.write(raw_data)
        elif not self.file.closed:
            self.file.close()  # a temporary file is gone when it is closed

    def file_complete(self, file_size: int) -> UploadedFile:
        if self.received > CEILING:
            return OverlongUpload(self.file_name or "", file_size)
        return super().file_complete(file_size)

    def upload_interrupted(self) -> None:
        if hasattr(self, "file") and not self.file.closed:
            self.file.close()


class UploadField(forms.FileField):
    """A file input with a limit in megabytes, said in the words of the design system."""

    def __init__(self, *, most_mb: int, **kwargs: Any) -> None:
        self.most_mb = most_mb
        kwargs.setdefault("error_messages", {}).setdefault("required", "Select a file")
        kwargs["error_messages"].setdefault("empty", "The selected file is empty")
        super().__init__(**kwargs)

    def to_python(self, data: Any) -> Any:
        if data and data.size > self.most_mb * MEGABYTE:
            raise forms.ValidationError(f"The selected file must be smaller than {self.most_mb} MB", code="too_large")
        return super().to_python(data)
