"""The manual: a page for every role, and every picture that a page shows."""

import re
from pathlib import Path

from django.conf import settings

from oxle.accounts.roles import ROLES

MANUAL = Path(settings.ROOT) / "docs" / "manual"
# Whoever uses the service without an account.
WITHOUT_ROLE = {"applicant"}
PICTURE = re.compile(r"!\[[^]]+]\(([^)]+)\)")


def test_every_role_has_its_page_and_no_page_is_for_a_role_that_is_gone() -> None:
    assert {page.stem for page in MANUAL.glob("*.md")} == {*ROLES, *WITHOUT_ROLE}


def test_every_picture_a_page_shows_is_there_and_none_is_left_over() -> None:
    shown = {
        (page.parent / name).resolve() for page in MANUAL.glob("*.md") for name in PICTURE.findall(page.read_text())
    }
    assert shown == {picture.resolve() for picture in (MANUAL / "images").iterdir()}


def test_every_page_shows_at_least_one_picture() -> None:
    assert [page.name for page in MANUAL.glob("*.md") if not PICTURE.search(page.read_text())] == []
