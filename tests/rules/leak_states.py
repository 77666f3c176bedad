"""The states of the leak matrix: each brings one story there, and says which words then stand for whom.

What stands for whom is said here by hand, with none of the program's rule.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone
from PIL import Image

from cast import doc, masked, tomorrow
from firsthand.audience.rung import Rung
from firsthand.dialogue.deciding import decline, show
from firsthand.dialogue.models import Reply
from firsthand.people.models import Author, Membership, User
from firsthand.stories import bylines
from firsthand.stories.models import Event, Phase, PlannedOpening, Process, Story, Withholding
from firsthand.stories.narrowing import mask_now, withhold
from firsthand.stories.opening import open_story, take_back
from firsthand.stories.pictures import take_in
from firsthand.stories.plans import plan_opening
from firsthand.stories.reading import ask_for_reading, end_reading
from firsthand.stories.tagging import set_tags
from firsthand.stories.writing import Version, begin_story, save_working_copy

READERS = ["stranger", "elena", "luca", "teresa", "arjun", "marta", "giulio", "nadia", "ada"]
TITLE, SLUG, BODY, TAG = "Airone sul tetto", "airone-sul-tetto", "airone cinerino", "voliera"
SECRET, SAY, ALT, CAPTION = "zibellino", "animaletto", "Un gufo reale", "Il gufo dorme"


@dataclass(frozen=True)
class Needle:
    """Words, or any other trace, and for whom they may stand anywhere. ``forms`` are all the ways they are written."""

    forms: tuple[str, ...]
    may: Callable[[str], bool]


@dataclass
class Told:
    """One story in one state, who stands where, and what may be read by whom."""

    story: Story
    users: dict[str, User | None]
    process: Process
    others: Story
    authors: set[str] = field(default_factory=lambda: {"marta"})
    team: set[str] = field(default_factory=lambda: {"marta", "teresa"})
    asked: set[str] = field(default_factory=set)
    offered: set[str] = field(default_factory=set)
    was_open_to: int = Rung.SELF
    in_its_place: dict[str, set[str]] = field(default_factory=dict)
    """By language of the page, for whom lists show another version of it instead."""
    needles: dict[str, Needle] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def clearance(self, reader: str) -> int:
        if reader in self.authors:
            return 0
        if reader in self.team | self.asked:
            return 1
        return {"stranger": 4, "elena": 3, "arjun": 3}.get(reader, 2)

    def exists_for(self, reader: str) -> bool:
        return reader in self.asked or self.clearance(reader) <= self.story.rung

    def listed_for(self, reader: str) -> bool:
        return self.story.rung >= 1 and self.exists_for(reader)

    def gone_for(self, reader: str) -> bool:
        """Say whether the reader is told that the story was there: somebody with an account, who could read it then."""
        return (
            not self.exists_for(reader)
            and reader != "stranger"
            and self.clearance(reader) <= self.was_open_to
        )

    def hides(self, name: str, *forms: str, up_to: int = 4) -> None:
        """Say that these words go no further than ``up_to``, and nowhere that the story does not go."""
        self.needles[name] = Needle(forms, lambda who: self.exists_for(who) and self.clearance(who) <= up_to)

    def only(self, name: str, *forms: str, to: set[str] | None = None) -> None:
        """Say that these words are for the authors alone, or for those named."""
        self.needles[name] = Needle(forms, lambda who: who in (self.authors if to is None else to))

    def user(self, name: str) -> User:
        user = self.users[name]
        assert user is not None
        return user

    # The acts of which states are made.

    def open(self, rung: Rung) -> None:
        open_story(self.story, to=rung, by=self.user("marta"), at=timezone.now())
        self.story.refresh_from_db()

    def back(self, rung: Rung) -> None:
        self.was_open_to = self.story.rung
        take_back(self.story, to=rung, by=self.user("marta"), at=timezone.now())
        self.story.refresh_from_db()

    def write(self, *, title: str = TITLE, document: dict[str, Any], after_reading: str = "") -> None:
        save_working_copy(
            self.story,
            by=self.user("marta"),
            at=timezone.now(),
            base=Version.of(self.story.working_copy),
            title=title,
            document=document,
            after_reading=after_reading,
        )
        self.story.refresh_from_db()

    def withhold(self, words: str, *, up_to: Rung, say: str = SAY, **until: Any) -> Withholding:
        return withhold(
            self.story,
            words=words,
            up_to=up_to,
            say=say,
            because="per via del marangone",
            by=self.user("marta"),
            at=timezone.now(),
            **until,
        )

    def reply(self, words: str, *, rung: Rung, name: str = "Ilario Gabbiani") -> Reply:
        reply = Reply.objects.create(
            story=self.story, name=name, words=words, rung=rung, made_at=timezone.now()
        )
        self.ids["reply"] = reply.public_id
        return reply

    def ask(self, name: str) -> None:
        now = timezone.now()
        until = now + timedelta(days=7)
        ask_for_reading(self.story, reader=self.user(name), by=self.user("marta"), at=now, until=until)
        self.asked.add(name)


def a_sheet(
    told_of: str = f"Sul tetto un {BODY}.", *, picture: str | None = None, mask: Any = None
) -> dict[str, Any]:
    """Return a document of one sentence, and of one figure when there is a picture."""
    words = doc(told_of) if isinstance(told_of, str) else doc(*told_of)
    if picture:
        figure = {"type": "figure", "attrs": {"picture": picture, "alt": ALT, "mask": mask}}
        words["content"].append({**figure, "content": [{"type": "text", "text": CAPTION}]})
    return words


def a_picture() -> io.BytesIO:
    drawn = io.BytesIO()
    Image.new("RGB", (4, 4), "#0b5a63").save(drawn, "PNG")
    drawn.seek(0)
    return drawn


def a_draft(users: dict[str, User | None], process: Process) -> Told:
    """Return a draft of Marta's with a picture and a tag, beside a story that is open to everybody and links to it."""
    marta, now = users["marta"], timezone.now()
    assert marta is not None
    phase = Phase.objects.create(process=process, name="Prova a caldo")
    fields = {"by": marta, "at": now, "origin": "impulse", "language": "it", "process": process}
    story = begin_story(title=TITLE, phase=phase, **fields)
    link = {"type": "storyLink", "attrs": {"story": story.public_id}}
    linked = {"type": "paragraph", "content": [{"type": "text", "text": "Altrove", "marks": [link]}]}
    others = begin_story(title="Il cancello aperto", document=doc(linked), **fields)
    open_story(others, to=Rung.EVERYONE, by=marta, at=now)
    told = Told(story, users, process, others)
    picture = take_in(story, a_picture(), by=marta, at=now)
    told.ids["picture"] = picture.public_id
    told.write(document=a_sheet(picture=picture.public_id))
    set_tags(story, [TAG], by=marta)
    story.refresh_from_db()
    told.ids["tag"], told.ids["tag slug"] = story.tags.values_list("public_id", flat=True)[0], TAG

    told.hides("title", TITLE, SLUG)
    told.hides("id", story.public_id)
    told.hides("body", BODY)
    told.hides("tag", TAG)
    told.hides("picture", picture.public_id, ALT, CAPTION)
    told.hides("bytes", "RIFF")
    told.needles["whom she asked"] = Needle(
        ("Arjun Sandhu",), lambda who: who == "arjun" or who in told.authors
    )
    return told


