"""The documents say what is so: settings, links, commands, and the files they name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from firsthand.cli import the_parser
from servers import ROOT

DOCUMENTS = sorted(each.relative_to(ROOT) for each in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
SETTINGS = (ROOT / "docs" / "settings.md").read_text()
HEADINGS = re.findall(r"^## (FIRSTHAND_\w+)$", SETTINGS, re.MULTILINE)


def read_in_the_code() -> set[str]:
    """Return every variable that the code reads."""
    sources = (ROOT / "src").rglob("*.py")
    return {name for each in sources for name in re.findall(r'"(FIRSTHAND_[A-Z_]+)"', each.read_text())}


def test_every_setting_that_is_read_is_documented():
    assert "FIRSTHAND_DATA" in read_in_the_code()
    assert sorted(read_in_the_code()) == sorted(HEADINGS)


def test_settings_are_in_the_order_of_the_alphabet():
    assert sorted(HEADINGS) == HEADINGS


@pytest.mark.parametrize("name", HEADINGS)
def test_a_setting_has_its_type_its_default_and_an_example(name: str):
    section = SETTINGS.partition(f"## {name}\n")[2].partition("\n## ")[0]

    assert "\n- Type: " in section
    assert "\n- Default: " in section
    assert f"\n- Example: `{name}=" in section
    assert section.strip().splitlines()[0][-1] in ".:"


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_link_inside_the_repository_leads_somewhere(document: Path):
    text = (ROOT / document).read_text()
    links = re.findall(r"\]\((?!https?:|mailto:)([^)#\s]+)[^)]*\)", text)

    missing = [link for link in links if not (ROOT / document).parent.joinpath(link).exists()]

    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_command_in_a_document_exists(document: Path):
    """Ours in ``bin`` and the words of ``firsthand``; a command of Django's is looked for among its own."""
    from django.core.management import get_commands

    text = (ROOT / document).read_text()
    ours = set(re.findall(r"(?<![\w/.])bin/(\w+)", text))
    words = re.findall(r"(?<![\w./-])(?:\.venv/bin/)?firsthand ([a-z]+)(?: ([a-z_]+))?", code_in(text))

    assert {each for each in ours if not (ROOT / "bin" / each).is_file()} == set()
    known = {"up", "doctor", "import", "manage"}
    assert {word for word, _ in words if word not in known} == set()
    assert {name for word, name in words if word == "manage" and name and name not in get_commands()} == set()


def code_in(text: str) -> str:
    """Return what stands between backquotes or in a block of code."""
    return "\n".join(
        re.findall(r"```\w*\n(.*?)```", text, re.DOTALL) + re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)
    )


def test_the_known_commands_are_those_of_the_program():
    said = the_parser().format_help()

    assert set(re.findall(r"^    (\w+) ", said, re.MULTILINE)) == {"up", "doctor", "import", "manage"}


def test_the_documents_have_commands_and_links_to_test():
    readme = (ROOT / "README.md").read_text()

    assert "bin/up --demo" in code_in(readme)
    assert "docs/settings.md" in readme


def test_every_file_the_architecture_names_exists():
    text = (ROOT / "docs" / "architecture.md").read_text()
    named = set(re.findall(r"`([a-z_]+(?:/[a-z_]+)*/?(?:\.(?:py|json))?)`", text))
    files = {each for each in named if "/" in each or each.endswith((".py", ".json"))}

    assert "stories/opening.py" in files
    missing = [f for f in files if not (ROOT / "src/firsthand" / f).exists() and not (ROOT / f).exists()]
    assert missing == []


def test_every_decision_is_listed_and_has_question_choice_and_price():
    folder = ROOT / "docs" / "decisions"
    listed = set(re.findall(r"\]\(([\w-]+\.md)\)", (folder / "README.md").read_text()))

    records = {each.name for each in folder.glob("*.md")} - {"README.md"}

    assert listed == records
    for name in records:
        text = (folder / name).read_text()
        assert [word in text for word in ("**Question.**", "**Choice.**", "**Price.**")] == [True] * 3, name
        assert len(text.splitlines()) < 40, f"{name} is longer than a screen"


def test_the_changelog_begins_with_what_is_not_released():
    text = (ROOT / "CHANGELOG.md").read_text()

    assert text.index("## Unreleased") < 100
