"""A deletion for education at home comes with the letter in which the parents say so; without it it is asked for."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cme import returning
from cme.grounds import HOME, OTHER_SCHOOL
from cme.models import Deletion
from oxle.core.errors import Refused
from oxle.people.models import Child
from oxle.schooldays.wording import listed
from tests import make
from tests.cme.make import People
from tests.exclusions.make import moment

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 20)
DELETED_ON = date(2026, 11, 13)
MINE = "/cme/returns/mine/"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    found = People()
    Child.objects.filter(pk=found.child.pk).update(upn="H801200001001")
    return found


def letter() -> SimpleUploadedFile:
    """A letter of the parents."""
    return SimpleUploadedFile("letter.txt", b"We teach our child at home from now on.", "text/plain")


def deleted(people: People, *, with_letter: bool = False, **changes: Any) -> Deletion:
    """A deletion for education at home, as the school tells it."""
    said = {"ground": HOME.key, "deleted_on": DELETED_ON, "last_attended_on": None, "destination_school": None,
            "destination": "At home.", "letter_on": None}  # fmt: skip
    return returning.tell_deleted(
        people.school, people.child, said | changes, by=people.lead, on=ON, at=moment(ON),
        letter=letter() if with_letter else None,
    )  # fmt: skip


def test_a_deletion_for_education_at_home_lacks_what_of_the_letter_is_not_there(people: People) -> None:
    assert deleted(people).lacks == ["the parents’ letter", "the date of the parents’ letter"]
    whole = deleted(people, with_letter=True, letter_on=DELETED_ON, deleted_on=date(2026, 11, 16))
    assert whole.lacks == []
    late = deleted(people, with_letter=True, letter_on=date(2026, 11, 18), deleted_on=date(2026, 11, 17))
    assert late.lacks == ["a letter of a day before the deletion"]


def test_on_another_ground_nobody_asks_for_a_letter(people: People) -> None:
    assert deleted(people, ground=OTHER_SCHOOL.key).lacks == []
    assert "Send the parents’ letter" not in make.signed_in(people.lead).get("/portal/").content.decode()


def test_an_incomplete_one_is_received_labelled_and_asked_for_until_the_letter_is_there(people: People) -> None:
    school, officer = make.signed_in(people.lead), make.signed_in(people.officer)
    sent = {
        "upn": "H801200001001", "ground": HOME.key, "deleted_on_day": 13, "deleted_on_month": 11,
        "deleted_on_year": 2026, "destination": "At home.", "once": "22222222222222",
    }  # fmt: skip
    assert school.post("/cme/returns/deletion/", sent).headers["Location"] == MINE
    told = Deletion.objects.get()
    assert f"We lack {listed(told.lacks)}" in school.get(MINE).content.decode()
    page = f"/cme/returns/{told.key}/letter/"
    for address in ("/portal/", MINE):
        assert page in school.get(address).content.decode()
    assert "Incomplete: we lack" in officer.get("/cme/returns/").content.decode()
    answer = school.post(page, {"version": told.version, "letter": letter(), "letter_on_day": 12,
                                "letter_on_month": 11, "letter_on_year": 2026})  # fmt: skip
    assert answer.headers["Location"] == MINE
    told.refresh_from_db()
    assert (told.letter_on, told.lacks) == (date(2026, 11, 12), [])
    for address in ("/portal/", MINE):
        assert page not in school.get(address).content.decode()
    assert school.get(page).context["title"] == "Nothing is missing"
    file = f"{page}file/"
    assert file in officer.get("/cme/returns/").content.decode()
    assert b"".join(officer.get(file).streaming_content) == b"We teach our child at home from now on."


def test_a_letter_of_a_day_to_come_is_refused_at_its_field_and_what_was_typed_stays(people: People) -> None:
    told = deleted(people)
    answer = make.signed_in(people.lead).post(
        f"/cme/returns/{told.key}/letter/",
        {"version": told.version, "letter": letter(), "letter_on_day": 1, "letter_on_month": 12,
         "letter_on_year": 2026},
    )  # fmt: skip
    assert answer.context["form"].errors["letter_on"] == ["Date of the letter must be today or in the past"]
    told.refresh_from_db()
    assert told.letter is None


def test_another_school_neither_sends_nor_sees_it(people: People) -> None:
    told = deleted(people)
    other = make.user("school_attendance_lead", make.school("Far School").organisation, name="Far lead")
    assert make.signed_in(other).get(f"/cme/returns/{told.key}/letter/").status_code == 404


def test_the_same_deletion_is_still_told_once(people: People) -> None:
    deleted(people)
    with pytest.raises(Refused, match="You have told us of this already"):
        deleted(people, with_letter=True)
