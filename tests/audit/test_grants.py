"""Tests that the service's own database role can work, and can only read the audit and add to it."""

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connection

from oxle.audit import acting
from oxle.audit.models import Change
from oxle.core.models import RuleValue

AUDIT = ["audit_change", "audit_sight", "audit_seal", "audit_sealedrow"]


def refused(line, sql: str) -> str:
    """The database's answer to what the role may not do."""
    with line.cursor() as cursor, pytest.raises(psycopg2.Error) as refusal:
        cursor.execute(sql)
    line.rollback()
    return str(refusal.value).splitlines()[0]


def test_the_service_writes_its_records_and_the_audit_grows_with_them(as_service):
    with as_service.cursor() as cursor:
        cursor.execute("SELECT set_config('oxle.actor', 'user:1', true)")
        cursor.execute(
            "INSERT INTO core_rulevalue (rule, value, from_on, reason) VALUES ('one', '1', '2026-09-15', 'Agreed')"
        )
        cursor.execute("UPDATE core_rulevalue SET value = '2'")
        cursor.execute("DELETE FROM core_rulevalue")
    as_service.commit()
    assert list(Change.objects.order_by("pk").values_list("actor", "action")) == [
        ("user:1", "insert"),
        ("user:1", "update"),
        ("user:1", "delete"),
    ]


@pytest.mark.parametrize("table", AUDIT)
@pytest.mark.parametrize("order", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_service_cannot_alter_or_empty_the_audit(as_service, table, order):
    order = order.replace("id = id", "number = number") if table == "audit_seal" else order
    assert refused(as_service, order.format(table)) == f"permission denied for table {table}"


def test_the_service_cannot_certify_a_disposal(as_service):
    sql = "INSERT INTO audit_certificate (\"table\", rows, reason, by, at) VALUES ('change', '{1}', 'x', 'x', now())"
    assert refused(as_service, sql) == "permission denied for table audit_certificate"


@pytest.mark.parametrize("table", ["people_child", "cases_case", "accounts_user"])
def test_the_service_cannot_empty_a_table_past_its_triggers(as_service, table):
    assert refused(as_service, f"TRUNCATE {table} CASCADE") == f"permission denied for table {table}"


@pytest.mark.parametrize(
    ("order", "answer"),
    [
        ("ALTER TABLE people_child DISABLE TRIGGER ALL", "must be owner of table people_child"),
        ("ALTER TABLE audit_change DROP COLUMN actor", "must be owner of table audit_change"),
        ("DROP TABLE audit_change", "must be owner of table audit_change"),
        ("SET session_replication_role = replica", 'permission denied to set parameter "session_replication_role"'),
        ("CREATE TABLE other (x int)", "permission denied for schema public"),
        ("ALTER SEQUENCE audit_change_id_seq RESTART", "must be owner of sequence audit_change_id_seq"),
        ("SELECT setval('audit_change_id_seq', 1)", "permission denied for sequence audit_change_id_seq"),
    ],
)
def test_the_service_cannot_take_the_guards_away(as_service, order, answer):
    assert refused(as_service, order) == answer


def test_the_service_cannot_drop_or_replace_a_trigger(as_service):
    with as_service.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, p.proname FROM pg_trigger t JOIN pg_proc p ON p.oid = tgfoid"
            " WHERE tgrelid = 'people_child'::regclass AND tgname LIKE '%audit_update%'"
        )
        trigger, function = cursor.fetchone()
    assert refused(as_service, f"DROP TRIGGER {trigger} ON people_child") == "must be owner of relation people_child"
    replaced = f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"
    assert refused(as_service, replaced) == "permission denied for schema public"


def test_the_service_can_seal(as_service, outside):
    from oxle.audit import sealing

    with acting("system: test"):
        RuleValue.objects.create(rule="one", value="1", from_on="2026-09-15", reason="Agreed")
    values = {"seal": 1, "ended": 2**62, "begun": 2**62, "below": 0, "last_change": 0, "last_sight": 0, "most": 10}
    with as_service.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [sealing.TURN])
        cursor.execute(sealing._SEAL_ROWS, values)
        assert cursor.fetchone()[0] == 1
        cursor.execute(
            "INSERT INTO audit_seal VALUES (1, now(), 1, 1, 1, 1, %s, %s)", [sealing.BEGINNING, sealing.BEGINNING]
        )
    as_service.commit()


def test_preparing_twice_changes_nothing_and_leaves_nobody_acting(transactional_db, capsys):
    call_command("prepare")
    call_command("prepare")
    assert capsys.readouterr().out == "The database is up to date\n" * 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('oxle.actor', true), '')")
        assert cursor.fetchone() == ("",)


def test_after_preparing_no_session_can_switch_off_what_keeps_a_record_as_it_was(transactional_db):
    call_command("prepare")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{anything}', false)")
        cursor.execute("SELECT public._pgtrigger_should_ignore('anything')")
        assert cursor.fetchone() == (False,)
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', false)")
