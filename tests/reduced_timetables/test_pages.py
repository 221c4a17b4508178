"""The pages of reduced timetables, as a school and an officer use them."""

from datetime import date, time
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from oxle.audit.models import Sight
from oxle.people.actions import restrict
from reduced_timetables.models import Agreement, Timetable
from tests import make
from tests.exclusions.make import People
from tests.house.test_query_counts import opened_again
from tests.reduced_timetables.make import timetabled

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-06T10:00:00+00:00")
    return People()


def boxes(name: str, day: date) -> dict[str, int]:
    """A day as its three boxes are sent."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def typed(**changes: Any) -> dict[str, Any]:
    """The form of a timetable that lacks nothing, filled in."""
    return {
        "reason": "anxiety", "why": "Comes back <b>step</b> by step.", "responsible": "The mother",
        "session_0": "8:50 to 11:30", "session_3": "12:45 to 2:45", "section_19": "yes", "looked_after": "no",
        "social_worker": "no", "youth_justice": "no", "ehc_plan": "no", "child_view": "Likes it",
        "early_help": "done", "services_informed": "The nurse", "parent_by": "Robin Example",
        **boxes("parent_on", date(2026, 11, 5)), **boxes("risk_assessed_on", date(2026, 11, 2)),
        **boxes("starts_on", date(2026, 11, 9)), **boxes("ends_on", date(2026, 12, 4)),
        **boxes("review_on", date(2026, 11, 20)),
    } | changes  # fmt: skip


def test_a_school_tells_of_a_timetable_and_reads_how_it_stands(people: People) -> None:
    client = make.signed_in(people.head)
    notice = reverse("reduced_timetables:notice", args=[people.child.key])
    asked = client.get(notice).content.decode()
    assert "how the pupil comes back to full time, and with what support" in asked
    text = client.post(notice, typed(), follow=True).content.decode()
    told = Timetable.objects.get()
    assert told.minutes == [160, 0, 0, 120, 0, 0, 0, 0, 0, 0]
    assert (told.begins[3], told.ends[3]) == (time(12, 45), time(14, 45))
    for said in (
        "4 hours 40 minutes a week, on Monday and Tuesday", "Monday morning: 08:50 to 11:30",
        "Comes back &lt;b&gt;step&lt;/b&gt; by step.", "A parent, in writing: Robin Example, 5 November 2026",
    ):  # fmt: skip
        assert said in text
    assert "Notified, not validated" in text
    assert Sight.objects.filter(children__contains=[people.child.pk]).exists()


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(people: People) -> None:
    client = make.signed_in(people.head)
    notice = reverse("reduced_timetables:notice", args=[people.child.key])
    wrong = typed(
        session_1="11:00am to 2pm", session_2="07:45 to 9:00", session_4="8:00 to 13:30", session_5="3pm to 2pm",
        session_6="in the morning", session_7="3:30pm to 5:30pm", off_site_hours="5", virtual_school_by="A head",
        **boxes("ends_on", date(2026, 11, 8)), **boxes("social_worker_on", date(2026, 11, 5)),
    )  # fmt: skip
    page = client.post(notice, wrong)
    errors = {name: found[0] for name, found in page.context["form"].errors.items()}
    assert errors == {
        "session_1": "This overlaps the morning, which ends at 11:30",
        "session_2": "The school day is between 08:00 and 17:00",
        "session_4": "A session must be at most 5 hours",
        "session_5": "A session cannot end before it begins",
        "session_6": "Enter from when until when, like 8:50 to 11:30, or leave it empty",
        "session_7": "The school day is between 08:00 and 17:00",
        "off_site_where": "Enter where the pupil is taught off site",
        "virtual_school_on": "Enter the day of the agreement of the Virtual School",
        "social_worker_by": "Enter who agreed: the social worker",
        "ends_on": "It cannot end on 8 November 2026, before it starts",
    }
    assert "in the morning" in page.content.decode()
    assert not Timetable.objects.exists()


def test_a_session_outside_the_day_of_the_school_is_refused_where_that_is_recorded(people: People) -> None:
    people.school.days.create(from_on=date(2026, 9, 1), begins=time(8, 45), ends=time(14, 30))
    people.school.days.create(from_on=date(2026, 12, 1), begins=time(8, 45), ends=time(15, 15))
    client = make.signed_in(people.head)
    notice = reverse("reduced_timetables:notice", args=[people.child.key])
    page = client.post(notice, typed())
    assert dict(page.context["form"].errors) == {"session_3": ["The school day is between 08:45 and 14:30"]}
    # A step of the return is held against the day that the school keeps by then.
    later = typed(session_3="", step_1_3="12:45 to 2:45", **boxes("step_1_on", date(2026, 12, 1)))
    assert client.post(notice, later).status_code == 302


def test_a_form_without_any_session_is_received_and_asked_about(people: People) -> None:
    client = make.signed_in(people.head)
    notice = reverse("reduced_timetables:notice", args=[people.child.key])
    page = client.post(notice, typed(session_0="", session_3=""), follow=True).text
    assert Timetable.objects.get().minutes == [0] * 10
    assert "From 9 November 2026 on no session is named in which the pupil is in school" in page


def test_a_form_sent_twice_makes_one_timetable(people: People) -> None:
    client = make.signed_in(people.head)
    notice = reverse("reduced_timetables:notice", args=[people.child.key])
    once = client.get(notice).context["once"]
    for _ in range(2):
        client.post(notice, typed(once=once))
    assert (Timetable.objects.count(), Agreement.objects.count()) == (1, 1)


def test_a_letter_that_follows_from_what_a_school_records_is_the_councils_to_check(people: People) -> None:
    told = timetabled(people.child, people.school, people.head, date(2026, 11, 9), on=date(2026, 11, 5))
    page = make.signed_in(people.head).get(reverse("reduced_timetables:step", args=[told.key, "return"]))
    assert "The council then checks letters that it sends:" in page.content.decode()
    assert "for you to check" not in page.content.decode()


def test_a_school_answers_what_it_is_asked_and_records_the_agreement(people: People) -> None:
    told = timetabled(people.child, people.school, people.head, date(2026, 11, 9), on=date(2026, 11, 6), who=[])
    client = make.signed_in(people.head)
    assert [row.title for row in client.get(reverse("cases:portal")).context["asked"]] == [str(people.child)]
    said = {"answer": "The mother signs tomorrow.", "version": told.version}
    asks = client.get(reverse("reduced_timetables:answer", args=[told.key]))
    # Five school days after the challenge.
    assert "Answer by <strong>13 November 2026</strong>" in asks.content.decode()
    client.post(reverse("reduced_timetables:answer", args=[told.key]), said)
    home = client.get(reverse("cases:portal")).context
    assert (home["asked"], [row.record.status for row in home["table"].page.object_list]) == (
        [], ["Notified, not validated"],
    )  # fmt: skip
    told.refresh_from_db()
    step = reverse("reduced_timetables:step", args=[told.key, "agree"])
    agreement = {
        **boxes("on", date(2026, 11, 6)), **boxes("agreed_on", date(2026, 11, 6)), "whose": "parent",
        "given_by": "Robin Example", "version": told.version,
        "document": SimpleUploadedFile("agreed.pdf", b"%PDF-1.4"),
    }  # fmt: skip
    assert client.post(step, agreement).status_code == 302
    given = Agreement.objects.get()
    assert (given.given_by, given.document.file.name) == ("Robin Example", "agreed.pdf")
    officer = make.signed_in(people.officer)
    page = officer.get(told.get_absolute_url()).content.decode()
    assert "The mother signs tomorrow." in page
    assert "Cannot be validated" not in page


def test_a_school_supplies_the_risk_assessment_that_was_missing_with_its_file(people: People) -> None:
    told = timetabled(
        people.child, people.school, people.head, date(2026, 11, 9), on=date(2026, 11, 6), risk_assessed_on=None
    )
    said = {
        **boxes("on", date(2026, 11, 6)), **boxes("risk_assessed_on", date(2026, 11, 5)), "early_help": "done",
        "child_view": "Wants to come back.", "services_informed": "The school nurse", "section_19": "yes",
        "version": told.version, "risk": SimpleUploadedFile("risk.pdf", b"%PDF-1.4"),
    }  # fmt: skip
    step = reverse("reduced_timetables:step", args=[told.key, "supply"])
    assert make.signed_in(people.head).post(step, said).status_code == 302
    assert Timetable.objects.get().risk_assessed_on == date(2026, 11, 5)
    kept = told.documents.get(title="Risk assessment")
    assert kept.file.name == "risk.pdf"


def test_the_list_shows_how_each_stands_and_no_child_who_is_closed_to_the_officer(people: People) -> None:
    timetabled(people.child, people.school, people.head, date(2026, 11, 9), on=date(2026, 11, 6), who=[])
    officer = make.signed_in(people.officer)
    page = officer.get(reverse("reduced_timetables:list"))
    assert [(str(row.record.pupil), row.record.stands) for row in page.context["table"].page.object_list] == [
        (str(people.child), ("Challenged",))
    ]
    restrict(people.child, people.child.version, because="A refuge", by=make.someone(), on=date(2026, 11, 6))
    assert str(people.child) not in officer.get(reverse("reduced_timetables:list")).content.decode()


def test_another_school_reads_nothing_of_it(people: People) -> None:
    told = timetabled(people.child, people.school, people.head, date(2026, 11, 9), on=date(2026, 11, 6))
    other = make.signed_in(make.user("head", make.school("Other School").organisation, name="Other Head"))
    for name, more in (("sent", []), ("answer", []), ("step", ["agree"])):
        assert other.get(reverse(f"reduced_timetables:{name}", args=[told.key, *more])).status_code == 404


def test_three_timetables_cost_as_many_queries_as_one(people: People) -> None:
    told = timetabled(people.child, people.school, people.head, date(2026, 11, 9), on=date(2026, 11, 6), who=[])
    officer, head = make.signed_in(people.officer), make.signed_in(people.head)
    pages = [
        (officer, reverse("reduced_timetables:list")), (officer, told.get_absolute_url()),
        (head, reverse("cases:portal")), (head, reverse("reduced_timetables:sent", args=[told.key])),
    ]  # fmt: skip
    for client, url in pages:
        client.get(url)
    one = [len(opened_again(client, url).asked) for client, url in pages]
    for number in range(2):
        other = make.school(f"School {number}")
        child = make.child(f"Other {number}", at=people.school if number else other)
        timetabled(child, people.school if number else other, people.head, date(2026, 11, 9), on=date(2026, 11, 6))
    assert [len(opened_again(client, url).asked) for client, url in pages] == one


def test_a_parent_can_sign_on_paper_the_plan_and_nothing_else_of_the_child(people: People) -> None:
    there = {"off_site_hours": 5, "off_site_where": "The farm"}
    case = timetabled(people.child, people.school, people.head, date(2026, 11, 23), **there)
    browser = make.signed_in(people.head)
    address = reverse("reduced_timetables:paper", args=[case.key])
    assert address in browser.get(reverse("reduced_timetables:sent", args=[case.key])).content.decode()
    paper = browser.get(address)
    assert paper["Content-Disposition"] == f'attachment; filename="agreement-{case.reference}.pdf"'
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(paper.content)).pages).split())
    told = case.reduced_timetable
    assert str(people.child) not in str(PdfReader(BytesIO(paper.content)).metadata)
    off_site = "5 hours a week, The farm"
    for shown in (people.child.shown_name, told.responsible, off_site, "I agree to this plan", "Signature:"):
        assert shown in text
    # The reason, the pupil's view and who else is there for the pupil are for no sheet of paper.
    for hidden in (told.why, told.child_view):
        assert hidden
        assert hidden not in text
    assert (
        make.signed_in(make.user("school_attendance_lead", make.school("Other School").organisation))
        .get(address)
        .status_code
        == 404
    )
