"""A deletion for education at home has the letter in which the parents say so, and its date."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cme', '0012_told_on_line'),
        ('documents', '0002_from_outside'),
    ]

    operations = [
        migrations.AddField(
            model_name='deletion',
            name='letter',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file'),
        ),
        migrations.AddField(
            model_name='deletion',
            name='letter_on',
            field=models.DateField(blank=True, null=True, verbose_name='date of the parents’ letter'),
        ),
    ]
