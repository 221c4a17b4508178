"""What tests of cases share: a folder of their own for stored files, and the service's own database role."""

from pathlib import Path

import pytest

from tests.audit.conftest import as_service, other_session, outside

__all__ = ["as_service", "files", "other_session", "outside"]


@pytest.fixture
def files(settings, tmp_path: Path) -> Path:
    """The folder of stored files, empty at first."""
    settings.VAR = tmp_path
    return tmp_path / "files"
