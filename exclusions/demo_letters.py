"""The letters of the made-up county's exclusions: what schools sent with what they told, and what became of ours."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

from pypdf import PdfWriter

from oxle.cases.models import Case
from oxle.core.errors import Refused
from oxle.correspondence.actions import record_sent, release_letter
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter
from oxle.demo.county import County
from oxle.demo.savepoints import with_savepoints
from oxle.documents.actions import store_made
from oxle.documents.models import File
from oxle.documents.types import PDF

# So many days after its step one of our letters was released and posted; the newest wait for somebody.
POSTED_AFTER = 2


def letter(at: datetime) -> File:
    """A letter that came with a notice at a moment: an empty page."""
    page, writer = BytesIO(), PdfWriter()
    writer.add_blank_page(width=595, height=842)
    writer.write(page)
    return store_made(page.getvalue(), kind=PDF, name="letter.pdf", at=at)


def post(county: County, cases: Sequence[Case]) -> None:
    """Release and post what the steps of these cases drafted, on the day of each, by an officer and where two people
    must agree by the manager as well; the newest wait."""
    drafted = Letter.objects.filter(on_case__case__in=cases, state=Letter.State.DRAFTED)
    for one in drafted.select_related("on_case__event").order_by("pk"):
        on: date = one.on_case.event.on
        if (county.on - on).days < POSTED_AFTER:
            continue
        released = one
        for person in ("exclusions", "manager"):
            try:
                with with_savepoints():
                    released = release_letter(one, by=county.people[person], on=on, at=county.moment(on, 15))
            except Refused:
                # Of a parent whose address must not be told, say: it stays a draft, as it would at work.
                break
            if released.state == Letter.State.RELEASED:
                by, at = county.people["admin"], county.moment(on, 16)
                record_sent(released, by=by, on=on, at=at, method=Method.FIRST_CLASS, proof="", pdf_follows=True)
                break
