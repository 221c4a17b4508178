"""What was sent and taken back before it became a case goes by itself, too: what was called by what was never sent is
called by what was given up. For which rows the door opens, each table says.
"""

from django.db import migrations, models

RENAMED = """
ALTER FUNCTION public.cases_{0}_may_go() RENAME TO cases_{1}_may_go;
ALTER TABLE public.cases_disposal
    RENAME CONSTRAINT only_what_was_{2}_goes_by_itself TO only_what_was_{3}_goes_by_itself;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_letter_says_what_was_put_right")]

    operations = [
        migrations.RunSQL(
            RENAMED.format("unsent", "abandoned", "never_sent", "given_up"),
            RENAMED.format("abandoned", "unsent", "given_up", "never_sent"),
            state_operations=[
                migrations.RemoveConstraint(
                    model_name="disposal", name="only_what_was_never_sent_goes_by_itself"
                ),
                migrations.AddConstraint(
                    model_name="disposal",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("by__isnull", False), ("state", "destroyed"), _connector="OR"),
                        name="only_what_was_given_up_goes_by_itself",
                    ),
                ),
            ],
        ),
    ]
