"""Whether this place is alive, and whether what it stands on can be reached. For whoever watches over it."""

from __future__ import annotations

from collections.abc import Callable

from django.core.files.storage import default_storage
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when everything can be reached; 503 with one line for each part that cannot."""
    missing = [name for name, reach in PARTS.items() if not reached(reach)]
    said = "".join(f"{name} cannot be reached\n" for name in missing) or "ready\n"
    return HttpResponse(said, status=503 if missing else 200, content_type="text/plain; charset=utf-8")


def reached(reach: Callable[[], object]) -> bool:
    try:
        reach()
    except Exception:  # whatever a part answers with but an answer, it cannot be reached
        return False
    return True


def database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def queue() -> None:
    DBTaskResult.objects.values_list("pk", flat=True).first()


def storage() -> None:
    default_storage.exists("pictures")


PARTS: dict[str, Callable[[], object]] = {"database": database, "queue": queue, "storage": storage}
