"""Programs that come from the operating system: what is missing, and apt-get for it where we may."""

import ctypes
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from oxle.launch import processes
from oxle.launch.console import CannotGoOn, say

# Another apt-get may be at work, such as the machine's own updates: wait for its lock.
APT = ["apt-get", "--quiet", "--option", "DPkg::Lock::Timeout=120"]


@dataclass(frozen=True)
class Package:
    """A Debian package, what waits without it, and how to see that it is there."""

    name: str
    without: str
    present: Callable[[], bool]


def _library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _font(pattern: str) -> bool:
    return any(next(Path(folder).rglob(pattern), None) for folder in ("/usr/share/fonts", "/usr/local/share/fonts"))


PANGO = Package("libpangoft2-1.0-0", "letters wait to be made", lambda: _library("libpangoft2-1.0.so.0"))
FONTS = Package("fonts-liberation", "letters are set in another font", lambda: _font("LiberationSans*"))
HAN = Package(
    "fonts-droid-fallback", "Chinese, Japanese and Korean names cannot be printed", lambda: _font("DroidSansFallback*")
)
SCRIPTS = Package(
    "fonts-noto-core",
    "names in Arabic, Bengali and other scripts cannot be printed",
    lambda: _font("NotoSansBengali-*"),
)
EMOJI = Package("fonts-noto-color-emoji", "emoji cannot be printed", lambda: _font("NotoColorEmoji*"))
POPPLER = Package("poppler-utils", "tests of PDF text are skipped", lambda: bool(shutil.which("pdftotext")))
CHROMIUM = Package("chromium", "browser tests are skipped", lambda: bool(shutil.which("chromium")))

TO_RUN = (PANGO, FONTS, HAN, SCRIPTS, EMOJI)
TO_TEST = (*TO_RUN, POPPLER, CHROMIUM)


def ensure(packages: Iterable[Package], log: Path) -> list[Package]:
    """Install what is missing where we may; returns what is still missing. Never stops the start."""
    missing = [package for package in packages if not package.present()]
    if missing and may_install():
        say(f"Installing {', '.join(package.name for package in missing)}")
        try:
            install([package.name for package in missing], log)
        except CannotGoOn as failure:
            say(str(failure))
        missing = [package for package in missing if not package.present()]
    return missing


def may_install() -> bool:
    """True for root on Debian and its kin."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


@cache
def _refresh_lists(log: Path) -> None:
    """Bring apt's lists up to date, once: those of a new machine are empty or old."""
    processes.run([*APT, "update"], log=log, fail="apt-get could not read its lists of packages")


def install(names: list[str], log: Path) -> None:
    """apt-get the packages."""
    _refresh_lists(log)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    processes.run(
        [*APT, "install", "--yes", "--no-install-recommends", *names],
        log=log,
        fail=f"apt-get could not install {' '.join(names)}",
        env=environment,
    )
