"""One story that lives in the program and in the oracle side by side, and the comparison of the two."""

import contextlib
import re
from datetime import timedelta
from itertools import count

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from oracle import COMPANY, EVERYONE, Piece, TheStory, World, with_mask

from cast import NOW, client_of, somebody
from firsthand.audience.reader import Reader
from firsthand.audience.rule import Standpoint, may_see
from firsthand.audience.rung import Rung
from firsthand.people import circles
from firsthand.people.models import Author, Circle, Standing
from firsthand.place.models import Place
from firsthand.stories import bylines
from firsthand.stories.errors import NotDone
from firsthand.stories.models import Byline, Event, Picture, Process, ProcessCircle, ReadingRequest, Story
from firsthand.stories.narrowing import mask_now, withhold
from firsthand.stories.opening import narrow_process, open_story, take_back
from firsthand.stories.plans import open_due, plan_opening
from firsthand.stories.reading import ask_for_reading, end_reading
from firsthand.stories.seen import seen
from firsthand.stories.writing import Version, begin_story, restore, save_working_copy

CAST = ["stranger", "luca", "elena", "teresa", "marta", "arjun", "giulio", "nadia", "ada"]
OTHERS = [name for name in CAST if name not in {"stranger", "marta"}]
PICTURE = "unafotografia"
WORD = re.compile(r"\b(?:parola|velo|titolo)\w*\b")


