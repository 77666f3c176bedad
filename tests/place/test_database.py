"""How the database runs: durable, and patient with whoever writes at the same moment."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db(transaction=True)


def pragma(name: str) -> object:
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


def test_sqlite_is_durable_and_waits_for_its_turn_or_postgresql_is_what_it_is():
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version_num")
            assert int(cursor.fetchone()[0]) >= 140000
        return
    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2  # FULL
    assert pragma("busy_timeout") == 5000
    assert pragma("foreign_keys") == 1


def test_a_transaction_takes_its_turn_when_it_begins():
    """On SQLite one that begins by reading would fail when it comes to write, if another has written meanwhile."""
    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        pass

    begun = [query["sql"] for query in asked.captured_queries]
    assert connection.vendor != "sqlite" or begun[0] == "BEGIN IMMEDIATE"
    assert connection.settings_dict["ATOMIC_REQUESTS"] is False
