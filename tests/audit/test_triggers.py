"""Tests that no change of any of our tables goes unrecorded, whoever makes it and however."""

from datetime import date

import pgtrigger
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from oxle.audit import acting, triggers
from oxle.audit.actor import current_actor, set_actor
from oxle.audit.models import Change
from oxle.core.models import RuleValue
from tests import make

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 15)


def rule(name: str, value: str = "1") -> RuleValue:
    return RuleValue.objects.create(rule=name, value=value, from_on=DAY, reason="It was agreed")


def changes(table: str = "core_rulevalue") -> list[tuple]:
    rows = Change.objects.filter(table=table).order_by("pk")
    return [(row.action, row.row, row.before, row.after) for row in rows]


def stored(row: RuleValue, **changed: object) -> dict[str, object]:
    """The row as the audit keeps it."""
    kept = {"id": row.pk, "rule": row.rule, "value": row.value, "from_on": "2026-09-15", "reason": "It was agreed"}
    return kept | changed


def test_every_table_of_ours_is_watched_save_those_that_hold_no_fact_about_anyone():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = {name for (name,) in cursor.fetchall()}
    ours = {table for table in tables if table.split("_")[0] not in {"auth", "django", "cache", "socialaccount", "mfa"}}
    unwatched = ours - {model._meta.db_table for model in triggers.watched_models()}
    assert unwatched == triggers.UNWATCHED | {"account_emailconfirmation"}


def test_every_watched_table_has_its_three_triggers():
    assert triggers.unguarded() == []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid"
            " WHERE tgname LIKE 'pgtrigger_audit_%' GROUP BY 1"
        )
        assert dict(cursor.fetchall()) == {model._meta.db_table: 3 for model in triggers.watched_models()}


def test_what_was_created_changed_and_removed_is_kept_as_it_was_before_and_after():
    row = rule("one")
    before = stored(row)
    row.value = "2"
    row.save()
    key = row.pk
    row.delete()
    assert changes() == [
        ("insert", str(key), None, before),
        ("update", str(key), before, before | {"value": "2"}),
        ("delete", str(key), before | {"value": "2"}, None),
    ]


def test_saving_a_record_as_it_was_leaves_no_trace():
    row = rule("one")
    row.save()
    RuleValue.objects.update(value="1")
    assert len(changes()) == 1


def test_a_change_of_many_rows_at_once_leaves_a_trace_of_each():
    one, two = RuleValue.objects.bulk_create(
        [RuleValue(rule=name, value="1", from_on=DAY, reason="It was agreed") for name in ("one", "two")]
    )
    RuleValue.objects.filter(rule__in=["one", "two"]).update(value="2")
    assert changes()[2:] == [
        ("update", str(row.pk), stored(row), stored(row, value="2")) for row in sorted([one, two], key=lambda r: r.pk)
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE core_rulevalue SET value = '2'",
        "INSERT INTO core_rulevalue (rule, value, from_on, reason) VALUES ('one', '2', '2026-09-15', 'x')"
        " ON CONFLICT (rule, from_on) DO UPDATE SET value = excluded.value",
        "MERGE INTO core_rulevalue USING (SELECT 1) AS one ON rule = 'one' WHEN MATCHED THEN UPDATE SET value = '2'",
        "WITH changed AS (UPDATE core_rulevalue SET value = '2' RETURNING 1) SELECT * FROM changed",
    ],
)
def test_sql_written_by_hand_leaves_the_same_trace(sql):
    row = rule("one")
    with connection.cursor() as cursor:
        cursor.execute(sql)
    assert changes()[1:] == [("update", str(row.pk), stored(row), stored(row, value="2"))]


def test_a_record_whose_very_key_is_changed_does_not_slip_through():
    row = rule("one")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_rulevalue SET id = -1")
    assert sorted(changes()[1:], key=str) == [
        ("update", "-1", None, stored(row, id=-1)),
        ("update", str(row.pk), stored(row), None),
    ]


