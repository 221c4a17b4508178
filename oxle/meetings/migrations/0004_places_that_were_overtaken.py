"""A decision that a school takes the child is overtaken when it does not after all: it counts for no school."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0012_what_was_given_up'),
        ('meetings', '0003_series_in_term_only'),
        ('schools', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='item',
            name='overtaken_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.CheckConstraint(condition=models.Q(('overtaken_on', None), ('school__isnull', False), _connector='OR'), name='only_a_place_is_overtaken'),
        ),
    ]
