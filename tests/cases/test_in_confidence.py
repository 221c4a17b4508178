"""What is written in the safeguarding compartment of a case is found by no search, and is in no file and no page of
whoever may not read it there."""

import io
import re
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from cme import pathway
from oxle.accounts.models import User
from oxle.cases import casework
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case
from tests import make
from tests.cme.make import TOLD_ON, People
from tests.exclusions.make import moment

pytestmark = pytest.mark.django_db
WORD = "Quillfeather"
SECRET = f"Bruises; the uncle, {WORD}, is at home."
HREF = re.compile(r'href="(/[^"#?]*)')
# Where a walk would end what it stands on, or read the machine’s own files.
PASSED_BY = ("/accounts/", "/static/")


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


@pytest.fixture
def case(people: People) -> Case:
    """A missing child, with a note and a contact to the MASH that only some may read, handed over to another team."""
    made = people.refer()
    people.take(made, pathway.CLEAR, TOLD_ON, looked_at="Nothing open.")
    when: dict[str, Any] = {"on": TOLD_ON, "at": moment(TOLD_ON)}
    casework.write_note(made, compartment="safeguarding", text=SECRET, by=people.manager, **when)
    contact = casework.refer_to_mash(made, concern=SECRET, by=people.officer, **when)
    casework.record_mash_answer(contact, decision=SECRET, decided_on=TOLD_ON, fed_back_on=None, version=1)
    casework.hand_over(made, to="ehe", by=people.officer, reason="They say they teach at home.", **when)
    return made


def readable(answer: Any) -> str:
    """All the words of a page or a file, of whichever kind."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as inside:
            return " ".join(inside.read(name).decode() for name in inside.namelist())
    if body.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return body.decode()


def everything(user: User) -> dict[str, tuple[bool, str]]:
    """Whatever somebody can come to from the first page by following what it leads to: whether it is a file, and its
    words."""
    browser, ways = make.signed_in(user), ["/"]
    found: dict[str, tuple[bool, str]] = {}
    while ways:
        path = ways.pop()
        if path in found or path.startswith(PASSED_BY):
            continue
        answer = browser.get(path, follow=True)
        words = readable(answer)
        is_page = answer.get("Content-Type", "").startswith("text/html")
        found[path] = (not is_page, words)
        ways += HREF.findall(words) if is_page else []
    return found


def searched(browser: Client, text: str) -> Any:
    """What the search box finds."""
    return browser.post(reverse("search"), {"q": text}, follow=True).context["found"]


def test_the_words_are_found_by_no_search(people: People, case: Case) -> None:
    readers = [people.officer, people.manager, make.user("ehe_officer"), make.user("attendance_officer")]
    for user in readers:
        browser = make.signed_in(user)
        for typed in (WORD, WORD.lower(), SECRET, "Bruises"):
            assert searched(browser, typed).nothing, (user, typed)
    # The case is found by its reference, and says nothing of them; the child by the name.
    officer = make.signed_in(people.officer)
    [hit] = searched(officer, case.reference).others
    assert WORD not in f"{hit.title} {hit.facts}"
    assert [one.child for one in searched(officer, people.child.names.get().family).children] == [people.child]
    # A school looks among its own pupils.
    lead = make.signed_in(people.lead)
    for typed in (WORD, "Bruises"):
        page = lead.post(reverse("cme:begin"), {"q": typed}, follow=True)
        assert page.context["form"].fields["pupil"].choices == [], typed


@pytest.mark.parametrize(
    ("role", "name", "asked"),
    [
        ("attendance_officer", "school_list", "q"),
        ("auditor", "audit:changes", "reference"),
        ("auditor", "audit:changes", "who"),
        ("auditor", "audit:changes", "row"),
    ],
)
def test_no_list_is_narrowed_by_them(people: People, case: Case, role: str, name: str, asked: str) -> None:
    browser, address = make.signed_in(make.user(role)), reverse(name)
    assert browser.get(address).context["table"].rows
    for typed in (WORD, SECRET):
        page = browser.get(address, {asked: typed})
        assert page.context["table"].filterset.form.cleaned_data[asked] == typed
        assert [row.record.pk for row in page.context["table"].rows] == []


def test_whoever_may_not_read_them_comes_to_them_on_no_page_and_in_no_file(people: People, case: Case) -> None:
    head = make.user("head", people.school.organisation, name="A Head")
    timeline = reverse("cases:timeline", args=[case.key])
    assert SECRET in make.signed_in(people.manager).get(timeline).text
    message = InboxMessage.objects.get()
    other = make.user("ehe_officer", message.team)
    for user in (people.officer, people.lead, head, other):
        seen = everything(user)
        assert len(seen) > 5, user
        assert [path for path, (_, words) in seen.items() if WORD in words] == [], user
        if user == people.officer:
            # The walk came to the case and to its timeline, and to files.
            assert {case.get_absolute_url(), timeline} <= set(seen)
            assert [path for path, (is_file, _) in seen.items() if is_file]
        if user == other:
            # The message of the hand-over has come.
            assert reverse("cases:message", args=[message.key]) in seen
        if user in (people.lead, head):
            assert reverse("cme:sent", args=[case.key]) in seen


def test_they_are_in_no_file_that_leaves_the_service_whoever_makes_it(people: People, case: Case) -> None:
    seen = everything(people.manager)
    assert reverse("cases:timeline", args=[case.key]) in [path for path, (_, words) in seen.items() if WORD in words]
    files = {path: words for path, (is_file, words) in seen.items() if is_file}
    assert len(files) >= 3
    assert [path for path, words in files.items() if WORD in words] == []
