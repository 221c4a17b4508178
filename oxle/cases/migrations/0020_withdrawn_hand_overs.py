"""What a case withdrew of what it had handed over is no refusal of whom it waited for."""

from django.conf import settings
from django.db import migrations, models

# How it was written until now.
WHICH = """
    SELECT set_config('oxle.actor', 'system: hand-overs that were withdrawn', true);
    UPDATE cases_handover SET withdrawn = true WHERE refused_because LIKE 'Withdrawn. %';
    SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_membership_because"),
        ("cases", "0019_concerns_of_teams"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(model_name="handover", name="withdrawn", field=models.BooleanField(default=False)),
        migrations.RunSQL(WHICH, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("withdrawn", False), ("refused_on__isnull", False), _connector="OR"),
                name="hand_over_is_withdrawn_on_a_day",
            ),
        ),
    ]