State = Callable[[Told], None]
STATES: dict[str, State] = {}


def state(name: str) -> Callable[[State], State]:
    def named(build: State) -> State:
        STATES[name] = build
        return build

    return named


@state("draft")
def draft(told: Told) -> None:
    pass


@state("draft, asked")
def asked(told: Told) -> None:
    told.ask("arjun")


@state("draft, asked and ended")
def asked_and_ended(told: Told) -> None:
    told.ask("arjun")
    end_reading(told.story, reader=told.user("arjun"), by=told.user("marta"), at=timezone.now())
    told.asked.clear()


@state("team")
def team(told: Told) -> None:
    told.open(Rung.TEAM)


@state("team, one has left")
def team_left(told: Told) -> None:
    told.open(Rung.TEAM)
    Membership.objects.get(user=told.user("teresa")).end(at=timezone.now())
    told.team.remove("teresa")


@state("company")
def company(told: Told) -> None:
    told.open(Rung.COMPANY)


@state("partners")
def partners(told: Told) -> None:
    told.open(Rung.PARTNERS)


@state("everyone")
def everyone(told: Told) -> None:
    told.open(Rung.EVERYONE)


@state("planned")
def planned(told: Told) -> None:
    event = Event.objects.create(process=told.process, name="Deposito", due_on=tomorrow())
    marta, now = told.user("marta"), timezone.now()
    plan_opening(told.story, to=Rung.EVERYONE, by=marta, at=now, not_before=tomorrow(), event=event)


