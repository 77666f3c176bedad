"""What the operator sees of an import: one line for a file that does not come in, and a status that says so."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError
from exports import export, post, saved

from firsthand.people.models import User
from firsthand.stories.models import Story
from servers import firsthand

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    '<rss version="2.0"><channel><title>&b;</title></channel></rss>'
)
STEALS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<rss version="2.0"><channel><title>&x;</title></channel></rss>'
)
WHOLE = export(post("Uno"), post("Due", number=2), post("Tre", number=3))

NOT_EXPORTS = {
    "cut off": (WHOLE[:-400].encode(), "cut off"),
    "cut in a post": (WHOLE[: WHOLE.index("Tre")].encode(), "cut off"),
    "a page": (b"<!DOCTYPE html><html><body>ciao</body></html>", "document type"),
    "a page without a type": (b"<html><body>ciao</body></html>", "begins with <html>"),
    "another feed": (
        b'<rss version="2.0"><channel><item><title>a</title></item></channel></rss>',
        "RSS feed",
    ),
    "an export of another program": (json.dumps({"db": [{"data": {"posts": []}}]}).encode(), "not an export"),
    "words": (b"Alle sei il banco era caldo.", "not an export"),
    "nothing": (b"", "is empty"),
    "bytes": (bytes(range(256)) * 40, "not an export"),
    "a tag that is not closed": (WHOLE.replace("</item>", "", 1).encode(), "broken"),
    "laughs": (LAUGHS.encode(), "document type"),
    "steals": (STEALS.encode(), "document type"),
    "half a gzip": (gzip.compress(WHOLE.encode())[:-30], "cannot be unpacked"),
    "a zip of nothing": (b"PK\x05\x06" + b"\0" * 18, "holds no .xml"),
}


@pytest.mark.parametrize(("content", "fault"), NOT_EXPORTS.values(), ids=NOT_EXPORTS)
def test_a_file_that_is_no_export_changes_nothing(bring, tmp_path, content, fault):
    path = tmp_path / "blog.xml"
    path.write_bytes(content)

    with pytest.raises(CommandError) as refused:
        bring(path)

    assert fault in str(refused.value)
    assert str(refused.value).startswith(str(path))
    assert "\n" not in str(refused.value)
    assert Story.objects.count() == 0


def test_the_same_file_whole_comes_in_plain_packed_and_in_other_encodings(bring, tmp_path):
    packed = tmp_path / "blog.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("blog/export.xml", export(post("Nello zip", number=1)))
        archive.writestr("__MACOSX/blog/._export.xml", "x")
    files = {"blog.xml": export(post("In chiaro", number=2)).encode()}
    files["blog.xml.gz"] = gzip.compress(export(post("Nel gzip", number=3)).encode())
    old = export(post("Perché", "È così.", number=4)).replace("UTF-8", "ISO-8859-1")
    files["latin.xml"] = old.encode("latin-1")
    files["wide.xml"] = export(post("Largo", number=5)).encode("utf-16")

    bring(packed)
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        bring(tmp_path / name)

    assert sorted(story.title for story in Story.objects.all()) == [
        "In chiaro",
        "Largo",
        "Nel gzip",
        "Nello zip",
        "Perché",
    ]


@pytest.mark.parametrize(
    "who", ["nobody@pompebrenta.example", "Nessuno", "gone@pompebrenta.example", "Due Volte"]
)
def test_who_answers_for_it_must_be_one_open_account(bring, ada, who, tmp_path):
    gone = User.objects.create_user("gone@pompebrenta.example", name="Gina")
    gone.end(by=ada, at=gone.made_at)
    for number in (1, 2):
        User.objects.create_user(f"due{number}@pompebrenta.example", name="Due Volte")
    path = saved(tmp_path, post())

    with pytest.raises(CommandError, match="--as is"):
        bring(path, by=who)
    assert Story.objects.count() == 0

    bring(path, by="Ada Rossi")  # a name does, where there is one of it
    assert Story.objects.count() == 1


def test_the_command_itself(tmp_path):
    data = tmp_path / "place"
    path = saved(tmp_path, post("Uno"), post("Due", number=2, status="draft"))
    cut = tmp_path / "cut.xml"
    cut.write_text(path.read_text()[:-200])

    def run(*words: str | Path):
        return firsthand("import", "wordpress", *words, "--data", data)

    broken, missing, first, second = run(cut), run(tmp_path / "none.xml"), run(path), run(path)

    assert broken.returncode == missing.returncode == 1
    assert broken.stderr.startswith(f"firsthand: {cut} ends in the middle")
    assert (
        missing.stderr
        == f"firsthand: {tmp_path / 'none.xml'} does not exist. Name the .xml file that WordPress exported.\n"
    )
    assert len(broken.stderr.splitlines()) == 1
    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert "closed: a draft                                                      1" in first.stdout
    assert "“Due”" in second.stdout
    assert firsthand("import", "wordpress", "--help").stdout.rstrip().endswith("--as ada@example.org")
