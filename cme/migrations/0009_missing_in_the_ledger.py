"""The cases that there are say from when to when their children were missing, as `hours.settle` does from now on."""

from django.db import migrations

FROM_THE_CASES = """
    SELECT set_config('oxle.actor', 'system: missing children in the ledger of hours', true);
    INSERT INTO provision_missingtime (child_id, from_on, to_on, told_on, source)
    SELECT child_id, from_on, to_on, opened_on, reference
    FROM (
        SELECT c.child_id, c.opened_on, c.reference, c.stage, since.from_on,
               coalesce(least(came.entered_on - 1, receipt.receipt_on - 1), c.closed_on) AS to_on
        FROM cases_case AS c
        JOIN cme_missing AS told ON told.case_id = c.id
        CROSS JOIN LATERAL (SELECT coalesce(told.last_attended_on + 1, c.opened_on) AS from_on) AS since
        LEFT JOIN LATERAL (
            SELECT entered_on FROM cme_newpupil
            WHERE case_id = c.id AND entered_on >= since.from_on ORDER BY id DESC LIMIT 1
        ) AS came ON true
        LEFT JOIN LATERAL (
            SELECT receipt_on FROM cme_authorityenquiry
            WHERE case_id = c.id AND receipt_on >= since.from_on AND c.stage = 'received' ORDER BY id DESC LIMIT 1
        ) AS receipt ON true
        WHERE c.child_id IS NOT NULL AND c.stage <> 'mistaken'
    ) AS each
    WHERE to_on IS NULL OR to_on >= from_on;
    SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("cme", "0008_nobody_is_entered_before_birth"), ("provision", "0009_missing_times")]

    operations = [migrations.RunSQL(FROM_THE_CASES, migrations.RunSQL.noop)]
