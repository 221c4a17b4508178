"""A school may not have told the parents or the governors yet when it tells the council: it says so, and no day is kept."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0019_concerns_of_teams'),
        ('documents', '0002_from_outside'),
        ('exclusions', '0018_money_given_back'),
        ('people', '0001_initial'),
        ('schools', '0003_where_letters_to_a_trust_go'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='suspension',
            name='suspension_says_how_the_pupil_is',
        ),
        migrations.AlterField(
            model_name='permanentexclusion',
            name='governors_told_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='permanentexclusion',
            name='parents_told_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='suspension',
            constraint=models.CheckConstraint(condition=models.Q(('imported', True), models.Q(models.Q(('wellbeing', ''), _negated=True), models.Q(('sen', ''), _negated=True), ('decided_on__isnull', False), ('looked_after__isnull', False), ('social_worker__isnull', False)), _connector='OR'), name='suspension_says_how_the_pupil_is'),
        ),
    ]
