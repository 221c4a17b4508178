"""`manage.py load_demo`: fills an empty database with the made-up county."""

from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from oxle.accounts.models import User
from oxle.audit import acting
from oxle.core import dates
from oxle.demo import county

PUPILS_A_SCHOOL = {"small": 210}


class Command(BaseCommand):
    help = "Fill an empty database with the made-up county"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--size", choices=sorted(PUPILS_A_SCHOOL), default="small")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration needs OXLE_DEMO=1 and never runs in production.")
        if User.objects.exists():
            raise CommandError("There is data here already. The demonstration fills only an empty database.")
        began = monotonic()
        with acting("command: load_demo"):
            made = county.build(dates.today(), pupils_a_school=PUPILS_A_SCHOOL[options["size"]])
        pupils = sum(len(children) for children in made.pupils.values())
        self.stdout.write(f"{len(made.schools)} schools and {pupils} children in {monotonic() - began:.0f} s")
