"""What each process of a running place does."""

import logging
import multiprocessing
import signal
import sys
from functools import partial

from django.conf import settings
from django.utils.crypto import get_random_string

from .children import Child
from .network import HERE


def the_parts(port: int) -> list[Child]:
    """Return the processes a place is made of."""
    return [
        Child("web server", partial(serve, port)),
        Child("worker", work_off_the_queue),
        Child("schedule", keep_the_schedule),
    ]


def serve(port: int, *, application: str = "firsthand.wsgi:application") -> None:
    """Answer requests until told to end. Each of its workers has a thread for Python and its own store of pages."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    multiprocessing.set_start_method("fork", force=True)
    Granian(
        application,
        address=HERE,
        port=port,
        interface=Interfaces.WSGI,
        workers=settings.WORKERS,
        blocking_threads=1,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=5,
    ).serve()


def work_off_the_queue() -> None:
    """Do the work that is waiting, then wait for more."""
    from django_tasks_db.management.commands.db_worker import Worker

    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
    worker = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )
    worker.configure_signals()
    worker.run()


def keep_the_schedule() -> None:
    from firsthand.schedule import keep_time

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    keep_time()
