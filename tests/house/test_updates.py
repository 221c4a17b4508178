"""A database of an older version is brought up to date: what it holds is kept, and what cannot be is named.

The oldest state from which that is supported is OLDEST: before it nothing had been in earnest, and some tables are made
anew by the migrations up to there.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

OLDEST = [
    ("cases", "0003_retention"),
    ("attendance", "0005_unlisted_pupils"),
    ("correspondence", "0003_pdf_may_follow"),
]
ON, LATER = date(2026, 10, 16), date(2026, 11, 20)
AT = datetime(2026, 10, 16, 10, tzinfo=UTC)


@pytest.fixture
def older(django_db_setup: None, django_db_blocker: Any) -> Iterator[BaseDatabaseWrapper]:
    """A database of its own, as OLDEST left it, with nothing in it."""
    with django_db_blocker.unblock():
        ours = connections["default"]
        name = f"{ours.settings_dict['NAME']}_older"
        with ours._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}"')
        connections.databases["older"] = {**ours.settings_dict, "NAME": name}
        try:
            MigrationExecutor(connections["older"]).migrate(OLDEST)
            yield connections["older"]
        finally:
            connections["older"].close()
            del connections["older"], connections.databases["older"]
            with ours._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}"')


def updated(older: BaseDatabaseWrapper) -> Any:
    """Bring it up to date; the models as they are then."""
    executor = MigrationExecutor(older)
    newest = executor.loader.graph.leaf_nodes()
    executor.migrate(newest)
    return executor.loader.project_state(newest).apps


class Rows:
    """Rows of the kinds about which a later version is stricter, or which it reads in another way."""

    def __init__(self, older: BaseDatabaseWrapper) -> None:
        self.apps = MigrationExecutor(older).loader.project_state(OLDEST).apps
        self.team = self.make("accounts.Organisation", name="County Attendance Team", kind="team")
        self.user = self.make("accounts.User", email="officer@example.org", name="Example officer")
        child = self.make("people.Child", shown_name="Ash Example", sort_name="example ash", born_on=date(2014, 3, 4))
        adult = self.make("people.Adult", given="Robin", family="Example", sort_name="example robin")
        self.case = self.make(
            "cases.Case", reference="OX-2345-6789", duty="attendance", pathway="attendance/referrals",
            pathway_version=1, stage="withdrawn", stage_since_on=LATER, origin="portal", opened_on=ON, child=child,
            closed_on=LATER, team=self.team, retain_until_on=date(2039, 3, 4),
        )  # fmt: skip
        self.party = self.make("cases.Party", case=self.case, adult=adult, role="parent", from_on=ON, to_on=LATER)
        self.make(
            "attendance.Referral", case=self.case, reason="not_attending", complete_on=ON, first_on=date(2026, 9, 1),
            last_on=ON, first_absence_on=date(2026, 9, 2), last_absence_on=ON, declared_by="A Head", declared_on=ON,
        )  # fmt: skip
        self.make("attendance.Route", party=self.party, kind="s444_1", from_on=ON, to_on=LATER, by=self.user)
        self.make(
            "attendance.Statement",
            case=self.case,
            maker="A Head",
            text="I say.",
            declaration="It is true.",
            written_at=AT,
            written_by=self.user,
        )
        told = {"case": self.case, "reason": "No school place", "on": ON, "at": AT, "by": self.user}
        self.make("cases.HandOver", to_duty="cme", waits_with=self.team, **told)
        self.make(
            "cases.InboxMessage", channel="hand_over", received_on=ON, sender="Attendance, OX-2345-6789",
            text="No school place", entered_at=AT, entered_by=self.user, team=self.team,
        )  # fmt: skip

    def of(self, model: str) -> Any:
        """All rows of a table, as the older version sees them."""
        return self.apps.get_model(model)._default_manager.using("older")

    def make(self, model: str, **values: Any) -> Any:
        """A row as the older version wrote it."""
        return self.of(model).create(**values)


def test_an_update_names_the_rule_that_a_row_breaks_goes_on_once_it_is_put_right_and_keeps_what_there_is(older):
    rows = Rows(older)
    rows.of("cases.Party").update(to_on=date(2026, 10, 15))
    with pytest.raises(IntegrityError, match='"party_ends_after_it_begins" of relation "cases_party" is violated'):
        MigrationExecutor(older).migrate([("cases", "0004_party_dates")])
    rows.of("cases.Party").update(to_on=LATER)
    apps = updated(older)

    def only(model: str) -> Any:
        return apps.get_model(model)._default_manager.using("older").get()

    case, party, referral, route = (
        only(model) for model in ("cases.Case", "cases.Party", "attendance.Referral", "attendance.Route")
    )
    assert (case.reference, case.retain_until_on, case.child.shown_name) == (
        "OX-2345-6789",
        date(2039, 3, 4),
        "Ash Example",
    )
    assert (party.from_on, party.to_on, party.adult.given) == (ON, LATER, "Robin")
    assert (referral.first_on, referral.last_absence_on, referral.declared_by) == (date(2026, 9, 1), ON, "A Head")
    assert (route.kind, route.from_on, route.to_on) == ("s444_1", ON, LATER)
    # Who wrote a statement, and by which message something was handed over, is known from what was there.
    assert [one.pk for one in only("attendance.Statement").writers.all()] == [rows.user.pk]
    assert only("cases.HandOver").message == only("cases.InboxMessage")
