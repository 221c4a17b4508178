import django.db.models.deletion
from django.db import migrations, models

# The message by which a hand-over made before this waits: entered at its very moment, for the same team, from its case.
FIND_MESSAGES = """
    SELECT set_config('oxle.actor', 'system: hand-overs and their messages', true);
    UPDATE cases_handover AS made SET message_id = told.id
    FROM cases_inboxmessage AS told, cases_case AS source
    WHERE source.id = made.case_id AND told.channel = 'hand_over' AND told.team_id = made.waits_with_id
        AND told.entered_at = made.at AND told.entered_by_id = made.by_id
        AND right(told.sender, length(source.reference)) = source.reference
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_recount_reached"),
    ]

    operations = [
        migrations.AddField(
            model_name="handover",
            name="message",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="handed_over_by",
                to="cases.inboxmessage",
            ),
        ),
        migrations.RunSQL(FIND_MESSAGES, migrations.RunSQL.noop),
    ]
