"""Two people can decide on an answered message and on a child's record, too; a hold on a child keeps its cases.

The door in the database opens for those as it does for a case, and never for a message that waits.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# As before, and a hold on the child holds the case.
CASE_MAY_GO = """
CREATE OR REPLACE FUNCTION public.cases_may_go(of_case bigint) RETURNS boolean
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM public.cases_disposal d JOIN public.cases_case c ON c.reference = d.reference
        WHERE c.id = of_case AND c.closed_on IS NOT NULL
          AND d.id::text = current_setting('oxle.disposal', true)
          AND d.answered_by_id <> d.by_id
          AND (d.state = 'confirmed' AND d.case_id = c.id
               OR d.state = 'destroyed' AND d.transaction = pg_current_xact_id()::text::bigint)
          AND NOT EXISTS (
              SELECT 1 FROM public.cases_legalhold h
              WHERE (h.case_id = c.id OR h.child_id = c.child_id) AND h.lifted_at IS NULL))
$$;
"""
MAY_GO = """
CREATE FUNCTION public.cases_may_go(of_case bigint, of_message bigint, of_child bigint) RETURNS boolean
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
    SELECT public.cases_may_go(of_case) OR EXISTS (
        SELECT 1 FROM public.cases_disposal d
        WHERE d.id::text = current_setting('oxle.disposal', true)
          AND d.answered_by_id <> d.by_id AND d.state = 'confirmed'
          AND (d.message_id = of_message OR d.child_id = of_child)
          AND NOT EXISTS (
              SELECT 1 FROM public.cases_legalhold h
              WHERE (h.message_id = d.message_id OR h.child_id = d.child_id) AND h.lifted_at IS NULL))
$$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0008_hand_over_accepted'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='disposal',
            name='only_what_is_destroyed_has_no_case',
        ),
        migrations.AddField(
            model_name='disposal',
            name='child',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='disposals', to='people.child'),
        ),
        migrations.AddField(
            model_name='disposal',
            name='message',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='disposals', to='cases.inboxmessage'),
        ),
        migrations.AddField(
            model_name='legalhold',
            name='child',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='people.child'),
        ),
        migrations.AddField(
            model_name='legalhold',
            name='message',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='cases.inboxmessage'),
        ),
        migrations.AlterField(
            model_name='disposal',
            name='closed_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='legalhold',
            name='case',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='cases.case'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('audit_due_on__isnull', False), ('case', None), ('child', None), ('destroyed_at__isnull', False), ('message', None), ('state', 'destroyed'), ('transaction__isnull', False)), models.Q(models.Q(('state', 'destroyed'), _negated=True), models.Q(models.Q(('case__isnull', False), ('child__isnull', True), ('message__isnull', True)), models.Q(('case__isnull', True), ('child__isnull', True), ('message__isnull', False)), models.Q(('case__isnull', True), ('child__isnull', False), ('message__isnull', True)), _connector='OR'), ('destroyed_at', None), ('files', []), ('transaction', None)), _connector='OR'), name='only_what_is_destroyed_has_no_record'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['proposed', 'confirmed'])), fields=('message',), name='one_running_disposal_a_message'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['proposed', 'confirmed'])), fields=('child',), name='one_running_disposal_a_child'),
        ),
        migrations.AddConstraint(
            model_name='legalhold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('case__isnull', False), ('child__isnull', True), ('message__isnull', True)), models.Q(('case__isnull', True), ('child__isnull', True), ('message__isnull', False)), models.Q(('case__isnull', True), ('child__isnull', False), ('message__isnull', True)), _connector='OR'), name='hold_is_of_one_record'),
        ),
        migrations.RunSQL(CASE_MAY_GO, migrations.RunSQL.noop),
        migrations.RunSQL(MAY_GO, "DROP FUNCTION public.cases_may_go(bigint, bigint, bigint)"),
    ]
