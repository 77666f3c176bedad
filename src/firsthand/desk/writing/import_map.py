"""The import map of the writing page: where its modules stand, and the hash by which the page's policy lets it be."""

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

MODULES = Path(__file__).resolve().parent.parent / "static" / "desk" / "js"
EDITOR = "django_prose_editor/editor.js"


def import_map() -> str:
    """Return the map as JSON. A module imports its neighbours as ``./name.js``; the map leads to the served file."""
    neighbours = {}
    for module in sorted(MODULES.glob("*.js")):
        served = static(f"desk/js/{module.name}")
        asked = f"{settings.STATIC_URL}desk/js/{module.name}"
        if served != asked:
            neighbours[asked] = served
    written = json.dumps({"imports": {"django-prose-editor/editor": static(EDITOR), **neighbours}})
    return written.replace("<", "\\u003c")  # it stands inside a script element


def hash_of(script: str) -> str:
    """Return the hash of an inline script as a content security policy names it."""
    return "sha256-" + b64encode(sha256(script.encode()).digest()).decode()
