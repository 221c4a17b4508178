"""A note in the safeguarding compartment of a child’s case stays out of search, of every file, and of every page that a
school or anybody else outside the council opens. It is planted in each of three duties, with a word that stands nowhere
else."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import ZipFile, is_zipfile

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from psycopg2 import sql
from pypdf import PdfReader

from oxle.audit.actor import set_actor
from oxle.cases import casework
from oxle.cases.models import Case
from oxle.core import reporting
from oxle.missing_out.kept import bring_up_to_date
from tests import make
from tests.house.county import AT, ON, County
from tests.house.pages import LISTS, SINGLE
from tests.house.test_query_counts import lines

pytestmark = pytest.mark.django_db
WORD = "Zugvogelschwarm"
DUTIES = ("timetable", "missing", "at_home")
# Whose role reads the compartment, and those of the three duties, of attendance and of exclusions whose role does not.
READS = "manager"
# Files that are made on the spot, and so are not among the pages whose queries are counted.
MADE = """
cme:assurance_file          tracker
cme:transfer_download       tracker transfer_file.key
missing_out:packs:pdf       inclusion board_pack.key
"""


@dataclass
class Read:
    """What was read in the county: each page that holds the word, as who opened it, and how many were opened."""

    read_by: set[str] = field(default_factory=set)
    outside: dict[str, bool] = field(default_factory=dict)
    files: dict[str, bool] = field(default_factory=dict)
    found: dict[str, bool] = field(default_factory=dict)
    reported: set[str] = field(default_factory=set)


def text_of(response: Any) -> str:
    """All the text of a page or a file: of a workbook what its parts hold, of a PDF what it prints."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if is_zipfile(BytesIO(body)):
        with ZipFile(BytesIO(body)) as parts:
            return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    if body.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages)
    return str(body.decode("utf-8", "replace"))


def reported() -> Iterator[str]:
    """The views for analysts in any of whose rows the word stands."""
    with connection.cursor() as cursor:
        for view in reporting.views():
            rows = sql.SQL("SELECT count(*) FROM {} one WHERE one::text LIKE %s").format(
                sql.Identifier(view.schema, view.name)
            )
            cursor.execute(rows, [f"%{WORD}%"])
            if cursor.fetchone()[0]:
                yield view.name


@pytest.fixture(scope="module")
def read(django_db_setup: None, django_db_blocker: Any) -> Read:
    """The county is made once, in a transaction that is undone, and every page of it opened."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv("OXLE_NOW", AT.isoformat())
        set_actor("test")
        county, read = County(), Read()
        county.grow()
        plant(county)
        bring_up_to_date(AT.date(), AT)
        table = [*lines(LISTS + SINGLE), *lines(MADE)]
        clients = {who: make.signed_in(getattr(county, who)) for who in {one.who for one in table} - {"visitor"}}
        for duty in DUTIES:
            page = clients[READS].get(reverse("cases:timeline", args=[getattr(county, duty).key]))
            read.read_by |= {duty} if WORD in text_of(page) else set()
        for one in table:
            browser = clients.get(one.who, Client())
            response = browser.get(one.url(county))
            is_file = response.headers.get("Content-Disposition", "").startswith("attachment")
            is_outside = one.who == "visitor" or not getattr(county, one.who).is_council
            if is_file or is_outside:
                (read.files if is_file else read.outside)[f"{one.page} by {one.who}"] = WORD in text_of(response)
        for who in sorted({READS, "tracker", "home", "inclusion", "officer", "senior", "lead", "principal"}):
            answer = clients[who].post(reverse("search"), {"q": WORD}, follow=True)
            read.found[who] = any(str(getattr(county, duty).child) in text_of(answer) for duty in DUTIES)
        read.reported = set(reported())
        transaction.set_rollback(True)
    return read


def plant(county: County) -> None:
    """Write the note on a case of each duty."""
    for duty in DUTIES:
        case: Case = getattr(county, duty)
        said = {"text": f"{WORD}: seen with bruises.", "compartment": "safeguarding"}
        casework.write_note(case, **said, by=county.manager, on=ON, at=AT)


def test_the_note_is_there_for_who_may_read_it(read: Read) -> None:
    assert read.read_by == set(DUTIES)


def test_no_page_of_a_school_or_of_anybody_outside_the_council_holds_it(read: Read) -> None:
    assert len(read.outside) > 100
    assert [page for page, holds in read.outside.items() if holds] == []


def test_no_file_holds_it_whoever_takes_it(read: Read) -> None:
    assert {"cme:file by tracker", "cme:assurance_file by tracker", "ehe:report_file by home"} <= set(read.files)
    assert [page for page, holds in read.files.items() if holds] == []


def test_no_search_finds_a_child_by_it_not_even_of_who_may_read_it(read: Read) -> None:
    assert len(read.found) == 8
    assert [who for who, found in read.found.items() if found] == []


def test_no_view_for_analysts_holds_it(read: Read) -> None:
    assert read.reported == set()
