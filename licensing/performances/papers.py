"""Keeps and reads what came about one child of a production: photograph, what shows the age, contract."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from licensing.performances.models import Entrant
from licensing.performances.paper_models import ChildPaper
from licensing.performances.submitting import PaperGiven
from oxle.accounts.models import User
from oxle.core.errors import Refused
from oxle.documents.actions import store_upload
from oxle.documents.types import PICTURES
from oxle.schooldays.wording import plain_day

Kind = ChildPaper.Kind
# In which fields an officer gives each: the file, or in words where it is.
FIELDS = {kind.value: (f"{kind.value}_file", f"{kind.value}_words") for kind in Kind}


def keep(entrant: Entrant, given: Iterable[PaperGiven], *, by: User | None, at: datetime) -> None:
    """Keep what came about a child; what was there stays, and the newest of each kind counts."""
    ChildPaper.objects.bulk_create(
        ChildPaper(
            entrant=entrant, kind=one.kind, file=one.file, words=one.words, taken_on=one.taken_on, received_at=at, by=by
        )
        for one in given
    )


def keep_typed(entrant: Entrant, data: Mapping[str, Any], *, by: User, at: datetime) -> list[str]:
    """Keep what an officer gives of a child’s papers, and say in words which those are. `data`: by FIELDS an upload or
    words of each. Refused, at its field, for a photograph that is no picture, and for what may not be uploaded."""
    given = []
    for kind, (upload, words) in FIELDS.items():
        file = store_upload(data[upload], by=by, at=at, field=upload) if data.get(upload) else None
        if file is not None and kind == Kind.PHOTOGRAPH and file.kind.key not in PICTURES:
            raise Refused("The photograph must be a JPEG or a PNG", field=upload)
        if file is not None or data.get(words):
            given.append(PaperGiven(kind, file, data.get(words, "")))
    keep(entrant, given, by=by, at=at)
    return [Kind(one.kind).label[:1].lower() + Kind(one.kind).label[1:] for one in given]


def newest(entrant: Entrant) -> dict[str, ChildPaper]:
    """What counts of a child’s papers, by kind. No query where they were read with the child."""
    return {one.kind: one for one in entrant.papers.all()}


def rows_of(entrant: Entrant) -> list[dict[str, Any]]:
    """What is there of a child’s papers, in words, each with the address of its file; "" for what is none."""
    held = newest(entrant)
    rows = []
    for kind in Kind:
        paper = held.get(kind.value)
        taken = f", taken on {plain_day(paper.taken_on)}" if paper and paper.taken_on else ""
        url = reverse("licensing:entrant_paper", args=[entrant.key, paper.key]) if paper and paper.file_id else ""
        said = f"{paper.words or 'As a file'}{taken}" if paper else "None"
        rows.append({"label": kind.label, "words": said, "url": url})
    return rows
