"""``firsthand doctor``: one line for each thing, and nothing changed by asking."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from firsthand.stories.tasks import open_due_plans
from firsthand.supervise.doctor import LONG_WAIT, queue
from servers import firsthand


@pytest.fixture(scope="module")
def a_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a place that has its tables."""
    data = tmp_path_factory.mktemp("doctor") / "data"
    data.mkdir(mode=0o700)
    assert firsthand("--data", data, "manage", "migrate", "-v0").returncode == 0
    return data


def test_a_place_that_is_well_is_said_to_be_well(a_place: Path):
    done = firsthand("doctor", "--data", a_place)

    assert done.returncode == 0, done.stdout
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["well"] * 6
    assert "sound, durable" in done.stdout


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path):
    done = firsthand("doctor", "--data", tmp_path / "nowhere")

    assert done.returncode == 1
    assert "BAD   data folder" in done.stdout
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "nowhere").exists()


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path):
    (tmp_path / "data").mkdir(mode=0o700)

    done = firsthand("doctor", "--data", tmp_path / "data")

    assert done.returncode == 1
    assert "BAD   database" in done.stdout
    assert list((tmp_path / "data").iterdir()) == []


def test_a_folder_that_is_open_to_others_is_bad(a_place: Path):
    a_place.chmod(0o755)
    try:
        said = firsthand("doctor", "--data", a_place).stdout
    finally:
        a_place.chmod(0o700)

    assert f"chmod 700 {a_place}" in said


@pytest.mark.django_db(transaction=True)
def test_work_that_nobody_does_is_bad():
    open_due_plans.enqueue()
    assert queue() == (True, "1 waiting")

    DBTaskResult.objects.update(enqueued_at=timezone.now() - LONG_WAIT - timedelta(seconds=1))

    well, said = queue()
    assert not well
    assert "1 have waited" in said
