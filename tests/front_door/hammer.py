"""The hammer: acts that close what is being read, and strangers who look for what was closed.

    python hammer.py serve PORT            workers as ``firsthand up`` runs them, on the door of ``hammered.py``
    python hammer.py prepare STORIES       make tables and stories; print their ids
    python hammer.py strike PORT SEED CLOSINGS ID…    close and read; print what was found, as JSON

An answer is stale when its request was begun after the act that closed something had returned, and it shows that.
"""

from __future__ import annotations

import json
import os
import random
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import django
from strangers import CONNECTIONS, Each

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

# Of so many rounds, one masks words instead of taking stories back, and one is on the place's own pages and home.
MASKS_EVERY, PAGES_EVERY = 5, 25
ACTORS, STRANGERS, REST = 8, 2, 0.005
OPEN, SECRET, INSTEAD = "Alle sei il banco era caldo", "il cliente Zefiro", "un cliente"


def serve(port: int) -> None:
    from firsthand.supervise.parts import serve

    serve(port, application="hammered:application")


def prepare(stories: int) -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from cast import NOW, masked, somebody
    from firsthand.audience.rung import Rung
    from firsthand.people.models import Author
    from firsthand.place.models import Place
    from firsthand.stories.models import Process
    from firsthand.stories.opening import open_story
    from firsthand.stories.writing import begin_story

    Place.current()
    marta = somebody("Marta Bellandi")
    Author.objects.create(user=marta, name=marta.name)
    ids = []
    for number in range(stories):
        process = Process.objects.create(name=f"Collaudo {number}", rung=Rung.EVERYONE)
        story = begin_story(
            by=marta,
            at=NOW,
            title=title_of(number),
            document=document(is_masked=False),
            process=process,
            origin="impulse",
            language="it",
        )
        open_story(story, to=Rung.EVERYONE, by=marta, at=NOW)
        ids.append(story.public_id)
    assert document(is_masked=True)["content"] == [
        masked(f"{OPEN}, da ", SECRET, ".", up_to=Rung.COMPANY, say=INSTEAD)
    ]
    sys.stdout.write(json.dumps(ids))


def title_of(number: int) -> str:
    return f"Racconto numero {number:04}"


def document(*, is_masked: bool) -> dict[str, Any]:
    from cast import doc, masked
    from firsthand.audience.rung import Rung

    if is_masked:
        return doc(masked(f"{OPEN}, da ", SECRET, ".", up_to=Rung.COMPANY, say=INSTEAD))
    return doc(f"{OPEN}, da {SECRET}.")


class Target:
    """One story under the hammer. ``closed`` counts its closings that have returned; ``hidden`` is what they hid."""

    def __init__(self, public_id: str, number: int) -> None:
        self.public_id, self.title = public_id, title_of(number)
        self.path = ""
        self.hidden: bytes | None = None
        self.closings = 0
        self.is_closing = False


