"""The database before the place starts: reached, of our version or older, and brought up to date."""

import sqlite3

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from .fault import Fault
from .folder import the_folder


def bring_up_to_date() -> bool:
    """Apply the migrations that are missing; say whether there were any."""
    plan = Plan()
    plan.refuse_a_newer_database()
    if plan.missing:
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except DatabaseError as refused:
            raise fault_of(refused) from refused
    return bool(plan.missing)


class Plan:
    """What lies between the tables that are there and the tables this version needs."""

    def __init__(self) -> None:
        try:
            connection.ensure_connection()
            executor = MigrationExecutor(connection)
        except DatabaseError as refused:
            raise fault_of(refused) from refused
        loader = executor.loader
        self.is_empty = not loader.applied_migrations
        self.unknown = sorted(set(loader.applied_migrations) - set(loader.disk_migrations))
        self.missing = [step for step, _ in executor.migration_plan(loader.graph.leaf_nodes())]

    def refuse_a_newer_database(self) -> None:
        if self.unknown:
            app, name = self.unknown[-1]
            raise Fault(
                f"The database {name_of_database()} was written by a newer version of Firsthand "
                f"({app}.{name} is unknown here). Start that version, or name another data folder with --data."
            )


def name_of_database() -> str:
    """Return how the operator knows the database, without its password."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(settings["NAME"])
    return f"{settings['NAME']} at {settings['HOST'] or 'localhost'}"


def fault_of(refused: Exception) -> Fault:
    """Return in one line what the database said and what to do."""
    said = (str(refused).strip().splitlines() or ["no reason given"])[0]
    if connection.vendor != "sqlite":
        return Fault(
            f"The database {name_of_database()} cannot be reached: {said}. "
            "Check FIRSTHAND_DATABASE_URL and that the server runs."
        )
    code = getattr(refused.__cause__, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return Fault(
            f"The disk that holds {name_of_database()} is full. Free some space, or name another data folder with --data."
        )
    if code == sqlite3.SQLITE_READONLY:
        return Fault(
            f"The database {name_of_database()} is read-only. Make it and its folder {the_folder()} writable."
        )
    if code == sqlite3.SQLITE_NOTADB:
        return Fault(f"The file {name_of_database()} is not a database. Put a backup in its place.")
    return Fault(f"The database {name_of_database()} cannot be used: {said}. See firsthand doctor.")
