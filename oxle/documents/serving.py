"""The one way out for a file: as a download, under a name of ours, never shown by the browser as a page."""

from collections.abc import Iterable

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from oxle.audit import sights
from oxle.documents.models import File


def serve(
    request: HttpRequest,
    file: File,
    *,
    children: Iterable[int],
    called: str = "document",
    file_name: str = "",
    sight: str = "pdf",
) -> HttpResponseBase:
    """Hand a file to somebody whom the calling page has already let through to what the file hangs on.

    `children` are the primary keys of the children it is about: the sight is recorded with the answer. The file is
    called `called` and its key: a name somebody typed may hold a surname, and stays in other people's downloads.
    `file_name` is one of ours that a rule prescribes, and `sight` what kind of sight it is where it goes elsewhere.
    """
    if file.why_closed:
        return render(request, "documents/file_closed.html", {"title": "File not available", "file": file}, status=409)
    sights.see(children, what=sight)
    response = FileResponse(
        file.open(),
        as_attachment=True,
        filename=file_name or f"{called}-{file.key}.{file.kind.ending}",
        content_type=file.media_type,
    )
    return _closed(response)


def download_pdf(file_name: str, content: bytes) -> HttpResponseBase:
    """A PDF that was made on the spot and is not kept, to download. `file_name` is ours, never what somebody typed."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return _closed(response)


def _closed(response: HttpResponseBase) -> HttpResponseBase:
    """Nothing in the file runs, no browser guesses what it is, and no cache keeps it."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store, private"
    return response
