"""A school tells of its own timetable, so a pupil has an open case for each school; those that are open keep what they
hold."""

from django.db import migrations

EACH_SCHOOL = """
    SELECT set_config('oxle.actor', 'system: a case for each school', true);
    UPDATE cases_case SET per_school = true WHERE pathway = 'reduced_timetables/timetable' AND school_id IS NOT NULL;
    SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0013_a_case_for_each_school"),
        ("reduced_timetables", "0006_what_a_timetable_is_part_of"),
    ]

    operations = [migrations.RunSQL(EACH_SCHOOL, migrations.RunSQL.noop)]
