"""`manage.py letter_versions`: locks the wording of each letter's new version, and names what does not hold."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from oxle.correspondence import wording
from oxle.correspondence.kinds import KINDS


class Command(BaseCommand):
    help = "Lock the wording of new versions of letters."

    def handle(self, *args: Any, **options: Any) -> None:
        templates = settings.ROOT / "templates"
        for added in wording.lock(KINDS.values(), templates):
            self.stdout.write(f"Locked {added}.")
        if problems := wording.problems(KINDS.values(), templates):
            raise CommandError("\n".join(problems))
