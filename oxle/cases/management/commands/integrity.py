"""`manage.py integrity`: replays every case's events, and names each case whose rows say anything else."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from oxle.cases import replay
from oxle.cases.models import Case
from oxle.core.keeping import keeping
from oxle.core.progress import Progress

AT_ONCE = 1_000


class Command(BaseCommand):
    help = "Replay every case and compare its stage, pause, end and deadlines with what is stored"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sample", type=int, help="only so many cases, evenly spread over all there are")

    def handle(self, *args: Any, **options: Any) -> None:
        cases = Case.objects.order_by("pk")
        if (sample := options["sample"]) is not None:
            if sample < 1:
                raise CommandError("--sample must be 1 or more.")
            keys = list(cases.values_list("pk", flat=True))
            cases = cases.filter(pk__in=keys[:: -(-len(keys) // sample) or 1])
        count, wrong, seen = cases.count(), 0, 0
        progress = Progress(self.stdout)
        with keeping():
            for case in replay.with_facts(cases).iterator(chunk_size=AT_ONCE):
                seen += 1
                if differences := replay.differences(case):
                    wrong += 1
                    self.stdout.write(f"{case.reference}: {'; '.join(differences)}")
                if seen % AT_ONCE == 0 or seen == count:
                    progress("Cases replayed", seen, count)
        if wrong:
            raise CommandError(f"{wrong} of {seen} cases are not what their events say.")
        self.stdout.write(f"{seen} cases replayed: every one is what its events say")
