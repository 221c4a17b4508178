from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_case_kept_forwards")]
    operations = [
        migrations.AddField("recount", "reached", models.BigIntegerField(default=0)),
    ]
