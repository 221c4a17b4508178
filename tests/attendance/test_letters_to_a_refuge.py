"""The court's letters to a parent in a refuge: released, and posted, without telling a solicitor where it is."""

from datetime import date

import pytest
from django.urls import reverse

from oxle.core.errors import Refused
from oxle.correspondence.actions import edit_draft, release_letter
from oxle.correspondence.models import Letter
from tests import make
from tests.attendance import court
from tests.attendance.make import moment

pytestmark = pytest.mark.django_db
ON = court.BEGUN
REFUGE = "17 Hidden Harbour Close\nFarawayton"


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-23T10:00")


@pytest.fixture
def released(people):
    case = court.ready(people, court.final_warning(people))
    court.bundled(case, people)
    return court.released(court.submitted(case, people), people)


def refuge(people, case) -> None:
    """The defendant and the child flee, and nobody outside the council may know where."""
    people.child.relationships.filter(adult=case.adult).update(lives_with=True)
    for person in (case.adult, people.child):
        make.address(person, REFUGE, "ZZ9 9ZZ", from_on=date(2026, 11, 1), withheld=True, withheld_because="A refuge")


def test_a_solicitor_releases_a_letter_to_a_refuge_without_learning_where_it_is(people, released):
    court.commenced(released, people)
    refuge(people, released)
    letter = Letter.objects.get(on_case__case=released)
    release_letter(letter, by=people.senior, on=ON, at=moment(ON))
    client, key = make.signed_in(people.solicitor), [letter.key]
    page = client.get(reverse("correspondence:letter_release", args=key))
    read = {"read_it": "on", "read_sha256": page.context["read_sha256"]}
    sent = client.post(reverse("correspondence:letter_release", args=key), read)
    letter.refresh_from_db()
    assert (sent.status_code, letter.state, letter.released_by) == (302, "released", people.solicitor)
    assert letter.address == f"Robin Example\n{REFUGE}\nZZ9 9ZZ"
    shown = [page, *(client.get(reverse(f"correspondence:{name}", args=key)) for name in ("letter", "letter_text"))]
    for answer in shown:
        assert answer.status_code == 200
        assert not any(word in answer.content.decode() for word in ("Hidden", "Harbour", "Farawayton", "ZZ9"))
    assert client.get(reverse("correspondence:letter_pdf", args=key)).status_code == 404
    senior = make.signed_in(people.senior)
    assert "17 Hidden Harbour Close" in senior.get(reverse("correspondence:letter_text", args=key)).content.decode()


def test_of_a_flagged_family_the_first_of_two_may_be_somebody_else_and_the_last_is_a_solicitor(people, released):
    court.commenced(released, people)
    refuge(people, released)
    letter = Letter.objects.get(on_case__case=released)
    assert release_letter(letter, by=people.solicitor, on=ON, at=moment(ON)).state == "drafted"
    assert release_letter(letter, by=people.senior, on=ON, at=moment(ON)).state == "drafted"
    for by in (people.officer, people.manager):
        with pytest.raises(Refused, match="You cannot release this letter"):
            release_letter(letter, by=by, on=ON, at=moment(ON))
    assert release_letter(letter, by=people.solicitor, on=ON, at=moment(ON)).state == "released"


def test_a_letter_in_which_the_refuge_was_typed_is_not_released_by_somebody_who_may_not_read_it(people, released):
    court.commenced(released, people)
    refuge(people, released)
    letter = Letter.objects.get(on_case__case=released)
    edit_draft(letter, letter.version, own_paragraph="We write to you at 17 Hidden Harbour Close.", by=people.senior)
    client, key = make.signed_in(people.solicitor), [letter.key]
    page = client.get(reverse("correspondence:letter_release", args=key))
    text = client.get(reverse("correspondence:letter_text", args=key))
    assert "withheld address was typed into this letter" in page.content.decode()
    assert 'name="read_it"' not in page.content.decode()
    assert "Hidden Harbour" not in page.content.decode() + text.content.decode()
    read = {"read_it": "on", "read_sha256": page.context["read_sha256"]}
    assert client.post(reverse("correspondence:letter_release", args=key), read).status_code == 200
    officer = make.signed_in(people.officer)
    assert officer.get(reverse("correspondence:letter_edit", args=key)).status_code == 404
