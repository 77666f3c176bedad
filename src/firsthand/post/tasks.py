from django.utils import timezone
from django_tasks import task

from .sending import send_waiting


@task()
def send_letters() -> dict[str, int]:
    """Send the letters that are due. Safe to repeat, and to run twice at once."""
    return vars(send_waiting(now=timezone.now()))
