"""A provider that lapsed while a page was open is named at its field, with the rule, on each page that gives places."""

from datetime import date
from typing import Any

import pytest

from exclusions.permanent import pathway
from exclusions.permanent.step_forms import ArrangeForm
from exclusions.placement.forms import PlaceForm
from exclusions.suspensions import pathway as suspended_pathway
from exclusions.suspensions.step_forms import ArrangeForm as SuspendedArrangeForm
from oxle.provision.models import Provider
from tests.exclusions.make import FIRST_ON, People, suspended, unit

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 11)
SAYS = "Demo Unit cannot be chosen. The quality visit counted until"


@pytest.fixture
def people() -> People:
    return People()


def why(form_type: Any, case: Any, step: Any, provider: str) -> list[str]:
    form = form_type({"provider": provider}, on=ON, case=case, step=step, parties=())
    return list(form.errors.get("provider", []))


def lapsed() -> Provider:
    """One that lapsed between the opening of the page and its sending."""
    return unit(quality_checked_on=date(2025, 9, 1))


@pytest.mark.parametrize(
    ("form_type", "step"), [(ArrangeForm, pathway.ARRANGE), (PlaceForm, pathway.NAME_PLACE)], ids=["interim", "named"]
)
def test_on_a_permanent_exclusion(people: People, form_type: Any, step: Any) -> None:
    [said] = why(form_type, people.tell(), step, lapsed().key)
    assert said.startswith(SAYS)


def test_on_a_suspension_and_what_is_no_provider_keeps_the_usual_words(people: People) -> None:
    one = suspended(people, FIRST_ON, date(2026, 11, 20))
    [said] = why(SuspendedArrangeForm, one.case, suspended_pathway.ARRANGE, lapsed().key)
    assert said.startswith(SAYS)
    [said] = why(SuspendedArrangeForm, one.case, suspended_pathway.ARRANGE, "nobody")
    assert "cannot be chosen" not in said
