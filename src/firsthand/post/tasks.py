from datetime import datetime

from django.utils import timezone
from django_tasks import task

from .models import Letter
from .sending import mail_is_set_up, send_waiting


def queue_sending(*, now: datetime) -> None:
    """Put a round of sending in the queue when a letter is due or too late. Cheap when none is; harmless twice."""
    letters = Letter.objects
    if mail_is_set_up() and (letters.due(now=now).exists() or letters.too_late(now=now).exists()):
        send_letters.enqueue()


@task()
def send_letters() -> dict[str, int]:
    """Send the letters that are due. Safe to repeat, and to run twice at once."""
    return vars(send_waiting(now=timezone.now()))
