"""What this room does by itself, in the background. Each is safe to repeat."""

from django.utils import timezone
from django_tasks import task

from .plans import open_due


@task()
def open_due_plans() -> int:
    """Open the planned openings whose day has come and whose event has happened."""
    return open_due(now=timezone.now())
