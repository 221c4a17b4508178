"""Turns the page of a letter into a PDF with structure, language and title, reading nothing but that page.

WeasyPrint needs pango from the operating system. It is imported when first used, so that a machine without pango runs
everything else, and says which package it lacks.
"""

import logging
import resource
import subprocess
import sys
from functools import cache
from importlib import import_module
from typing import Any

PACKAGE = "libpangoft2-1.0-0"
# What a process may take that makes one long document: seconds, and bytes of address space.
LONGEST, MOST = 300, 2 * 1024**3
# It tells of every step of every page; what goes wrong still reaches the log.
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)


class CannotRender(Exception):
    """This machine cannot make PDFs; the text says what it lacks."""


@cache
def missing() -> str | None:
    """What this machine lacks to make PDFs, in one sentence; None when it lacks nothing."""
    try:
        import_module("weasyprint")
    except OSError:
        return (
            f"Letters are waiting because this machine cannot make PDFs: install {PACKAGE} (apt-get install {PACKAGE})."
        )
    return None


def pdf(html: str) -> bytes:
    """The PDF of a complete page, tagged for screen readers (PDF/UA-1). Equal pages give equal bytes.

    Nothing is fetched: no address in the page is opened, of this machine or another, except data inside the page.
    """
    if lack := missing():
        raise CannotRender(lack)
    weasyprint = import_module("weasyprint")
    return weasyprint.HTML(string=html, url_fetcher=_only_data()).write_pdf(pdf_variant="pdf/ua-1")


def pdf_apart(html: str) -> bytes:
    """The same, made by a process of its own: for a long document that somebody waits for on a page.

    Meanwhile this process answers others, and what memory it takes is given back with it. Raises CannotRender too
    where it takes longer than `LONGEST` or more than `MOST`.
    """
    if lack := missing():
        raise CannotRender(lack)
    command = [sys.executable, "-P", __file__, str(MOST)]
    try:
        made = subprocess.run(command, input=html.encode(), capture_output=True, timeout=LONGEST, check=True)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        # What it wrote to say why may quote the page.
        raise CannotRender("The PDF could not be made: it is too long for this machine. Try again later.") from None
    return made.stdout


def _only_data() -> Any:
    urls = import_module("weasyprint.urls")
    return urls.URLFetcher(allowed_protocols=("data",))


if __name__ == "__main__":
    most = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    sys.stdout.buffer.write(pdf(sys.stdin.buffer.read().decode()))
