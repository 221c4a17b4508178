"""Which release runs is told by all code of ours, so that what another one worked out is not taken for its own."""

from pathlib import Path

from oxle.core.release import digest_of


def test_other_code_a_new_file_and_another_name_make_another_release_and_nothing_else_does(tmp_path: Path) -> None:
    ours = tmp_path / "oxle"
    ours.mkdir()
    (ours / "rules.py").write_text("LIMIT = 15\n")
    (ours / "ledger.sql").write_text("SELECT 1\n")
    found = [digest_of([ours])]

    def changed() -> bool:
        found.append(digest_of([ours]))
        return found[-1] not in found[:-1]

    (ours / "page.txt").write_text("Nothing that runs.")
    assert not changed()
    (ours / "rules.py").write_text("LIMIT = 10\n")
    assert changed()
    (ours / "ledger.sql").write_text("SELECT 2\n")
    assert changed()
    (ours / "more.py").write_text("")
    assert changed()
    (ours / "more.py").rename(ours / "other.py")
    assert changed()
