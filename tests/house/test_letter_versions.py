"""The wording of every letter is locked: to change it is to make a new version and to keep the old one."""

from django.conf import settings

from oxle.correspondence import wording
from oxle.correspondence.kinds import KINDS


def test_no_letters_wording_changed_without_a_new_version() -> None:
    assert wording.problems(KINDS.values(), settings.ROOT / "templates") == []


def test_no_letters_template_switches_escaping_off() -> None:
    banned = ("|safe", "mark_safe", "autoescape off", "safeseq")
    folder = settings.ROOT / "templates" / "letters"
    found = [
        f"{path.relative_to(folder)}: {word}"
        for path in sorted(folder.rglob("*.html"))
        for word in banned
        if word in path.read_text()
    ]
    assert found == []
