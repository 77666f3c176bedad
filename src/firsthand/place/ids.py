"""Names that a browser may see: random, so that nobody can count or guess what is there."""

import secrets


def random_id() -> str:
    """Return twelve random letters and digits of the URL-safe alphabet (72 bits)."""
    return secrets.token_urlsafe(9)
