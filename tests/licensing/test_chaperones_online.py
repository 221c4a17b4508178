"""Somebody without an account applies to be a chaperone: filled in, sent once, and a case for the officer."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from licensing.applicants.models import ApplicationDraft
from licensing.chaperones import queries
from licensing.chaperones.models import Chaperone
from oxle.cases.models import Case
from oxle.core.errors import Refused
from tests import make
from tests.exclusions.make import calendar
from tests.licensing import applying
from tests.licensing.applying import again, came_in, errors
from tests.licensing.employing import picture
from tests.licensing.on_sheets import (
    ALDER,
    BEFORE,
    BRYONY,
    EMAIL,
    NOW,
    SAFE,
    SENT,
    WHOLE,
    YOU,
    applied,
    begun,
    day,
    filled_in,
    of,
    sent,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 16, 10, tzinfo=UTC)
ON = AT.date()


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", AT.isoformat())
    calendar()


def send(browser: Client, draft: ApplicationDraft, path: str, data: dict[str, Any]) -> Any:
    return browser.post(of(draft, path), {"version": again(draft).version, **data})


def said(told: dict[str, Any], *days: str) -> dict[str, Any]:
    """What a form sends: no key, yes and no, each day by its three fields."""
    words: dict[Any, str] = {True: "yes", False: "no"}
    found = {name: words.get(value, value) for name, value in told.items() if name not in ("key", *days)}
    for name in days:
        found |= day(name, told[name])
    return found


def add(browser: Client, draft: ApplicationDraft, path: str, data: dict[str, Any]) -> Any:
    once = browser.get(of(draft, path)).context["once"]
    return send(browser, draft, path, {"once": once, **data})


def test_an_application_is_filled_in_over_several_pages_and_is_a_case_once_it_is_sent() -> None:
    browser = came_in(EMAIL)
    begin = browser.get("/licensing/apply/form/begin/chaperone/").context["once"]
    answer = browser.post("/licensing/apply/form/begin/chaperone/", {"once": begin})
    draft = ApplicationDraft.objects.get()
    assert (draft.kind, answer.headers["Location"]) == ("chaperone", of(draft))
    assert send(browser, draft, "you/", said(YOU, "born_on")).headers["Location"] == of(draft)
    for one in (NOW, BEFORE):
        assert add(browser, draft, "list/lived/add/", said(one, "from_on", "to_on")).status_code == 302
    for one in (ALDER, BRYONY):
        assert add(browser, draft, "list/referees/add/", said(one)).headers["Location"] == of(draft, "list/referees/")
    send(browser, draft, "experience/", WHOLE["experience"])
    send(browser, draft, "training/", said(WHOLE["training"], "trained_on"))
    send(browser, draft, "dbs/", said(WHOLE["dbs"], "dbs_on"))
    send(browser, draft, "safeguarding/", said(SAFE))
    page = browser.get(of(draft)).content.decode()
    assert "Complete “Photograph of you”." in page
    assert add(browser, draft, "files/photo/", {"file": picture("maple.png")}).status_code == 302
    assert "Everything is there." in browser.get(of(draft)).content.decode()
    assert send(browser, draft, "check/", SENT).headers["Location"] == of(draft, "sent/")
    case = Case.objects.get()
    assert case.reference in browser.get(of(draft, "sent/")).content.decode()
    entry = Chaperone.objects.get()
    assert (case.stage, case.origin, case.opened_on, case.adult.name, case.adult.email, case.adult.born_on) == (
        "received", "applicant", ON, "Maple Thistlewood", EMAIL, date(1980, 5, 6),
    )  # fmt: skip
    assert (entry.by, entry.former_names, entry.insurance_number, entry.training, entry.trained_on) == (
        None, "Maple Rowe", "QQ 12 34 56 C", "Safeguarding for chaperones", date(2026, 3, 2),
    )  # fmt: skip
    assert (entry.told_dbs_number, entry.told_dbs_on, entry.told_update_service, entry.agrees_checks) == (
        "001234567890", date(2026, 2, 1), True, True,
    )  # fmt: skip
    assert (entry.photo.media_type, entry.photo.from_outside, entry.training_certificate) == ("image/png", True, None)
    assert [one.name for one in case.referees.all()] == ["Alder Finch", "Bryony Marsh"]
    assert [(one.from_on, one.to_on) for one in case.lived_at.all()] == [
        (date(2024, 11, 16), None), (date(2019, 11, 16), date(2024, 11, 15)),
    ]  # fmt: skip
    assert (queries.from_applicant(case), entry.declared) == ([], "")


def test_a_second_click_on_sending_opens_no_second_case() -> None:
    draft, browser = filled_in(), came_in(EMAIL)
    stale = {"version": draft.version, **SENT}
    assert [browser.post(of(draft, "check/"), stale).headers["Location"] for _ in range(2)] == [of(draft, "sent/")] * 2
    assert Case.objects.count() == 1
    with pytest.raises(Refused, match="sent already"):
        sent(again(draft), on=ON, at=AT)


def test_a_yes_to_a_safeguarding_question_must_be_explained_and_stands_before_the_officer() -> None:
    draft = begun()
    answer = send(came_in(EMAIL), draft, "safeguarding/", {**said(SAFE), "refused": "yes"})
    assert errors(answer)["details"] == ["Enter what happened, and when"]
    case = applied(safeguarding={**SAFE, "refused": True, "details": "In 2019, in Farshire."})
    entry = case.chaperone
    assert entry.declared == (
        "A council or another body refused, suspended or ended an approval of theirs.\nIn 2019, in Farshire."
    )
    page = make.signed_in(make.user("admin_officer")).get(case.get_absolute_url()).content.decode()
    assert "In 2019, in Farshire." in page
    assert "I listen, promise nothing, and tell the council the same day." in page


@pytest.mark.parametrize(
    ("changes", "lacks"),
    [
        ({"lived": {"items": [BEFORE]}}, "Give one address without a last day: where you live now."),
        ({"referees": {"items": [ALDER]}}, "Name 2 referees who are no relatives."),
        (
            {"referees": {"items": [{**ALDER, "email": EMAIL.upper()}, BRYONY]}},
            "Alder Finch: this is your own address. Enter the referee’s.",
        ),
        ({"dbs": {}}, "Complete “DBS certificate and checks”."),
        ({"unfinished": {"you": {"given": ["Maple"]}}}, "Complete “You”."),
    ],
)
def test_what_lacks_something_cannot_be_sent_and_says_what(changes: dict[str, Any], lacks: str) -> None:
    draft = filled_in(**changes)
    page = came_in(EMAIL).get(of(draft)).content.decode()
    assert page.count("Still missing") == 1
    assert lacks in page
    with pytest.raises(Refused, match=lacks):
        sent(draft, on=ON, at=AT)
    assert Case.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"you": {**YOU, "born_on": "2009-05-06"}}, "A chaperone is at least 18."),
        ({"lived": {"items": [NOW]}}, "No address is told for 16 November 2021 to 15 November 2024"),
        ({"dbs": {**WHOLE["dbs"], "agrees_checks": False}}, "Without your agreement to the checks"),
        ({"you": {**YOU, "home_authority": "Farshire"}}, "You live in Farshire: that council decides"),
    ],
)
def test_what_the_officer_would_ask_for_is_said_before_it_is_sent_and_it_can_be_sent(
    changes: dict[str, Any], words: str
) -> None:
    draft = filled_in(**changes)
    assert words in came_in(EMAIL).get(of(draft, "check/")).content.decode()
    assert sent(draft, on=ON, at=AT).stage == "received"


def test_the_photograph_is_a_picture_and_a_second_file_waits_for_the_first_to_be_taken_off() -> None:
    draft, browser = filled_in(), came_in(EMAIL)
    taken = draft.files.get(section="photo")
    assert browser.post(f"/licensing/apply/{draft.key}/files/{taken.key}/").headers["Location"] == of(
        draft, "files/photo/"
    )
    paper = applying.SimpleUploadedFile("me.txt", b"My face.", "text/plain")
    assert errors(add(browser, draft, "files/photo/", {"file": paper}))["file"] == [
        "The photograph must be a JPEG or a PNG"
    ]
    assert add(browser, draft, "files/photo/", {"file": picture()}).status_code == 302
    answer = add(browser, draft, "files/photo/", {"file": picture("again.png")})
    assert errors(answer)["file"] == ["Take the file that is there off first."]


def test_what_was_typed_is_kept_to_be_finished_later_and_a_change_in_another_window_is_not_lost() -> None:
    draft, browser = begun(), came_in(EMAIL)
    send(browser, draft, "experience/", {"experience": "", "health": "A bad knee.", "later": "1"})
    assert "A bad knee." in browser.get(of(draft, "experience/")).content.decode()
    before = again(draft).version
    send(browser, draft, "you/", said(YOU, "born_on"))
    answer = browser.post(of(draft, "you/"), {"version": before, **said(YOU, "born_on"), "given": "Mabel"})
    assert answer.status_code == 409
    assert again(draft).answers["you"]["given"] == "Maple"


def test_an_application_is_opened_by_whoever_began_it_and_only_on_pages_of_its_kind() -> None:
    draft, other = filled_in(), applying.filled_in()
    item = f"list/lived/{NOW['key']}/"
    paths = ["", "check/", "you/", "list/lived/", "list/lived/add/", item, f"{item}off/", "files/photo/"]
    assert {came_in("other@people.example").get(of(draft, path)).status_code for path in paths} == {404}
    assert {came_in(EMAIL).get(of(draft, path)).status_code for path in paths} == {200}
    assert {Client().get(of(draft, path)).headers["Location"] for path in paths} == {"/licensing/apply/"}
    assert {came_in().get(of(other, path)).status_code for path in ("", "check/", "places/")} == {404}
    assert came_in(EMAIL).get(applying.of(draft)).status_code == 404
    wrong = ["list/you/", "files/you/", "lived/", "list/places/", "sent/"]
    assert {came_in(EMAIL).get(of(draft, path)).status_code for path in wrong} == {404}
    assert came_in(EMAIL).get("/licensing/apply/form/begin/work/").status_code == 404


def test_one_address_alone_has_no_last_day_and_a_referee_can_be_reached() -> None:
    draft, browser = filled_in(), came_in(EMAIL)
    third = said({**BEFORE, "to_on": None}, "from_on", "to_on")
    assert errors(add(browser, draft, "list/lived/add/", third))["to_on"] == [
        "Another address has no last day already: give one of them its last day"
    ]
    answer = add(browser, draft, "list/referees/add/", {**said(BRYONY), "name": "Clover Dale", "phone": ""})
    assert errors(answer)["email"] == ["Enter an email address or a telephone number of the referee"]
    own = {**said(BRYONY), "name": "Clover Dale", "email": EMAIL.upper()}
    answer = add(browser, draft, "list/referees/add/", own)
    assert errors(answer)["email"] == ["This is your own address: enter the referee’s"]


def test_the_files_are_downloaded_by_an_officer_and_closed_to_whoever_does_no_licensing() -> None:
    case = applied()
    officer, stranger = make.signed_in(make.user("admin_officer")), make.signed_in(make.user("ehe_officer"))
    page = officer.get(case.get_absolute_url()).content.decode()
    for which, media_type in (("photo", "image/png"), ("training", "text/plain")):
        path = f"/licensing/chaperones/{case.key}/papers/{which}/"
        assert path in page
        answer = officer.get(path)
        assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (200, media_type)
        assert b"".join(answer.streaming_content)
        assert stranger.get(path).status_code == 403
    assert officer.get(f"/licensing/chaperones/{case.key}/papers/secret/").status_code == 404


def test_what_was_sent_can_be_read_and_not_changed() -> None:
    draft, browser = filled_in(), came_in(EMAIL)
    sent(draft, on=ON, at=AT)
    page = browser.get(of(draft, "check/")).content.decode()
    assert ("What you sent" in page, "Head teacher until 2024" in page) == (True, True)
    assert send(browser, draft, "you/", said({**YOU, "given": "Mabel"}, "born_on")).status_code == 409
    assert Case.objects.get().adult.name == "Maple Thistlewood"