class Strike:
    """One process of actors and strangers, with stories of its own."""

    def __init__(self, port: int, seed: int, targets: list[Target]) -> None:

        from firsthand.people.models import User

        self.random = random.Random(seed)
        self.targets = targets
        self.each = Each(port, seed)
        self.marta = User.objects.get()
        self.found: Counter[str] = Counter()
        self.lock = threading.Lock()
        self.is_over = False

    def run(self, closings: int) -> None:
        strangers = [threading.Thread(target=self.read_on, args=(n,)) for n in range(STRANGERS)]
        for each in strangers:
            each.start()
        number = 0
        try:
            with ThreadPoolExecutor(ACTORS) as actors:
                while self.found["closings"] < closings:
                    number += 1
                    kind = "mask" if number % MASKS_EVERY == 0 else "close"
                    self.one_round(actors, kind=kind, on_pages=number % PAGES_EVERY == 1)
        finally:
            self.is_over = True
            for each in strangers:
                each.join()

    def one_round(self, actors: ThreadPoolExecutor, *, kind: str, on_pages: bool) -> None:
        self.open_all(on_pages=on_pages)
        for target in self.targets:
            self.fill(target)
        list(actors.map(lambda target: self.close(target, kind=kind, on_pages=on_pages), self.targets))

    def open_all(self, *, on_pages: bool) -> None:
        """Show every story to everyone again, with all its words, in one transaction with its line in the log."""
        from django.db import transaction

        from firsthand.audience.rung import Rung
        from firsthand.place import changes
        from firsthand.stories.models import Story

        for target in self.targets:
            target.hidden = None
        stories = Story.objects.filter(public_id__in=[target.public_id for target in self.targets])
        with transaction.atomic():
            stories.update(rung=Rung.EVERYONE, document=document(is_masked=False))
            changes.append(["stories", *(f"story:{target.public_id}" for target in self.targets)])
        for story in stories:
            target = next(each for each in self.targets if each.public_id == story.public_id)
            target.path = (
                f"/it/stories/{story.public_id}/{story.slug}" if on_pages else f"/bare/{story.public_id}"
            )

    def fill(self, target: Target) -> None:
        """Have it read until some workers have it in their stores."""
        for at in self.random.sample(range(CONNECTIONS), 2):
            got = self.each.stranger.get(target.path, at=at)
            self.found["shown while open"] += got is not None and OPEN.encode() in got[1]

    def close(self, target: Target, *, kind: str, on_pages: bool) -> None:
        """Act, and from the moment the act has returned look for what it closed."""
        from django.db import OperationalError
        from django.utils import timezone

        from firsthand.audience.rung import Rung
        from firsthand.stories.models import Story
        from firsthand.stories.narrowing import mask_now
        from firsthand.stories.opening import take_back

        time.sleep(self.random.random() * 0.1)
        target.is_closing = True
        while True:
            story = Story.objects.get(public_id=target.public_id)
            try:
                if kind == "close":
                    take_back(story, to=Rung.COMPANY, by=self.marta, at=timezone.now())
                else:
                    mask_now(story, document=document(is_masked=True), by=self.marta, at=timezone.now())
                break
            except OperationalError:  # no turn to write came within five seconds; nothing was done
                self.found["acts tried again"] += 1
        with self.lock:
            target.hidden = OPEN.encode() if kind == "close" else SECRET.encode()
            target.is_closing = False
            target.closings += 1
            self.found["closings"] += 1
            self.found[kind] += 1
            self.found["closings on pages"] += on_pages
        answers = 0
        while answers < 2:
            answers += self.look(target)
        if on_pages and kind == "close":
            self.look(target, path="/it/", hidden=target.title.encode())

    def look(self, target: Target, *, path: str | None = None, hidden: bytes | None = None) -> bool:
        """Read once, and compare with what had been closed before the request was begun; say whether it was answered."""
        with self.lock:
            closings, was_hidden, was_closing = target.closings, hidden or target.hidden, target.is_closing
        got = self.each.stranger.get(path or target.path)
        if got is None:
            self.found["unanswered"] += 1
            self.found.update(self.each.stranger.faults)
            self.each.stranger.faults.clear()
            return False
        with self.lock:
            self.found["answers"] += 1
            is_still_closed = target.hidden is not None and target.closings == closings
            if got[0] not in {200, 404}:
                self.found[f"status {got[0]}"] += 1
            elif was_hidden is not None and is_still_closed:
                self.found["looked after a closing"] += 1
                if was_hidden in got[1]:
                    self.found["stale"] += 1
                    self.found[f"stale: {was_hidden!r} on {path or target.path}"] += 1
                self.found["masked story still shown"] += (
                    was_hidden == SECRET.encode() and OPEN.encode() in got[1]
                )
            elif was_closing and SECRET.encode() in got[1]:
                self.found["shown while closing"] += 1
        return True

    def read_on(self, number: int) -> None:
        """A stranger who reads whatever there is, for as long as it goes on."""
        chosen = random.Random(number)
        while not self.is_over:
            target = chosen.choice(self.targets)
            if target.path:
                self.look(target)
            time.sleep(REST)


def strike(port: int, seed: int, closings: int, ids: dict[str, int]) -> None:
    from django.conf import settings

    if os.environ.get("HAMMER_BREAKS") == "the wait":
        settings.LEASE = 0
    each = Strike(port, seed, [Target(public_id, number) for public_id, number in ids.items()])
    each.run(closings)
    sys.stdout.write(json.dumps(each.found))


if __name__ == "__main__":
    what, *words = sys.argv[1:]
    os.environ["DJANGO_SETTINGS_MODULE"] = "firsthand.settings"
    if what == "serve":
        django.setup()
        serve(int(words[0]))
    elif what == "prepare":
        django.setup()
        prepare(int(words[0]))
    else:
        django.setup()
        strike(int(words[0]), int(words[1]), int(words[2]), json.loads(words[3]))
