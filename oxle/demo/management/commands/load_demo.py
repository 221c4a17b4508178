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
from oxle.demo import building, telling
from oxle.demo.county import SIZES, County
from oxle.demo.models import Load

ACTOR = "command: load_demo"
# More than four would wait for the database.
MOST_PROCESSES = 4


class Command(BaseCommand):
    help = "Fill an empty database with the made-up county"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--size", choices=sorted(SIZES), default="small")
        parser.add_argument("--scale", type=float, default=1.0, help="how large a part of that size, such as 0.1")
        parser.add_argument("--seed", type=int, default=1, help="another number gives another county")
        parser.add_argument(
            "--processes",
            type=int,
            default=min(os.cpu_count() or 1, MOST_PROCESSES),
            help="how many tell stories side by side; with one, all is one transaction",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO and settings.LOCAL):
            raise CommandError("The demonstration needs OXLE_DEMO=1 and never runs in production.")
        if Load.objects.exists():
            raise CommandError("A load was cut off half-way: `make run` begins again with a new database.")
        if User.objects.exists() or Case.objects.exists():
            raise CommandError("There is data here already. The demonstration fills only an empty database.")
        if options["scale"] <= 0 or options["processes"] < 1:
            raise CommandError("--scale must be more than 0, and --processes at least 1.")
        size = SIZES[options["size"]].scaled(options["scale"])
        made = {"at": dates.now(), "size": size, "seed": options["seed"], "progress": Progress(self.stdout)}
        # Millions of short-lived records and hardly a cycle: looking for them would take a tenth of the time.
        gc.disable()
        began = monotonic()
        try:
            if options["processes"] == 1 or size.in_bulk:
                # A load that is stopped leaves nothing behind.
                with acting(ACTOR):
                    county = building.build(**made)
            else:
                county = _side_by_side(options["processes"], **made)
        finally:
            gc.enable()
        _analyse()
        pupils = sum(1 for _ in county.all_pupils())
        self.stdout.write(
            f"{len(county.schools):,} schools, {pupils:,} children and {Case.objects.count():,} cases"
            f" in {monotonic() - began:.0f} s"
        )


def _side_by_side(processes: int, **made: Any) -> County:
    """Build the county in three steps, the middle one in several processes. What is cut off leaves its `Load`."""
    with acting(ACTOR):
        load = Load.objects.create(began_at=made["at"])
        county = building.begin(**made)
    _analyse()
    try:
        telling.tell_side_by_side(county, building.stories(county), actor=ACTOR, processes=processes)
    except telling.CutOff as failure:
        raise CommandError(f"The load was cut off: {failure}") from None
    with acting(ACTOR):
        building.end(county)
        load.delete()
    return county


def _analyse() -> None:
    """Count the tables anew: without fresh statistics what is asked next would be planned as for empty ones.

    Only their owner may, so that is who does it where we are somebody else; but within another's transaction the rows
    are there for nobody else, and whoever counted from outside would find the tables empty.
    """
    owner = os.environ.get("DATABASE_OWNER_URL")
    if not owner or connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        return
    line = psycopg2.connect(owner, dbname=connection.settings_dict["NAME"])
    line.autocommit = True
    with line.cursor() as cursor:
        cursor.execute("ANALYZE")
    line.close()
