"""The ``firsthand`` command: every fault is one line and exit status 1, every command shows how it is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.env import hidden
from servers import firsthand

COMMANDS = ["up", "import", "doctor", "manage"]


def refused(*words: object, **environment: str) -> str:
    """Return the one line with which the command refuses."""
    done = firsthand(*words, **environment)
    assert done.returncode == 1, (done.stdout, done.stderr)
    assert done.stderr.count("\n") == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr.strip()


@pytest.mark.parametrize("word", COMMANDS)
def test_every_command_has_help_with_an_example(word: str, tmp_path: Path):
    done = firsthand(word, "--help", FIRSTHAND_DATA=str(tmp_path / "data"))

    assert done.returncode == 0, done.stderr
    assert f"Example: firsthand {word}" in done.stdout
    assert not (tmp_path / "data").exists()


def test_help_names_every_command():
    said = firsthand("--help").stdout

    assert all(f"\n    {word} " in said for word in COMMANDS)
    assert "Example: firsthand up" in said


def test_the_version_is_told():
    assert firsthand("--version").stdout.startswith("Firsthand 0.")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ([], "COMMAND"),
        (["fly"], "fly"),
        (["up", "--faster"], "--faster"),
        (["up", "--port"], "--port"),
        (["up", "--port", "0"], "'0'"),
        (["up", "--port", "65536"], "'65536'"),
        (["up", "--port", "-1"], "--port"),
        (["up", "--port", "eighty"], "'eighty'"),
        (["up", "--port", "9" * 5000], "--port"),
        (["doctor", "--port", "1"], "--port"),
    ],
)
def test_what_is_not_understood_is_said_in_one_line(words: list[str], names: str):
    assert names in refused(*words)


def test_a_word_that_is_passed_on_is_answered_in_one_line_too(tmp_path: Path):
    said = refused("import", "telegrams", "--data", tmp_path / "data")

    assert "telegrams" in said
    assert not (tmp_path / "data").exists()


def test_the_data_folder_may_be_named_before_or_behind_the_command(tmp_path: Path):
    before = firsthand("--data", tmp_path / "one", "doctor")
    behind = firsthand("doctor", "--data", tmp_path / "two", FIRSTHAND_DATA=str(tmp_path / "three"))
    passed_on = firsthand("manage", "check", f"--data={tmp_path / 'four'}")

    assert str(tmp_path / "one") in before.stdout
    assert str(tmp_path / "two") in behind.stdout
    assert passed_on.returncode == 0, passed_on.stderr


@pytest.mark.parametrize(
    ("name", "written", "cure"),
    [
        ("FIRSTHAND_WORKERS", "many", "a whole number from 1 to 64"),
        ("FIRSTHAND_HTTPS", "perhaps", "write yes or no"),
        ("FIRSTHAND_TIME_ZONE", "Europe/Atlantis", "write a time zone such as Europe/Rome"),
        ("FIRSTHAND_DATABASE_URL", "postgre://who@where/what", "write postgres://USER@HOST/NAME"),
        ("FIRSTHAND_DATABASE_URL", "postgres://who@where:port/what", "write postgres://USER@HOST/NAME"),
        ("FIRSTHAND_MAIL_URL", "mail.example.org", "write smtp://USER:PASSWORD@HOST:PORT"),
    ],
)
def test_a_setting_that_is_not_understood_names_itself_and_the_cure(
    name: str, written: str, cure: str, tmp_path: Path
):
    said = refused("up", "--data", tmp_path / "data", **{name: written})

    assert said.startswith(f"firsthand: {name} is '{written}'")
    assert cure in said


@pytest.mark.parametrize("name", ["FIRSTHAND_DATABASE_URL", "FIRSTHAND_MAIL_URL"])
def test_a_password_is_not_repeated_in_a_message(name: str, tmp_path: Path):
    said = refused("up", "--data", tmp_path / "data", **{name: "wrong://me:s3cr3t@here:x/there"})

    assert "wrong://me:" in said
    assert "s3cr3t" not in said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("postgres://me:s3c@r3t@here/stories", "postgres://me:…@here/stories"),
        ("postgres://me@here/stories", "postgres://me@here/stories"),
        ("postgres://:s3cr3t@here", "postgres://:…@here"),
        ("me:s3cr3t@here/stories", "me:…@here/stories"),
        ("postgres:me:s3cr3t@here", "postgres:…@here"),
        ("postgres:/me:s3cr3t@here/stories", "postgres:…@here/stories"),
        (
            "postgres://here/stories?user=me&password=s3cr3t&sslmode=require",
            "postgres://here/stories?user=me&password=…&sslmode=require",
        ),
        ("here:5432/stories", "here:5432/stories"),
    ],
)
def test_a_password_is_not_repeated_however_its_address_is_written(written: str, said: str):
    assert hidden(written) == said


def test_a_database_that_does_not_answer_is_named(tmp_path: Path):
    said = refused(
        "up", "--data", tmp_path / "data", FIRSTHAND_DATABASE_URL="postgres://me:s3cr3t@127.0.0.1:1/stories"
    )

    assert "stories at 127.0.0.1 cannot be reached" in said
    assert "s3cr3t" not in said


def test_a_command_of_djangos_in_a_place_that_is_not_there_says_so(tmp_path: Path):
    said = refused("--data", tmp_path / "nowhere", "manage", "letters")

    assert str(tmp_path / "nowhere") in said
