"""Reasons are read here in English, whose sentences the tests name.

Properties of documents take their time on a busy machine; a deadline would only make them fail by chance.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import settings

settings.register_profile("firsthand", deadline=None)
settings.load_profile("firsthand")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield
