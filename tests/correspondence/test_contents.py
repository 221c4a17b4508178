"""What a letter says is put together from what its kind allows; addresses of others have no way in."""

from datetime import date
from decimal import Decimal

import pytest

from oxle.accounts.models import Organisation, User
from oxle.correspondence import contents, hooks
from oxle.people import actions as people
from tests import make
from tests.correspondence.samples import ON, WARNING, draft, family, officer

pytestmark = pytest.mark.django_db


def test_days_come_back_as_days_wherever_they_stand_and_numbers_exactly_as_they_were() -> None:
    said = {"measured_on": ON, "percentage": Decimal("20.00"), "weeks": [{"from_on": date(2026, 9, 7), "missed": 3}]}
    kept = contents.stored(WARNING, said)
    assert kept == {
        "measured_on": "2026-09-15",
        "percentage": "20.00",
        "weeks": [{"from_on": "2026-09-07", "missed": 3}],
    }
    assert contents._with_days(kept) == {
        "measured_on": ON,
        "percentage": "20.00",
        "weeks": [{"from_on": date(2026, 9, 7), "missed": 3}],
    }


def test_a_value_that_is_not_known_leaves_nothing_behind() -> None:
    html = contents.html_of(draft(context={"note": None}), on=ON, address="Demo Mother")
    assert ("None" in html, "<p></p>" in html) == (False, True)


def test_no_record_reaches_the_wording_so_none_can_lead_to_another_address() -> None:
    child, mother = family()
    make.address(child, "9 Refuge Road", "OX9 9ZZ")
    father = make.parent(child, "Demo", "Father", kind="Father")
    make.address(father, "8 Fathers Road", "OX8 8ZZ")
    html = contents.html_of(draft(child, mother), on=ON, address="Demo Mother")
    assert [place for place in ("Refuge", "Fathers", "OX9", "OX8") if place in html] == []
    kept = contents.stored(WARNING, {"note": child})
    assert kept == {"note": "Demo Pupil"}  # what was given as a record is kept as its name


@pytest.mark.parametrize(
    ("title", "greeting"), [("Ms", "Dear Ms Mother"), ("", "Dear Demo Mother"), ("Dr", "Dear Dr Mother")]
)
def test_a_letter_greets_by_title_where_one_is_known(title: str, greeting: str) -> None:
    assert contents.salutation(make.adult("Demo", "Mother", title=title)) == greeting


def test_a_letter_is_signed_by_whoever_drafted_it_with_their_team() -> None:
    User.objects.filter(pk=officer().pk).update(job_title="Attendance officer", phone="01865 000000")
    assert contents.signature_of(User.objects.get(pk=officer().pk)) == {
        "name": "Example attendance officer",
        "job_title": "Attendance officer",
        "team": "Example Team",
        "phone": "01865 000000",
        "email": "example.attendance.officer@example.org",
    }


def test_a_letter_that_the_service_drafted_by_itself_is_signed_by_the_council() -> None:
    html = contents.html_of(draft(by=None), on=ON, address="Demo Mother")
    assert "<strong>Oxfordshire County Council</strong>" in html


def test_a_letter_without_a_telephone_number_of_whoever_drafted_it_has_that_of_the_team(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    team = Organisation(name="Licensing Team", phone="01865 000099")
    monkeypatch.setattr(hooks, "teams", [lambda letter: team])
    by_itself = draft(by=None)
    assert contents.signed(by_itself) == {
        "name": "", "job_title": "", "team": "Licensing Team", "phone": "01865 000099", "email": "",
    }  # fmt: skip
    html = contents.html_of(by_itself, on=ON, address="Demo Mother")
    assert "<dt>Telephone</dt><dd>01865 000099</dd>" in html
    assert "<br>Licensing Team</p>" in html
    someone = User.objects.get(pk=officer().pk)
    assert contents.signed(draft(by=someone))["phone"] == "01865 000099"
    User.objects.filter(pk=someone.pk).update(phone="01865 000000")
    signature = contents.signed(draft(by=User.objects.get(pk=someone.pk)))
    assert (signature["phone"], signature["team"]) == ("01865 000000", "Example Team")


def test_what_is_missing_is_named_in_words() -> None:
    assert contents.missing(WARNING, {"percentage": "", "measured_on": "2026-09-15"}) == ["the percentage"]
    assert contents.missing(WARNING, {"percentage": 0, "measured_on": "2026-09-15"}) == []


def test_a_preferred_name_known_later_does_not_change_what_a_released_letter_says() -> None:
    from tests.correspondence.samples import released

    letter = released()
    before = letter.html
    people.rename(
        letter.child, letter.child.version, kind="preferred", given="Other", family="Name", by=officer(), on=ON
    )
    letter.refresh_from_db()
    assert letter.html == before
