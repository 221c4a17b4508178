"""Something may be told on line by somebody without an account: with its reference, and an address that they prove."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_membership_because'),
        ('cases', '0020_withdrawn_hand_overs'),
        ('documents', '0002_from_outside'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='inboxmessage',
            name='reference',
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.AddField(
            model_name='inboxmessage',
            name='reply_proved_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='when it was shown that the address is theirs'),
        ),
        migrations.AddField(
            model_name='inboxmessage',
            name='reply_to',
            field=models.EmailField(blank=True, max_length=254, verbose_name='address at which whoever sent it can be reached'),
        ),
        migrations.AddField(
            model_name='inboxmessage',
            name='told',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='inboxmessage',
            name='urgent',
            field=models.BooleanField(default=False, verbose_name='whoever sent it is worried about a child’s safety'),
        ),
        migrations.AlterField(
            model_name='case',
            name='origin',
            field=models.CharField(choices=[('portal', 'School portal'), ('email', 'E-mail'), ('phone', 'Phone'), ('post', 'Post'), ('hand_over', 'Handed over from another duty'), ('council', 'Opened by the council'), ('applicant', 'Applied for on line'), ('told', 'Told on line')], max_length=10),
        ),
        migrations.AlterField(
            model_name='inboxmessage',
            name='channel',
            field=models.CharField(choices=[('portal', 'School portal'), ('email', 'E-mail'), ('phone', 'Phone'), ('post', 'Post'), ('hand_over', 'Handed over from another duty'), ('council', 'Opened by the council'), ('applicant', 'Applied for on line'), ('told', 'Told on line')], max_length=10),
        ),
        migrations.AlterField(
            model_name='inboxmessage',
            name='entered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='inboxmessage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('channel', 'told'), ('entered_by', None), models.Q(('reference', ''), _negated=True), models.Q(('told', {}), _negated=True)), models.Q(models.Q(('channel', 'told'), _negated=True), ('entered_by__isnull', False), ('reference', ''), ('reply_to', ''), ('told', {}), ('urgent', False)), _connector='OR'), name='inbox_message_was_entered_or_told_on_line'),
        ),
        migrations.AddConstraint(
            model_name='inboxmessage',
            constraint=models.CheckConstraint(condition=models.Q(('reply_proved_at', None), models.Q(('reply_to', ''), _negated=True), _connector='OR'), name='inbox_message_proves_an_address_it_has'),
        ),
        migrations.AddConstraint(
            model_name='inboxmessage',
            constraint=models.UniqueConstraint(condition=models.Q(('reference', ''), _negated=True), fields=('reference',), name='one_inbox_message_a_reference'),
        ),
    ]
