"""How long it takes to bring in an old blog, and to see a second time that all of it is here."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path
from random import Random
from resource import RUSAGE_SELF, getrusage

from ..a_place import ROOT, tables_here
from ..figures import Figure, seconds_of
from ..stories import some_words, somebody_and_a_process

NAME = "import"
WHAT = "firsthand import wordpress of 5,000 generated posts of about 400 words, then of the same file again"
POSTS, PARAGRAPHS, WORDS = 5_000, 6, 65


def measure() -> list[Figure]:
    folder = tables_here()
    from django.core.management import call_command

    from firsthand.stories.models import Story

    author, _process = somebody_and_a_process()
    file = str(an_export(folder))
    bring_in = ["import", "wordpress", file, "--as", author.user.email]  # type: ignore[union-attr]

    before, begun = most_memory(), time.process_time()
    first = seconds_of(lambda: call_command(*bring_in, stdout=io.StringIO(), stderr=io.StringIO()))
    used = time.process_time() - begun
    assert Story.objects.filter(rung=4).count() == POSTS
    again = seconds_of(lambda: call_command(*bring_in, stdout=io.StringIO(), stderr=io.StringIO()))
    assert Story.objects.count() == POSTS
    return [
        Figure(
            "posts that became open stories", "posts/s", [POSTS / first], note=f"one run of {first:.0f} s"
        ),
        Figure(
            "the same file again, nothing doubled",
            "posts/s",
            [POSTS / again],
            note=f"one run of {again:.0f} s",
        ),
        Figure("the processor's time of a new post", "ms", [used / POSTS * 1000]),
        Figure("memory at its most", "MB", [most_memory()], note=f"{before:.0f} MB before the first post"),
    ]


def most_memory() -> float:
    """Return the most memory this process has held so far, in MB."""
    most = getrusage(RUSAGE_SELF).ru_maxrss
    return most / 1024 / (1024 if sys.platform == "darwin" else 1)


def an_export(folder: Path) -> Path:
    """Write an export of as many posts into ``folder``, each with a heading, a list, a link and a tag."""
    sys.path.insert(0, str(ROOT / "tests" / "transfer"))
    from exports import post, saved

    random = Random(11)
    posts = (
        post(
            some_words(random, 6),
            content_of(random),
            number=number,
            date=f"{2005 + number % 15}-{number % 12 + 1:02}-{number % 28 + 1:02} 08:30:00",
            terms=[("post_tag", f"t{number % 40}", f"tag {number % 40}")],
        )
        for number in range(1, POSTS + 1)
    )
    return saved(folder, *posts)


def content_of(random: Random) -> str:
    blocks = [
        f"<p>{some_words(random, WORDS)}, <a href='https://example.org/'>qui</a>.</p>"
        for _ in range(PARAGRAPHS)
    ]
    items = "".join(f"<li>{some_words(random, 5)}</li>" for _ in range(3))
    return "\n\n".join([*blocks[:3], f"<h2>{some_words(random, 4)}</h2>", f"<ul>{items}</ul>", *blocks[3:]])
