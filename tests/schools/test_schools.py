"""Schools, who may see them and whom to contact there."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from oxle.accounts.visibility import visible_to
from oxle.core.errors import Refused, Stale
from oxle.schooldays.actions import add_calendar, add_term
from oxle.schools import actions
from oxle.schools.models import School, Status
from oxle.schools.queries import calendar_of, contacts_of
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def school() -> School:
    return make.school("Demo Elm Tree School", "900001")


@pytest.fixture
def admin():
    return make.user("administrator")


def test_council_staff_see_every_school_and_a_schools_staff_only_theirs(school):
    other = make.school("Demo Oak Lane School", "900002")
    officer = make.user("attendance_officer")
    lead = make.user("school_attendance_lead", at=school.organisation)
    auditor = make.user("auditor")
    assert set(visible_to(officer, School)) == {school, other}
    assert set(visible_to(lead, School)) == {school}
    assert set(visible_to(auditor, School)) == set()


@pytest.mark.parametrize(
    ("status", "opened_on", "closed_on", "is_open"),
    [
        (Status.OPEN, None, None, True),
        (Status.OPEN, date(2026, 11, 23), None, True),
        (Status.OPEN, date(2026, 11, 24), None, False),
        (Status.CLOSING, None, date(2026, 11, 23), True),
        (Status.CLOSING, None, date(2026, 11, 22), False),
        (Status.CLOSED, None, None, False),
        (Status.PROPOSED, None, None, False),
        (Status.PROPOSED, date(2026, 9, 1), None, True),
    ],
)
def test_a_school_is_open_from_its_first_to_its_last_day(school, status, opened_on, closed_on, is_open):
    school.status, school.opened_on, school.closed_on = status, opened_on, closed_on
    assert school.is_open_on(TODAY) is is_open


def test_the_database_refuses_a_school_that_closes_before_it_opens(school):
    with pytest.raises(IntegrityError, match="school_closes_after_it_opens"), transaction.atomic():
        School.objects.update(opened_on=date(2020, 9, 1), closed_on=date(2020, 8, 31))


def test_a_contact_needs_a_way_to_be_reached(school, admin):
    with pytest.raises(Refused) as refused:
        actions.add_contact(school, name="Demo Contact", by=admin)
    assert (refused.value.message, refused.value.field) == ("Enter an email address or a telephone number", "email")


def test_a_contact_who_has_left_is_shown_until_the_day_before(school, admin):
    contact = actions.add_contact(school, name="Demo Contact", phone="01632 960001", by=admin)
    actions.end_contact(contact, left_on=date(2026, 11, 23), by=admin, version=1)
    assert list(contacts_of(school, date(2026, 11, 22))) == [contact]
    assert list(contacts_of(school, date(2026, 11, 23))) == []


def test_a_second_editor_of_a_contact_is_told(school, admin):
    contact = actions.add_contact(school, name="Demo Contact", phone="1", by=admin)
    words = {"name": "Demo Contact", "job": "SENCO", "email": "", "phone": "2"}
    actions.change_contact(contact, **words, by=admin, version=1)
    with pytest.raises(Stale):
        actions.change_contact(contact, **words, by=admin, version=1)


def test_a_school_without_a_calendar_of_its_own_keeps_the_councils(school, admin):
    council = add_calendar("The council’s", by=admin, on=TODAY, is_default=True)
    add_term(council, name="Autumn 1", starts_on=date(2026, 9, 2), ends_on=date(2026, 10, 23), by=admin, on=TODAY)
    assert calendar_of(school).first_day == date(2026, 9, 2)


def test_a_school_given_its_own_calendar_counts_by_it_and_the_change_is_told(school, admin, monkeypatch):
    council = add_calendar("The council’s", by=admin, on=TODAY, is_default=True)
    add_term(council, name="Autumn 1", starts_on=date(2026, 9, 2), ends_on=date(2026, 10, 23), by=admin, on=TODAY)
    told = []
    monkeypatch.setattr("oxle.schooldays.changes.HOOKS", [told.append])
    own = actions.give_own_calendar(school, copied_from=council, by=admin, on=TODAY, version=school.version)
    assert (own.name, own.copied_from) == ("Demo Elm Tree School (900001)", council)
    assert [(change.calendar_ids, change.default_changed) for change in told] == [(frozenset({own.pk}), False)]
    add_term(own, name="Autumn 2", starts_on=date(2026, 11, 2), ends_on=date(2026, 12, 18), by=admin, on=TODAY)
    school.refresh_from_db()
    assert calendar_of(school).last_day == date(2026, 12, 18)
    actions.follow_calendar(school, None, by=admin, on=TODAY, version=school.version)
    assert calendar_of(school).last_day == date(2026, 10, 23)
    assert told[-1].default_changed is True


def test_choosing_the_calendar_a_school_already_keeps_recounts_nothing(school, admin, monkeypatch):
    told = []
    monkeypatch.setattr("oxle.schooldays.changes.HOOKS", [told.append])
    actions.follow_calendar(school, None, by=admin, on=TODAY, version=school.version)
    assert told == []
