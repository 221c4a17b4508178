"""Wording is code: it cannot change under a version that was once in force."""

from dataclasses import replace
from pathlib import Path

import pytest

from oxle.correspondence import wording
from oxle.correspondence.kinds import LetterKind
from tests.correspondence.samples import WARNING


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A folder of templates with one letter, locked."""
    (tmp_path / "letters" / "example").mkdir(parents=True)
    (tmp_path / WARNING.template).write_text("First words")
    assert wording.lock([WARNING], tmp_path) == ["example.warning version 1"]
    return tmp_path


def test_locked_wording_has_no_problem(templates: Path) -> None:
    assert wording.problems([WARNING], templates) == []


def test_wording_that_changed_without_a_new_version_is_found(templates: Path) -> None:
    (templates / WARNING.template).write_text("Other words")
    assert wording.problems([WARNING], templates) == [
        "example.warning: the wording of version 1 has changed. Put it back as letters/example/warning.html, or, if it "
        "is the newest, keep the old text as letters/example/warning.v1.html and give the letter version 2."
    ]


def test_wording_that_changed_in_a_part_the_letter_includes_is_found(templates: Path) -> None:
    part = templates / "letters/example/_part.html"
    part.write_text("A part")
    second = _second(templates)
    (templates / WARNING.template).write_text('Second {% include "letters/example/_part.html" %}')
    wording.lock([second], templates)
    assert wording.problems([second], templates) == []
    part.write_text("Another part")
    assert [problem[:59] for problem in wording.problems([second], templates)] == [
        "example.warning: the wording of version 2 has changed. Put "
    ]


def test_the_letterhead_may_change_without_a_new_version_of_every_letter(templates: Path) -> None:
    letterhead = templates / "letters/_letter.html"
    letterhead.write_text("Old")
    second = _second(templates)
    (templates / WARNING.template).write_text('{% extends "letters/_letter.html" %}')
    wording.lock([second], templates)
    letterhead.write_text("New")
    assert wording.problems([second], templates) == []


def test_locking_again_does_not_cover_up_a_change(templates: Path) -> None:
    (templates / WARNING.template).write_text("Other words")
    assert wording.lock([WARNING], templates) == []
    assert len(wording.problems([WARNING], templates)) == 1


def _second(templates: Path) -> LetterKind:
    (templates / WARNING.template).rename(templates / "letters/example/warning.v1.html")
    (templates / WARNING.template).write_text("Second words")
    return replace(WARNING, version=2)


def test_a_new_version_stands_beside_the_old_one(templates: Path) -> None:
    second = _second(templates)
    assert wording.problems([second], templates) == [
        "example.warning: version 2 is new. Lock it with `manage.py letter_versions`."
    ]
    assert wording.lock([second], templates) == ["example.warning version 2"]
    assert wording.problems([second], templates) == []


def test_the_wording_of_an_old_version_may_not_go(templates: Path) -> None:
    second = _second(templates)
    wording.lock([second], templates)
    (templates / "letters/example/warning.v1.html").unlink()
    assert wording.problems([second], templates) == [
        "example.warning: letters/example/warning.v1.html, the wording of version 1, is gone."
    ]


def test_a_version_may_not_go_back(templates: Path) -> None:
    wording.lock([_second(templates)], templates)
    assert wording.problems([WARNING], templates) == [
        "example.warning: the wording of version 1 has changed. Put it back as letters/example/warning.html, or, if it "
        "is the newest, keep the old text as letters/example/warning.v1.html and give the letter version 2.",
        "example.warning: version 2 was once in force, so 1 cannot be the newest.",
    ]


def test_a_letter_without_a_template_is_found(tmp_path: Path) -> None:
    assert wording.problems([WARNING], tmp_path) == ["example.warning: letters/example/warning.html does not exist."]


def test_a_letters_template_lies_where_its_key_says() -> None:
    assert WARNING.template == "letters/example/warning.html"
    assert replace(WARNING, version=2).template_of(1) == "letters/example/warning.v1.html"


def test_two_letters_cannot_have_one_key() -> None:
    from oxle.correspondence import kinds

    with pytest.raises(ValueError, match=r"two kinds of letter are called example\.warning"):
        kinds.register(replace(WARNING, version=2))
