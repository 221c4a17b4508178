"""`manage.py load_demo`: fills an empty database with the made-up county."""

import gc
import os
from time import monotonic
from typing import Any

import psycopg2
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from oxle.accounts.models import User
from oxle.audit import acting
from oxle.cases.models import Case
from oxle.core import dates
from oxle.core.progress import Progress
from oxle.demo.building import build
from oxle.demo.county import SIZES


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
        try:
            # One transaction: a load that is stopped leaves nothing behind.
            with acting("command: load_demo"):
                county = build(
                    dates.now(),
                    SIZES[options["size"]].scaled(options["scale"]),
                    seed=options["seed"],
                    progress=Progress(self.stdout),
                )
                pupils = sum(1 for _ in county.all_pupils())
                cases = Case.objects.count()
        finally:
            gc.enable()
        _analyse()
        self.stdout.write(
            f"{len(county.schools):,} schools, {pupils:,} children and {cases:,} cases in {monotonic() - began:.0f} s"
        )


def _analyse() -> None:
    """Count the tables anew: without fresh statistics the first pages would be planned as for empty ones.

    Only their owner may, so that is who does it where we are somebody else.
    """
    owner = os.environ.get("DATABASE_OWNER_URL")
    if not owner:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        return
    line = psycopg2.connect(owner, dbname=connection.settings_dict["NAME"])
    line.autocommit = True
    with line.cursor() as cursor:
        cursor.execute("ANALYZE")
    line.close()
