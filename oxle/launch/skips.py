"""Counts the tests that were skipped, from pytest's report, for CI: only the absence of shared data excuses one."""

import re
import sys
from pathlib import Path
from xml.etree import ElementTree

EXCUSE = "shared data absent"


def read(report: Path) -> list[tuple[str, str]]:
    """Every skipped test of a JUnit report with its reason; a test that is expected to fail is not a skip."""
    found = []
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 (pytest wrote it a moment ago)
        skipped = case.find("skipped")
        if skipped is not None and skipped.get("type") != "pytest.xfail":
            reason = skipped.get("message", "")
            # A whole file skipped while being collected has its reason in the text only.
            if reason == "collection skipped":
                inside = re.search(r"Skipped: (.*)['\"]\)\s*$", skipped.text or "")
                reason = inside[1] if inside else reason
            found.append((f"{case.get('classname', '')}::{case.get('name', '')}".strip(":"), reason))
    return found


def main(report: Path) -> int:
    """Print the count; 1 when a test was skipped for a reason that is no excuse."""
    skips = read(report)
    print(f"Skipped because of “{EXCUSE}”: {sum(reason == EXCUSE for _, reason in skips)}")
    others = [(test, reason) for test, reason in skips if reason != EXCUSE]
    for test, reason in others:
        print(f"Skipped without an excuse: {test} ({reason})")
    return 1 if others else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
