"""`manage.py integrity`: replays every case's events, and names each case whose rows say anything else."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from oxle.cases import duties, projection
from oxle.cases.clocks import is_paused
from oxle.cases.models import Case
from oxle.core.rules import RuleBook


class Command(BaseCommand):
    help = "Replay every case and compare its stage, pause, end and deadlines with what is stored"

    def handle(self, *args: Any, **options: Any) -> None:
        rules, wrong, seen = RuleBook(), 0, 0
        for case in Case.objects.select_related("school__calendar").order_by("pk").iterator(chunk_size=500):
            seen += 1
            if differences := _differences(case, rules):
                wrong += 1
                self.stdout.write(f"{case.reference}: {'; '.join(differences)}")
            if seen % 5_000 == 0:
                self.stderr.write(f"{seen} cases replayed")
        if wrong:
            raise CommandError(f"{wrong} of {seen} cases are not what their events say.")
        self.stdout.write(f"{seen} cases replayed: every one is what its events say")


def _differences(case: Case, rules: RuleBook) -> list[str]:
    pathway = duties.pathway(case.pathway, case.pathway_version)
    done = projection.happenings(case)
    led = [(pathway.step(one.step).to, one.on) for one in done if pathway.step(one.step).to]
    stage, since = led[-1]
    found = []
    if stage.key != case.stage:
        found.append(f"stage is {case.stage}, events lead to {stage.key}")
    if (since if stage.closed else None) != case.closed_on:
        found.append("the day it closed differs")
    if is_paused(pathway, done) != (case.paused_since_on is not None):
        found.append("whether it is paused differs")
    worked = {(one.clock.key, one.event): (one.due_on, one.state.value) for one in projection.work_out(case, rules)}
    stored = {(row.clock, row.event_id): (row.due_on, row.state) for row in case.deadlines.all()}
    for key in sorted(worked.keys() | stored.keys()):
        if worked.get(key) != stored.get(key) and (key in worked or stored[key][1] != "ended"):
            found.append(f"the deadline “{key[0]}” differs")
    return found
