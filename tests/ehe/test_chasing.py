"""The exit form is chased: its school is asked once it is overdue and again for as long as it is owed, and no more."""

from datetime import UTC, date, datetime

import pytest

from oxle.cases.models import Case
from oxle.cases.sweep import sweep
from oxle.correspondence.models import Message
from tests.ehe.make import People, sent_form

pytestmark = pytest.mark.django_db
# A Monday; the form is due five school days later.
TOLD_ON, DUE_ON = date(2026, 11, 9), date(2026, 11, 16)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-12-11T10:00:00+00:00")
    return People()


@pytest.fixture
def case(people: People) -> Case:
    told = people.told(TOLD_ON)
    Message.objects.all().delete()
    return told


def swept(on: date) -> list[tuple[str, str, str]]:
    """Who is chased by the sweep of a day, about what, and where the message leads."""
    before = set(Message.objects.filter(kind="cases.chaser").values_list("pk", flat=True))
    sweep(at=datetime(on.year, on.month, on.day, 10, tzinfo=UTC))
    new = Message.objects.filter(kind="cases.chaser").exclude(pk__in=before).order_by("user__name")
    return [(one.user.name, one.reference, one.link) for one in new if one.user]


def everybody(people: People, case: Case) -> list[tuple[str, str, str]]:
    return sorted((one.name, case.reference, "/") for one in (people.head, people.lead))


def test_a_school_is_chased_for_the_exit_form_once_it_is_overdue_and_every_five_working_days_while_it_owes_it(
    people: People, case: Case
) -> None:
    assert swept(DUE_ON) == []
    assert swept(date(2026, 11, 17)) == everybody(people, case)
    assert swept(date(2026, 11, 17)) == []
    days = [date(2026, 11, day) for day in range(18, 31)]
    asked = {day: found for day in days if (found := swept(day))}
    assert asked == {date(2026, 11, 24): everybody(people, case)}


def test_a_form_that_came_is_chased_no_more_and_one_that_went_back_is_chased_anew(people: People, case: Case) -> None:
    sent_form(case, people.head, date(2026, 11, 17), view="")
    # With its gaps it went back at once, and is owed anew for five school days.
    assert [swept(date(2026, 11, day)) for day in (18, 23, 24)] == [[], [], []]
    assert swept(date(2026, 11, 25)) == everybody(people, case)
    sent_form(case, people.head, date(2026, 11, 25))
    assert [swept(date(2026, 12, day)) for day in (1, 2, 9)] == [[], [], []]
