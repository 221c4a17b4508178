"""Whom most tests of attendance need: a school, its lead, the officer who decides, a child; or everybody at once."""

import pytest

from oxle.accounts.models import User
from oxle.people.models import Child
from oxle.schools.models import School
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals


@pytest.fixture
def school() -> School:
    """A school that keeps the council's calendar."""
    referrals.calendar()
    return make.school()


@pytest.fixture
def lead(school: School) -> User:
    """Who refers for the school."""
    return make.user("school_attendance_lead", school.organisation)


@pytest.fixture
def senior() -> User:
    """Who decides on referrals."""
    return make.user("senior_attendance_officer", make.organisation("team", "County Attendance Team"))


@pytest.fixture
def child(school: School) -> Child:
    """A pupil of the school with both parents."""
    return referrals.family(school)


@pytest.fixture
def people() -> court.People:
    """Everybody whom a case to the court needs."""
    return court.People()
