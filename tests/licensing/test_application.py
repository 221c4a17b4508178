"""An application for performances is filled in: each section, its lists, its days and times, its files."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from licensing.applicants import days, drafting, entering, queries, retention, sections, sending
from licensing.applicants.models import Applicant, ApplicationDraft
from licensing.performances import actions
from licensing.performances.models import Production
from oxle.cases import abandoning
from oxle.cases.disposal_models import Disposal
from oxle.documents.models import File
from oxle.schooldays.models import Calendar, Term
from tests import make
from tests.licensing.applying import (
    CHAPERONE,
    CHILD,
    ORGANISATION,
    OTHER,
    PLACE,
    PRODUCTION,
    ROWS,
    WHOLE,
    again,
    came_in,
    errors,
    filled_in,
    of,
    send,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 12, 10, tzinfo=UTC)
HEADINGS = ",".join(days.HEADINGS)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", AT.isoformat())


@pytest.fixture
def browser() -> Client:
    return came_in()


def posted(item: dict[str, Any], **changes: str) -> dict[str, str]:
    """What a browser sends for something kept."""
    sent: dict[str, str] = {}
    for name, value in {**item, **changes}.items():
        if name.endswith("_on") and value:
            year, month, day = value.split("-")
            sent |= {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}
        elif isinstance(value, bool):
            sent[name] = "yes" if value else "no"
        elif name != "key":
            sent[name] = value
    return sent


def test_every_section_is_filled_in_through_its_page_and_then_nothing_is_missing(browser: Client) -> None:
    draft = drafting.start(Applicant.objects.get(), at=AT)
    for section, answers in (
        ("organisation", ORGANISATION), ("production", PRODUCTION),
        ("education", {"misses": False}), ("accommodation", {"away": False, "travel": "By bus."}),
    ):  # fmt: skip
        assert send(browser, draft, f"{section}/", posted(answers)).status_code == 302, section
    for section, item in (("places", PLACE), ("children", CHILD), ("children", OTHER), ("chaperones", CHAPERONE)):
        assert send(browser, draft, f"list/{section}/add/", posted(item)).status_code == 302, section
    assert send(browser, draft, "days/", {"table": days.as_text(ROWS)}).status_code == 302
    paper = SimpleUploadedFile("risks.txt", b"Nothing is dangerous.", "text/plain")
    assert send(browser, draft, "files/", {"file": paper}).status_code == 302
    draft = again(draft)
    assert sections.missing(draft.answers, queries.files_of(draft)) == []
    kept = {key: answers for key, answers in draft.answers.items() if key in WHOLE}
    assert kept["production"] == PRODUCTION
    assert [sections.child_name(item) for item in kept["children"]["items"]] == ["Ivy Marrow", "Ben Okoro"]


def test_what_is_missing_is_named_section_by_section() -> None:
    draft = filled_in(places={"items": []}, education={})
    assert [one.text for one in sections.missing(draft.answers, [])] == [
        "Complete “Places”.", "Complete “Education”.", "Complete “Risk assessment”.",
    ]  # fmt: skip


def test_a_child_without_days_is_named_and_so_are_rows_that_wait_to_be_put_right() -> None:
    draft = filled_in(days={"rows": ROWS[:1], "wrong": f"{HEADINGS}\nBen"})
    assert [one.text for one in sections.missing(draft.answers, ["a file"])] == [
        "Put right the rows of the days and times that could not be read, or leave them out.",
        "Give the days and times of Ben Okoro, or take them off the children.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("section", "sent", "expected"),
    [
        ("organisation", {}, {
            "organisation": ["Enter the name of the organisation"], "name": ["Enter your name"],
            "role": ["Enter your job there"], "phone": ["Enter the telephone number"],
            "lines": ["Enter the address"], "postcode": ["Enter the postcode"],
            "policy": ["Select yes if you have a child protection policy"]}),
        ("education", {"misses": "yes"}, {"arrangements": ["Enter how the children are taught meanwhile"]}),
        ("accommodation", {"away": "yes", "travel": "By bus."},
         {"where": ["Enter where the children stay, and who is with them at night"]}),
    ],
)  # fmt: skip
def test_what_a_section_lacks_is_said_at_its_field_and_nothing_is_saved(
    browser: Client, section: str, sent: dict[str, str], expected: dict[str, list[str]]
) -> None:
    draft = filled_in()
    assert errors(send(browser, draft, f"{section}/", sent)) == expected
    assert again(draft).answers == draft.answers


def test_a_section_is_kept_as_it_stands_for_later_and_is_not_finished(browser: Client) -> None:
    draft = filled_in()
    answer = send(browser, draft, "production/", {"name": "Half a name", "kind": "none", "later": "yes"})
    assert answer.status_code == 302
    kept = again(draft)
    assert kept.answers["production"] == PRODUCTION
    assert [one.text for one in sections.missing(kept.answers, ["a file"], drafting.unfinished(kept))] == [
        "Complete “The production”."
    ]
    assert 'value="Half a name"' in browser.get(of(draft, "production/")).content.decode()
    assert send(browser, draft, "production/", PRODUCTION).status_code == 302
    assert drafting.unfinished(again(draft)) == {}


def test_two_windows_do_not_overwrite_each_other(browser: Client) -> None:
    draft = filled_in()
    first = {**PRODUCTION, "name": "One", "version": draft.version}
    second = {**PRODUCTION, "name": "Two", "version": draft.version}
    assert browser.post(of(draft, "production/"), first).status_code == 302
    assert browser.post(of(draft, "production/"), second).status_code == 409
    assert again(draft).name == "One"


def test_who_applies_cannot_be_the_parent_who_consents(browser: Client) -> None:
    draft = filled_in()
    sent = posted({**CHILD, "given": "Third", "parent_email": "Producer@company.example"})
    assert errors(send(browser, draft, "list/children/add/", sent)) == {
        "parent_email": ["Enter the parent’s own email address: this is yours, and you cannot consent"]
    }


def test_two_children_of_one_name_are_refused_since_the_days_could_not_tell_them_apart(browser: Client) -> None:
    draft = filled_in()
    sent = posted({**CHILD, "given": "ivy ", "family": " MARROW"})
    assert errors(send(browser, draft, "list/children/add/", sent)) == {
        "given": ["Another child has the same name: add something, or the days could not tell them apart"]
    }


def test_a_child_born_today_or_later_is_refused(browser: Client) -> None:
    draft = filled_in()
    sent = posted({**CHILD, "given": "Third", "born_on": "2026-11-12"})
    assert errors(send(browser, draft, "list/children/add/", sent)) == {
        "born_on": ["Date of birth must be in the past"]
    }


def test_a_new_name_goes_into_the_days_and_a_child_taken_off_takes_its_days_along(browser: Client) -> None:
    draft = filled_in()
    send(browser, draft, f"list/children/{CHILD['key']}/", posted({**CHILD, "given": "Ivy Rose"}))
    assert [row[0] for row in sections.rows(again(draft).answers)] == ["Ivy Rose Marrow", "Ben Okoro"]
    assert send(browser, draft, f"list/children/{OTHER['key']}/off/", {}).status_code == 302
    assert [row[0] for row in sections.rows(again(draft).answers)] == ["Ivy Rose Marrow"]


PASTED = (
    "First names,Family name,Date of birth,Address,Postcode,Part,Parent,Parent email\n"
    "Cara,Lane,4/3/2015,4 Home Road,OX1 1AD,A villager,Dee Lane,dee@parents.example\n"
    "Eve,Lane,31/2/2016,4 Home Road,OX1 1AD,A villager,Dee Lane,nobody\n"
    "Ivy,Marrow,5/12/2017,3 Home Road,OX1 1AC,A villager,Hazel Marrow,hazel@parents.example\n"
)


def test_a_pasted_list_of_children_is_judged_row_by_row_and_column_by_column(browser: Client) -> None:
    draft = filled_in()
    answer = send(browser, draft, "children/paste/", {"table": PASTED})
    assert errors(answer) == {
        "table": [
            "Row 3, Date of birth: Date of birth must be a real date",
            "Row 3, Parent email: Enter an email address in the correct format, like name@example.com",
            "Row 4, First names: Another child has the same name: add something, or the days could not tell them apart",
        ]
    }
    assert "Cara,Lane" in answer.content.decode()
    assert len(sections.items(again(draft).answers, "children")) == 2
    right = "\n".join(PASTED.splitlines()[:2])
    assert send(browser, draft, "children/paste/", {"table": right}).status_code == 302
    assert sections.child_name(sections.items(again(draft).answers, "children")[2]) == "Cara Lane"


def test_a_table_of_days_keeps_its_good_rows_and_names_the_others(browser: Client) -> None:
    draft = filled_in(days={})
    table = f"{HEADINGS}\nIvy Marrow,5/12/2026,09:00,11:00\nNobody,6/12/2026,09:00,11:00\nBen Okoro,soon,9,11:00\n"
    assert send(browser, draft, "days/", {"table": table}).status_code == 302
    kept = again(draft)
    assert [row[:4] for row in sections.rows(kept.answers)] == [["Ivy Marrow", "5/12/2026", "09:00", "11:00"]]
    page = browser.get(of(draft, "days/")).content.decode()
    assert "Row 3, Child: no child in the list is called “Nobody”" in page
    assert "Row 4, Date: “soon” is no date, such as 5/12/2026" in page
    assert "Nobody,6/12/2026,09:00,11:00" in page
    assert page.index("Rows that could not be read") < page.index("What we found") < page.index("All lines")
    still = sections.to_correct(kept.answers).replace("Nobody", "Ben Okoro")
    assert send(browser, draft, "days/", {"table": still}).status_code == 302
    page = browser.get(of(draft, "days/")).content.decode()
    assert ("Row 4, Date: “soon” is no date" in page, "Row 3, " in page) == (True, False)
    right = f"{HEADINGS}\nBen Okoro,8/12/2026,09:00,11:00\n"
    assert send(browser, draft, "days/", {"table": right}).status_code == 302
    kept = again(draft)
    assert (len(sections.rows(kept.answers)), sections.to_correct(kept.answers)) == (3, "")


def test_rows_that_cannot_be_read_are_left_out_by_emptying_the_box(browser: Client) -> None:
    draft = filled_in(days={"rows": ROWS, "wrong": f"{HEADINGS}\nNobody"})
    assert send(browser, draft, "days/", {"table": ""}).status_code == 302
    assert (sections.rows(again(draft).answers), sections.to_correct(again(draft).answers)) == (ROWS, "")
    assert errors(send(browser, draft, "days/", {"table": ""})) == {"table": ["Paste the days and times"]}


def test_pasting_the_same_table_twice_adds_nothing_and_in_place_of_all_replaces_them(browser: Client) -> None:
    draft = filled_in()
    send(browser, draft, "days/", {"table": days.as_text(ROWS)})
    assert sections.rows(again(draft).answers) == ROWS
    only = [["Ben Okoro", "7/12/2026", *ROWS[1][2:]]]
    send(browser, draft, "days/", {"table": days.as_text(only), "instead": "on"})
    assert sections.rows(again(draft).answers) == only


def test_what_is_over_a_limit_is_said_at_its_line_as_soon_as_it_is_saved(browser: Client) -> None:
    draft = filled_in()
    early = {"child": "Ivy Marrow", "date": "6/12/2026", "arrives": "06:30", "leaves": "11:00", "chaperone": "parent"}
    assert send(browser, draft, "days/add/", early).status_code == 302
    page = browser.get(of(draft, "days/")).content.decode()
    assert "At the place from 06:30 on: from 9 on, not before 07:00 unless night work is permitted" in page
    assert "SI 2014/3309 reg 21, unverified" in page
    key = list(sections.lines(again(draft).answers))[2]
    assert of(draft, f"days/{key}/") in page
    line = browser.get(of(draft, f"days/{key}/")).content.decode()
    assert "not before 07:00" in line
    assert send(browser, draft, f"days/{key}/", {**early, "arrives": "07:00"}).status_code == 302
    assert "not before 07:00" not in browser.get(of(draft, "days/")).content.decode()


def test_one_line_is_typed_for_several_days_and_faults_are_named_at_their_fields(browser: Client) -> None:
    draft = filled_in()
    line = {"child": "Ivy Marrow", "date": "6/12/2026; 7/12/2026", "arrives": "09:00", "leaves": "11:00"}
    assert send(browser, draft, "days/add/", line).status_code == 302
    assert [row[1] for row in sections.rows(again(draft).answers)] == [
        "5/12/2026",
        "5/12/2026",
        "6/12/2026",
        "7/12/2026",
    ]
    wrong = {**line, "arrives": "2:30", "breaks": "10", "date": "8/12/2026"}
    assert errors(send(browser, draft, "days/add/", wrong)) == {
        "arrives": ["Say whether “2:30” is in the morning or the afternoon, such as 14:30 or 2.30pm"],
        "breaks": ["“10” is no span of time, such as 10:00-11:30"],
    }
    assert errors(send(browser, draft, "days/add/", {**line, "date": "6/12/2026"})) == {
        "date": ["Line 3 is the same child, day and times"]
    }
    fourth = list(sections.lines(again(draft).answers))[3]
    assert send(browser, draft, f"days/{fourth}/off/", {}).status_code == 302
    assert len(sections.rows(again(draft).answers)) == 3


def test_a_chaperone_whose_approval_ends_before_a_day_is_named_at_that_line() -> None:
    draft = filled_in(chaperones={"items": [{**CHAPERONE, "name": "mabel  FINCH", "until_on": "2026-12-04"}]})
    found = [one.words for one in queries.days_of(draft.answers, on=AT.date()).findings if one.check.key == "chaperone"]
    assert found == ["the chaperone’s approval ended on 4 December 2026"] * 2


@pytest.mark.parametrize("typed", ["123456", "one SCHOOL"])
def test_school_days_are_those_of_the_school_by_its_urn_or_its_name(typed: str) -> None:
    calendar = Calendar.objects.create(name="Term dates of one school")
    Term.objects.create(calendar=calendar, name="Autumn", starts_on=date(2026, 9, 2), ends_on=date(2026, 12, 18))
    make.school("One School", urn="123456", calendar=calendar)
    monday = [["Ivy Marrow", "7/12/2026", *ROWS[0][2:]]]
    draft = filled_in(children={"items": [{**CHILD, "school": typed}]}, days={"rows": monday})
    found = [one.check.key for one in queries.days_of(draft.answers, on=AT.date()).findings]
    assert found == ["lessons"]


def test_sixty_children_on_forty_days_are_pasted_and_shown(browser: Client) -> None:
    children = [{**CHILD, "key": f"c{number}", "given": f"Child{number}", "family": "Lane"} for number in range(60)]
    draft = filled_in(children={"items": children}, days={})
    first = date(2026, 12, 1)
    rows = [
        [f"Child{number} Lane", f"{first + timedelta(days=day):%d/%m/%Y}", *ROWS[0][2:8], f"Chaperone {number}", "", ""]
        for number in range(60)
        for day in range(40)
    ]
    assert send(browser, draft, "days/", {"table": days.as_text(rows)}).status_code == 302
    assert len(sections.rows(again(draft).answers)) == 2400
    page = browser.get(of(draft, "days/")).content.decode()
    assert "Showing 1 to 50 of 2,400 lines" in page


def test_what_is_no_document_is_refused_at_its_field(browser: Client) -> None:
    draft = filled_in()
    browser.post(of(draft, f"files/{draft.files.get().key}/"))
    program = SimpleUploadedFile("risks.pdf", b"MZ\x90\x00", "application/pdf")
    answer = send(browser, draft, "files/", {"file": program})
    assert errors(answer)["file"][0].startswith("The selected file is a program.")


def test_a_file_that_came_from_outside_is_nobodys_upload_and_the_database_holds_to_it() -> None:
    filled_in()
    file = File.objects.get()
    assert (file.uploaded_by, file.from_outside) == (None, True)
    for values in ({"from_outside": False}, {"scan": "ours"}, {"uploaded_by": make.someone()}):
        with pytest.raises(IntegrityError, match="file_was_uploaded_by_somebody_or_made_here"), transaction.atomic():
            File.objects.filter(pk=file.pk).update(**values)


def test_a_file_is_downloaded_by_its_applicant_alone_and_taken_off(browser: Client) -> None:
    draft = filled_in()
    attached = draft.files.get()
    address = of(draft, f"files/{attached.key}/")
    answer = browser.get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    b"".join(answer.streaming_content)
    stranger = came_in("stranger@company.example")
    assert stranger.get(address).status_code == 404
    other = filled_in("stranger@company.example")
    assert stranger.get(of(other, f"files/{attached.key}/")).status_code == 404
    browser.post(address)
    assert (browser.get(address).status_code, queries.files_of(draft)) == (404, [])


def test_what_was_discarded_is_gone_for_its_applicant(browser: Client) -> None:
    draft = filled_in()
    assert send(browser, draft, "discard/", {}).status_code == 302
    assert browser.get(of(draft)).status_code == 404
    assert "The Long Show" not in browser.get("/licensing/apply/yours/").content.decode()


def test_an_application_that_nobody_touched_for_ninety_days_goes_with_its_files_and_leaves_a_certificate() -> None:
    draft = filled_in()
    assert abandoning.remove_next(at=AT + timedelta(days=90)) is None
    certificate = abandoning.remove_next(at=AT + timedelta(days=91))
    assert certificate == Disposal.objects.get()
    assert (certificate.record, certificate.counts) == (retention.UNSENT.record, [["files attached to it", 1]])
    assert not ApplicationDraft.objects.filter(pk=draft.pk).exists()
    assert not File.objects.exists()


def test_the_copy_of_what_was_sent_and_what_came_of_it_have_a_certificate_each() -> None:
    draft = filled_in()
    elsewhere = [{**item, "home_authority": "Another council"} for item in (CHILD, OTHER)]
    ApplicationDraft.objects.filter(pk=draft.pk).update(answers={**draft.answers, "children": {"items": elsewhere}})
    production = sending.send(again(draft), declared_by="Robin", version=draft.version, on=AT.date(), at=AT)
    officer = make.user("admin_officer")
    for entrant in production.entrants.all():
        if entrant.match != "elsewhere":
            actions.send_elsewhere(entrant, "Another", by=officer, at=AT, version=entrant.version)
    gone = 0
    while abandoning.remove_next(at=AT + timedelta(days=3000)):
        gone += 1
    assert not ApplicationDraft.objects.exists()
    assert not Production.objects.exists()
    references = list(Disposal.objects.values_list("reference", flat=True))
    assert (len(set(references)), references.count(production.reference)) == (gone, 1)


def test_an_address_without_an_application_goes_thirty_days_after_a_link_was_asked_for() -> None:
    entering.ask_for_link("nobody@company.example", at=AT)
    assert abandoning.remove_next(at=AT + timedelta(days=30)) is None
    assert abandoning.remove_next(at=AT + timedelta(days=31)).record == retention.ADDRESS.record
    assert not Applicant.objects.exists()


def test_the_page_says_on_which_day_what_was_not_sent_goes(browser: Client) -> None:
    draft = filled_in()
    assert "this one is removed on 11 February 2027" in browser.get(of(draft)).content.decode()


@pytest.mark.parametrize("path", ["", "check/", "days/", "list/children/"])
def test_a_page_asks_as_much_of_the_database_for_five_children_as_for_one(browser: Client, path: str) -> None:
    counts = []
    for number in (1, 5):
        children = [{**CHILD, "key": f"c{each}", "given": f"Child{each}"} for each in range(number)]
        rows = [[f"Child{each} Marrow", *ROWS[0][1:]] for each in range(number)]
        draft = filled_in(children={"items": children}, days={"rows": rows, "wrong": ""})
        browser.get(of(draft, path))
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(of(draft, path)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
