"""What a school owes for its suspensions is a case of its own from now on; those that are open keep what they hold."""

from django.db import migrations

EACH_SCHOOL = """
    SELECT set_config('oxle.actor', 'system: a case for each school', true);
    UPDATE cases_case SET per_school = true WHERE pathway = 'exclusions/suspensions' AND school_id IS NOT NULL;
    SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_a_case_for_each_school"), ("exclusions", "0011_what_a_provider_answered_stays")]

    operations = [migrations.RunSQL(EACH_SCHOOL, migrations.RunSQL.noop)]
