"""`manage.py schema`: writes oxle/schema.sql from the migrations; a test says when it has gone stale."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from oxle.core import schema


class Command(BaseCommand):
    help = "Write oxle/schema.sql, which gives a new database its tables at once, from the migrations"

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            schema.FILE.write_text(schema.made(), encoding="utf-8")
        except schema.CannotWrite as failure:
            raise CommandError(str(failure)) from None
        self.stdout.write(f"Wrote {schema.FILE.relative_to(settings.ROOT)}")