class Life:
    """One story in the program and in the oracle, side by side."""

    def __init__(self):
        cache.clear()
        Place.current()
        self.users = {
            "stranger": None,
            **{name: somebody(name) for name in ["marta", "luca", "teresa"]},
            **{name: somebody(name, standing=Standing.PARTNER) for name in ["elena", "arjun"]},
            **{name: somebody(name, role=role) for name, role in ROLES.items()},
        }
        self.clients = {name: client_of(user) for name, user in self.users.items()}
        Author.objects.create(user=self.users["marta"], name="Marta Bellandi")
        self.team = Circle.objects.create(name="banco prova")
        circles.join(self.team, self.users["teresa"], by=None, at=NOW)
        self.process = Process.objects.create(name="Il collaudo", rung=Rung.COMPANY)
        ProcessCircle.objects.create(process=self.process, circle=self.team, is_team=True)
        self.event = Event.objects.create(process=self.process, name="Deposito", due_on=timezone.localdate())
        self.names, self.clock = count(), NOW - timedelta(days=30)
        standings = {name: (user.standing if user else EVERYONE) for name, user in self.users.items()}
        self.world = World(standings, authors={"marta"}, team={"teresa"}, process_rung=COMPANY)
        self.model = TheStory(title="titoloprimo")
        self.model.revisions.append(
            (*(Piece(self.word()) for _ in range(3)), Piece(PICTURE, is_picture=True))
        )
        self.story = begin_story(
            by=self.users["marta"],
            at=self.tick(),
            origin="impulse",
            language="it",
            process=self.process,
            title="titoloprimo",
            document=document(self.model.revisions[0]),
        )
        Picture.objects.create(
            public_id=PICTURE,
            story=self.story,
            file=a_file(),
            width=1,
            height=1,
            added_by=self.users["marta"],
        )

    def word(self) -> str:
        return f"parola{next(self.names)}x"

    def tick(self):
        """Return a moment in a later sitting, so that each edit is a revision of its own."""
        self.clock += timedelta(minutes=11)
        return self.clock

    def live(self, name, *arguments):
        with contextlib.suppress(
            NotDone
        ):  # a refusal changes nothing: the comparison that follows holds it to that
            getattr(self, "do_" + name.replace(" ", "_"))(*arguments)

    # What may happen. Each changes the program first; when it refuses, the oracle stays as it was.

    def do_edit(self, index):
        text = self.model.revisions[-1]
        longer = (*text[: index % (len(text) + 1)], Piece(self.word()), *text[index % (len(text) + 1) :])
        shorter = text[: index % len(text)] + text[index % len(text) + 1 :] if len(text) > 1 else longer
        self.save(longer if index % 3 else shorter)

    def do_edit_and_mask(self, index, up_to):
        text = self.model.revisions[-1]
        self.save(with_mask(text, index % len(text), up_to, f"velo{next(self.names)}x"))

    def save(self, text):
        base = Version.of(self.story.working_copy)
        revision = save_working_copy(
            self.story,
            by=self.users["marta"],
            at=self.tick(),
            base=base,
            title=self.model.title,
            document=document(text),
            after_reading="",
        )
        if revision.number > len(self.model.revisions):
            self.model.revisions.append(text)

    def do_mask_now(self, index, up_to):
        if self.model.shown is None:
            return
        shown = self.model.revisions[self.model.shown]
        text = with_mask(shown, index % len(shown), up_to, f"velo{next(self.names)}x")
        before = len(self.model.revisions) - 1
        mask_now(self.story, document=document(text), by=self.users["marta"], at=self.tick())
        was_newest, newest = before == self.model.shown, self.model.revisions[-1]
        self.model.revisions.append(text)
        self.model.shown = len(self.model.revisions) - 1
        if not was_newest:
            self.model.revisions.append(newest)

    def do_withhold(self, index, up_to):
        text = self.model.revisions[index % len(self.model.revisions)]
        word, say = text[index % len(text)].word, f"velo{next(self.names)}x"
        if word in self.model.withheld or word == PICTURE:
            return
        by = self.users["marta" if index % 2 else "nadia"]
        withhold(
            self.story, words=word, up_to=Rung(up_to), say=say, because="riservato", by=by, at=self.tick()
        )
        self.model.withheld[word] = (up_to, say)

    def do_restore(self, index):
        number = index % len(self.model.revisions)
        revision = self.story.revisions.get(number=number + 1)
        restore(self.story, revision, by=self.users["marta"], at=self.tick())
        self.model.revisions.append(self.model.revisions[number])

    def do_open(self, to, with_process=False):
        open_story(self.story, to=Rung(to), by=self.users["marta"], at=self.tick(), with_process=with_process)
        assert with_process or to <= self.world.process_rung, "it stands further out than its process"
        self.world.process_rung = max(self.world.process_rung, to)
        self.model.rung, self.model.shown = to, len(self.model.revisions) - 1

    def do_open_with_the_process(self, to):
        self.do_open(to, with_process=True)

    def do_show_newer_words(self):
        self.do_open(self.model.rung)

    def do_plan(self, to, waits_for):
        day = timezone.localdate(NOW) if waits_for == "today" else None
        event = self.event if waits_for == "event" else None
        plan_opening(
            self.story, to=Rung(to), by=self.users["marta"], at=self.tick(), not_before=day, event=event
        )
        self.model.plans = [plan for plan in self.model.plans if plan[1] != to]
        self.model.plans.append((len(self.model.revisions) - 1, to, waits_for))

    def do_what_is_due(self):
        open_due(now=NOW)
        happened = self.event.happened_on is not None
        for plan in list(self.model.plans):
            revision, to, waits_for = plan
            if waits_for == "event" and not happened:
                continue
            self.model.plans.remove(plan)
            newer_shown = self.model.shown is not None and self.model.shown > revision
            same = to == self.model.rung and revision == self.model.shown
            if newer_shown or same or to < self.model.rung or to > self.world.process_rung:
                continue
            self.model.rung, self.model.shown = to, revision

    def do_the_event_happens(self):
        self.event.happened_on = timezone.localdate(NOW)
        self.event.save()

    def do_close(self, to):
        take_back(self.story, to=Rung(to), by=self.users["marta"], at=self.tick())
        self.came_back_to(to)

    def do_close_the_process(self, to):
        narrow_process(self.process, to=Rung(to), by=self.users["ada"], at=self.tick())
        self.world.process_rung = to
        if self.model.rung > to:
            self.came_back_to(to)

    def came_back_to(self, to):
        self.model.rung = to
        self.model.plans = [plan for plan in self.model.plans if plan[1] <= to]

    def do_join(self, name):
        circles.join(self.team, self.users[name], by=None, at=self.tick())
        self.world.team.add(name)

    def do_leave(self, name):
        circles.leave(self.team, self.users[name], at=self.tick())
        self.world.team.discard(name)

    def do_ask(self, name):
        until = NOW + timedelta(days=3650)
        ask_for_reading(
            self.story, reader=self.users[name], by=self.users["marta"], at=self.tick(), until=until
        )
        self.model.asked.add(name)

    def do_end_the_reading(self, name):
        end_reading(self.story, reader=self.users[name], by=self.users["marta"], at=self.tick())
        self.model.asked.discard(name)

    def do_offer_a_byline(self, name):
        bylines.offer(
            self.story, to=self.users[name], kind="with", part="", by=self.users["marta"], at=self.tick()
        )

    def do_accept_the_byline(self, name):
        offered = Byline.objects.filter(story=self.story, author__user=self.users[name]).first()
        if offered is not None:
            bylines.accept(offered, by=self.users[name], at=self.tick())
            self.world.authors.add(name)

    # What everybody reads.

    def compare(self, *, surfaces_for):
        for name in CAST:
            expected = self.world.words_for(name, self.model)
            reader = Reader.of(self.users[name], now=timezone.now())
            assert self.by_rule(reader) == (expected is not None), name
            found = Story.objects.visible_to(reader).filter(pk=self.story.pk).first()
            assert (found is not None) == (expected is not None), name
            if found is not None:
                assert words_in(seen(found, reader).text) == expected, name
            if name in surfaces_for:
                self.compare_surfaces(name, expected)
        self.compare_feed()

    def by_rule(self, reader) -> bool:
        story = Story.objects.get(pk=self.story.pk)
        accepted = Byline.objects.filter(story=story, accepted_at__isnull=False)
        asked = ReadingRequest.objects.filter(story=story, ended_at=None, until__gt=reader.now)
        standpoint = Standpoint(
            rung=Rung(story.rung),
            author_ids=frozenset(accepted.values_list("author", flat=True)),
            circle_ids=frozenset({self.team.pk}),
            asked_user_ids=frozenset(asked.values_list("reader", flat=True)),
        )
        return may_see(reader, standpoint)

    def compare_surfaces(self, name, expected):
        client = self.clients[name]
        page = client.get(reverse("story", args=[self.story.public_id, "titoloprimo"]))
        assert (page.status_code == 200) == (expected is not None), (name, page.status_code)
        body = page.content.decode()
        if expected is None:
            assert not WORD.findall(body), name
        else:
            hidden = self.every_word() - expected - self.phrases_told_to(name)
            assert expected <= words_in(body), name
            assert not hidden & words_in(body), name
        listed = "titoloprimo" in client.get(reverse("stories")).content.decode()
        assert listed == self.world.listed_for(name, self.model), name
        picture = client.get(reverse("picture", args=[PICTURE])).status_code == 200
        assert picture == self.world.picture_for(name, self.model), name

    def compare_feed(self):
        fed = self.clients["stranger"].get(reverse("feed")).content.decode()
        outside = self.world.words_for("stranger", self.model)
        assert words_in(fed) == (set() if outside is None else outside | {"titoloprimo"})
        assert (PICTURE in fed) == self.world.picture_for("stranger", self.model)

    def every_word(self) -> set[str]:
        pieces = {piece for text in self.model.revisions for piece in text}
        return {piece.word for piece in pieces} | {piece.say for piece in pieces if piece.say}

    def phrases_told_to(self, name) -> set[str]:
        """Return what a veil's note may say: how words that this reader reads are read further out."""
        own = self.world.words_for(name, self.model) or set()
        sees_picture = self.world.picture_for(name, self.model)
        masks = {
            piece.say
            for text in self.model.revisions
            for piece in text
            if (sees_picture if piece.is_picture else piece.word in own)
        }
        return masks | {say for word, (_, say) in self.model.withheld.items() if word in own}


ROLES = {"giulio": "editor", "nadia": "reviewer", "ada": "administrator"}


def a_file():
    return default_storage.save("pictures/model.webp", ContentFile(b"RIFF0000WEBP"))


def document(text):
    content, figures = [], []
    for piece in text:
        mask = {"up_to": piece.up_to, "say": piece.say} if piece.up_to < 4 else None
        if piece.is_picture:
            attrs = {"picture": PICTURE, "alt": "Il banco", "mask": mask}
            figures.append({"type": "figure", "attrs": attrs})
            continue
        marks = [{"type": "mask", "attrs": mask}] if mask else []
        content.append({"type": "text", "text": piece.word, **({"marks": marks} if marks else {})})
        content.append({"type": "text", "text": " e poi "})
    passage = {"type": "paragraph", **({"content": content} if content else {})}
    return {"type": "doc", "content": [passage, *figures]}


def words_in(text: str) -> set[str]:
    return set(WORD.findall(text))
