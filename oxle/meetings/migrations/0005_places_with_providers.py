"""A meeting can decide a place with a provider of the directory, as it can a school."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0014_closing_taken_back'),
        ('meetings', '0004_places_that_were_overtaken'),
        ('provision', '0006_one_provider_in_a_session'),
        ('schools', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='item',
            name='place_says_from_when',
        ),
        migrations.RemoveConstraint(
            model_name='item',
            name='only_a_place_is_overtaken',
        ),
        migrations.AddField(
            model_name='item',
            name='provider',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='provision.provider'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('provider', None), ('school', None), ('starts_on', None)), models.Q(('provider', None), ('school__isnull', False), ('starts_on__isnull', False)), models.Q(('provider__isnull', False), ('school', None), ('starts_on__isnull', False)), _connector='OR'), name='place_says_from_when'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.CheckConstraint(condition=models.Q(('overtaken_on', None), ('starts_on__isnull', False), _connector='OR'), name='only_a_place_is_overtaken'),
        ),
    ]
