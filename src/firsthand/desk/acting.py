"""Whoever acts at the desk, and the methods an act is asked by."""

from __future__ import annotations

from django.http import HttpRequest
from django.views.decorators.http import require_http_methods

from firsthand.people.models import User

posted = require_http_methods(["GET", "HEAD", "POST"])


def acting(request: HttpRequest) -> User:
    """Return the account that acts; a stranger has been led to the way in before."""
    assert isinstance(request.user, User)
    return request.user
