"""`manage.py audit_verify`: walks the hash chain, and fails with the first row that was tampered with."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from oxle.audit import sealing


class Command(BaseCommand):
    help = "Verify the audit's hash chain against the database and the heads kept outside it"

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = sealing.verify()
        if verdict.problem:
            raise CommandError(verdict.problem)
        self.stdout.write(f"{verdict.seals} seals over {verdict.rows} rows hold")