@state("a plan failed")
def plan_failed(told: Told) -> None:
    told.open(Rung.COMPANY)
    marta, now = told.user("marta"), timezone.now()
    plan = plan_opening(told.story, to=Rung.EVERYONE, by=marta, at=now, not_before=tomorrow())
    PlannedOpening.objects.filter(pk=plan.pk).update(
        failed_at=timezone.now(), failed_because="La civetta dorme."
    )
    told.only("why a plan failed", "civetta")


@state("taken back")
def taken_back(told: Told) -> None:
    told.open(Rung.EVERYONE)
    told.back(Rung.SELF)


@state("taken back to the team")
def taken_back_to_the_team(told: Told) -> None:
    told.open(Rung.COMPANY)
    told.back(Rung.TEAM)


@state("masked")
def masked_words(told: Told) -> None:
    told.write(document=a_sheet([masked(f"Un {BODY}, uno ", SECRET, ".", up_to=Rung.TEAM, say=SAY)]))
    told.open(Rung.EVERYONE)
    told.hides("masked words", SECRET, up_to=Rung.TEAM)
    told.hides("the trace of a mask", 'class="veil', up_to=Rung.TEAM)
    no_picture(told)


@state("masked for its authors, asked")
def masked_asked(told: Told) -> None:
    told.write(document=a_sheet([masked(f"Un {BODY}, uno ", SECRET, ".", up_to=Rung.SELF, say=SAY)]))
    told.ask("arjun")
    told.hides("masked words", SECRET, up_to=Rung.SELF)
    no_picture(told)


@state("masked for its authors while it is read")
def masked_while_read(told: Told) -> None:
    told.ask("arjun")
    told.write(
        title=f"{TITLE}: {SECRET}",
        document=a_sheet([masked(f"Un {BODY}, uno ", SECRET, ".", up_to=Rung.SELF, say=SAY), SECRET.upper()]),
        after_reading=f"Lo {SECRET} dorme.",
    )
    told.hides("masked words", SECRET, SECRET.upper(), up_to=Rung.SELF)
    no_picture(told)


@state("masked after it went out")
def masked_later(told: Told) -> None:
    told.write(document=a_sheet([f"Un {BODY}, uno {SECRET}."]))
    told.open(Rung.EVERYONE)
    narrower = a_sheet([masked(f"Un {BODY}, uno ", SECRET, ".", up_to=Rung.COMPANY, say=SAY)])
    mask_now(told.story, document=narrower, by=told.user("marta"), at=timezone.now())
    told.story.refresh_from_db()
    told.hides("masked words", SECRET, up_to=Rung.COMPANY)
    no_picture(told)


@state("a masked picture")
def masked_picture(told: Told) -> None:
    mask = {"up_to": int(Rung.COMPANY), "say": SAY}
    told.write(document=a_sheet(picture=told.ids["picture"], mask=mask))
    told.open(Rung.EVERYONE)
    told.hides("picture", told.ids["picture"], ALT, CAPTION, up_to=Rung.COMPANY)
    told.hides("bytes", "RIFF", up_to=Rung.COMPANY)


@state("withheld")
def withheld(told: Told) -> None:
    told.write(document=a_sheet([f"Un {BODY}, uno {SECRET}."]))
    told.open(Rung.EVERYONE)
    told.withhold(SECRET, up_to=Rung.COMPANY)
    told.hides("masked words", SECRET, up_to=Rung.COMPANY)
    told.only("why it is withheld", "marangone")
    no_picture(told)


@state("withheld in the title")
def withheld_in_the_title(told: Told) -> None:
    told.open(Rung.EVERYONE)
    told.withhold("sul tetto", up_to=Rung.COMPANY)
    told.hides("title", "Airone")
    told.hides("masked words", "sul tetto", "Sul tetto", "sul-tetto", up_to=Rung.COMPANY)


@state("withheld until a day that has passed")
def withheld_no_more(told: Told) -> None:
    told.write(document=a_sheet([f"Un {BODY}, uno {SECRET}."]))
    told.open(Rung.EVERYONE)
    row = told.withhold(SECRET, up_to=Rung.COMPANY, until_on=tomorrow())
    Withholding.objects.filter(pk=row.pk).update(until_on=timezone.localdate())
    told.hides("words that were withheld", SECRET)
    no_picture(told)


