"""The document: a story's body, and every way of reading it. Pure: no database, no Django.

Everything shown anywhere is rendered from a document, for a rung that must be named.
"""

from typing import Any

EMPTY: dict[str, Any] = {"type": "doc", "content": [{"type": "paragraph", "attrs": {"mask": None}}]}
