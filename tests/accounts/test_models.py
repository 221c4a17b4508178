"""What the database itself refuses about people, memberships and sign-ins."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, transaction

from oxle.accounts.models import Membership, SignIn, User
from tests import make
from tests.accounts.conftest import NOON

pytestmark = pytest.mark.django_db


def refused(call, by: str) -> None:
    with pytest.raises((IntegrityError, InternalError), match=by), transaction.atomic():
        call()


def test_an_address_is_stored_in_lower_case_and_belongs_to_one_person():
    refused(lambda: User.objects.create(email="Upper@example.org", name="A"), "user_email_is_lower_case")
    make.user("head", email="same@example.org")
    refused(lambda: User.objects.create(email="same@example.org", name="B"), "accounts_user_email_key")


def test_a_membership_does_not_end_before_it_begins():
    membership = make.user("head", from_on=date(2026, 9, 15)).memberships.get()
    membership.until_on = date(2026, 9, 14)
    refused(membership.save, "membership_ends_after_it_begins")


def test_a_role_in_an_organisation_is_held_once_at_a_time_and_may_be_held_again_later():
    first = make.user("head").memberships.get()

    def again() -> Membership:
        return Membership.objects.create(
            user=first.user, organisation=first.organisation, role="head", from_on=date(2026, 9, 15)
        )

    refused(again, "one_open_membership_a_role")
    first.until_on = date(2026, 7, 31)
    first.save()
    assert again().in_force_on(date(2026, 9, 15)) is True


@pytest.mark.parametrize(
    ("day", "until", "attested", "closed", "holds"),
    [
        (date(2020, 1, 1), None, None, None, True),
        (date(2019, 12, 31), None, None, None, False),
        (date(2026, 7, 31), date(2026, 7, 31), None, None, True),
        (date(2026, 8, 1), date(2026, 7, 31), None, None, False),
        (date(2026, 7, 31), None, date(2026, 7, 31), None, True),
        (date(2026, 8, 1), None, date(2026, 7, 31), None, False),
        (date(2026, 8, 31), None, None, date(2026, 8, 31), True),
        (date(2026, 9, 1), None, None, date(2026, 8, 31), False),
    ],
)
def test_a_membership_holds_from_its_first_to_its_last_day_while_its_organisation_has_access(
    day, until, attested, closed, holds
):
    school = make.organisation("school", attested_until=attested, closed_on=closed)
    membership = make.user("head", school).memberships.get()
    membership.until_on = until
    assert membership.in_force_on(day) is holds


def test_a_sign_in_that_worked_has_a_person_and_one_that_failed_a_reason():
    tried = {"at": NOON, "method": "password"}
    refused(lambda: SignIn.objects.create(**tried, ok=True), "good_sign_in_has_a_user")
    refused(lambda: SignIn.objects.create(**tried, ok=False), "failed_sign_in_says_why")


def test_what_is_written_about_a_sign_in_is_never_changed():
    kept = SignIn.objects.create(at=NOON, method="password", ok=False, why="wrong password")
    kept.why = "nothing happened"
    refused(kept.save, "Cannot update")
