"""What a school began and never sent goes by itself, with a certificate that nobody decided, and so does what the audit
kept of it. The door for it opens in the one transaction that wrote the certificate; for which rows, each table says.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


UNSENT_MAY_GO = """
CREATE FUNCTION public.cases_unsent_may_go() RETURNS boolean
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM public.cases_disposal d
        WHERE d.id::text = current_setting('oxle.disposal', true) AND d.by_id IS NULL AND d.state = 'destroyed'
          AND d.transaction = pg_current_xact_id()::text::bigint)
$$;
"""
# As before, and of what was never sent, which nobody decided.
EMPTY_AUDIT = """
CREATE OR REPLACE FUNCTION public.cases_empty_audit(
    of_disposal bigint, moment timestamptz, most integer, OUT emptied integer, OUT remaining bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    decided public.cases_disposal;
    batch bigint[];
BEGIN
    SELECT * INTO decided FROM public.cases_disposal
    WHERE id = of_disposal AND state = 'destroyed'
      AND (answered_by_id <> by_id OR by_id IS NULL);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the audit is emptied only of what two people decided to destroy, once it is destroyed';
    END IF;
    WITH kept AS (
        SELECT DISTINCT row_of.id, sealed.salt IS NOT NULL AS is_sealed
        FROM public.audit_change gone
        JOIN public.audit_change row_of ON row_of."table" = gone."table" AND row_of."row" = gone."row"
        LEFT JOIN public.audit_sealedrow sealed ON sealed."table" = 'change' AND sealed."row" = row_of.id
        WHERE gone.transaction = decided.transaction AND gone.request = 'disposal ' || decided.key
          AND gone.action = 'delete' AND (row_of.before IS NOT NULL OR row_of.after IS NOT NULL)
    )
    SELECT (SELECT array_agg(id) FROM (SELECT id FROM kept WHERE is_sealed ORDER BY id LIMIT most) first),
           (SELECT count(*) FROM kept)
    INTO batch, remaining;
    emptied := coalesce(cardinality(batch), 0);
    remaining := remaining - emptied;
    IF emptied > 0 THEN
        PERFORM public.audit_dispose(
            'change', batch, 'Disposal of ' || decided.reference || ': ' || decided.rule_words,
            coalesce('user:' || decided.by_id || ', user:' || decided.answered_by_id, 'system: disposal'), moment);
    END IF;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0009_records_beside_cases'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='disposal',
            name='two_people_decide_what_is_destroyed',
        ),
        migrations.AlterField(
            model_name='disposal',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['confirmed', 'destroyed']), _negated=True), models.Q(('answered_by__isnull', False), models.Q(('answered_by', models.F('by')), _negated=True)), models.Q(('answered_by', None), ('by', None), ('state', 'destroyed')), _connector='OR'), name='two_people_decide_what_is_destroyed'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(('by__isnull', False), ('state', 'destroyed'), _connector='OR'), name='only_what_was_never_sent_goes_by_itself'),
        ),
        migrations.RunSQL(UNSENT_MAY_GO, "DROP FUNCTION public.cases_unsent_may_go()"),
        migrations.RunSQL(EMPTY_AUDIT, migrations.RunSQL.noop),
    ]
