"""Everything that must be true before the place, or a command that writes to it, may start."""

import django
from django.core.exceptions import ImproperlyConfigured

from . import folder
from .fault import Fault


def load_django() -> None:
    """Read the settings and load the rooms. A setting that cannot be understood is a fault, in its own words."""
    try:
        django.setup()
    except ImproperlyConfigured as refused:
        raise Fault(str(refused)) from refused


def refuse_what_cannot_run() -> None:
    """Ask every check of Django's and ours, a missing condition of opening among them, before the place starts."""
    from django.core.checks import run_checks

    for found in run_checks():
        if found.is_serious():
            said = " ".join(str(part) for part in (found.msg, found.hint) if part)
            raise Fault(f"This place must not start ({found.id}): {' '.join(said.split())}")


def make_ready_for_a_command() -> None:
    """Prepare the data folder and, in a new place, the tables. The tables of an older place wait for ``firsthand up``."""
    folder.prepare(folder.the_folder())
    load_django()
    from .database import Plan, bring_up_to_date

    plan = Plan()
    plan.refuse_a_newer_database()
    if plan.is_empty:
        bring_up_to_date()
    elif plan.missing:
        raise Fault(
            "The database is from an older version of Firsthand. Start firsthand up once, then run this again."
        )
