"""What every test stands on: a data folder and a database of its own, and no waiting for the lease."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest

pytest_plugins = ["cast", "browser"]

HERE = Path(__file__).resolve().parent


def pytest_configure(config: pytest.Config) -> None:
    """Point the settings at a folder of this run, before anything reads them."""
    from django.conf import settings

    shm = Path("/dev/shm")
    kept = tempfile.TemporaryDirectory(prefix="firsthand-tests-", dir=shm if shm.is_dir() else None)
    config.add_cleanup(kept.cleanup)
    data = Path(kept.name)
    settings.DATA = data
    settings.MEDIA_ROOT, settings.STATIC_ROOT = data / "media", data / "static"
    settings.STATIC_ROOT.mkdir()  # WhiteNoise looks for it
    database = settings.DATABASES["default"]
    if "sqlite3" in database["ENGINE"]:
        # A file, not memory: threads and processes of a test each have a connection of their own, as in life.
        database.setdefault("TEST", {})["NAME"] = str(data / "test.sqlite3")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.relative_to(HERE).parts:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(autouse=True)
def no_waiting(settings: Any) -> None:
    """Let an act return at once; a test that is about the lease sets it."""
    settings.LEASE = 0
