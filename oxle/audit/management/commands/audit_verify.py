"""`manage.py audit_verify`: walks the hash chain, and fails with the first thing that was tampered with."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from oxle.audit import verifying


class Command(BaseCommand):
    help = "Verify the audit's hash chain against the audit itself and the heads kept outside the database"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--heads", type=Path, help="a copy of the heads kept elsewhere, instead of our own file")

    def handle(self, *args: Any, **options: Any) -> None:
        outside = options["heads"]
        if outside and not outside.is_file():
            raise CommandError(f"There is no file {outside}.")
        verdict = verifying.verify(outside)
        if verdict.problem:
            raise CommandError(verdict.problem)
        self.stdout.write(f"{verdict.seals} seals over {verdict.rows} rows hold.")
