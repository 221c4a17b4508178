from django.conf import settings
from django.db import migrations, models

# Of the statements there are, only who wrote last is known by a column.
LAST_WRITERS = """
    INSERT INTO attendance_statement_writers (statement_id, user_id)
    SELECT id, written_by_id FROM attendance_statement
"""


class Migration(migrations.Migration):
    dependencies = [
        ("attendance", "0007_considered_with_what_was_known"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="statement",
            name="writers",
            field=models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.RunSQL(LAST_WRITERS, migrations.RunSQL.noop),
    ]
