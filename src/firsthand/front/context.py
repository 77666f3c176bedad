"""What every page knows of the place."""

from typing import Any

from django.http import HttpRequest

from firsthand.place.models import Place


def place(request: HttpRequest) -> dict[str, Any]:
    return {"place": Place.current()}
