"""`manage.py check_register`: works the register of pupils missing out anew, and says whether its copy is the same."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from oxle.core import dates
from oxle.missing_out import kept
from oxle.missing_out.kept_models import KeptRow


class Command(BaseCommand):
    help = "Bring the copy of the register up to date, work everybody out anew, and compare the two row by row"

    def handle(self, *args: Any, **options: Any) -> None:
        on = dates.today()
        kept.bring_up_to_date(on, dates.now())
        if wrong := kept.differences(on):
            raise CommandError(f"{len(wrong)} rows of the copy are not what is worked out.")
        self.stdout.write(f"{KeptRow.objects.count()} rows: every one is what is worked out")
