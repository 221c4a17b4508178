"""A letter to the parents that took another’s place; the place and the weapon of an incident; the Virtual School."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0014_closing_taken_back'),
        ('documents', '0001_initial'),
        ('exclusions', '0015_what_finance_is_told_and_disputes'),
        ('people', '0001_initial'),
        ('schools', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='amendment',
            name='letter_before',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file'),
        ),
        migrations.AddField(
            model_name='permanentexclusion',
            name='incident_place',
            field=models.CharField(blank=True, max_length=300, verbose_name='where it happened'),
        ),
        migrations.AddField(
            model_name='permanentexclusion',
            name='protocol_done',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('asked', 'The Virtual School was asked to help before the decision'), ('plan', 'The personal education plan was read, and the support in it is given'), ('carers', 'The social worker and the carers were spoken to'), ('other_way', 'Another way was looked for, such as a different timetable or another place for a time'), ('education', 'Education from the day after the first is agreed')], max_length=10), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='permanentexclusion',
            name='virtual_school_on',
            field=models.DateField(blank=True, null=True, verbose_name='day on which they were spoken to'),
        ),
        migrations.AddField(
            model_name='permanentexclusion',
            name='virtual_school_who',
            field=models.CharField(blank=True, max_length=200, verbose_name='who was spoken to'),
        ),
        migrations.AddField(
            model_name='permanentexclusion',
            name='weapon',
            field=models.BooleanField(blank=True, null=True, verbose_name='a weapon was involved'),
        ),
        migrations.AddField(
            model_name='permanentexclusion',
            name='weapon_type',
            field=models.CharField(blank=True, choices=[('blade', 'A knife or another blade'), ('firearm', 'A firearm, an air weapon or an imitation of one'), ('made', 'Something made or changed to hurt somebody'), ('object', 'Something else that was used as a weapon'), ('other', 'Another prohibited item')], max_length=10),
        ),
        migrations.AddField(
            model_name='permanentexclusion',
            name='weapon_used',
            field=models.BooleanField(blank=True, null=True, verbose_name='it was used against somebody'),
        ),
        migrations.AddField(
            model_name='permanentexclusion',
            name='weapon_words',
            field=models.TextField(blank=True, verbose_name='the weapon described'),
        ),
        migrations.AddField(
            model_name='suspension',
            name='incident_place',
            field=models.CharField(blank=True, max_length=300, verbose_name='where it happened'),
        ),
        migrations.AddField(
            model_name='suspension',
            name='protocol_done',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('asked', 'The Virtual School was asked to help before the decision'), ('plan', 'The personal education plan was read, and the support in it is given'), ('carers', 'The social worker and the carers were spoken to'), ('other_way', 'Another way was looked for, such as a different timetable or another place for a time'), ('education', 'Education from the day after the first is agreed')], max_length=10), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='suspension',
            name='virtual_school_on',
            field=models.DateField(blank=True, null=True, verbose_name='day on which they were spoken to'),
        ),
        migrations.AddField(
            model_name='suspension',
            name='virtual_school_who',
            field=models.CharField(blank=True, max_length=200, verbose_name='who was spoken to'),
        ),
        migrations.AddField(
            model_name='suspension',
            name='weapon',
            field=models.BooleanField(blank=True, null=True, verbose_name='a weapon was involved'),
        ),
        migrations.AddField(
            model_name='suspension',
            name='weapon_type',
            field=models.CharField(blank=True, choices=[('blade', 'A knife or another blade'), ('firearm', 'A firearm, an air weapon or an imitation of one'), ('made', 'Something made or changed to hurt somebody'), ('object', 'Something else that was used as a weapon'), ('other', 'Another prohibited item')], max_length=10),
        ),
        migrations.AddField(
            model_name='suspension',
            name='weapon_used',
            field=models.BooleanField(blank=True, null=True, verbose_name='it was used against somebody'),
        ),
        migrations.AddField(
            model_name='suspension',
            name='weapon_words',
            field=models.TextField(blank=True, verbose_name='the weapon described'),
        ),
        migrations.AddConstraint(
            model_name='permanentexclusion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('weapon', True), ('weapon__isnull', False), ('weapon_used__isnull', False), models.Q(('weapon_type', ''), _negated=True), models.Q(('weapon_words', ''), _negated=True)), models.Q(models.Q(('weapon', False), ('weapon', None), _connector='OR'), ('weapon_type', ''), ('weapon_used', None), ('weapon_words', '')), _connector='OR'), name='exclusion_says_of_the_weapon'),
        ),
        migrations.AddConstraint(
            model_name='suspension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('weapon', True), ('weapon__isnull', False), ('weapon_used__isnull', False), models.Q(('weapon_type', ''), _negated=True), models.Q(('weapon_words', ''), _negated=True)), models.Q(models.Q(('weapon', False), ('weapon', None), _connector='OR'), ('weapon_type', ''), ('weapon_used', None), ('weapon_words', '')), _connector='OR'), name='suspension_says_of_the_weapon'),
        ),
    ]
