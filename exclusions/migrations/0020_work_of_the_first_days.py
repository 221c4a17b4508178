"""A school says whether work of the first five school days of an exclusion is set and will be marked."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0020_withdrawn_hand_overs'),
        ('documents', '0002_from_outside'),
        ('exclusions', '0019_not_told_yet'),
        ('people', '0002_enquiries_under_section_47'),
        ('schools', '0003_where_letters_to_a_trust_go'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='permanentexclusion',
            name='work_said_on',
            field=models.DateField(blank=True, null=True, verbose_name='day on which the school said so'),
        ),
        migrations.AddField(
            model_name='permanentexclusion',
            name='work_set',
            field=models.BooleanField(blank=True, null=True, verbose_name='work is set and will be marked'),
        ),
        migrations.AddField(
            model_name='permanentexclusion',
            name='work_until_on',
            field=models.DateField(blank=True, null=True, verbose_name='last of the first five school days'),
        ),
        migrations.AddField(
            model_name='permanentexclusion',
            name='work_words',
            field=models.TextField(blank=True, verbose_name='how the pupil gets the work and who marks it, or why there is none'),
        ),
        migrations.AddField(
            model_name='suspension',
            name='work_said_on',
            field=models.DateField(blank=True, null=True, verbose_name='day on which the school said so'),
        ),
        migrations.AddField(
            model_name='suspension',
            name='work_set',
            field=models.BooleanField(blank=True, null=True, verbose_name='work is set and will be marked'),
        ),
        migrations.AddField(
            model_name='suspension',
            name='work_until_on',
            field=models.DateField(blank=True, null=True, verbose_name='last of the first five school days'),
        ),
        migrations.AddField(
            model_name='suspension',
            name='work_words',
            field=models.TextField(blank=True, verbose_name='how the pupil gets the work and who marks it, or why there is none'),
        ),
        migrations.AddConstraint(
            model_name='permanentexclusion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('work_said_on', None), ('work_set', None), ('work_words', '')), models.Q(('work_said_on__isnull', False), ('work_set__isnull', False), models.Q(('work_set', False), models.Q(('work_words', ''), _negated=True), _connector='OR')), _connector='OR'), name='exclusion_says_of_the_work'),
        ),
        migrations.AddConstraint(
            model_name='suspension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('work_said_on', None), ('work_set', None), ('work_words', '')), models.Q(('work_said_on__isnull', False), ('work_set__isnull', False), models.Q(('work_set', False), models.Q(('work_words', ''), _negated=True), _connector='OR')), _connector='OR'), name='suspension_says_of_the_work'),
        ),
    ]
