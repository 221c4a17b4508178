"""Each page that offers providers says from which day one takes a child who is not old enough for it yet."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from exclusions.off_site.forms import DirectionForm
from exclusions.permanent import pathway
from exclusions.permanent.step_forms import ArrangeForm
from exclusions.placement.forms import PlaceForm
from oxle.people.ages import age_on, birthday
from oxle.provision.models import Provider
from tests import make
from tests.exclusions.make import FIRST_ON, People, unit

pytestmark = pytest.mark.django_db
NOT_YET = "Demo Unit, from 4 March 2027 (from age 13)"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    """The pupil is 12, and 13 on 4 March 2027."""
    monkeypatch.setenv("OXLE_NOW", "2026-11-09T10:00:00+00:00")
    return People()


def older() -> Provider:
    return unit(age_from=13, age_to=16)


def offered(form: Any) -> list[str]:
    return [label for key, label in form.fields["provider"].choices if key and "Demo Unit" in label]


def test_where_education_is_arranged_and_it_is_not_proposed(people: People) -> None:
    older()
    form = ArrangeForm(None, on=FIRST_ON, case=people.tell(), step=pathway.ARRANGE, parties=())
    assert offered(form) == [NOT_YET]
    assert form.fields["provider"].initial is None
    unit("Other Unit", age_from=11)
    form = ArrangeForm(None, on=FIRST_ON, case=people.child.cases.get(), step=pathway.ARRANGE, parties=())
    assert str(form.fields["provider"].help_text).startswith("Other Unit is proposed")


def test_where_a_long_term_place_is_named(people: People) -> None:
    older()
    form = PlaceForm(None, on=FIRST_ON, case=people.tell(), step=pathway.NAME_PLACE, parties=())
    assert offered(form) == [f"{NOT_YET} (free today: 2 every day)"]


def test_where_a_pupil_is_directed_off_site(people: People) -> None:
    older()
    assert offered(DirectionForm(None, on=FIRST_ON, child=people.child)) == [NOT_YET]


def test_where_a_place_is_offered_on_the_pupils_record(people: People) -> None:
    older()
    page = reverse("provision:place", args=[people.child.key])
    assert NOT_YET in make.signed_in(people.officer).get(page).content.decode()


def test_one_that_takes_the_child_today_is_offered_by_its_name(people: People) -> None:
    unit()
    form = ArrangeForm(None, on=FIRST_ON, case=people.tell(), step=pathway.ARRANGE, parties=())
    assert offered(form) == ["Demo Unit"]


def test_a_referral_which_is_of_today_offers_none_that_takes_the_child_later(people: People) -> None:
    older(), unit("Other Unit")
    page = reverse("exclusions:unit_referrals:begin", args=[people.child.key])
    text = make.signed_in(people.officer).get(page).content.decode()
    assert "Other Unit" in text
    assert "Demo Unit" not in text


@pytest.mark.parametrize("born_on", [date(2014, 3, 4), date(2012, 2, 29)])
def test_somebody_is_of_an_age_from_their_birthday_on(born_on: date) -> None:
    day = birthday(born_on, 13)
    assert age_on(born_on, day) == 13
    assert age_on(born_on, date.fromordinal(day.toordinal() - 1)) == 12
