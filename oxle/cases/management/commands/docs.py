"""`manage.py docs`: writes docs/pathways/ and docs/reporting.md from the code; with --check only says what is stale
and fails."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from oxle.cases import describing, duties
from oxle.core import reporting_dictionary


class Command(BaseCommand):
    help = "Write the generated pages of docs/pathways, and docs/reporting.md"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when a page is stale, and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        docs = Path(settings.ROOT) / "docs"
        folder = docs / "pathways"
        pages = {docs / "reporting.md": reporting_dictionary.page()} | {
            folder / f"{pathway.key.replace('/', '-')}.v{pathway.version}.md": describing.page(pathway)
            for duty in duties.duties()
            for pathway in duty.pathways
        }
        stale = [path for path, text in pages.items() if not path.is_file() or path.read_text() != text]
        stray = [path for path in folder.glob("*.md") if path not in pages]
        if options["check"]:
            if stale or stray:
                names = ", ".join(path.name for path in (*stale, *stray))
                raise CommandError(f"Stale: {names}. Run `make manage ARGS=docs` and commit what it writes.")
            return
        folder.mkdir(parents=True, exist_ok=True)
        for path in stale:
            path.write_text(pages[path])
        for path in stray:
            path.unlink()
        self.stdout.write(f"{len(stale)} written, {len(stray)} removed, {len(pages)} in all")