@state("newer words not shown")
def newer_words(told: Told) -> None:
    told.open(Rung.EVERYONE)
    told.ask("arjun")
    newer = a_sheet(f"Un {BODY} e un basilisco.", picture=told.ids["picture"])
    told.write(title="Fenice sul molo", document=newer)
    told.only("newer words", "Fenice", "fenice", "basilisco", to={"marta", "arjun"})
    told.hides("title", TITLE, SLUG, "Fenice sul molo")


@state("a reply for the team")
def reply_for_the_team(told: Told) -> None:
    told.open(Rung.EVERYONE)
    show(told.reply("Anche da noi un tasso.", rung=Rung.TEAM), by=told.user("marta"), at=timezone.now())
    told.hides("a reply", "un tasso", "Ilario", up_to=Rung.TEAM)


@state("a reply nobody has read")
def reply_waiting(told: Told) -> None:
    told.open(Rung.EVERYONE)
    told.reply("Anche da noi un tasso.", rung=Rung.EVERYONE)
    told.only("a reply to decide on", "un tasso", "Ilario", told.ids["reply"])


@state("a reply declined")
def reply_declined(told: Told) -> None:
    told.open(Rung.EVERYONE)
    reply = told.reply("Anche da noi un tasso.", rung=Rung.EVERYONE)
    decline(reply, by=told.user("marta"), at=timezone.now(), because="è fuori tema")
    told.only("a reply declined", "un tasso", "Ilario", "fuori tema", told.ids["reply"])


@state("a reply that repeats a younger mask")
def reply_masked(told: Told) -> None:
    told.write(document=a_sheet([f"Un {BODY}, uno {SECRET}."]))
    told.open(Rung.EVERYONE)
    reply = told.reply("Da noi lo ZIBELLINO dorme.", rung=Rung.EVERYONE)
    show(reply, by=told.user("marta"), at=timezone.now())
    told.withhold(SECRET, up_to=Rung.COMPANY)
    told.hides("a reply", "ZIBELLINO", SECRET, "Ilario", up_to=Rung.COMPANY)
    told.only("why it is withheld", "marangone")
    no_picture(told)


@state("a byline offered")
def byline_offered(told: Told) -> None:
    Author.objects.create(user=told.user("luca"), name="Luca detto Picchio")
    now = timezone.now()
    bylines.offer(told.story, to=told.user("luca"), kind="with", part="x", by=told.user("marta"), at=now)
    told.offered.add("luca")
    told.needles["id"] = Needle(
        (told.story.public_id,), lambda who: told.exists_for(who) or who in told.offered
    )
    told.only("whom she asked to sign", "Picchio", "picchio", to={"marta", "luca"})


@state("a byline offered on an open story")
def byline_offered_open(told: Told) -> None:
    told.open(Rung.EVERYONE)
    byline_offered(told)


@state("signed by two")
def signed_by_two(told: Told) -> None:
    author = Author.objects.create(user=told.user("luca"), name="Luca detto Picchio")
    told.story.bylines.create(author=author, offered_at=timezone.now(), accepted_at=timezone.now())
    told.authors.add("luca")
    told.hides("who signs too", "Picchio", "picchio")


@state("its process stands nearer")
def process_nearer(told: Told) -> None:
    told.open(Rung.EVERYONE)
    Event.objects.create(process=told.process, name="Collaudo del tritone", due_on=tomorrow())
    Process.objects.filter(pk=told.process.pk).update(rung=Rung.COMPANY, name="Il tritone")
    told.process.refresh_from_db()
    inside = set(READERS) - {"stranger", "elena", "arjun"}
    told.only("its process", "tritone", "Prova a caldo", told.process.public_id, to=inside)


@state("a version of it stands nearer")
def version_nearer(told: Told) -> None:
    told.open(Rung.EVERYONE)
    marta, now = told.user("marta"), timezone.now()
    version = begin_story(
        by=marta, at=now, origin="impulse", language="en", title="A heron up there", document=doc("Up.")
    )
    Story.objects.filter(pk=version.pk).update(telling=told.story.telling_id)
    open_story(version, to=Rung.TEAM, by=marta, at=now)
    told.only("its other version", "heron", version.public_id, to=told.authors | told.team)
    told.in_its_place["en"] = told.authors | told.team


def no_picture(told: Told) -> None:
    """Say that the sheet holds no picture any more: only its authors have it at hand."""
    del told.needles["picture"]
    told.only("bytes", "RIFF")
