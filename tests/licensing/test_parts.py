"""An application is sent once, and a parent and a school each answer for one child by a link of their own."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from licensing.applicants import sections
from licensing.applicants.models import ApplicationDraft
from licensing.parts.models import PartAsked
from licensing.performances import actions, particulars
from licensing.performances.models import Entrant, ParentPart, Production, SchoolPart
from oxle.audit.models import Sight
from oxle.cases.models import Case
from oxle.core import dates
from oxle.correspondence import sending
from oxle.people.actions import restrict
from oxle.schools.actions import add_contact
from tests import make
from tests.attendance import make as referrals
from tests.licensing.applying import CHILD, OTHER, PLACE, ROWS, came_in, filled_in

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 12, 10, tzinfo=UTC)
GONE = "This link no longer works"
SENT = {"declared_by": "Robin Example", "true": "on", "records": "on"}
YES = {
    "consents": "yes", "healthy": "yes", "health": "Asthma", "performed_on": "5/9/2026\n1 Oct 2026", "said": "",
    "given_by": "Hazel Marrow", "relationship": "Mother",
}  # fmt: skip
AGREED = {"absence": "agreed", "attendance": "96.5", "said": "", "given_by": "Head Example", "position": "Head"}


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", AT.isoformat())


@pytest.fixture
def school() -> Any:
    referrals.calendar()
    found = make.school("Example School", urn="123456")
    add_contact(found, name="A Lead", email="lead@school.example", by=make.someone())
    return found


@pytest.fixture
def ivy(school: Any) -> Any:
    """A child whom we hold, at the address that the application gives."""
    made = make.child("Ivy", "Marrow", date(2017, 12, 5), at=school)
    make.address(made, postcode=CHILD["postcode"])
    return made


def sent_draft(**changes: Any) -> tuple[Client, ApplicationDraft, Any]:
    """An application sent by its page: the browser, the draft as it is then, the answer."""
    draft = filled_in(**changes)
    browser = came_in()
    answer = browser.post(f"/licensing/apply/{draft.key}/check/", {**SENT, "version": draft.version})
    return browser, ApplicationDraft.objects.get(pk=draft.pk), answer


def links() -> dict[str, str]:
    """The addresses of the links in the e-mails that wait, by whom they went to."""
    mail.outbox.clear()
    while sending.send_next(at=dates.now()):
        pass
    found = {}
    for one in mail.outbox:
        if match := re.search(r"https?://\S+?(/licensing/part/link/\S+)", one.body):
            found[one.to[0]] = match[1] + "/"
    return found


def opened(address: str) -> Client:
    browser = Client()
    answer = browser.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/licensing/part/")
    return browser


def test_an_application_is_sent_once_and_its_reference_is_shown(ivy: Any) -> None:
    browser, draft, answer = sent_draft()
    production = Production.objects.get()
    assert answer.headers["Location"] == f"/licensing/apply/{draft.key}/sent/"
    assert draft.reference == production.reference
    assert production.reference in browser.get(answer.headers["Location"]).content.decode()
    again = browser.post(f"/licensing/apply/{draft.key}/check/", {**SENT, "version": draft.version})
    assert again.headers["Location"] == answer.headers["Location"]
    assert Production.objects.count() == 1
    late = browser.post(f"/licensing/apply/{draft.key}/production/", {"name": "Another", "version": draft.version})
    assert (late.status_code, late.context["late"].title) == (
        409, "This application was sent while you had this page open",
    )  # fmt: skip


def test_what_was_typed_is_what_is_received(ivy: Any) -> None:
    sent_draft(children={"items": [{**CHILD, "school": "example school", "earnings": "40.00"}, OTHER]})
    production = Production.objects.get()
    assert (production.organisation, production.applicant, production.email) == (
        "Example Productions", "Robin Example", "producer@company.example",
    )  # fmt: skip
    assert (production.name, production.nature, production.travel) == (
        "The Long Show", "theatre", "By bus, with a parent.",
    )  # fmt: skip
    assert production.risk_assessment is not None
    assert [(one.called, one.born_on, one.role, str(one.earnings), one.match) for one in production.entrants.all()] == [
        ("Ivy Marrow", date(2017, 12, 5), "A villager", "40.00", "details"),
        ("Ben Okoro", date(2014, 5, 1), "A villager", "40.00", "waits"),
    ]
    assert production.entrants.first().school.urn == "123456"
    (day,) = production.entrants.first().days.all()
    assert (day.on, day.arrives, day.leaves, day.performing, day.chaperone, day.place.name) == (
        date(2026, 12, 5), 540, 660, [[570, 630]], "Mabel Finch", "Exampleton Playhouse (All performances)",
    )  # fmt: skip


HALL = {**PLACE, "key": "place333333333", "name": "Example Hall", "use": "Rehearsals"}


def test_each_line_says_at_which_of_several_places_it_is_before_anything_is_sent(ivy: Any) -> None:
    places = {"items": [PLACE, HALL]}
    _, _, answer = sent_draft(places=places)
    assert "Say at which place the child is in line 1, 2." in answer.content.decode()
    assert not Production.objects.exists()
    rows = [[*ROWS[0][:-1], "example  hall"], [*ROWS[1][:-1], "Exampleton Playhouse"]]
    assert sent_draft(places=places, days={"rows": rows, "wrong": ""})[2].status_code == 302
    places_of = [one.days.get().place.name for one in Production.objects.get().entrants.all()]
    assert places_of == ["Example Hall (Rehearsals)", "Exampleton Playhouse (All performances)"]


def test_lines_that_were_kept_before_their_place_was_asked_are_at_the_one_place_that_is_listed(ivy: Any) -> None:
    sent_draft(days={"rows": [row[:-1] for row in ROWS], "wrong": ""})
    assert Production.objects.get().entrants.first().days.get().place.name == "Exampleton Playhouse (All performances)"


def test_what_is_not_complete_or_not_declared_is_not_sent(ivy: Any) -> None:
    browser, draft, answer = sent_draft(places={"items": []})
    assert "This application is not complete yet. Complete “Places”." in answer.content.decode()
    whole = filled_in()
    refused = browser.post(f"/licensing/apply/{whole.key}/check/", {"version": whole.version})
    assert sorted(refused.context["form"].errors) == ["declared_by", "records", "true"]
    assert (Production.objects.count(), draft.reference) == (0, "")


def test_a_line_that_fits_no_child_any_more_is_not_sent(ivy: Any) -> None:
    rows = [*ROWS, ["Gone Child", *ROWS[0][1:]]]
    _, _, answer = sent_draft(days={"rows": rows, "wrong": ""})
    assert "Put right what does not fit any more in line 3." in answer.content.decode()
    assert not Production.objects.exists()


def test_what_is_late_or_over_a_limit_is_said_before_it_is_sent_and_is_received(ivy: Any) -> None:
    rows = [[row[0], "20/11/2026", "06:00", *row[3:]] for row in ROWS]
    draft = filled_in(days={"rows": rows, "wrong": ""})
    browser = came_in()
    page = browser.get(f"/licensing/apply/{draft.key}/check/").content.decode()
    assert "Late: 8 days before the first performance on Friday 20 November 2026, fewer than 21." in page
    assert "2 lines of the days and times are over a limit." in page
    assert sent_draft(days={"rows": rows, "wrong": ""})[2].status_code == 302


def test_an_applicant_reads_of_a_child_over_school_age_that_no_licence_is_needed_and_why(ivy: Any) -> None:
    old = {**OTHER, "given": "Old", "family": "Enough", "born_on": "2010-01-01"}
    rows = [ROWS[0], ["Old Enough", *ROWS[1][1:]]]
    draft = filled_in(children={"items": [CHILD, old]}, days={"rows": rows, "wrong": ""})
    page = came_in().get(f"/licensing/apply/{draft.key}/check/").content.decode()
    words = "Old Enough needs no licence: compulsory school age ends on 26 June 2026, before the first day."
    assert (words in page, "Ivy Marrow needs no licence" in page) == (True, False)


def test_links_go_to_the_parent_and_to_the_schools_own_address_of_ours_and_name_nobody(ivy: Any) -> None:
    sent_draft(children={"items": [{**CHILD, "school": "123456"}, OTHER]})
    parents, schools = (
        {"hazel@parents.example", "ash@parents.example"},
        {"lead@school.example", "office@school.example"},
    )
    assert set(links()) == parents | schools
    for one in mail.outbox:
        assert not re.search("Ivy|Marrow|Long Show|Example School", one.subject + one.body)
    assert [(one.whose, one.as_applied) for one in PartAsked.objects.order_by("pk")] == [
        ("parent", True), ("school", False), ("parent", True), ("school", True),
    ]  # fmt: skip


def test_a_school_that_we_do_not_know_is_asked_at_the_applicants_word_and_that_is_kept(ivy: Any) -> None:
    sent_draft()
    assert set(links()) == {"hazel@parents.example", "ash@parents.example", "office@school.example"}
    assert all(one.as_applied for one in PartAsked.objects.all())


def test_whether_we_hold_a_child_cannot_be_told_from_whether_a_link_comes(ivy: Any) -> None:
    asked = {"hazel@parents.example", "office@school.example"}
    sent_draft(children={"items": [CHILD]}, days={"rows": ROWS[:1]})
    assert set(links()) == asked
    sent_draft(children={"items": [{**CHILD, "postcode": "OX9 9ZZ"}]}, days={"rows": ROWS[:1]})
    assert set(links()) == asked
    restrict(ivy, ivy.version, because="Adoption", by=make.user("manager"), on=AT.date())
    sent_draft(children={"items": [CHILD]}, days={"rows": ROWS[:1]})
    assert set(links()) == asked
    assert [bool(one.case) for one in Entrant.objects.order_by("pk")] == [True, False, False]


def test_nobody_is_asked_about_a_child_of_another_area() -> None:
    sent_draft(children={"items": [{**CHILD, "home_authority": "Another County"}]}, days={"rows": ROWS[:1]})
    assert links() == {}


def test_what_is_answered_before_it_is_known_who_the_child_is_goes_into_the_case_with_its_opening(school: Any) -> None:
    sent_draft(children={"items": [CHILD]}, days={"rows": ROWS[:1]})
    found = links()
    assert opened(found["hazel@parents.example"]).post("/licensing/part/", YES).status_code == 302
    assert opened(found["office@school.example"]).post("/licensing/part/", AGREED).status_code == 302
    assert (ParentPart.objects.count(), Case.objects.count()) == (0, 0)
    child, officer = make.child("Ivy", "Marrow", date(2017, 12, 5), at=school), make.user("admin_officer")
    entrant = Entrant.objects.get()
    case = actions.identify(entrant, child, by=officer, at=AT, version=entrant.version)
    parent, asked = case.parent_parts.get(), case.school_parts.get()
    assert (parent.performed_on, parent.by_link) == ([date(2026, 9, 5), date(2026, 10, 1)], True)
    assert (str(asked.attendance), asked.absence) == ("96.5", "agreed")
    assert [one.step for one in case.events.order_by("order")] == ["receive", "parent", "school"]
    assert set(PartAsked.objects.values_list("said", flat=True)) == {None}


def test_a_link_is_over_once_the_child_was_sent_on_to_another_area() -> None:
    sent_draft(children={"items": [CHILD]}, days={"rows": ROWS[:1]})
    browser = opened(links()["hazel@parents.example"])
    entrant = Entrant.objects.get()
    officer = make.user("admin_officer")
    actions.send_elsewhere(entrant, "Another County", by=officer, at=AT, version=entrant.version)
    assert browser.post("/licensing/part/", YES).status_code == 410


def test_a_parent_reads_of_this_child_only_and_the_answer_is_an_entry_of_the_case(ivy: Any) -> None:
    sent_draft(children={"items": [{**CHILD, "school": "123456"}, OTHER]})
    browser = opened(links()["hazel@parents.example"])
    page = browser.get("/licensing/part/").content.decode()
    for shown in (
        "Ivy", "The Long Show", "A villager", "Saturday 5 December 2026: 09:00 to 11:00", "£40.00, paid to A parent",
        "Mabel Finch",
    ):  # fmt: skip
        assert shown in page
    for hidden in (
        "Ben",
        "Okoro",
        "ash@parents.example",
        "Marrow",
        "Example School",
        "OX1 1AC",
        Case.objects.get().reference,
    ):
        assert hidden not in page
    told = {**YES, "elsewhere": "Farshire, March 2026, a <b>film</b>"}
    answer = browser.post("/licensing/part/", told, follow=True)
    assert answer.redirect_chain == [("/licensing/part/sent/", 302)]
    case = make.signed_in(make.user("admin_officer")).get(Case.objects.get().get_absolute_url()).content.decode()
    assert "Licences of other councils: Farshire, March 2026, a &lt;b&gt;film&lt;/b&gt;" in case
    part = ParentPart.objects.get()
    assert (part.consents, part.healthy, part.health, part.performed_on, part.by_link, part.by) == (
        True, True, "Asthma", [date(2026, 9, 5), date(2026, 10, 1)], True, None,
    )  # fmt: skip
    assert Case.objects.get().events.filter(step="parent").count() == 1
    assert Sight.objects.filter(children__contains=[ivy.pk]).exists()


def test_a_school_reads_of_this_pupil_only_and_says_whether_it_agrees(ivy: Any) -> None:
    sent_draft(children={"items": [{**CHILD, "school": "123456"}, OTHER]})
    browser = opened(links()["lead@school.example"])
    page = browser.get("/licensing/part/").content.decode()
    assert "Ivy Marrow" in page
    assert "code C1" in page
    for hidden in ("Ben", "Okoro", "Hazel", "£40", "OX1 1AC", "By bus"):
        assert hidden not in page
    assert browser.post("/licensing/part/", AGREED).status_code == 302
    part = SchoolPart.objects.get()
    assert (part.absence, str(part.attendance), part.position, part.by_link) == ("agreed", "96.5", "Head", True)


def test_a_parent_and_the_licence_are_told_that_a_time_after_midnight_is_one_of_the_next_day(ivy: Any) -> None:
    late = ["Ivy Marrow", "5/12/2026", "20:00", "00:30", "21:00-21:30; 00:10-00:20", *ROWS[0][5:]]
    sent_draft(children={"items": [{**CHILD, "school": "123456"}]}, days={"rows": [late], "wrong": ""})
    page = opened(links()["hazel@parents.example"]).get("/licensing/part/").content.decode()
    assert "Saturday 5 December 2026: 20:00 to 00:30 the next day" in page
    printed = particulars.day_printed(Entrant.objects.get().schedule.get(), "")
    assert (printed["here"], printed["performs"]) == (
        "20:00 to 00:30 the next day", ["21:00 to 21:30", "00:10 to 00:20 the next day"],
    )  # fmt: skip


def test_a_link_of_the_parent_never_takes_the_answer_of_the_school(ivy: Any) -> None:
    sent_draft()
    browser = opened(links()["hazel@parents.example"])
    assert sorted(browser.post("/licensing/part/", AGREED).context["form"].errors) == [
        "consents", "healthy", "relationship",
    ]  # fmt: skip
    assert not SchoolPart.objects.exists()


def test_a_link_works_until_it_is_answered_and_never_again(ivy: Any) -> None:
    sent_draft()
    address = links()["hazel@parents.example"]
    browser, other = opened(address), opened(address)
    assert browser.post("/licensing/part/", YES).status_code == 302
    for late in (other.post("/licensing/part/", YES), other.get("/licensing/part/"), Client().get(address)):
        assert (late.status_code, late.context["title"]) == (410, GONE)
    assert ParentPart.objects.count() == 1


def test_a_link_is_over_after_fourteen_days_and_once_the_case_is_decided(
    ivy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent_draft(children={"items": [CHILD]}, days={"rows": ROWS[:1]})
    found = links()
    browser = opened(found["hazel@parents.example"])
    monkeypatch.setenv("OXLE_NOW", "2026-11-26T10:00:01+00:00")
    assert Client().get(found["hazel@parents.example"]).status_code == 410
    assert browser.post("/licensing/part/", YES).status_code == 410
    monkeypatch.setenv("OXLE_NOW", AT.isoformat())
    Case.objects.update(stage="granted")
    assert Client().get(found["office@school.example"]).status_code == 410
    assert not ParentPart.objects.exists()


def test_a_parent_who_does_not_consent_need_not_say_anything_of_the_childs_health(ivy: Any) -> None:
    sent_draft()
    browser = opened(links()["hazel@parents.example"])
    told = {"consents": "no", "said": "Too much.", "given_by": "Hazel Marrow", "relationship": "Mother"}
    again = browser.post("/licensing/part/", {**told, "consents": "yes"})
    assert dict(again.context["form"].errors) == {"healthy": ["Select whether the child is fit for it"]}
    assert browser.post("/licensing/part/", told).status_code == 302
    part = ParentPart.objects.get()
    assert (part.consents, part.healthy, part.health, part.said) == (False, None, "", "Too much.")
    shown = make.signed_in(make.user("admin_officer")).get(part.case.get_absolute_url()).content.decode()
    assert "Says nothing of the child’s health" in shown
    assert "Performed on no day" not in shown
    with pytest.raises(IntegrityError, match="parents_consent_says_whether_fit"), transaction.atomic():
        ParentPart.objects.update(consents=True)


def test_an_officer_need_not_say_of_a_parent_who_refuses_whether_the_child_is_fit(ivy: Any) -> None:
    sent_draft()
    case, browser = Case.objects.get(), make.signed_in(make.user("admin_officer"))
    address = reverse("cases:step", args=[case.key, "parent"])
    told = {
        "given_by": "Hazel Marrow", "relationship": "Mother", "consents": "yes", "version": case.version,
        "on_day": AT.day, "on_month": AT.month, "on_year": AT.year,
    }  # fmt: skip
    again = browser.post(address, told)
    assert dict(again.context["form"].errors) == {"healthy": ["Select yes if the child is fit for it"]}
    assert browser.post(address, {**told, "consents": "no"}).status_code == 302
    assert ParentPart.objects.get().healthy is None


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"consents": ""}, "consents", "Select whether you consent"),
        ({"healthy": "no", "health": ""}, "health", "Enter why the child is not fit for it"),
        ({"performed_on": "13/11/2026"}, "performed_on",
         "“13/11/2026” is still to come: enter days on which the child performed"),
        ({"performed_on": "5/9/2026\nlast week"}, "performed_on", "“last week” is no date, such as 5/9/2026"),
        ({"given_by": ""}, "given_by", "Enter your name"),
    ],
)  # fmt: skip
def test_what_a_parent_leaves_out_is_said_at_its_field_and_the_link_still_works(
    ivy: Any, changes: dict[str, str], field: str, words: str
) -> None:
    sent_draft()
    browser = opened(links()["hazel@parents.example"])
    answer = browser.post("/licensing/part/", {**YES, "said": "Much to say", **changes})
    assert dict(answer.context["form"].errors) == {field: [words]}
    assert "Much to say" in answer.content.decode()
    assert browser.post("/licensing/part/", YES).status_code == 302


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"absence": ""}, "absence", "Select whether you agree to the absence"),
        ({"absence": "not_agreed"}, "said", "Enter why you do not agree"),
        ({"attendance": "101"}, "attendance", "The attendance must be from 0 to 100"),
        ({"attendance": "94.55"}, "attendance", "The attendance has at most one decimal place, like 94.5"),
        ({"attendance": "good"}, "attendance", "The attendance must be a number, like 94.5"),
    ],
)
def test_what_a_school_leaves_out_is_said_at_its_field(
    ivy: Any, changes: dict[str, str], field: str, words: str
) -> None:
    sent_draft()
    browser = opened(links()["office@school.example"])
    answer = browser.post("/licensing/part/", {**AGREED, **changes})
    assert dict(answer.context["form"].errors) == {field: [words]}
    assert not SchoolPart.objects.exists()


@pytest.mark.parametrize(
    ("email", "first", "second", "question"),
    [
        ("hazel@parents.example", YES, {**YES, "consents": "no", "said": "No, not at night."}, "Do you consent?"),
        ("office@school.example", AGREED, {**AGREED, "said": "No, not at night."}, "Do you agree to the absence?"),
    ],
)
def test_what_a_second_tab_sends_after_the_answer_is_shown_to_be_copied_under_its_own_questions(
    ivy: Any, email: str, first: dict[str, str], second: dict[str, str], question: str
) -> None:
    sent_draft()
    browser = opened(links()[email])
    assert browser.post("/licensing/part/", first).status_code == 302
    late = browser.post("/licensing/part/", second)
    assert (late.status_code, late.context["title"]) == (410, GONE)
    assert "No, not at night." in late.text
    assert question in [row["label"] for row in late.context["typed"]]


def test_of_two_links_in_two_tabs_each_answer_goes_to_the_child_whom_its_page_shows(ivy: Any) -> None:
    sent_draft()
    found = links()
    browser = opened(found["hazel@parents.example"])
    first = browser.get("/licensing/part/").context["opened"]
    browser.get(found["ash@parents.example"])
    second = browser.get("/licensing/part/").context["opened"]
    assert f'name="opened" value="{second}"' in browser.get("/licensing/part/").text
    # One whose page is not told by what is sent is nobody's answer.
    assert browser.post("/licensing/part/", YES).status_code == 410
    assert browser.post("/licensing/part/", {**YES, "consents": "no", "opened": first}).status_code == 302
    assert browser.post("/licensing/part/", {**YES, "opened": second}).status_code == 302
    assert browser.post("/licensing/part/", {**YES, "opened": first}).status_code == 410
    assert ParentPart.objects.get().consents is False
    (waits,) = PartAsked.objects.filter(entrant__match="waits", whose="parent")
    assert (waits.key, waits.said["consents"]) == (second, True)


def test_nobody_answers_what_was_not_opened_in_their_browser(ivy: Any) -> None:
    sent_draft()
    found = links()
    browser = opened(found["hazel@parents.example"])
    other = PartAsked.objects.get(email="ash@parents.example")
    assert browser.post("/licensing/part/", {**YES, "opened": other.key}).status_code == 410
    other.refresh_from_db()
    assert other.answered_at is None


def test_a_parent_who_does_not_consent_is_heard(ivy: Any) -> None:
    sent_draft()
    browser = opened(links()["hazel@parents.example"])
    assert browser.post("/licensing/part/", {**YES, "consents": "no", "performed_on": ""}).status_code == 302
    part = ParentPart.objects.get()
    assert (part.consents, part.performed_on) == (False, [])


def test_the_database_lets_no_part_be_answered_before_it_was_asked(ivy: Any) -> None:
    sent_draft()
    with pytest.raises(IntegrityError, match="part_is_answered_once_asked"), transaction.atomic():
        PartAsked.objects.update(answered_at=AT.replace(year=2025))
    with pytest.raises(IntegrityError, match="part_is_kept_once_answered"), transaction.atomic():
        PartAsked.objects.update(said={})


def test_the_copy_of_what_was_sent_is_read_by_its_applicant_and_cannot_be_changed(ivy: Any) -> None:
    browser, draft, _ = sent_draft()
    page = browser.get(f"/licensing/apply/{draft.key}/check/").content.decode()
    assert "What you sent" in page
    assert "Hazel Marrow" in page
    assert "Change" not in page
    assert "Send the application" not in page
    assert browser.get(f"/licensing/apply/{draft.key}/discard/").context["title"] == (
        "This application was sent while you had this page open"
    )
    assert sections.items(draft.answers, "children")


def test_what_is_sent_is_read_before_and_after_it_is_sent_to_its_last_answer_and_line(ivy: Any) -> None:
    row = [
        "Ivy Marrow", "5/12/2026", "09:00", "13:30", "09:30-10:30", "10:30-10:45", "12:00-12:45", "11:00-11:30",
        "Mabel Finch", "Ada Teach", "yes", "",
    ]  # fmt: skip
    whole = {
        "days": {"rows": [row, ROWS[1]], "wrong": ""},
        "children": {"items": [{**CHILD, "school": "123456"}, OTHER]},
    }
    before = filled_in("another@company.example", **whole)
    browser, draft, _ = sent_draft(**whole)
    for reader, page in [(came_in("another@company.example"), before), (browser, draft)]:
        said = reader.get(f"/licensing/apply/{page.key}/check/").text
        for answer in (
            "Where the child lives: 3 Home Road", "Postcode: OX1 1AC", "School: 123456",
            "What the child does in it: A villager",
            "What the child earns in all, in pounds: 40.00", "To whom it is paid: A parent",
            "Email address of the parent: hazel@parents.example", "Council in whose area it is: Oxfordshire",
            "Saturday 5 December 2026: 09:00–13:30; performs 09:30–10:30; breaks 10:30–10:45; meals 12:00–12:45; "
            "lessons 11:00–11:30; in charge: Mabel Finch; teacher: Ada Teach; night work",
            "Saturday 5 December 2026: 09:00–11:00; performs 09:30–10:30; in charge: Mabel Finch",
        ):  # fmt: skip
            assert answer in said
