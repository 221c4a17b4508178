"""An invoice can be disputed by the school, and it is kept whether it was asked if a panel ordered a payment."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0014_closing_taken_back'),
        ('exclusions', '0014_before_an_examination'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='fundingentry',
            name='funding_entry_says_why',
        ),
        migrations.AddField(
            model_name='funding',
            name='order_answered',
            field=models.BooleanField(default=False, verbose_name='it was asked whether a panel ordered a payment'),
        ),
        migrations.AddField(
            model_name='fundingentry',
            name='code',
            field=models.CharField(blank=True, choices=[('amount', 'The pupil’s amount (A)'), ('weeks', 'The weeks (B), or the day from which they count'), ('order', 'What the review panel ordered (C)'), ('not_owed', 'Nothing is owed: the exclusion does not stand, or the school has no budget share'), ('paid', 'It is paid already'), ('other', 'Something else')], max_length=10),
        ),
        migrations.AlterField(
            model_name='fundingentry',
            name='kind',
            field=models.CharField(choices=[('raised', 'Invoice'), ('received', 'Received'), ('written_off', 'Written off'), ('disputed', 'Disputed by the school'), ('settled', 'Dispute settled: the invoice stands'), ('upheld', 'Dispute upheld: the school is right'), ('cancelled', 'Entered by mistake')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='fundingentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['written_off', 'settled', 'upheld', 'cancelled']), models.Q(('reason', ''), _negated=True)), models.Q(('kind__in', ['raised', 'received']), ('reason', '')), ('kind', 'disputed'), _connector='OR'), name='funding_entry_says_why'),
        ),
        migrations.AddConstraint(
            model_name='fundingentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'disputed'), models.Q(('code', ''), _negated=True)), models.Q(models.Q(('kind', 'disputed'), _negated=True), ('code', '')), _connector='OR'), name='funding_dispute_has_a_code'),
        ),
        migrations.AddConstraint(
            model_name='fundingentry',
            constraint=models.CheckConstraint(condition=models.Q(('side', 'recovery'), models.Q(('kind__in', ['disputed', 'settled', 'upheld']), _negated=True), _connector='OR'), name='funding_only_an_invoice_is_disputed'),
        ),
    ]
