"""School to School: a lost pupil’s file is made, one that came is read, a search is logged; others see none of it."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from cme import pathway, rules, transfers
from cme.checklist import Kind, LookedBy, Result
from cme.ctf.reading import read
from cme.ctf.writing import written
from cme.models import Enquiry, Search, TransferFile
from oxle.audit.models import Change, Sight
from oxle.cases.models import Case, CaseDocument
from oxle.core.errors import Refused
from oxle.people.models import Conflict
from tests import make
from tests.cme.make import LOST_PUPIL, TOLD_ON, People
from tests.cme.test_ctf import BOMB
from tests.exclusions.make import moment

pytestmark = pytest.mark.django_db
UPN = "H801200001001"
LATER = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def files_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    made = People()
    made.child.upn = UPN
    made.child.save()
    return made


@pytest.fixture
def case(people: People) -> Case:
    case = people.refer()
    people.take(case, pathway.CLEAR, TOLD_ON, looked_at="Nothing open.")
    case.refresh_from_db()
    return case


def came(content: bytes, name: str = "9314001_CTF_931LLLL_001.xml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/xml")


def about(people: People, **changes: Any) -> bytes:
    """A file about the child, but for what differs."""
    child = people.child
    family = child.names.get().family
    return written(replace(LOST_PUPIL, **{"upn": UPN, "family": family, "born_on": child.born_on, **changes}))


def test_the_file_of_a_lost_pupil_names_nobody_to_go_to_and_no_address(people: People, case: Case) -> None:
    make.address(people.parent, lines="1 Secret Street")
    made = transfers.export(case, by=people.officer, at=moment(LATER))
    assert made.name == f"931LLLL_CTF_{'X' * 7}_001.xml"
    assert made.is_lost
    content = made.document.file.content()
    assert (read(content).upn, read(content).destination.number) == (UPN, "X" * 7)
    assert written(read(content)) == content
    assert b"Secret" not in content
    assert transfers.export(case, by=people.officer, at=moment(LATER)).name == f"931LLLL_CTF_{'X' * 7}_002.xml"


def test_the_file_of_a_child_at_a_school_outside_the_maintained_system_goes_to_no_school_by_name(
    people: People, case: Case
) -> None:
    client = make.signed_in(people.officer)
    client.post(reverse("cme:export", args=[case.key]), {"goes": "outside", "once": "a" * 22, "version": case.version})
    made = TransferFile.objects.get()
    assert (made.name, made.is_lost) == (f"931LLLL_CTF_{'M' * 7}_001.xml", False)
    assert read(made.document.file.content()).destination.number == "M" * 7
    page = client.get(reverse("cme:transfer_file", args=[made.key])).text
    assert "A school outside the maintained system (MMMMMMM)" in page
    with pytest.raises(ValueError, match="seven"):
        rules.CTF_OUTSIDE.parse("MMM/MMMM")


def test_a_child_without_a_upn_has_no_file(people: People, case: Case) -> None:
    people.child.upn = None
    people.child.save()
    with pytest.raises(Refused, match="The child has no UPN"):
        transfers.export(case, by=people.officer, at=moment(LATER))


def test_while_safeguarding_stops_the_enquiries_no_file_is_made_or_read_and_nothing_searched(
    people: People, case: Case
) -> None:
    people.take(case, pathway.STOP, TOLD_ON)
    case.refresh_from_db()
    with pytest.raises(Refused, match="Safeguarding has stopped"):
        transfers.export(case, by=people.officer, at=moment(LATER))
    with pytest.raises(Refused, match="Safeguarding has stopped"):
        transfers.bring_in(case, came(about(people)), by=people.officer, on=LATER, at=moment(LATER))
    with pytest.raises(Refused, match="Safeguarding has stopped"):
        searched(people, case)
    assert not CaseDocument.objects.exists()


def test_a_file_that_came_is_kept_beside_what_we_hold_and_changes_nothing(people: People, case: Case) -> None:
    client = make.signed_in(people.officer)
    answer = client.post(
        reverse("cme:import", args=[case.key]), {"file": came(about(people, given="Other <b>"))}, follow=True
    )
    page = answer.content.decode()
    made = TransferFile.objects.get()
    assert (made.way, made.name, made.order) == ("in", "9314001_CTF_931LLLL_001.xml", None)
    assert "Other &lt;b&gt;" in page
    assert "Differs" in page
    assert people.child.names.get().given != "Other <b>"
    got = client.get(reverse("cme:transfer_download", args=[made.key]))
    assert b"".join(got.streaming_content) == about(people, given="Other <b>")


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, False),
        # A temporary number is exchanged for another; the name and the day of birth tell.
        ({"upn": "", "former_upn": UPN, "born_on": date(2014, 1, 1)}, False),
        ({"upn": ""}, False),
        ({"upn": "R674123101121"}, True),
        ({"upn": "", "born_on": date(2014, 1, 1)}, True),
        ({"upn": "", "family": "Stranger"}, True),
    ],
)
def test_a_file_about_another_child_is_refused_and_nothing_of_it_kept(
    people: People, case: Case, changes: dict[str, Any], refused: bool
) -> None:
    client = make.signed_in(people.officer)
    page = client.post(reverse("cme:import", args=[case.key]), {"file": came(about(people, **changes))})
    assert ("The file is about another pupil" in page.content.decode()) is refused
    assert TransferFile.objects.exists() is not refused
    assert CaseDocument.objects.exists() is not refused


def test_a_file_about_a_twin_is_refused_on_the_others_case(people: People, case: Case) -> None:
    family = people.child.names.get().family
    people.child.upn = ""
    people.child.save()
    twin = make.child("Twin", family, people.child.born_on, at=people.school)
    twin.upn = "R674123101121"
    twin.save()
    client = make.signed_in(people.officer)
    file = came(about(people, upn=twin.upn, given="Twin", family=family, born_on=people.child.born_on))
    page = client.post(reverse("cme:import", args=[case.key]), {"file": file})
    assert "The file is about another pupil" in page.content.decode()


def test_an_entity_bomb_is_refused_at_its_field_and_nothing_kept(people: People, case: Case) -> None:
    page = make.signed_in(people.officer).post(reverse("cme:import", args=[case.key]), {"file": came(BOMB.encode())})
    assert "Error:</span> The file declares a document type (DTD) or entities." in page.content.decode()
    assert not CaseDocument.objects.exists()


def searched(people: People, case: Case, **changes: Any) -> Search:
    said = {"looked_by": [LookedBy.UPN], "found": 0, "result": Result.NOTHING, "words": "None.", "next_on": None}
    return transfers.record_search(case, by=people.officer, on=LATER, at=moment(LATER), **{**said, **changes})


def test_a_search_is_logged_and_is_the_enquiry_of_the_list(people: People, case: Case) -> None:
    searched(people, case)
    enquiry = Enquiry.objects.get()
    assert (enquiry.kind, enquiry.result, enquiry.search.looked_by, enquiry.search.found) == (
        Kind.S2S, Result.NOTHING, ["upn"], 0,
    )  # fmt: skip
    assert "None." in make.signed_in(people.officer).get(reverse("cme:transfers", args=[case.key])).content.decode()


def test_a_search_that_found_nobody_leads_nowhere(people: People, case: Case) -> None:
    sent = {
        "on_day": "20", "on_month": "11", "on_year": "2026", "looked_by": ["upn"], "found": "0", "result": "found",
        "words": "Somebody",
    }  # fmt: skip
    page = make.signed_in(people.officer).post(reverse("cme:search", args=[case.key]), sent).content.decode()
    assert "it cannot be none" in page
    assert not Search.objects.exists()


def test_every_file_made_and_taken_away_is_in_the_audit(people: People, case: Case) -> None:
    client = make.signed_in(people.officer)
    client.post(reverse("cme:export", args=[case.key]), {"goes": "lost"})
    made = TransferFile.objects.get()
    got = client.get(reverse("cme:transfer_download", args=[made.key]))
    b"".join(got.streaming_content)
    assert got["Content-Disposition"] == f'attachment; filename="{made.name}"'
    assert Change.objects.filter(table="cme_transferfile").exists()
    assert Sight.objects.filter(what="export", children__contains=[people.child.pk]).exists()


def test_neither_a_school_nor_somebody_closed_to_the_child_gets_a_file(people: People, case: Case) -> None:
    made = transfers.export(case, by=people.officer, at=moment(LATER))
    pages = [reverse(f"cme:{name}", args=[made.key]) for name in ("transfer_file", "transfer_download")]
    assert [make.signed_in(people.lead).get(page).status_code for page in pages] == [403, 403]
    assert make.signed_in(people.manager).get(pages[1]).status_code == 403
    Conflict.objects.create(child=people.child, user=people.officer, reason="A niece", from_on=TOLD_ON)
    assert [make.signed_in(people.officer).get(page).status_code for page in pages] == [404, 404]


@pytest.mark.parametrize(
    ("change", "constraint"),
    [({"order": None}, "transfer_file_of_ours_has_a_number_and_a_name"),
     ({"name": ""}, "transfer_file_of_ours_has_a_number_and_a_name")],
)  # fmt: skip
def test_the_database_keeps_out_a_file_of_ours_without_its_name(
    people: People, case: Case, change: dict[str, Any], constraint: str
) -> None:
    made = transfers.export(case, by=people.officer, at=moment(LATER))
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        TransferFile.objects.filter(pk=made.pk).update(**change)


def test_the_database_keeps_out_a_search_by_nothing(people: People, case: Case) -> None:
    with pytest.raises(IntegrityError, match="search_says_by_what"), transaction.atomic():
        searched(people, case, looked_by=[])
