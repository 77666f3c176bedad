"""The styles, scripts and pictures of the pages, gathered in one folder when they have changed."""

import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

STAMP = "collected"


def collect_if_changed() -> bool:
    """Gather the static files anew if any came, went or changed; say whether that was so."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    now = stamp_of_sources()
    if stamp.is_file() and stamp.read_text() == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    # Written last: a gathering that was interrupted is done again.
    stamp.write_text(now)
    return True


def stamp_of_sources() -> str:
    """Return a digest of every source file's path, length and time of change."""
    seen = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            about = os.stat(storage.path(path))
            seen.update(f"{path}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return seen.hexdigest()
