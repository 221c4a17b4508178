"""Money that a school paid above what it was asked for can be given back, or come back from the one that admitted."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0018_ratings_set_by_persons'),
        ('exclusions', '0017_where_an_excluded_child_lives'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='fundingentry',
            name='funding_entry_says_why',
        ),
        migrations.AlterField(
            model_name='fundingentry',
            name='kind',
            field=models.CharField(choices=[('raised', 'Invoice'), ('received', 'Received'), ('returned', 'Given back'), ('written_off', 'Written off'), ('disputed', 'Disputed by the school'), ('settled', 'Dispute settled: the invoice stands'), ('upheld', 'Dispute upheld: the school is right'), ('cancelled', 'Entered by mistake')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='fundingentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['written_off', 'settled', 'upheld', 'cancelled']), models.Q(('reason', ''), _negated=True)), models.Q(('kind__in', ['raised', 'received', 'returned']), ('reason', '')), ('kind', 'disputed'), _connector='OR'), name='funding_entry_says_why'),
        ),
    ]
