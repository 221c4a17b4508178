"""Retention and disposal: holds with who and why, decisions by two people, and the two doors in the database.

No disposal had been decided before, and no hold but by its reason on the case: who gave it is in the audit.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import oxle.core.models
from django.conf import settings
from django.db import migrations, models

KEEP_HOLDS = """
SET CONSTRAINTS ALL IMMEDIATE;
INSERT INTO cases_legalhold (version, case_id, reason, "on", at, by_id, lifted_reason)
SELECT 1, held.id, held.hold_reason, coalesce(given.at, now())::date, coalesce(given.at, now()),
       coalesce(given.by, held.owner_id, (SELECT min(id) FROM accounts_user)), ''
FROM cases_case held LEFT JOIN LATERAL (
    SELECT c.at, u.id AS by FROM audit_change c JOIN accounts_user u ON c.actor = 'user:' || u.id
    WHERE c."table" = 'cases_case' AND c."row" = held.id::text AND c.after ->> 'hold_reason' = held.hold_reason
    ORDER BY c.id LIMIT 1) given ON true
WHERE held.hold_reason <> '';
SET CONSTRAINTS ALL DEFERRED;
"""
MAY_GO = """
CREATE FUNCTION public.cases_may_go(of_case bigint) RETURNS boolean
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM public.cases_disposal d JOIN public.cases_case c ON c.reference = d.reference
        WHERE c.id = of_case AND c.closed_on IS NOT NULL
          AND d.id::text = current_setting('oxle.disposal', true)
          AND d.answered_by_id <> d.by_id
          AND (d.state = 'confirmed' AND d.case_id = c.id
               OR d.state = 'destroyed' AND d.transaction = pg_current_xact_id()::text::bigint)
          AND NOT EXISTS (SELECT 1 FROM public.cases_legalhold h WHERE h.case_id = c.id AND h.lifted_at IS NULL))
$$;
"""
# With the rights of the owner, who alone may empty the audit: so what it does is narrow. Only what was deleted in the
# one transaction that carried out a decision of two people, only what is sealed, and with a certificate each time.
EMPTY_AUDIT = """
CREATE FUNCTION public.cases_empty_audit(
    of_disposal bigint, moment timestamptz, most integer, OUT emptied integer, OUT remaining bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    decided public.cases_disposal;
    batch bigint[];
BEGIN
    SELECT * INTO decided FROM public.cases_disposal
    WHERE id = of_disposal AND state = 'destroyed' AND answered_by_id <> by_id;
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
            'user:' || decided.by_id || ', user:' || decided.answered_by_id, moment);
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("audit", "0005_disposal_in_one_place"),
        ("cases", "0002_recount_settings"),
    ]

    operations = [
        migrations.DeleteModel(name="Disposal"),
        migrations.CreateModel(
            name='Disposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=oxle.core.models.new_key, editable=False, max_length=14, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('reference', models.CharField(max_length=16)),
                ('state', models.CharField(choices=[('kept', 'Kept'), ('proposed', 'Waits for a second person'), ('refused', 'Not agreed'), ('stopped', 'Stopped'), ('confirmed', 'About to be destroyed'), ('destroyed', 'Destroyed')], max_length=10)),
                ('record', models.CharField(max_length=200)),
                ('rule', models.CharField(max_length=100)),
                ('rule_words', models.CharField(max_length=300)),
                ('closed_on', models.DateField()),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('next_review_on', models.DateField(blank=True, null=True)),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('stopped_because', models.TextField(blank=True)),
                ('destroyed_at', models.DateTimeField(blank=True, null=True)),
                ('transaction', models.BigIntegerField(blank=True, null=True)),
                ('counts', models.JSONField(blank=True, default=list)),
                ('files', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), blank=True, default=list, size=None)),
                ('files_removed_at', models.DateTimeField(blank=True, null=True)),
                ('audit_due_on', models.DateField(blank=True, null=True)),
                ('audit_emptied', models.PositiveIntegerField(default=0)),
                ('audit_emptied_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='LegalHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('reason', models.TextField()),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
                ('lifted_reason', models.TextField(blank=True)),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='handover',
            name='hand_over_waits_or_arrived',
        ),
        migrations.AddField(
            model_name='case',
            name='retain_until_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='retention_rule',
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name='handover',
            name='disposed_of',
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_on', None), _negated=True), fields=['retain_until_on'], name='case_kept_until'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(models.Q(('opened__isnull', True), ('waits_with__isnull', False)), models.Q(('opened__isnull', False), ('waits_with__isnull', True)), _connector='OR'), ('disposed_of', '')), models.Q(('opened', None), ('waits_with', None), models.Q(('disposed_of', ''), _negated=True)), _connector='OR'), name='hand_over_waits_or_arrived'),
        ),
        migrations.AddField(
            model_name='disposal',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='disposal',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='disposal',
            name='case',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='disposals', to='cases.case'),
        ),
        migrations.AddField(
            model_name='legalhold',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='legalhold',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='cases.case'),
        ),
        migrations.AddField(
            model_name='legalhold',
            name='lifted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='disposal',
            index=models.Index(fields=['reference'], name='disposal_of_reference'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='disposal_says_why'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('next_review_on__isnull', False), ('state', 'kept')), models.Q(models.Q(('state', 'kept'), _negated=True), ('next_review_on', None)), _connector='OR'), name='what_is_kept_is_looked_at_again'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='disposal_is_answered_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['confirmed', 'destroyed']), _negated=True), models.Q(('answered_by__isnull', False), models.Q(('answered_by', models.F('by')), _negated=True)), _connector='OR'), name='two_people_decide_what_is_destroyed'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'stopped'), models.Q(('stopped_because', ''), _negated=True)), models.Q(models.Q(('state', 'stopped'), _negated=True), ('stopped_because', '')), _connector='OR'), name='what_is_stopped_says_why'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('audit_due_on__isnull', False), ('case', None), ('destroyed_at__isnull', False), ('state', 'destroyed'), ('transaction__isnull', False)), models.Q(models.Q(('state', 'destroyed'), _negated=True), ('case__isnull', False), ('destroyed_at', None), ('files', []), ('transaction', None)), _connector='OR'), name='only_what_is_destroyed_has_no_case'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['proposed', 'confirmed'])), fields=('case',), name='one_running_disposal_a_case'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'destroyed')), fields=('reference',), name='one_certificate_a_reference'),
        ),
        migrations.AddConstraint(
            model_name='legalhold',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='hold_says_why'),
        ),
        migrations.AddConstraint(
            model_name='legalhold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lifted_at', None), ('lifted_by', None), ('lifted_reason', '')), models.Q(('lifted_at__isnull', False), ('lifted_by__isnull', False), models.Q(('lifted_reason', ''), _negated=True)), _connector='OR'), name='hold_is_lifted_by_somebody_for_a_reason'),
        ),
        migrations.RunSQL(KEEP_HOLDS, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="case", name="hold_reason"),
        migrations.RunSQL(MAY_GO, "DROP FUNCTION public.cases_may_go(bigint)"),
        migrations.RunSQL(EMPTY_AUDIT, "DROP FUNCTION public.cases_empty_audit(bigint, timestamptz, integer)"),
    ]
