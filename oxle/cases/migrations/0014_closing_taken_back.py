"""An entry that takes a closing step back names it, and says why."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_a_case_for_each_school")]

    operations = [
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=(
                    ~models.Q(step="taken_back")
                    | models.Q(supersedes__isnull=False) & ~models.Q(reason="")
                ),
                name="what_takes_back_says_what_and_why",
            ),
        ),
    ]
