"""A provider may be who sends, and records come back: the column of the school that sends is renamed, not emptied."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('provision', '0010_what_follows_a_review'),
        ('schools', '0003_where_letters_to_a_trust_go'),
        ('transfers', '0001_records_that_move'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='transfer', name='transfer_that_stands'),
        migrations.RemoveConstraint(model_name='transfer', name='transfer_goes_to_another_school'),
        migrations.RenameField(model_name='transfer', old_name='sender', new_name='from_school'),
        migrations.RemoveConstraint(
            model_name='transfer',
            name='transfer_has_a_reason',
        ),
        migrations.RemoveConstraint(
            model_name='transfer',
            name='one_transfer_an_enrolment_that_ended',
        ),
        migrations.RemoveConstraint(
            model_name='transfer',
            name='one_transfer_a_place_with_a_provider',
        ),
        migrations.AddField(
            model_name='line',
            name='owed',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='transfer',
            name='from_provider',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='transfers_sent', to='provision.provider'),
        ),
        migrations.AlterField(
            model_name='transfer',
            name='from_school',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='transfers_sent', to='schools.school'),
        ),
        migrations.AlterField(
            model_name='transfer',
            name='reason',
            field=models.CharField(choices=[('left', 'Left the school'), ('named', 'A new place was named'), ('placed', 'Placed with a provider'), ('dual', 'Registered at a second school'), ('place_over', 'A place with a provider ended'), ('dual_over', 'A second registration ended'), ('by_hand', 'Opened by an officer')], max_length=10),
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['from_school'], name='transfer_that_stands'),
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['from_provider'], name='transfer_from_a_provider'),
        ),
        migrations.AddConstraint(
            model_name='line',
            constraint=models.CheckConstraint(condition=models.Q(('owed', True), models.Q(('due_on', None), ('kind', 'ctf'), ('lost_on', None), ('received_on', None), ('sent_on', None)), _connector='OR'), name='only_a_common_transfer_file_is_not_owed'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('from_provider__isnull', True), ('from_school__isnull', False)), models.Q(('from_provider__isnull', False), ('from_school__isnull', True)), _connector='OR'), name='transfer_comes_from_one_place'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('to_school', None), ('from_school', None), models.Q(('to_school', models.F('from_school')), _negated=True), _connector='OR'), models.Q(('to_provider', None), ('from_provider', None), models.Q(('to_provider', models.F('from_provider')), _negated=True), _connector='OR')), name='transfer_goes_to_another_place'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('reason__in', ['left', 'named', 'placed', 'dual', 'place_over', 'dual_over', 'by_hand'])), name='transfer_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('reason__in', ('place_over', 'dual_over')), _negated=True)), fields=('enrolment',), name='one_transfer_an_enrolment_that_ended'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.UniqueConstraint(condition=models.Q(('reason__in', ('place_over', 'dual_over')), ('withdrawn_at', None)), fields=('enrolment',), name='one_transfer_back_an_enrolment'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('reason__in', ('place_over', 'dual_over')), _negated=True)), fields=('offer',), name='one_transfer_a_place_with_a_provider'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.UniqueConstraint(condition=models.Q(('reason__in', ('place_over', 'dual_over')), ('withdrawn_at', None)), fields=('offer',), name='one_transfer_back_a_place'),
        ),
    ]
