"""`manage.py integrity`: replays every case's events, and names each case whose rows say anything else.

With `--mend` the dates of those are worked out again, as after an update that brought a pathway new clocks.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from oxle.audit import acting
from oxle.cases import projection, replay
from oxle.cases.models import Case
from oxle.core import dates
from oxle.core.keeping import keeping
from oxle.core.progress import Progress

AT_ONCE = 1_000


class Command(BaseCommand):
    help = "Replay every case and compare its stage, pause, end and deadlines with what is stored"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sample", type=int, help="only so many cases, evenly spread over all there are")
        parser.add_argument("--mend", action="store_true", help="work the dates of those that differ out again")

    def handle(self, *args: Any, **options: Any) -> None:
        cases = Case.objects.order_by("pk")
        if (sample := options["sample"]) is not None:
            if sample < 1:
                raise CommandError("--sample must be 1 or more.")
            keys = list(cases.values_list("pk", flat=True))
            cases = cases.filter(pk__in=keys[:: -(-len(keys) // sample) or 1])
        count, wrong, seen = cases.count(), list[int](), 0
        progress = Progress(self.stdout)
        with keeping():
            for case in replay.with_facts(cases).iterator(chunk_size=AT_ONCE):
                seen += 1
                if differences := replay.differences(case):
                    wrong.append(case.pk)
                    self.stdout.write(f"{case.reference}: {'; '.join(differences)}")
                if seen % AT_ONCE == 0 or seen == count:
                    progress("Cases replayed", seen, count)
        if wrong and options["mend"]:
            wrong = [key for key in wrong if not _mended(key)]
        if wrong:
            raise CommandError(f"{len(wrong)} of {seen} cases are not what their events say.")
        self.stdout.write(f"{seen} cases replayed: every one is what its events say")


def _mended(key: int) -> bool:
    """Work a case's dates out again; whether all of it is now what its events say. A stage is nobody's to guess."""
    with acting("command: integrity"):
        case = Case.objects.select_for_update().get(pk=key)
        projection.rewrite(case, at=dates.now(), because="the dates were worked out again after an update")
        return not replay.differences(Case.objects.get(pk=key))
