"""A school may tell in its portal of a pupil of whom there is no case yet: with its reference, and who sent it."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_membership_because'),
        ('cases', '0021_told_on_line'),
        ('documents', '0002_from_outside'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='inboxmessage',
            name='inbox_message_was_entered_or_told_on_line',
        ),
        migrations.AddConstraint(
            model_name='inboxmessage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('channel', 'told'), ('entered_by', None), models.Q(('reference', ''), _negated=True), models.Q(('told', {}), _negated=True)), models.Q(('channel', 'portal'), ('entered_by__isnull', False), ('reply_to', ''), ('urgent', False), models.Q(('reference', ''), _negated=True), models.Q(('told', {}), _negated=True)), models.Q(models.Q(('channel__in', ['told', 'portal']), _negated=True), ('entered_by__isnull', False), ('reference', ''), ('reply_to', ''), ('told', {}), ('urgent', False)), _connector='OR'), name='inbox_message_was_entered_or_told_on_line'),
        ),
    ]
