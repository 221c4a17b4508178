"""A school sends its register as a file: what comes in, what is rejected and why, who sees it, and what follows."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from oxle.accounts.models import User
from oxle.audit.models import Sight
from oxle.exchange.models import Batch, Outcome
from oxle.people.actions import declare_conflict, leave
from oxle.people.models import Child
from oxle.provision.actions import add_provider, make_offer
from oxle.provision.marks import Mark, give_marks
from oxle.provision.mismatch_models import Mismatch
from oxle.provision.models import OfferKind, ProviderKind
from oxle.registers.extract_rows import Half
from oxle.registers.models import ChildWeek
from tests import make
from tests.exclusions.make import calendar, moment

TODAY = date(2026, 11, 24)  # a Tuesday
MONDAY = date(2026, 11, 23)
ASH, BIRCH, ELM = "A931400021001", "P931400021002", "D931400021003"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-24T11:00")
    calendar()


@pytest.fixture
def lead() -> User:
    """Who sends the register of a school with three pupils; a fourth is at another school."""
    school = make.school()
    make.child("Ash", "Example", at=school, upn=ASH)
    make.child("Birch", "Example", at=school, upn=BIRCH)
    make.child("Cedar", "Example", at=school)  # of whom we hold no UPN
    make.child("Elm", "Example", at=make.school("Other School"), upn=ELM)
    return make.user("school_attendance_lead", school.organisation)


def upload(lead: User, *rows: str, headings: str = "UPN,Date,AM,PM") -> Batch:
    """The preview of a file that somebody sends for the school."""
    data = "\n".join([headings, *rows]).encode()
    address = reverse("registers:send", args=[make.school().key])
    answer = make.signed_in(lead).post(address, {"file": SimpleUploadedFile("register.csv", data)})
    assert answer.status_code == 302, answer.content.decode()
    return Batch.objects.latest("pk")


def send(lead: User, *rows: str) -> Batch:
    """The same, imported."""
    batch = upload(lead, *rows)
    make.signed_in(lead).post(reverse("batch", args=[batch.key]))
    return batch


def counts(batch: Batch) -> tuple[int, ...]:
    return batch.rows, batch.created, batch.updated, batch.unchanged, batch.rejected


def held() -> dict[str, str]:
    """The packed weeks that are held, by pupil."""
    return dict(ChildWeek.objects.order_by("child__shown_name").values_list("child__shown_name", "marks"))


def test_a_pupil_whom_the_file_marks_b_and_the_provider_absent_is_a_mismatch_at_once_and_none_once_it_is_put_right(
    lead: User,
) -> None:
    child = Child.objects.get(upn=ASH)
    unit = add_provider(name="Demo Unit", kind=ProviderKind.PRU, by=make.someone())
    make_offer(
        child, unit, kind=OfferKind.ALTERNATIVE, from_on=date(2026, 11, 2), to_on=None, minutes=[150, 0] * 5,
        source="OX", by=None,
    )  # fmt: skip
    teacher = make.user("provider", unit.organisation)
    give_marks(unit, TODAY, [Mark(child.key, Half.MORNING, "O")], by=teacher, today=TODAY, at=moment(TODAY))
    send(lead, f"{ASH},24/11/2026,B,", f"{BIRCH},24/11/2026,/,")
    (mismatch,) = Mismatch.objects.all()
    assert (mismatch.child, mismatch.kind, mismatch.is_open) == (child, "absent", True)
    send(lead, f"{ASH},24/11/2026,O,")
    mismatch.refresh_from_db()
    assert not mismatch.is_open


def test_the_marks_become_what_the_file_says_and_what_it_does_not_say_stays(lead: User) -> None:
    batch = send(
        lead, f"{ASH},23/11/2026,/,/", f"{ASH},24 November 2026,L,-", f"{BIRCH},2026-11-23,O,o", f"{BIRCH},2026-11-24,,"
    )
    assert (counts(batch), batch.left_out) == ((4, 3, 0, 1, 0), 1)
    assert held() == {"Ash Example": "/ \\ L " + 14 * " ", "Birch Example": "O O " + 16 * " "}
    again = send(lead, f"{ASH},23/11/2026,I,", f"{BIRCH},2026-11-23,O,O")
    assert counts(again) == (2, 0, 1, 1, 0)
    assert held() == {"Ash Example": "I   L " + 14 * " ", "Birch Example": "O O " + 16 * " "}


def test_what_cannot_be_is_rejected_in_words_and_no_other_schools_pupil_is_told_from_nobody(lead: User) -> None:
    batch = upload(
        lead,
        f"{ASH},21/11/2026,/,/",
        f"{ASH},25/11/2026,/,/",
        f"{ASH},27/10/2026,/,/",
        f"{ASH},23/11/2026,/,QQ",
        f"{ELM},23/11/2026,/,/",
        "T931400021004,23/11/2026,/,/",
        "A931400021002,soon,/,/",
    )  # fmt: skip
    assert counts(batch) == (7, 0, 0, 0, 7)
    assert [row.reasons for row in batch.lines.order_by("number")] == [
        ["Date is Saturday 21 November 2026: no school has a session at a weekend."],
        ["Wednesday 25 November 2026 is in the future."],
        ["Tuesday 27 October 2026 is not a school day at Example School (half term). Only # can be entered for it."],
        ["“QQ” is not an attendance code."],
        [f"No pupil of your register on 23 November 2026 has the UPN {ELM}."],
        ["No pupil of your register on 23 November 2026 has the UPN T931400021004."],
        [
            "UPN is not right: its first letter does not match its digits. Check each character.",
            "Date is “soon”, which is no date.",
        ],
    ]
    assert held() == {}


def test_the_last_days_of_a_pupil_who_left_are_taken_and_none_after_them(lead: User) -> None:
    row = Child.objects.get(upn=ASH).enrolments.get()
    leave(row, row.version, by=make.someone(), on=MONDAY)
    batch = upload(lead, f"{ASH},23/11/2026,/,/", f"{ASH},24/11/2026,/,")
    assert counts(batch) == (2, 1, 0, 0, 1)


def test_undoing_takes_away_what_was_new_and_puts_back_what_was_there(lead: User) -> None:
    send(lead, f"{ASH},23/11/2026,/,/")
    batch = send(lead, f"{ASH},23/11/2026,O,O", f"{BIRCH},23/11/2026,/,/")
    make.signed_in(lead).post(reverse("batch_undo", args=[batch.key]))
    assert held() == {"Ash Example": "/ \\ " + 16 * " "}


def test_a_schools_file_is_open_to_its_own_people_and_to_no_other_school_nor_the_council(lead: User) -> None:
    batch = upload(lead, f"{ASH},23/11/2026,/,/")
    colleague = make.user("head", make.school().organisation)
    stranger = make.user("head", make.school("Other School").organisation, name="Other head")
    for person, expected in ((colleague, 200), (stranger, 404), (make.user("administrator"), 404)):
        browser = make.signed_in(person)
        assert browser.get(reverse("batch", args=[batch.key])).status_code == expected
    assert "register.csv" not in make.signed_in(stranger).get(reverse("batch_list")).content.decode()
    send_page = reverse("registers:send", args=[make.school().key])
    assert make.signed_in(stranger).get(send_page).status_code == 404
    assert make.signed_in(lead).get(reverse("batch_new", args=["register"])).status_code == 404


def test_the_file_to_fill_in_has_the_schools_pupils_with_what_is_held_and_comes_back_without_a_change(
    lead: User,
) -> None:
    send(lead, f"{ASH},24/11/2026,B,")
    address = reverse("registers:file", args=[make.school().key, TODAY.isoformat()])
    answer = make.signed_in(lead).get(address)
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines == [
        "UPN,Pupil,Date,AM,PM",
        f"{ASH},Ash Example,2026-11-24,B,",
        f"{BIRCH},Birch Example,2026-11-24,,",
        ",Cedar Example,2026-11-24,,",
    ]
    seen = Sight.objects.latest("pk")
    assert (seen.path, seen.what, len(seen.children)) == (address, "export", 3)
    batch = upload(lead, *lines[1:], headings=lines[0])
    assert (counts(batch), batch.left_out) == ((3, 0, 0, 3, 0), 2)


def test_a_pupil_whom_a_conflict_of_interest_closes_is_neither_in_the_file_nor_taken_from_one(lead: User) -> None:
    declare_conflict(Child.objects.get(upn=ASH), user=lead, reason="A neighbour", by=lead, on=TODAY)
    address = reverse("registers:file", args=[make.school().key, TODAY.isoformat()])
    assert "Ash" not in make.signed_in(lead).get(address).content.decode()
    assert counts(upload(lead, f"{ASH},23/11/2026,/,/")) == (1, 0, 0, 0, 1)


def test_the_home_page_leads_to_the_school_and_the_page_offers_the_last_school_days(lead: User) -> None:
    browser = make.signed_in(lead)
    assert reverse("registers:home") in browser.get(reverse("cases:portal")).content.decode()
    page = browser.get(reverse("registers:home"), follow=True).content.decode()
    days = ["2026-11-24", "2026-11-23", "2026-11-20", "2026-11-19", "2026-11-18"]
    assert [day for day in days if reverse("registers:file", args=[make.school().key, day]) in page] == days
    make.give_role(lead, "head", make.school("Other School").organisation)
    assert "Whose register do you send?" in browser.get(reverse("registers:home")).content.decode()


def test_the_pages_of_a_file_record_the_sight_of_its_pupils(lead: User) -> None:
    batch = upload(lead, f"{ASH},23/11/2026,/,/", f"{ELM},23/11/2026,/,/")
    make.signed_in(lead).get(reverse("batch_rows", args=[batch.key, Outcome.CREATED]))
    assert Sight.objects.latest("pk").children == [Child.objects.get(upn=ASH).pk]
