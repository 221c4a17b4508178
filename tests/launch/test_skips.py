"""CI's count of skipped tests, on reports that pytest really wrote."""

import subprocess
import sys
from pathlib import Path

import pytest

from oxle.launch import skips

SUITE = """
import pytest

def test_runs(): pass

@pytest.mark.skip(reason="shared data absent")
def test_without_data(): pass

@pytest.mark.xfail(reason="not yet", strict=True)
def test_expected_to_fail(): assert False
"""
FURTHER = {
    "a mark": '@pytest.mark.skip(reason="no Chromium here")\ndef test_browser(): pass\n',
    "a call": 'def test_browser(): pytest.skip("no Chromium here")\n',
    "a whole file": 'pytest.skip("no Chromium here", allow_module_level=True)\n',
    "almost the excuse": '@pytest.mark.skip(reason="shared data absent today")\ndef test_data(): pass\n',
}


def report(folder: Path, *files: str) -> Path:
    for number, text in enumerate(files):
        (folder / f"test_{number}.py").write_text(text)
    words = [sys.executable, "-m", "pytest", "-p", "no:django", "-q", f"--junitxml={folder / 'report.xml'}", folder]
    subprocess.run(words, cwd=folder, stdout=subprocess.DEVNULL, check=True)
    return folder / "report.xml"


def test_absent_shared_data_is_counted_and_excused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert skips.main(report(tmp_path, SUITE)) == 0
    assert capsys.readouterr().out == "Skipped because of “shared data absent”: 1\n"


@pytest.mark.parametrize("how", FURTHER)
def test_any_other_skip_fails_and_is_named(how: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert skips.main(report(tmp_path, SUITE, "import pytest\n" + FURTHER[how])) == 1
    first, *others = capsys.readouterr().out.splitlines()
    assert first == "Skipped because of “shared data absent”: 1"
    reason = "shared data absent today" if how == "almost the excuse" else "no Chromium here"
    assert [
        line for line in others if line.startswith("Skipped without an excuse: ") and f"({reason})" in line
    ] == others
    assert len(others) == 1


def test_a_whole_file_without_shared_data_is_excused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = 'import pytest\npytest.skip("shared data absent", allow_module_level=True)\n'
    assert skips.main(report(tmp_path, SUITE, whole)) == 0
    assert capsys.readouterr().out == "Skipped because of “shared data absent”: 2\n"
