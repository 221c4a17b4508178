"""What comes about each child of a production: photograph, what shows the age, contract; asked, lacking, kept, gone."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from licensing.applicants import demo, drafting, sections, sending
from licensing.performances import actions, papers, pathway, queries, retention
from licensing.performances.models import Entrant
from licensing.performances.paper_models import ChildPaper
from licensing.performances.submitting import PaperGiven
from oxle.cases import abandoning, disposal
from oxle.cases.actions import take
from oxle.core.errors import Refused
from oxle.documents.actions import store_upload
from tests import make
from tests.attendance import make as referrals
from tests.exclusions.make import moment
from tests.licensing.applying import CHILD, OTHER, again, came_in, errors, filled_in, of, photographed, send
from tests.licensing.performing import application, applied, day, given, licence_of

AT = datetime(2026, 11, 16, 10, tzinfo=UTC)
ON = AT.date()
FIRST = date(2026, 12, 12)  # a Saturday
PHOTOGRAPH = f"children/{CHILD['key']}/photograph/"
AGE = f"children/{CHILD['key']}/age/"
TOO_OLD = "The photograph must not be older than 6 months"
NO_PHOTOGRAPH = "There is no photograph of the child."
NO_AGE = "Nothing shows the child’s age: a copy of the birth certificate is asked for."

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", AT.isoformat())


@pytest.fixture
def child() -> Any:
    referrals.calendar()
    return make.child("Ida", "Example", date(2015, 5, 6), at=make.school(), upn="H801200001001")


def certificate() -> SimpleUploadedFile:
    return SimpleUploadedFile("certificate.txt", b"Born on 5 December 2017.", "text/plain")


def taken(on: date) -> dict[str, Any]:
    return {"taken_on_day": on.day, "taken_on_month": on.month, "taken_on_year": on.year}


def unphotographed(child: Any) -> Entrant:
    """A child of whom the applicant sent neither a photograph nor what shows the age."""
    told = given(child, papers=())
    return actions.submit(application([told], [day(1, told, FIRST)]), on=ON, at=AT).entrants.get()


# --- the applicant -------------------------------------------------------------------------------------------


def test_a_draft_keeps_the_papers_of_each_child_and_they_go_with_the_application():
    draft, browser = filled_in(), came_in()
    assert send(browser, draft, PHOTOGRAPH, {"file": demo.picture(), **taken(date(2026, 10, 1))}).status_code == 302
    assert send(browser, draft, AGE, {"file": certificate()}).status_code == 302
    text = came_in().get(of(draft, "list/children/")).content.decode()
    assert (text.count(": attached"), text.count(": none")) == (2, 4)
    production = sending.send(again(draft), declared_by="Robin", version=again(draft).version, on=ON, at=AT)
    ivy, ben = production.entrants.order_by("number")
    assert [(one.kind, one.file.name, one.taken_on, one.by) for one in ivy.papers.all()] == [
        ("photograph", "photograph.png", date(2026, 10, 1), None),
        ("age", "certificate.txt", None, None),
    ]
    assert list(ben.papers.all()) == []


def test_what_is_not_attached_is_told_before_sending_and_holds_nothing_up():
    draft, browser = filled_in(), came_in()
    send(browser, draft, PHOTOGRAPH, {"file": demo.picture(), **taken(date(2026, 10, 1))})
    text = browser.get(of(draft, "check/")).content.decode()
    assert "Photograph: none is attached of Ben Okoro." in text
    assert "Birth certificate, or what else shows the age: none is attached of Ivy Marrow, Ben Okoro." in text
    assert sending.still_missing(again(draft)) == []


@pytest.mark.parametrize(("on", "said"), [(date(2026, 5, 16), []), (date(2026, 5, 15), [TOO_OLD])])
def test_a_photograph_is_at_most_six_months_old(on, said):
    draft = filled_in()
    answer = send(came_in(), draft, PHOTOGRAPH, {"file": demo.picture(), **taken(on)})
    assert (errors(answer)["taken_on"] if answer.status_code == 200 else []) == said
    assert draft.files.exclude(item="").count() == (0 if said else 1)


def test_a_photograph_is_a_picture_and_whatever_may_not_be_uploaded_is_refused_at_its_field():
    draft, browser = filled_in(), came_in()
    answer = send(browser, draft, PHOTOGRAPH, {"file": certificate(), **taken(ON)})
    assert errors(answer) == {"file": ["The photograph must be a JPEG or a PNG"]}
    program = SimpleUploadedFile("certificate.pdf", b"MZ" + bytes(60), "application/pdf")
    assert list(errors(send(browser, draft, AGE, {"file": program}))) == ["file"]
    assert draft.files.exclude(item="").count() == 0


def test_the_papers_of_one_child_are_nobody_elses_and_go_with_the_child():
    draft = filled_in()
    for item in (CHILD, OTHER):
        drafting.attach(draft, demo.picture(), title="Photograph", at=AT, section="photograph", item=item["key"])
    with pytest.raises(Refused, match="Take the file that is there off first"):
        drafting.attach(draft, demo.picture(), title="Photograph", at=AT, section="photograph", item=CHILD["key"])
    drafting.remove_item(again(draft), sections.CHILDREN, CHILD["key"], version=again(draft).version, at=AT)
    assert [one.item for one in draft.files.exclude(item="").filter(removed_at=None)] == [OTHER["key"]]


def test_an_applicant_finds_only_the_papers_of_their_own_children():
    draft = filled_in()
    assert came_in().get(of(draft, "children/nobody/age/")).status_code == 404
    assert came_in().get(of(draft, f"children/{CHILD['key']}/passport/")).status_code == 404
    assert came_in("other@company.example").get(of(draft, AGE)).status_code == 404


# --- the officer ---------------------------------------------------------------------------------------------


def test_without_a_photograph_and_what_shows_the_age_an_application_is_not_checked(child):
    entrant = unphotographed(child)
    assert queries.lacking_of(entrant)[:2] == [NO_PHOTOGRAPH, NO_AGE]
    officer = make.user("admin_officer")
    with pytest.raises(Refused, match="There is no photograph"):
        take(entrant.case, pathway.CHECK, by=officer, on=ON, at=AT)
    papers.keep(entrant, [PaperGiven("age", words="Seen at the office.")], by=officer, at=AT)
    assert NO_AGE not in queries.lacking_of(entrant)
    photographed(entrant, at=AT)
    assert NO_PHOTOGRAPH not in queries.lacking_of(entrant)


def test_an_officer_supplies_what_came_later_as_a_file_or_in_words_and_downloads_it(child):
    entrant, browser = unphotographed(child), make.signed_in(make.user("admin_officer"))
    address = reverse("cases:step", args=[entrant.case.key, "supply"])
    form = browser.get(address).context["form"]
    shown = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    data = {name: value for name, value in shown.items() if isinstance(value, str)}
    data |= {f"on_{part}": getattr(ON, part) for part in ("day", "month", "year")}
    data |= {"version": entrant.case.version, "age_words": "Passport seen on 16 November."}
    wrong = browser.post(address, data | {"photograph_file": certificate()})
    assert errors(wrong) == {"photograph_file": ["The photograph must be a JPEG or a PNG"]}
    assert browser.post(address, data | {"photograph_file": demo.picture()}).status_code == 302
    assert [one["words"] for one in papers.rows_of(entrant)] == ["As a file", "Passport seen on 16 November.", "None"]
    differs = entrant.case.events.get(step="supply").facts["differs"]
    assert differs == ["photograph", "birth certificate, or what else shows the age"]
    answer = browser.get(papers.rows_of(entrant)[0]["url"])
    assert (answer.status_code, BytesIO(b"".join(answer)).read(4)) == (200, b"\x89PNG")
    assert papers.rows_of(entrant)[0]["url"] in browser.get(entrant.case.get_absolute_url()).content.decode()


def test_the_public_page_of_a_licence_shows_no_picture_and_no_child(child):
    entrant = applied([child], [FIRST], on=ON, at=AT).entrants.get()
    photographed(entrant, at=AT)
    licence = licence_of(entrant.case, make.user("admin_officer"), ON, FIRST, at=AT)
    text = came_in().get(reverse("licensing:validity", args=[licence.number, licence.secret])).content.decode()
    assert "Valid" in text
    held = papers.newest(entrant)["photograph"].key
    assert [word for word in ("<img", "data:image", "Ida", held) if word in text] == []


# --- what is kept --------------------------------------------------------------------------------------------


def proof(entrant: Entrant) -> ChildPaper:
    file = store_upload(certificate(), by=None, at=AT)
    papers.keep(entrant, [PaperGiven("age", file)], by=None, at=AT)
    return papers.newest(entrant)["age"]


def test_a_copy_of_a_birth_certificate_goes_six_months_after_it_came_and_not_before_it_is_decided(child):
    entrant = applied([child], [FIRST], on=ON, at=AT).entrants.get()
    photograph, copy = photographed(entrant, at=AT), proof(entrant)
    goes_on = abandoning.goes_on(retention.AGE, copy, abandoning.RuleBook())
    assert goes_on == date(2027, 5, 17)
    assert abandoning.remove_next(at=moment(goes_on)) is None
    licence_of(entrant.case, make.user("admin_officer"), ON, FIRST, at=AT)
    assert abandoning.remove_next(at=moment(goes_on - timedelta(1))) is None
    gone = abandoning.remove_next(at=moment(goes_on))
    assert (gone.record, len(gone.files)) == ("Copy of a birth certificate of a child who performs", 1)
    assert photograph in entrant.papers.all()
    assert not ChildPaper.objects.filter(pk=copy.pk).exists()


def test_a_legal_hold_keeps_the_copy_of_a_birth_certificate_too(child):
    entrant = applied([child], [FIRST], on=ON, at=AT).entrants.get()
    copy = proof(entrant)
    licence_of(entrant.case, make.user("admin_officer"), ON, FIRST, at=AT)
    disposal.put_on_hold(entrant.case, reason="A claim.", by=make.user("manager"), on=ON, at=AT)
    assert abandoning.remove_next(at=moment(date(2028, 1, 1))) is None
    assert ChildPaper.objects.filter(pk=copy.pk).exists()
