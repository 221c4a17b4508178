"""Tests of letters have two kinds of letter and one e-mail of their own, and a folder for files."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from oxle.correspondence import hooks
from oxle.correspondence.kinds import KINDS
from oxle.correspondence.kinds import register as register_letters
from oxle.correspondence.messages import MESSAGES
from oxle.correspondence.messages import register as register_messages
from tests.correspondence import samples


@pytest.fixture(autouse=True)
def kinds_of_its_own(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.VAR = tmp_path
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(Path(__file__).parent / "templates")
    settings.TEMPLATES = templates
    register_letters(samples.WARNING, samples.NOTICE, samples.LEGAL)
    register_messages(samples.REMINDER, samples.DIGEST, samples.INVITATION)
    yield
    for kind in (samples.WARNING, samples.NOTICE, samples.LEGAL):
        del KINDS[kind.key]
    for message in (samples.REMINDER, samples.DIGEST, samples.INVITATION):
        del MESSAGES[message.key]


@pytest.fixture
def told() -> Iterator[list[tuple[str, Any]]]:
    """What the hooks were told: (which, the letter)."""
    heard: list[tuple[str, Any]] = []
    listening = []
    for name in ("letter_sent", "letter_corrected", "letter_withdrawn"):
        listener = lambda letter, name=name, **_: heard.append((name, letter))  # noqa: E731
        getattr(hooks, name).append(listener)
        listening.append((name, listener))
    yield heard
    for name, listener in listening:
        getattr(hooks, name).remove(listener)