def test_a_change_by_nobody_is_refused_in_a_plain_sentence():
    set_actor("")
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        rule("one")
    assert str(refusal.value).splitlines()[:2] == [
        "nobody is named as the one who changes core_rulevalue, so it cannot be changed",
        'HINT:  Do it inside `with oxle.audit.acting("system: why"):`',
    ]


def test_even_a_change_of_no_rows_needs_somebody():
    set_actor("")
    with pytest.raises(DatabaseError, match="nobody is named as the one who changes core_rulevalue"):
        RuleValue.objects.filter(rule="none").update(value="2")


def test_a_password_and_a_second_factor_are_seen_to_change_and_never_kept():
    from allauth.mfa.models import Authenticator

    someone = make.user(name="Example Person", password="a password of some length")
    someone.set_password("another password of some length")
    someone.save()
    factor = Authenticator.objects.create(user=someone, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    factor.data = {"secret": "KRSXG5CTMVRXEZLU"}
    factor.save()
    assert [change[0] for change in changes("accounts_user")] == ["insert", "update"]
    assert [change[0] for change in changes("mfa_authenticator")] == ["insert", "update"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM audit_change WHERE (before::text || after::text) ~ 'pbkdf2|argon2|JBSWY3|KRSXG5'"
            " OR (\"table\" = 'accounts_user' AND after ? 'password')"
            " OR (\"table\" = 'mfa_authenticator' AND after ? 'data')"
        )
        assert cursor.fetchone() == (0,)


def test_no_session_can_switch_the_audit_off_with_a_setting():
    with pgtrigger.ignore():
        row = rule("one")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', array(SELECT tgname FROM pg_trigger)::text, true)")
    RuleValue.objects.update(value="2")
    assert [change[:2] for change in changes()] == [("insert", str(row.pk)), ("update", str(row.pk))]


def test_no_session_can_lead_the_rows_into_a_table_of_its_own():
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE audit_change (LIKE public.audit_change INCLUDING DEFAULTS) ON COMMIT DROP"
        )
        rule("one")
        cursor.execute("DROP TABLE pg_temp.audit_change")
    assert len(changes()) == 1


def test_the_audit_itself_refuses_a_row_by_nobody():
    with pytest.raises(IntegrityError, match="change_has_an_actor"):
        Change.objects.create(at="2026-09-15T10:00Z", transaction=1, actor="", table="x", row="1", action="insert")


def test_changes_of_one_transaction_bear_its_number_and_its_actor():
    with acting("system: demonstration"):
        rule("one")
        rule("two")
    rows = Change.objects.filter(table="core_rulevalue")
    assert {row.actor for row in rows} == {"system: demonstration"}
    assert len({row.transaction for row in rows}) == 1


def test_whoever_acted_before_acts_again_afterwards():
    set_actor("user:1", "a request")
    with acting("system: inside"):
        assert current_actor() == "system: inside"
    rule("after")
    assert Change.objects.values_list("actor", "request").get(table="core_rulevalue") == ("user:1", "a request")


def test_a_part_that_fails_in_the_database_shows_its_own_fault_and_gives_the_actor_back():
    rule("one")
    set_actor("user:1")
    with pytest.raises(IntegrityError, match="one_value_a_rule_a_day"), acting("system: inside"):
        rule("one")
    assert current_actor() == "user:1"


@pytest.mark.parametrize("name", ["", "system: " + "x" * 60])
def test_an_actor_has_a_name_that_fits(name):
    with pytest.raises(ValueError, match="an actor's name has 1 to 60 characters"), acting(name):
        pass


def test_nobody_acts_when_the_work_of_a_job_is_done(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('oxle.actor', '', false)")
    with acting("system: a job"):
        rule("one")
    assert current_actor() == ""
    with pytest.raises(DatabaseError, match="nobody is named"):
        rule("two")
