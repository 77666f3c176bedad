"""A toy place and a door before it, for every test that needs no database."""

from __future__ import annotations

from typing import Any

import pytest
from toy import ToyPlace

from firsthand.front.door.door import Door


@pytest.fixture(autouse=True)
def lease(no_waiting: None, settings: Any) -> float:
    """These tests are about the lease."""
    settings.LEASE = 0.25
    return 0.25


@pytest.fixture
def toy() -> ToyPlace:
    return ToyPlace()


@pytest.fixture
def door(toy: ToyPlace) -> Door:
    return toy.door()
