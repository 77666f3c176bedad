from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from exports import saved

from firsthand.people.models import User
from firsthand.stories.models import Story


@pytest.fixture
def bring(tmp_path: Path, ada: User) -> Callable[..., str]:
    """Return a function that imports a file, or posts, with Ada to answer for it, and returns the table."""

    def run(
        *what: str | Path, by: str | None = "ada.rossi@pompebrenta.example", dry: bool = False, **channel: str
    ) -> str:
        path = what[0] if what and isinstance(what[0], Path) else saved(tmp_path, *map(str, what), **channel)
        out = StringIO()
        options = {"person": by} if by else {}
        call_command("import", "wordpress", str(path), dry_run=dry, stdout=out, **options)
        return out.getvalue()

    return run


@pytest.fixture
def told(db: None) -> Callable[[str], Story]:
    """Return a function that finds the story of a title."""
    return lambda title: Story.objects.get(title=title)
