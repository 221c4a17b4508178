"""An employer without an account applies for a work permit: filled in, checked line by line, sent, and received."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from licensing.applicants.models import ApplicationDraft
from licensing.work.models import Employer, Permit
from licensing.work.online import receiving, sending
from licensing.work.online.models import JobApplied
from oxle.cases.models import Case
from oxle.core import dates
from oxle.core.errors import Refused
from oxle.correspondence import sending as outbox
from oxle.people.actions import restrict
from oxle.schools.actions import add_contact
from tests import make
from tests.attendance import make as referrals
from tests.licensing import applying
from tests.licensing.applying import again, came_in, errors
from tests.licensing.employing import (
    CHILD,
    EMAIL,
    EMPLOYER,
    HOURS,
    JOB,
    SENT,
    applied,
    begun,
    filled_in,
    of,
    paper,
    picture,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 16, 10, tzinfo=UTC)
ON = AT.date()
PERMITS = {"agrees": "yes", "health": "Asthma", "said": "", "given_by": "Hazel Marrow", "position": "Mother"}
AGREES = {"agrees": "yes", "attendance": "96.5", "said": "", "given_by": "Head Example", "position": "Head"}


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
    """A child whom we hold, at the address that the employer gives."""
    made = make.child("Ivy", "Marrow", date(2011, 12, 5), at=school)
    make.address(made, postcode=CHILD["postcode"])
    return made


@pytest.fixture
def officer() -> Any:
    return make.user("admin_officer")


def send(browser: Client, draft: ApplicationDraft, path: str, data: dict[str, Any]) -> Any:
    return browser.post(of(draft, path), {"version": again(draft).version, **data})


def links() -> dict[str, str]:
    """The addresses of the links in the e-mails that wait, by whom they went to."""
    mail.outbox.clear()
    while outbox.send_next(at=dates.now()):
        pass
    found = {one.to[0]: re.search(r"https?://\S+?(/licensing/job-part/link/\S+)", one.body) for one in mail.outbox}
    return {to: f"{match[1]}/" for to, match in found.items() if match}


def opened(address: str) -> Client:
    browser = Client()
    answer = browser.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/licensing/job-part/")
    return browser


def day(name: str, typed: str) -> dict[str, str]:
    """A date as its three fields send it."""
    year, month, number = typed.split("-")
    return {f"{name}_day": number, f"{name}_month": month, f"{name}_year": year}


def test_an_application_is_filled_in_over_several_pages_and_sent(ivy: Any) -> None:
    browser = came_in(EMAIL)
    begin = browser.get("/licensing/apply/work/begin/").context["once"]
    answer = browser.post("/licensing/apply/work/begin/", {"once": begin})
    draft = ApplicationDraft.objects.get()
    assert (draft.kind, answer.headers["Location"]) == ("work", of(draft))
    assert send(browser, draft, "employer/", EMPLOYER).headers["Location"] == of(draft)
    told = {key: value for key, value in CHILD.items() if key != "born_on"}
    send(browser, draft, "child/", {**told, **day("born_on", CHILD["born_on"])})
    job = {key: value for key, value in JOB.items() if key not in ("starts_on", "ends_on")}
    times = {**day("starts_on", JOB["starts_on"]), **day("ends_on", JOB["ends_on"])}
    send(browser, draft, "job/", {**job, "light": "yes", "listed": "no", **times})
    assert send(browser, draft, "hours/", HOURS).headers["Location"] == of(draft, "hours/")
    for section, upload, more in (("photo", picture(), day("taken_on", "2026-10-01")), ("risks", paper(), {})):
        once = browser.get(of(draft, f"files/{section}/")).context["once"]
        send(browser, draft, f"files/{section}/", {"file": upload, "once": once, **more})
    assert "Everything is there." in browser.get(of(draft)).content.decode()
    answer = send(browser, draft, "check/", SENT)
    job = JobApplied.objects.get()
    assert answer.headers["Location"] == of(draft, "sent/")
    assert job.reference in browser.get(of(draft, "sent/")).content.decode()
    permit = Permit.objects.get()
    assert (permit.employer.name, permit.employer.email, permit.job, permit.tasks, permit.photo_on) == (
        "Example Bakery", EMAIL, "Shop assistant", "Serves at the counter.", date(2026, 10, 1),
    )  # fmt: skip
    assert (permit.case.child, permit.case.school, permit.case.origin, permit.by, permit.received_on) == (
        ivy, ivy.enrolments.get().school, "applicant", None, ON,
    )  # fmt: skip
    assert permit.case.work_hours.get().hours["weekends"] == {"5": [[540, 720]]}
    assert (permit.photo.media_type, permit.risk_assessment.media_type) == ("image/png", "text/plain")


def test_a_second_click_sends_nothing_twice(ivy: Any) -> None:
    draft, browser = filled_in(), came_in(EMAIL)
    version = draft.version
    first, second = (browser.post(of(draft, "check/"), {**SENT, "version": version}) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"] == of(draft, "sent/")
    assert (JobApplied.objects.count(), Permit.objects.count()) == (1, 1)


def test_the_hours_are_checked_line_by_line_as_they_are_saved_and_again_before_they_are_sent(school: Any) -> None:
    draft, browser = filled_in(), came_in(EMAIL)
    typed = {**HOURS, "school_days": "Monday 06:00-07:30\nFriday 16:00-17:00"}
    page = browser.get(send(browser, draft, "hours/", typed).headers["Location"])
    said = [one["words"] for one in page.context["findings"]]
    assert said == [one["words"] for one in browser.get(of(draft, "check/")).context["findings"]]
    assert [one.split(" (")[0] for one in said if one.startswith("On school days")] == [
        "On school days, Monday: 1 hour 30 minutes of work before school begins at 08:45: at most 1 hour",
        "On school days, Monday: work from 06:00 on: not before 07:00",
    ]
    assert send(browser, draft, "check/", SENT).status_code == 302
    assert JobApplied.objects.get().told["hours"]["school_days"]["0"] == [[360, 450]]


def test_hours_that_cannot_be_read_are_named_and_stay_as_they_were_typed(school: Any) -> None:
    draft, browser = filled_in(), came_in(EMAIL)
    answer = send(browser, draft, "hours/", {**HOURS, "school_days": "Monday sometime"})
    assert errors(answer) == {"school_days": ["Line 1: “sometime” is no span of time, such as 16:00-18:00"]}
    assert "Monday sometime" in answer.content.decode()
    assert again(draft).answers["hours"] == HOURS


def test_of_a_school_that_we_do_not_know_it_is_said_and_no_day_is_within_the_limits(school: Any) -> None:
    draft = filled_in(child={**CHILD, "school": "Nobody’s School"})
    page = came_in(EMAIL).get(of(draft, "check/"))
    assert "We do not know the school by what you typed" in page.content.decode()
    typed = {**HOURS, "school_days": "Monday 16:00-17:00"}
    draft = filled_in(child={**CHILD, "school": "Nobody’s School"}, hours=typed)
    found = came_in(EMAIL).get(of(draft, "hours/")).context["found"]
    assert found.unknown.startswith("From 21 November 2026 on: ")


@pytest.mark.parametrize(
    ("born_on", "words"),
    [
        ("2013-11-22", "The child is 12 on 21 November 2026. No permit can be given for work under 13"),
        ("2010-08-31", "No permit is needed: the child’s compulsory school age ends on Friday 26 June 2026"),
    ],
)
def test_a_child_who_is_too_young_or_needs_no_permit_is_not_applied_for_and_it_says_why(
    born_on: str, words: str
) -> None:
    referrals.calendar()
    draft, browser = filled_in(child={**CHILD, "born_on": born_on}), came_in(EMAIL)
    for path in ("hours/", "check/", ""):
        assert words in browser.get(of(draft, path)).content.decode()
    assert words in send(browser, draft, "check/", SENT).content.decode()
    assert not JobApplied.objects.exists()


@pytest.mark.parametrize("section", ["employer", "child", "job", "hours"])
def test_nothing_is_sent_while_a_section_is_missing(school: Any, section: str) -> None:
    draft = filled_in(**{section: {}})
    with pytest.raises(Refused, match="This application cannot be sent yet"):
        sending.send(draft, declared_by="Lee", version=draft.version, on=ON, at=AT)


@pytest.mark.parametrize("section", ["photo", "risks"])
def test_nothing_is_sent_without_the_photograph_and_the_risk_assessment(school: Any, section: str) -> None:
    draft = filled_in()
    draft.files.filter(section=section).update(removed_at=AT)
    with pytest.raises(Refused, match="This application cannot be sent yet"):
        sending.send(draft, declared_by="Lee", version=draft.version, on=ON, at=AT)


def test_the_photograph_is_a_picture_and_is_not_taken_in_the_days_to_come(school: Any) -> None:
    draft, browser = begun(), came_in(EMAIL)
    data = {"file": paper(), "once": "a" * 14, **day("taken_on", "2026-10-01")}
    assert errors(send(browser, draft, "files/photo/", data)) == {"file": ["The photograph must be a JPEG or a PNG"]}
    data = {"file": picture(), "once": "b" * 14, **day("taken_on", "2026-11-17")}
    assert errors(send(browser, draft, "files/photo/", data))["taken_on"] == [
        "Day of the photograph must be today or in the past"
    ]
    assert not draft.files.exists()


def test_a_section_can_be_kept_unfinished_and_is_there_in_another_browser(school: Any) -> None:
    draft = begun()
    send(came_in(EMAIL), draft, "job/", {"job": "Paper round", "later": "1"})
    page = came_in(EMAIL).get(of(draft, "job/")).content.decode()
    assert 'value="Paper round"' in page
    with pytest.raises(Refused):
        sending.send(again(draft), declared_by="Lee", version=again(draft).version, on=ON, at=AT)


def test_an_application_is_opened_by_whoever_began_it_and_only_as_what_it_is(school: Any) -> None:
    draft, other = filled_in(), applying.filled_in()
    paths = ["", "check/", "hours/", "job/", "files/photo/"]
    assert {came_in("other@shop.example").get(of(draft, path)).status_code for path in paths} == {404}
    assert {came_in(EMAIL).get(of(draft, path)).status_code for path in paths} == {200}
    assert came_in(EMAIL).get(applying.of(draft)).status_code == 404
    assert came_in().get(of(other)).status_code == 404
    assert came_in().get(applying.of(other)).status_code == 200
    assert {Client().get(of(draft, path)).headers["Location"] for path in paths} == {"/licensing/apply/"}


def test_the_parents_own_address_is_asked_for_and_never_that_of_the_employer(school: Any) -> None:
    draft = begun()
    told = {key: value for key, value in CHILD.items() if key != "born_on"}
    answer = send(
        came_in(EMAIL), draft, "child/",
        {**told, **day("born_on", CHILD["born_on"]), "parent_email": EMAIL.upper()},
    )  # fmt: skip
    assert errors(answer)["parent_email"] == [
        "Enter the parent’s own email address: this is yours, and you cannot give permission"
    ]


def test_whether_we_hold_a_child_cannot_be_told_from_whether_a_link_comes(ivy: Any) -> None:
    asked = {"hazel@parents.example", "lead@school.example"}
    matches = []
    for postcode in (CHILD["postcode"], "OX9 9ZZ"):
        matches.append(applied(child={**CHILD, "postcode": postcode}).match)
        assert set(links()) == asked
    restrict(ivy, ivy.version, because="Adoption", by=make.user("manager"), on=ON)
    matches.append(applied().match)
    assert set(links()) == asked
    assert matches == ["details", "waits", "waits"]


def test_of_work_in_the_holidays_alone_the_school_is_not_asked(ivy: Any) -> None:
    applied(hours={**HOURS, "weekends": "", "holidays": "Monday 09:00-12:00"})
    assert set(links()) == {"hazel@parents.example"}


def test_parent_and_school_answer_each_once_and_it_stands_on_the_case(ivy: Any) -> None:
    applied()
    found = links()
    parent = opened(found["hazel@parents.example"])
    shown = parent.get("/licensing/job-part/")
    page = shown.text
    # Which of several it is about: they may have two children with jobs.
    assert f'name="opened" value="{shown.context["opened"]}"' in page
    assert "Example Bakery" in page
    assert "Marrow" not in page
    assert parent.post("/licensing/job-part/", PERMITS).headers["Location"] == "/licensing/job-part/sent/"
    assert opened(found["lead@school.example"]).post("/licensing/job-part/", AGREES).status_code == 302
    case = Case.objects.get()
    assert [
        (one.whose, one.agrees, one.health, one.attendance and str(one.attendance), one.by_link, one.by)
        for one in case.permit_answers.all()
    ] == [("parent", True, "Asthma", None, True, None), ("school", True, "", "96.5", True, None)]
    assert {Client().get(address).status_code for address in found.values()} == {410}
    assert parent.post("/licensing/job-part/", PERMITS).status_code == 410
    assert case.permit_answers.count() == 2


def test_what_is_answered_before_it_is_known_who_the_child_is_goes_into_the_case(school: Any, officer: Any) -> None:
    job = applied()
    assert opened(links()["hazel@parents.example"]).post("/licensing/job-part/", PERMITS).status_code == 302
    assert (Case.objects.count(), job.parts_asked.get(whose="parent").said["agrees"]) == (0, True)
    child = make.child("Ivy", "Marrow", date(2011, 12, 5), at=school)
    case = receiving.identify(job, child, by=officer, at=AT, version=job.version)
    assert (case.permit_answers.get().given_by, case.permit_answers.get().by_link) == ("Hazel Marrow", True)
    assert job.parts_asked.get(whose="parent").said is None
    job.refresh_from_db()
    assert (job.match, job.matched_by, job.case, case.opened_on) == ("person", officer, case, ON)
    with pytest.raises(Refused, match="known by now"):
        receiving.identify(job, child, by=officer, at=AT, version=job.version)


def test_an_application_that_is_turned_away_has_a_reason_and_its_links_end(school: Any, officer: Any) -> None:
    job = applied()
    found = links()
    receiving.turn_away(job, "The child is of Farshire’s census, and 12.", by=officer, at=AT, version=job.version)
    assert {Client().get(address).status_code for address in found.values()} == {410}
    job.refresh_from_db()
    assert (job.match, job.case) == ("turned_away", None)


def test_the_same_employer_is_one_row_and_whoever_types_its_name_is_another(ivy: Any) -> None:
    applied()
    applied()
    assert Employer.objects.count() == 1
    applied("rival@shop.example")
    assert [one.email for one in Employer.objects.order_by("pk")] == [EMAIL, "rival@shop.example"]


def test_a_link_ends_after_14_days(ivy: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    applied()
    address = links()["hazel@parents.example"]
    monkeypatch.setenv("OXLE_NOW", (AT + timedelta(days=14)).isoformat())
    assert Client().get(address).status_code == 410


def test_every_page_of_an_employer_and_of_the_officer_opens(ivy: Any, officer: Any) -> None:
    draft = filled_in()
    employer, there = came_in(EMAIL), make.signed_in(officer)
    paths = ["", "employer/", "child/", "job/", "hours/", "files/photo/", "files/risks/", "check/"]
    assert {employer.get(of(draft, path)).status_code for path in paths} == {200}
    send(employer, draft, "check/", SENT)
    assert {employer.get(of(draft, path)).status_code for path in ("", "check/", "sent/", "again/")} == {200}
    job = JobApplied.objects.get()
    at = f"/licensing/work/applied/{job.key}/"
    assert there.get(f"{at}links/").status_code == 200
    for path, media_type in (("photo", "image/png"), ("risks", "text/plain")):
        answer = there.get(f"{at}files/{path}/")
        assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (200, media_type)
        assert b"".join(answer.streaming_content)
    page = there.get(job.case.get_absolute_url()).content.decode()
    assert f"{at}files/photo/" in page
    assert job.reference in page
