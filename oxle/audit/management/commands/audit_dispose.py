"""`manage.py audit_dispose`: empties the payloads of old audit rows, with a certificate that says who and why.

Who did what, to which record and when stays, and so does the chain. Only the database's owner can do it, so give it
the owner's address as DATABASE_URL. Once what a record held must be forgotten, name the record; once the audit's own
time has run out, name a day.
"""

from datetime import date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import ProgrammingError

from oxle.audit import acting, sealing
from oxle.audit.models import Certificate, SealedRow
from oxle.audit.queries import begins
from oxle.core import dates

# One certificate names at most so many rows.
MOST = 10_000


class Command(BaseCommand):
    help = "Empty the payloads of sealed audit rows, with a certificate"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--by", required=True, help="e-mail address of whoever decided it")
        parser.add_argument("--reason", required=True, help="why, for the certificate")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--record", nargs=2, metavar=("TABLE", "NUMBER"), help="all that was kept of one record")
        what.add_argument("--before", type=date.fromisoformat, help="everything older than a day, such as 2020-09-01")

    def handle(self, *args: Any, **options: Any) -> None:
        person = get_user_model().objects.filter(email=options["by"].lower()).first()
        if person is None:
            raise CommandError(f"Nobody has the address {options['by']}.")
        certificates = []
        try:
            with acting("command: audit_dispose"):
                for table, ids in self._batches(options):
                    certificates.append(
                        sealing.dispose(table, ids, by=f"user:{person.pk}", at=dates.now(), reason=options["reason"])
                    )
        except ProgrammingError as error:
            if "permission denied" not in str(error):
                raise
            raise CommandError("Only the database’s owner can: give its address as DATABASE_URL.") from None
        self._say(certificates)

    def _batches(self, options: dict[str, Any]) -> list[tuple[str, list[int]]]:
        found: dict[str, list[int]] = {}
        for table, model in sealing.TABLES.items():
            rows = model.objects.filter(pk__in=SealedRow.objects.filter(table=table, salt__isnull=False).values("row"))
            if options["record"]:
                if table != "change":
                    continue
                of_table, number = options["record"]
                rows = rows.filter(table=of_table, row=number)
            else:
                moment: datetime = begins(options["before"])
                rows = rows.filter(at__lt=moment)
            found[table] = list(rows.order_by("pk").values_list("pk", flat=True))
        return [(table, ids[here : here + MOST]) for table, ids in found.items() for here in range(0, len(ids), MOST)]

    def _say(self, certificates: list[Certificate]) -> None:
        if not certificates:
            self.stdout.write("Nothing that is sealed and still has its payload fits.")
        for one in certificates:
            rows = f"{len(one.rows)} row{'' if len(one.rows) == 1 else 's'}"
            self.stdout.write(f"Certificate {one.pk}: {rows} of {one.table} emptied, {one.reason}")
