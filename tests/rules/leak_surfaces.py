"""The rows of the leak matrix: every address of the place by its name, how to ask for it, and what it must show.

What it must not show is not said here: nothing, anywhere, that ``leak_states`` does not allow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from leak_states import TAG, Told

from cast import tomorrow
from firsthand.desk.processes.forms import mark_of
from firsthand.stories.keeping import state_of

Where = Callable[[Told], str]
Who = Callable[[Told, str], bool]


def anybody(told: Told, reader: str) -> bool:
    return True


def members(told: Told, reader: str) -> bool:
    return reader != "stranger"


def authors(told: Told, reader: str) -> bool:
    return reader in told.authors


def exists(told: Told, reader: str) -> bool:
    return told.exists_for(reader)


def listed(told: Told, reader: str) -> bool:
    return told.listed_for(reader)


def open_edition(told: Told, reader: str) -> bool:
    return told.listed_for("stranger")


def offered(told: Told, reader: str) -> bool:
    return reader in told.offered


def decides(told: Told, reader: str) -> bool:
    return reader in told.authors and "reply" in told.ids


def keeps(told: Told, reader: str) -> bool:
    """Say whether the reader makes processes and keeps those that exist for them; a reviewer does not."""
    return reader in ("giulio", "ada")


def keeps_and_reads(told: Told, reader: str) -> bool:
    """Say whether a keeper of the process is told that this story would come back with it."""
    return keeps(told, reader) and told.listed_for(reader) and told.story.rung > 1


def nobody(told: Told, reader: str) -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class Row:
    """One address.

    ``shows`` names the needles that must be read there by those of ``to`` who may read them at all. ``answers`` says
    for whom it is there (200, or a redirect to elsewhere than the sign-in); None where another test says so.
    ``as_stranger``: it is the open edition, the same for everybody. ``once``: a story that is told in two languages
    stands there in that of the page. ``sends`` is what a POST brings, and ``acts`` for whom it does anything.
    """

    at: Where
    shows: tuple[str, ...] = ()
    to: Who = nobody
    answers: Who | None = None
    as_stranger: bool = False
    once: bool = False
    sends: Callable[[Told], dict[str, Any]] | None = None
    as_json: bool = False
    acts: Who = nobody

    def must_show(self, told: Told, reader: str, language: str) -> tuple[str, ...]:
        """Return the needles that ``reader`` must find there, those that they may read at all."""
        if not self.to(told, reader):
            return ()
        if self.once and reader in told.in_its_place.get(language, ()):
            return ("its other version",)
        return self.shows


def named(name: str, *args: str) -> Where:
    return lambda told: reverse(name, args=args)


def of_story(name: str, *more: Any) -> Where:
    return lambda told: reverse(name, args=[told.story.public_id, *more])


def of_process(told: Told) -> str:
    return reverse("process", args=[told.process.public_id, told.process.slug])


def of_author(told: Told) -> str:
    author = told.user("marta").author
    return reverse("author", args=[author.public_id, author.slug])


def of_reply(told: Told) -> str:
    return reverse("decide-reply", args=[told.ids.get("reply", "AAAAAAAAAAAA")])


def state_seen(told: Told, **more: Any) -> dict[str, Any]:
    newest = told.story.working_copy
    return {"acts": told.story.acts, "number": newest.number, "saves": newest.saves, **more}


def all_the_way(told: Told) -> dict[str, Any]:
    """Return what the button sends that opens the story to everybody; once it is there, the one that takes it back."""
    act, to = ("open", 4) if told.story.rung < 4 else ("back", 0)
    return state_seen(told, act=act, to=to, with_process="yes")


def a_plan(told: Told) -> dict[str, Any]:
    return state_seen(told, to=4, not_before=tomorrow().isoformat(), with_process="yes")


def a_save(told: Told) -> dict[str, Any]:
    newest = told.story.working_copy
    return {
        "account": told.user("marta").public_id,
        "base": {"number": newest.number, "saves": newest.saves},
        "title": "Parole di altri",
        "after_reading": "",
        "document": {"type": "doc", "content": [{"type": "paragraph"}]},
    }


def a_process(told: Told) -> dict[str, Any]:
    """Return what the page of a process sends when it is called differently."""
    rows = {"event-TOTAL_FORMS": 0, "event-INITIAL_FORMS": 0}
    return {"name": "Altro nome", "line": "", "phases": "", "seen": mark_of(state_of(told.process)), **rows}


def a_circle(told: Told) -> dict[str, Any]:
    team = told.process.circles.get().public_id
    return {"circles": [team], "team": team, "one_more": "Altri ancora"}


def kept(name: str, **fields: Any) -> Row:
    """Return the row of an address of the process that is there for its keepers, and for nobody else."""
    return Row(
        at=lambda told: reverse(name, args=[told.process.public_id]), answers=keeps, acts=keeps, **fields
    )


def what_is_withheld(told: Told) -> dict[str, Any]:
    withheld = told.story.withholdings.values_list("public_id", flat=True).first()
    return {"withholding": withheld or "AAAAAAAAAAAA"}


def mine(name: str, *more: Any, **fields: Any) -> Row:
    """Return the row of an address of the desk that is there for the authors of the story, and for nobody else."""
    return Row(at=of_story(name, *more), answers=authors, acts=authors, **fields)


LISTED: dict[str, Any] = {"shows": ("title", "id"), "to": listed, "once": True}
LIST: dict[str, Any] = {**LISTED, "answers": anybody}

ROWS: dict[str, Row | list[Row]] = {
    # What is read.
    "home": Row(at=named("home"), **LIST),
    "stories": Row(at=named("stories"), **LIST),
    "story": [
        Row(
            at=of_story("story", "x"),
            shows=(
                "title",
                "body",
                "tag",
                "picture",
                "masked words",
                "the trace of a mask",
                "a reply",
                "words that were withheld",
            ),
            to=exists,
        ),
        # The open story beside it, which links to it and has it for its next chapter.
        Row(at=lambda told: told.others.get_absolute_url(), shows=("id",), to=listed, answers=anybody),
    ],
    "processes": Row(at=named("processes"), answers=anybody),
    "process": Row(at=of_process, **LISTED),
    "people": Row(at=named("people"), answers=anybody),
    "author": Row(at=of_author, **LIST),
    "tag": Row(
        at=lambda told: reverse("tag", args=[told.ids["tag"], TAG]),
        shows=("title", "tag"),
        to=listed,
        answers=listed,
    ),
    "feed": Row(
        at=named("feed"), shows=("title", "body"), to=open_edition, answers=anybody, as_stranger=True
    ),
    "sitemap": Row(at=named("sitemap"), shows=("id",), to=open_edition, answers=anybody, as_stranger=True),
    "picture": Row(
        at=lambda told: reverse("picture", args=[told.ids["picture"]]), shows=("bytes",), to=exists
    ),
    "portrait": Row(at=named("portrait", "nobody"), answers=nobody),
    "root": Row(at=named("root"), answers=anybody),
    "robots": Row(at=named("robots"), answers=anybody),
    "accent": Row(at=named("accent"), answers=anybody),
    "healthz": Row(at=named("healthz"), answers=anybody),
    "readyz": Row(at=named("readyz"), answers=anybody),
    "sign-in": Row(at=named("sign-in"), answers=anybody),
    "sign-in-with": Row(at=named("sign-in-with", "nothing"), answers=nobody, sends=lambda told: {}),
    "sign-out": Row(at=named("sign-out"), answers=nobody),
    "reply": Row(
        at=of_story("reply"),
        shows=("title",),
        to=exists,
        answers=exists,
        sends=lambda told: {"words": "Bello.", "name": "Ugo", "rung": 0},
        acts=exists,
    ),
    # The desk.
    "desk": Row(
        at=named("desk"),
        shows=("title", "why a plan failed", "a reply to decide on"),
        to=authors,
        answers=members,
    ),
    "new-story": Row(at=named("new-story"), answers=members),
    "find-story": Row(
        at=lambda told: reverse("find-story") + "?q=o", shows=("id",), to=listed, answers=members
    ),
    "write": mine("write", shows=("body", "newer words"), to=authors),
    "save": mine("save", sends=a_save, as_json=True),
    "add-picture": Row(
        at=of_story("add-picture"), answers=nobody, acts=authors, sends=lambda told: {"alt": "x"}
    ),
    "about-story": mine(
        "about-story",
        sends=lambda told: {"language": "it", "tags": "altro", "process": told.process.public_id},
    ),
    "versions": mine("versions", shows=("body",), to=authors, sends=lambda told: {"number": 1}),
    "bylines": mine(
        "bylines",
        shows=("whom she asked to sign",),
        to=authors,
        sends=lambda told: {"act": "offer", "who": "nadia.el.amrani@pompebrenta.example", "kind": "with"},
    ),
    "byline": Row(
        at=of_story("byline"), answers=offered, sends=lambda told: {"answer": "accept"}, acts=offered
    ),
    "ladder": mine(
        "ladder",
        shows=("masked words", "why it is withheld", "whom she asked", "why a plan failed"),
        to=authors,
        sends=all_the_way,
    ),
    "plan-opening": mine("plan-opening", sends=a_plan),
    "call-off": mine("call-off", sends=lambda told: {"rung": 4}),
    "withhold": mine(
        "withhold", sends=lambda told: {"words": "tetto", "up_to": 1, "say": "", "because": "perché sì"}
    ),
    "lift-withholding": mine("lift-withholding", sends=what_is_withheld),
    "ask-for-reading": mine(
        "ask-for-reading",
        sends=lambda told: {"who": "elena.marchi@pompebrenta.example", "until": tomorrow().isoformat()},
    ),
    "end-reading": mine("end-reading", sends=lambda told: {"reader": told.user("arjun").public_id}),
    "read-as": [mine("read-as", rung, shows=("body",), to=authors) for rung in range(5)],
    "decide-reply": Row(
        at=of_reply,
        answers=decides,
        acts=decides,
        sends=lambda told: {"decision": "decline", "because": "no"},
    ),
    # The processes one keeps: for the editor and the administrator, who read no story more for it.
    "keep-processes": Row(at=named("keep-processes"), answers=keeps),
    "new-process": Row(
        at=named("new-process"), answers=keeps, acts=keeps, sends=lambda told: {"name": "Un altro processo"}
    ),
    "keep-process": kept("keep-process", shows=("title",), to=keeps_and_reads, sends=a_process),
    "process-circles": kept("process-circles", sends=a_circle),
    "process-people": kept(
        "process-people", sends=lambda told: {"who": "nadia.el.amrani@pompebrenta.example"}
    ),
    "process-rung": kept("process-rung", sends=lambda told: {"to": 1, "seen": told.process.rung}),
}


def rows(reader: str = "") -> Iterable[tuple[str, Row]]:
    """Yield every row with its name. Whoever signs no story asks only once for what is for authors alone."""
    for name, row in ROWS.items():
        several = row if isinstance(row, list) else [row]
        once = name == "read-as" and reader not in ("", "marta", "luca")
        for each in several[:1] if once else several:
            yield name, each
