"""Tests that the seals cover every row once, and that verifying names whatever was done to a sealed row."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from oxle.audit import acting, heads, sealing, verifying
from oxle.audit.models import Certificate, Change, Seal, SealedRow, Sight
from oxle.audit.sights import see
from oxle.audit.verifying import Verdict
from oxle.core.models import RuleValue

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("outside")]
AT = datetime(2026, 9, 15, 10, 30, tzinfo=UTC)


def write(rule: str, *, reason: str = "It was agreed") -> int:
    """Change something, and return the key of the audit's row about it."""
    with acting("system: test"):
        RuleValue.objects.create(rule=rule, value="1", from_on=AT.date(), reason=reason)
    return Change.objects.latest("pk").pk


def look(*children: int, reason: str = "") -> int:
    with acting("user:1"):
        see(children, "page", reason)
    return Sight.objects.latest("pk").pk


def seal(most: int = sealing.MOST_ROWS) -> Seal | None:
    """Seal when the server's own housekeeping in this database has ended the transactions it was in."""
    _, begun = sealing.transactions()
    for _ in range(3000):
        if sealing.transactions()[0] >= begun:
            return sealing.seal(at=AT, most=most)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.01)")
    raise TimeoutError("another session's transaction does not end")


def tamper(sql: str, *values: object) -> None:
    """Do what only the owner of the database could."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount == 1


@pytest.fixture
def sealed() -> dict[str, int]:
    """Two changes and a sight in the first seal, one change in the second."""
    keys = {"one": write("one"), "two": write("two"), "sight": look(7, 8)}
    seal()
    keys["three"] = write("three")
    seal()
    assert verifying.verify() == Verdict(2, 4)
    return keys


def test_every_row_is_sealed_once_in_the_order_of_its_transaction():
    one, two, sight = write("one"), write("two"), look(7)
    seal()
    assert list(SealedRow.objects.values_list("position", "table", "row")) == [
        (0, "change", one),
        (1, "change", two),
        (2, "sight", sight),
    ]
    assert sealing.seal(at=AT) is None


def test_each_seal_follows_the_head_of_the_one_before():
    write("one")
    first = seal()
    write("two")
    second = seal()
    assert (first.number, first.previous) == (1, "0" * 64)
    assert (second.number, second.previous) == (2, first.head)


def test_a_row_waits_for_every_older_transaction_to_end(other_session):
    # Its key is the lower one, but its transaction ends after the other's.
    with other_session.cursor() as slow:
        slow.execute("SELECT set_config('oxle.actor', 'system: slow', true)")
        slow.execute(
            "INSERT INTO core_rulevalue (rule, value, from_on, reason) VALUES ('slow', '1', '2026-09-15', 'Late')"
        )
    fast = write("fast")
    assert sealing.seal(at=AT) is None
    other_session.commit()
    slow = Change.objects.get(actor="system: slow").pk
    assert slow < fast
    seal()
    assert list(SealedRow.objects.values_list("row", flat=True)) == [slow, fast]


def test_a_transaction_that_runs_in_another_database_is_not_waited_for(other_database):
    with other_database.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
    one = write("one")
    assert list(seal().rows.values_list("row", flat=True)) == [one]


def test_a_change_that_is_undone_leaves_nothing_to_seal():
    with transaction.atomic():
        write("one")
        transaction.set_rollback(True)
    assert Change.objects.count() == 0
    assert sealing.seal(at=AT) is None


def test_a_long_wait_is_sealed_batch_by_batch_and_nothing_is_left_between():
    with acting("system: test"):
        for number in range(5):
            RuleValue.objects.create(rule=f"rule {number}", value="1", from_on=AT.date(), reason="In one transaction")
    write("last")
    assert [seal(most=2).count for _ in range(3)] == [2, 2, 2]
    assert sealing.seal(at=AT, most=2) is None
    assert verifying.verify() == Verdict(3, 6)


def test_two_sealers_at_once_make_one_seal(other_session):
    write("one")
    with other_session.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [sealing.TURN])
    assert sealing.seal(at=AT) is None
    other_session.rollback()
    assert seal().number == 1


def test_a_database_restored_to_a_server_that_counts_from_the_beginning_goes_on_being_sealed(sealed):
    # What was sealed, and what still waited, bears numbers of transactions that this server has never given out.
    tamper("UPDATE audit_seal SET below = below + 1000000000 WHERE number = 2")
    waiting = write("waiting")
    tamper("UPDATE audit_change SET transaction = transaction + 2000000000 WHERE id = %s", waiting)
    fresh = write("fresh")
    made = seal()
    assert set(made.rows.values_list("row", flat=True)) == {waiting, fresh}
    later = write("later")
    assert list(seal().rows.values_list("row", flat=True)) == [later]


def test_an_altered_change_is_named(sealed):
    tamper("UPDATE audit_change SET actor = 'user:2' WHERE id = %s", sealed["two"])
    assert verifying.verify() == Verdict(0, 0, f"The change {sealed['two']} was altered.")


def test_an_altered_payload_is_named(sealed):
    tamper("UPDATE audit_change SET after = jsonb_set(after, '{value}', '\"9\"') WHERE id = %s", sealed["three"])
    assert verifying.verify() == Verdict(1, 3, f"The change {sealed['three']} was altered.")


def test_a_sight_with_a_child_taken_out_is_named(sealed):
    tamper("UPDATE audit_sight SET children = '{7}' WHERE id = %s", sealed["sight"])
    assert verifying.verify() == Verdict(0, 0, f"The sight {sealed['sight']} was altered.")


def test_a_deleted_row_is_named(sealed):
    tamper("DELETE FROM audit_change WHERE id = %s", sealed["one"])
    assert verifying.verify() == Verdict(0, 0, f"The change {sealed['one']} was deleted.")


def test_rows_that_changed_places_are_named(sealed):
    one, two = sealed["one"], sealed["two"]
    tamper("UPDATE audit_change SET id = 0 WHERE id = %s", one)
    tamper("UPDATE audit_change SET id = %s WHERE id = %s", one, two)
    tamper("UPDATE audit_change SET id = %s WHERE id = 0", two)
    assert verifying.verify() == Verdict(0, 0, f"The change {one} stands where the change {two} stood.")


def test_the_first_of_several_is_the_one_named(sealed):
    tamper("DELETE FROM audit_sight WHERE id = %s", sealed["sight"])
    tamper("UPDATE audit_change SET actor = 'user:2' WHERE id = %s", sealed["two"])
    assert verifying.verify().problem == f"The change {sealed['two']} was altered."


def test_a_row_put_in_behind_the_seals_is_named(sealed):
    tamper(
        'INSERT INTO audit_change (id, at, transaction, actor, request, "table", "row", action)'
        ' SELECT 0, at, transaction, actor, request, "table", "row", action FROM audit_change WHERE id = %s',
        sealed["one"],
    )
    assert verifying.verify() == Verdict(2, 4, "The change 0 was slipped in behind the seals.")


def test_a_row_taken_out_together_with_its_digest_is_missed(sealed):
    tamper('DELETE FROM audit_sealedrow WHERE "row" = %s AND "table" = \'change\'', sealed["two"])
    tamper("DELETE FROM audit_change WHERE id = %s", sealed["two"])
    assert verifying.verify() == Verdict(
        0, 0, f"In seal 1 the sight {sealed['sight']} is out of its place, or one before it is missing."
    )


def test_the_last_row_of_a_seal_taken_out_together_with_its_digest_is_missed(sealed):
    tamper('DELETE FROM audit_sealedrow WHERE "row" = %s AND "table" = \'sight\'', sealed["sight"])
    tamper("DELETE FROM audit_sight WHERE id = %s", sealed["sight"])
    assert verifying.verify() == Verdict(0, 0, "Seal 1 was made over 3 rows and now holds 2.")


def test_an_altered_seal_is_named(sealed):
    tamper("UPDATE audit_seal SET at = at + interval '1 day' WHERE number = 2")
    assert verifying.verify() == Verdict(1, 3, "Seal 2 was altered.")


def test_a_missing_seal_is_named(sealed):
    SealedRow.objects.filter(seal=1).delete()
    Seal.objects.filter(number=1).delete()
    assert verifying.verify() == Verdict(0, 0, "Seal 1 is missing.")


def test_a_tail_that_was_cut_off_is_missed_because_its_head_left_the_database(sealed):
    SealedRow.objects.filter(seal=2).delete()
    Seal.objects.filter(number=2).delete()
    Change.objects.filter(pk=sealed["three"]).delete()
    assert verifying.verify() == Verdict(
        1, 3, "The tail is cut off: seal 2 left the database, and the last one here is 1."
    )


def test_a_tail_that_was_sealed_afresh_is_not_the_one_whose_head_left(sealed):
    SealedRow.objects.filter(seal=2).delete()
    Seal.objects.filter(number=2).delete()
    tamper("UPDATE audit_change SET actor = 'user:2' WHERE id = %s", sealed["three"])
    seal()
    assert verifying.verify() == Verdict(1, 3, "Seal 2 is not the one whose head left the database.")


def test_without_heads_outside_nobody_is_told_that_all_is_well(sealed, outside):
    outside.unlink()
    assert verifying.verify() == Verdict(
        2, 4, "No head is known outside the database, so nothing proves that no tail was cut off."
    )


def test_a_trigger_that_was_switched_off_is_named(sealed):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = 'people_child'::regclass AND tgname ~ 'audit_update'"
        )
        name = cursor.fetchone()[0]
        cursor.execute(f"ALTER TABLE people_child DISABLE TRIGGER {name}")
        try:
            assert verifying.verify() == Verdict(2, 4, "The trigger audit_update of people_child is switched off.")
        finally:
            cursor.execute(f"ALTER TABLE people_child ENABLE TRIGGER {name}")


def test_a_payload_is_disposed_of_with_a_certificate_and_the_chain_holds(sealed):
    with acting("command: test"):
        sealing.dispose("change", [sealed["two"]], by="user:1", at=AT, reason="Kept for six years")
    row = Change.objects.get(pk=sealed["two"])
    assert (row.before, row.after, row.actor) == (None, None, "system: test")
    assert SealedRow.objects.get(table="change", row=row.pk).salt is None
    assert list(Certificate.objects.values_list("table", "rows", "reason", "by", "at")) == [
        ("change", [row.pk], "Kept for six years", "user:1", AT)
    ]
    assert verifying.verify() == Verdict(2, 4)


def test_who_did_what_cannot_be_altered_after_the_payload_was_disposed_of(sealed):
    with acting("command: test"):
        sealing.dispose("change", [sealed["two"]], by="user:1", at=AT, reason="Kept for six years")
    tamper("UPDATE audit_change SET actor = 'user:2' WHERE id = %s", sealed["two"])
    assert verifying.verify().problem == f"The change {sealed['two']} was altered."


def test_a_payload_cannot_be_emptied_without_a_certificate(sealed):
    tamper("UPDATE audit_change SET before = NULL, after = NULL WHERE id = %s", sealed["two"])
    assert verifying.verify().problem == f"The change {sealed['two']} was altered."
    tamper('UPDATE audit_sealedrow SET salt = NULL WHERE "table" = \'change\' AND "row" = %s', sealed["two"])
    assert verifying.verify().problem == f"The change {sealed['two']} was emptied without a certificate."


def test_what_is_not_sealed_yet_cannot_be_disposed_of(sealed):
    fresh = write("fresh")
    with pytest.raises(ValueError, match=f"The change {fresh} is not sealed yet, or was disposed of before."):
        sealing.dispose("change", [fresh], by="user:1", at=AT, reason="Too early")


def test_a_crash_while_writing_a_head_costs_nothing(sealed, outside):
    first, second = (f"{one.number} {one.at.isoformat()} {one.head}\n" for one in Seal.objects.all())
    assert outside.read_text() == first + second
    outside.write_text(first + second[:20])
    heads.publish()
    assert outside.read_text() == first + second[:20] + "\n" + second
    assert verifying.verify() == Verdict(2, 4)


def test_whoever_listens_is_told_of_a_seal_in_its_own_transaction():
    told = []
    sealing.LISTENERS.append(told.append)
    try:
        write("one")
        made = seal()
    finally:
        sealing.LISTENERS.remove(told.append)
    assert told == [made]
