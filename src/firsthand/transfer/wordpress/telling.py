"""The table of an import, in plain words for whoever ran it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from .bringing import WAITS
from .returning import STILL_OPEN, WAITING
from .tally import Group, Tally

WIDTH = 62
MOST_NAMES = 12

CHANGES = {
    "pictures": "pictures left out; nothing is fetched, captions stay",
    "played": "players and frames, now a link where there was an address",
    "links": "links to nowhere a story may link to; their words stay",
    "hidden": "passages that the page hid at first; they are read now",
    "titled": "no title; made from the first words",
    "title cut": "title longer than 300 characters; shortened",
    "simplified": "too large; tables became lines, and words lost their dress",
    "parted": "too large; told in several stories",
    "excerpt": "excerpts left out; lists show the first words",
}


def table_of(tally: Tally, *, dry: bool = False) -> Iterator[str]:
    """Yield the lines of the table: what came, what changed, what was left out and why, what to do next."""
    yield heading("What would come" if dry else "What came", "posts")
    yield row("open to everyone, as it was", tally.opened)
    yield from rows(tally.closed, prefix="closed: ")
    yield from rows(tally.again)
    if tally.authors and not dry:
        yield row("authors who are new here", tally.authors)
    if tally.changed or tally.shortcodes or tally.blocks:
        yield ""
        yield heading("What changed on the way", "posts", "times")
        for what, group in by_size(tally.changed):
            yield row(CHANGES.get(what, what), group.posts, group.times)
        yield from counted("shortcodes taken out; the words in them stay", tally.shortcodes)
        yield from counted("blocks that the blog fills itself, left out", tally.blocks)
    if tally.left_out or tally.comments or tally.failed:
        yield ""
        yield heading("What was left out", "items")
        yield from rows(tally.left_out)
        if tally.comments:
            yield row("comments: they are their writers' words", tally.comments)
        yield from rows(tally.failed, prefix="could not be brought in: ")
    yield from advice(tally)


def advice(tally: Tally) -> Iterator[str]:
    if not tally.read:
        yield ""
        yield "The file is an export, and holds nothing. Choose “All content” in Tools → Export."
    elif WAITS in tally.closed or WAITING in tally.again or STILL_OPEN in tally.again:
        yield ""
        yield "To open what was public, run it again with --as and the address or name of who answers for it."


def rows(groups: Mapping[str, Group], *, prefix: str = "") -> Iterator[str]:
    for what, group in by_size(groups):
        yield row(prefix + what, group.posts)
        if group.examples:
            more = "…" if group.posts > len(group.examples) else ""
            yield "      " + ", ".join(f"“{name}”" for name in group.examples) + more


def by_size(groups: Mapping[str, Group]) -> list[tuple[str, Group]]:
    return sorted(groups.items(), key=lambda pair: (-pair[1].posts, pair[0]))


def counted(what: str, counts: Counter[str]) -> Iterator[str]:
    if not counts:
        return
    yield row(what, "", sum(counts.values()))
    named = [f"{name} {times}" for name, times in counts.most_common(MOST_NAMES)]
    yield "      " + ", ".join(named) + ("…" if len(counts) > MOST_NAMES else "")


def heading(what: str, *columns: str) -> str:
    return f"{what:<{WIDTH + 2}}" + "".join(f"{column:>8}" for column in columns)


def row(what: str, *numbers: int | str) -> str:
    lines = list(wrapped(what))
    return "\n".join(
        [
            *(f"  {each}" for each in lines[:-1]),
            f"  {lines[-1]:<{WIDTH}}" + "".join(f"{n:>8}" for n in numbers),
        ]
    )


def wrapped(what: str) -> Iterator[str]:
    while len(what) > WIDTH:
        cut = what.rfind(" ", 0, WIDTH)
        cut = cut if cut > 0 else WIDTH
        yield what[:cut]
        what = "  " + what[cut:].strip()
    yield what
