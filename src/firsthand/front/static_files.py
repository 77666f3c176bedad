"""Static files under names that carry their own digest, where ``firsthand up`` has collected them."""

from __future__ import annotations

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedWhereCollected(CompressedManifestStaticFilesStorage):
    """Hashed names where a manifest stands; plain names where none was made, as in tests and while developing."""

    support_js_module_import_aggregation = True

    def url(self, name: str, force: bool = False) -> str:
        if not self.hashed_files:
            return f"{settings.STATIC_URL}{name}"
        return str(super().url(name, force))
