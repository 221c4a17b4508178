"""Whoever told may not want to be named; a school in another area may be who told."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cme', '0011_nationality'),
    ]

    operations = [
        migrations.AddField(
            model_name='missing',
            name='unnamed',
            field=models.BooleanField(default=False, verbose_name='the family and the school may not know who told'),
        ),
        migrations.AlterField(
            model_name='missing',
            name='source',
            field=models.CharField(choices=[('school', 'A school'), ('parent', 'A parent or somebody of the family'), ('authority', 'Another authority'), ('health', 'Health'), ('social_care', 'Children’s social care'), ('police', 'The police'), ('housing', 'Housing or a district council'), ('elsewhere', 'A school in another area'), ('public', 'Somebody else who knows of the child'), ('council', 'We found it ourselves')], max_length=12, verbose_name='who told us'),
        ),
    ]
