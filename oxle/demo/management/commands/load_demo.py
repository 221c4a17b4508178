"""`manage.py load_demo`: fills an empty database with the made-up county."""

import gc
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from oxle.accounts.models import User
from oxle.audit import acting
from oxle.cases.models import Case
from oxle.core import dates
from oxle.demo.building import build
from oxle.demo.county import SIZES

BAR = 40


class Command(BaseCommand):
    help = "Fill an empty database with the made-up county"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--size", choices=sorted(SIZES), default="small")
        parser.add_argument("--scale", type=float, default=1.0, help="how large a part of that size, such as 0.1")
        parser.add_argument("--seed", type=int, default=1, help="another number gives another county")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO and settings.LOCAL):
            raise CommandError("The demonstration needs OXLE_DEMO=1 and never runs in production.")
        if User.objects.exists() or Case.objects.exists():
            raise CommandError("There is data here already. The demonstration fills only an empty database.")
        if options["scale"] <= 0:
            raise CommandError("--scale must be more than 0.")
        # Millions of short-lived records and hardly a cycle: looking for them would take a tenth of the time.
        gc.disable()
        began = monotonic()
        self.shown = ""
        with acting("command: load_demo"):
            county = build(
                dates.now(),
                SIZES[options["size"]].scaled(options["scale"]),
                seed=options["seed"],
                progress=self.show,
            )
            pupils = sum(1 for _ in county.all_pupils())
            cases = Case.objects.count()
        with connection.cursor() as cursor:
            # So much at once: without fresh statistics the first pages would be planned as for empty tables.
            cursor.execute("ANALYZE")
        self.stdout.write(
            f"{len(county.schools)} schools, {pupils} children and {cases} cases in {monotonic() - began:.0f} s"
        )

    def show(self, what: str, done: int, of: int) -> None:
        """One line for each thing that is made, filled as it goes on; only its beginning and end where nobody looks."""
        part = min(1.0, done / of) if of else 1.0
        line = f"{what:<18} [{'#' * int(BAR * part):<{BAR}}] {part:4.0%}"
        if line == self.shown:
            return
        self.shown = line
        if self.stderr.isatty():
            self.stderr.write(f"\r{line}", ending="\n" if part == 1 else "")
        elif part == 1:
            self.stdout.write(line)
