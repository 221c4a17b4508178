"""Digests as bytes, made in the database; unusual reads with a page each. Nothing had been sealed in earnest before."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("audit", "0002_seals"),
    ]

    operations = [
        migrations.DeleteModel(name="SealedRow"),
        migrations.DeleteModel(name="UnusualRead"),
        migrations.DeleteModel(name="Certificate"),
        migrations.DeleteModel(name="Seal"),
    ]
