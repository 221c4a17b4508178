"""A Common Transfer File: written the same each time, read in whatever encoding it came, and refused in words."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cme.ctf.reading import read
from cme.ctf.transfer import LOST, Place, file_name, number_after
from cme.ctf.writing import written
from oxle.core.errors import Refused
from tests.cme.make import LOST_PUPIL, SCHOOL

TEXT = written(LOST_PUPIL).decode()
BOMB = """<?xml version="1.0"?><!DOCTYPE CTfile [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><CTfile>&c;</CTfile>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE CTfile [<!ENTITY a SYSTEM "file:///etc/passwd">]><CTfile>&a;</CTfile>"""


def test_a_file_is_called_by_its_sender_its_destination_and_a_running_number() -> None:
    assert file_name(LOST_PUPIL.source, LOST, 1) == f"931LLLL_CTF_{'X' * 7}_001.xml"
    assert file_name(SCHOOL, Place("820", "1234"), 12) == "9314001_CTF_8201234_012.xml"
    assert [number_after(last) for last in (0, 1, 998, 999)] == [1, 2, 999, 1]
    with pytest.raises(ValueError, match="from 1 to 999"):
        file_name(SCHOOL, LOST, 1000)


def test_what_is_written_reads_the_same_and_writes_the_same_bytes() -> None:
    assert read(written(LOST_PUPIL)) == LOST_PUPIL
    assert written(read(written(LOST_PUPIL))) == written(LOST_PUPIL)
    assert read(TEXT.encode()).destination.number == "X" * 7
    assert "O’Né &amp; Sons" in TEXT


WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30)


@given(family=WORDS, given=WORDS, born_on=st.dates(date(2005, 1, 1), date(2026, 1, 1)))
def test_whatever_a_child_is_called_the_round_trip_is_stable(family: str, given: str, born_on: date) -> None:
    one = replace(LOST_PUPIL, family=family, given=given, born_on=born_on)
    assert read(written(one)) == one


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.replace("UTF-8", "UTF-16").encode("utf-16"),
        # UTF-16 that says it is UTF-8: its byte order mark is believed, in either order.
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.replace("’", "'").replace("UTF-8", "ISO-8859-1").encode("latin-1"),
        # As some systems do: Latin-1 that says it is UTF-8, and that says nothing.
        TEXT.replace("’", "'").encode("latin-1"),
        TEXT.replace("’", "'").partition("\n")[2].encode("latin-1"),
        TEXT.replace("<CTfile>", '<CTfile xmlns="http://example.org/ctf">').encode(),
        TEXT.replace("<CTfile>", '<c:CTfile xmlns:c="http://example.org/ctf">')
        .replace("</CTfile>", "</c:CTfile>")
        .encode(),
    ],
    ids=[
        "utf-8",
        "bom",
        "utf-16",
        "utf-16 said to be utf-8",
        "the same, big end first",
        "latin-1",
        "latin-1 said to be utf-8",
        "latin-1 unsaid",
        "namespace",
        "prefix",
    ],
)
def test_every_encoding_reads_the_same_with_and_without_a_namespace(content: bytes) -> None:
    found = read(content)
    assert replace(found, family=found.family.replace("'", "’")) == LOST_PUPIL


def test_an_older_file_says_gender_and_has_empty_elements() -> None:
    old = TEXT.replace("<Sex>F</Sex>", "<Gender>F</Gender><FormerUPN/><Sex></Sex>")
    assert read(old.encode()).sex == "F"


PUPIL = TEXT[TEXT.index("    <Pupil>") : TEXT.index("  </CTFpupilData>")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (BOMB, "declares a document type"),
        (OUTSIDE, "declares a document type"),
        (TEXT.replace("<CTfile>", "<!DOCTYPE CTfile><CTfile>"), "declares a document type"),
        (TEXT.replace("H801200001001", "A801200001001"), "its first letter does not match its digits"),
        (TEXT.replace("H801200001001", "H8012"), "UPN must be 13 characters"),
        (TEXT.replace(PUPIL, PUPIL * 2), "holds 2 pupils"),
        (TEXT.replace(PUPIL, ""), "holds no pupil"),
        (TEXT.replace("<DOB>2015-03-04</DOB>", "<DOB>2015-13-04</DOB>"), "no date"),
        (TEXT.replace("<DOB>2015-03-04</DOB>", ""), "day of birth"),
        (TEXT.replace("CTfile>", "Other>"), "no Common Transfer File"),
        (TEXT.replace("</Header>", ""), "damaged"),
        ("", "damaged"),
        (TEXT.replace("<LEA>931</LEA>", "<LEA>../</LEA>", 1), "no authority’s code"),
        (TEXT.replace("Ana", "A" * 301), "far too long"),
        (TEXT.replace("Ana", "&nbsp;"), "damaged"),
    ],
)
def test_what_is_no_file_of_one_lost_pupil_is_refused_in_words(content: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read(content.encode())


def test_a_document_type_is_found_in_every_encoding() -> None:
    for content in (OUTSIDE.encode("utf-16"), OUTSIDE.replace("passwd", "é").encode("latin-1")):
        with pytest.raises(Refused, match="declares a document type"):
            read(content)
