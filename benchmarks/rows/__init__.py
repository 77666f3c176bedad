"""The rows of the table: one module each, found by being here."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def all_rows() -> dict[str, ModuleType]:
    """Return every row by its name, in the order of the alphabet."""
    found = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    return {row.NAME: row for row in sorted(found, key=lambda row: row.NAME)}
