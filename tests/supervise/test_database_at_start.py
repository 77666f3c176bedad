"""The database before the place starts: brought up to date, and never by an older version than wrote it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from firsthand.supervise.database import Plan, fault_of
from firsthand.supervise.fault import Fault
from servers import firsthand


@pytest.mark.django_db
def test_a_database_of_this_version_needs_nothing():
    plan = Plan()

    plan.refuse_a_newer_database()
    assert (plan.missing, plan.is_empty) == ([], False)


@pytest.mark.django_db
def test_a_database_of_a_newer_version_is_refused():
    MigrationRecorder(connection).record_applied("stories", "0999_from_the_future")

    with pytest.raises(Fault, match=r"a newer version of Firsthand \(stories\.0999_from_the_future"):
        Plan().refuse_a_newer_database()


def test_what_sqlite_says_becomes_a_sentence_with_a_cure(tmp_path: Path):
    if connection.vendor != "sqlite":
        return
    for code, words in {
        sqlite3.SQLITE_FULL: "is full",
        sqlite3.SQLITE_READONLY: "is read-only",
        sqlite3.SQLITE_NOTADB: "is not a database",
    }.items():
        from django.db import OperationalError

        refused = OperationalError("something")
        refused.__cause__ = sqlite3.OperationalError("something")
        refused.__cause__.sqlite_errorcode = code
        assert words in str(fault_of(refused))


@pytest.mark.slow
@pytest.mark.parametrize("words", [["up", "--no-browser", "--port", "1"], ["doctor"]])
def test_the_command_refuses_a_newer_database_and_leaves_it_as_it_is(words: list[str], tmp_path: Path):
    data = tmp_path / "data"
    file = made_by_a_newer_version(data)
    before = file.read_bytes()

    done = firsthand(*words, "--data", data)

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "newer version of Firsthand" in done.stdout + done.stderr
    assert file.read_bytes() == before


def made_by_a_newer_version(data: Path) -> Path:
    assert (
        firsthand("--data", data, "manage", "migrate", "-v0").returncode == 1
    )  # the folder is not there yet
    data.mkdir(mode=0o700)
    assert firsthand("--data", data, "manage", "migrate", "-v0").returncode == 0
    file = data / "firsthand.sqlite3"
    with sqlite3.connect(file) as database:
        row = ("stories", "0999_from_the_future", "2030-01-01")
        database.execute("INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, ?)", row)
    database.close()
    return file


def test_a_file_that_is_no_database_is_named(tmp_path: Path):
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    (data / "firsthand.sqlite3").write_text("This is a letter to my grandmother. " * 40)

    done = firsthand("up", "--no-browser", "--data", data, "--port", "1")

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "is not a database" in done.stderr or "Port 1" in done.stderr
