"""`manage.py sweep`: does what the scheduled sweep does, or with --dry-run says what it would do."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from oxle.audit import acting
from oxle.cases import sweep
from oxle.core import dates


class Command(BaseCommand):
    help = "Act on every deadline that is due and not yet acted on"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        with acting("system:sweep"):
            done = sweep.sweep(at=dates.now(), dry_run=options["dry_run"])
        for line in done.lines:
            self.stdout.write(line)
        verb = "Would act on" if options["dry_run"] else "Acted on"
        self.stdout.write(f"{verb}: " + ", ".join(f"{count} {what}" for what, count in done.as_json().items()))
