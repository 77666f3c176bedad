"""Filling an empty place with the invented company, by the same functions by which people fill theirs.

So every condition is asked, every act is a record, and nothing stands here that could not have come about by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from firsthand.audience.rung import Rung
from firsthand.people.circles import join
from firsthand.people.models import Author, Circle, RoleHeld, User
from firsthand.place import changes
from firsthand.place.ids import random_id
from firsthand.place.models import Place
from firsthand.stories.bylines import say_part
from firsthand.stories.models import Event, Phase, Process, ProcessCircle, Story
from firsthand.stories.opening import open_story
from firsthand.stories.pictures import drawn_anew, take_in
from firsthand.stories.tagging import set_tags
from firsthand.stories.writing import Version as WorkingVersion
from firsthand.stories.writing import begin_story, place_in_process, save_working_copy

from .company import ACCENT, CIRCLES, LINE, NAME, PEOPLE, PROCESSES, Person, Told
from .days import Days
from .notation import Sheet, document, sheet
from .told import TELLINGS, Telling, Version

HERE = Path(__file__).resolve().parent
BEGUN = "mon 60"  # when the invented people came in


def is_empty() -> bool:
    """Say whether nobody has begun to use this place: no author, circle, process or story."""
    return not any(kind.objects.exists() for kind in (Author, Circle, Process, Story))


def fill(*, now: datetime) -> Company:
    """Fill the place and return what has been made. The caller has seen that it is empty."""
    from . import acts

    company = Company(Days(timezone.localdate(now)))
    with changes.waiting_once():
        portraits = {
            person.key: keep_portrait(HERE / "portraits" / f"{person.key}.webp")
            for person in PEOPLE
            if person.part
        }
        with transaction.atomic():
            company.make_the_place()
            for person in PEOPLE:
                company.let_in(person, portrait=portraits.get(person.key, ""))
            for name, members in CIRCLES.items():
                company.gather(name, members)
            for told in PROCESSES:
                company.describe(told)
        for telling in TELLINGS:
            for version in telling.versions:
                company.tell(telling, version)
        acts.between_people(company)
        acts.written_back(company)
    return company


@dataclass
class Company:
    """The invented company while it is being made: everything by the key under which the texts know it."""

    days: Days
    people: dict[str, User] = field(default_factory=dict)
    circles: dict[str, Circle] = field(default_factory=dict)
    processes: dict[str, Process] = field(default_factory=dict)
    stories: dict[tuple[str, str], Story] = field(default_factory=dict)

    def make_the_place(self) -> None:
        place = Place.current()
        place.name, place.line, place.accent, place.language = NAME, LINE, ACCENT, "it"
        place.save()

    def let_in(self, person: Person, *, portrait: str) -> None:
        """Make the account and, for who tells, the author with portrait and own story."""
        at = self.days.at(BEGUN)
        user = User.objects.create_user(
            person.email, name=person.name, standing=person.standing, language="it", made_at=at
        )
        self.people[person.key] = user
        nobody_is = not RoleHeld.objects.filter(role=RoleHeld.Role.ADMINISTRATOR).exists()
        if person.role and (person.role != RoleHeld.Role.ADMINISTRATOR or nobody_is):
            RoleHeld.objects.create(user=user, role=person.role, given_at=at)
        if person.part:
            worldview, episode, spark = own_story(person.key)
            Author.objects.create(
                user=user,
                name=person.name,
                part=person.part,
                portrait=portrait,
                worldview=worldview,
                episode=episode,
                spark=spark,
                own_story_rung=person.own_story_rung,
            )

    def gather(self, name: str, members: list[str]) -> None:
        circle = self.circles[name] = Circle.objects.create(name=name)
        for key in members:
            join(circle, self.people[key], by=self.people["marta"], at=self.days.at(BEGUN, 10))

    def describe(self, told: Told) -> None:
        """Make the process with its phases and events, known to the company and nobody further out."""
        process = self.processes[told.key] = Process.objects.create(
            name=told.name,
            line=told.line,
            answers_for_it=self.people[told.answers_for_it].author,
            told_every_days=told.every_days,
        )
        for place, circle in enumerate(told.circles):
            ProcessCircle.objects.create(process=process, circle=self.circles[circle], is_team=place == 0)
        phases = {}
        for place, (name, begins, ends) in enumerate(told.phases):
            phases[name] = Phase.objects.create(
                process=process,
                name=name,
                place_in_order=place,
                begins_on=self.days.on(begins) if begins else None,
                ends_on=self.days.on(ends) if ends else None,
            )
        for name, phase, day, has_happened in told.events:
            on = self.days.on(day)
            Event.objects.create(
                process=process,
                phase=phases[phase],
                name=name,
                due_on=on,
                happened_on=on if has_happened else None,
            )

    def tell(self, telling: Telling, version: Version) -> None:
        """Write one version as its author wrote it, and open it as far as it goes."""
        by, text = self.people[telling.by], text_of(telling.key, version.language)
        at = self.days.at(telling.begun, 18, 10)
        story = self.begin(telling, version, by=by, at=at)
        self.stories[telling.key, version.language] = story
        self.write(story, text, text.first, by=by, at=at, pictures=self.take_in(story, text, by=by, at=at))
        if text.part:
            say_part(story, kind="by", part=text.part, by=by)
        if text.tags:
            set_tags(story, text.tags, by=by)
        if version.rung > Rung.SELF:
            # The place is Italian: on a day on which both are told, its own language is the newer.
            at = self.days.at(version.on, 8, 55 if version.language == "it" else 40)
            open_story(story, to=version.rung, by=by, at=at, with_process=True)

    def begin(self, telling: Telling, version: Version, *, by: User, at: datetime) -> Story:
        first = self.stories.get((telling.key, "it"))
        if first is not None:
            return begin_story(
                by=by, at=at, origin=telling.origin, language=version.language, version_of=first
            )
        since, until = (self.days.on(day) if day else None for day in telling.happened)
        process = self.processes.get(telling.process)
        phase = Phase.objects.get(process=process, name=telling.phase) if process else None
        story = begin_story(
            by=by,
            at=at,
            origin=telling.origin,
            language=version.language,
            process=process,
            phase=phase,
            happened_from=since,
            happened_until=until,
        )
        if process and telling.events:
            events = list(Event.objects.filter(process=process, name__in=telling.events))
            place_in_process(story, process=process, phase=phase, events=events, by=by)
        return story

    def take_in(self, story: Story, text: Sheet, *, by: User, at: datetime) -> dict[str, str]:
        """Give the story its pictures and return their public ids by name."""
        taken = {}
        for name in text.pictures:
            with (HERE / "pictures" / f"{name}.webp").open("rb") as file:
                taken[name] = take_in(story, file, by=by, at=at).public_id
        return taken

    def write(
        self,
        story: Story,
        text: Sheet,
        words: str,
        *,
        by: User,
        at: datetime,
        pictures: dict[str, str] | None = None,
    ) -> None:
        """Save ``words`` as the working copy."""
        links = {
            key: each.public_id
            for (key, language), each in self.stories.items()
            if language == story.language
        }
        save_working_copy(
            story,
            by=by,
            at=at,
            base=WorkingVersion.of(story.working_copy),
            title=text.title,
            document=document(words, pictures=pictures or {}, stories=links),
            after_reading=text.after,
        )


def text_of(key: str, language: str) -> Sheet:
    return sheet((HERE / "texts" / f"{key}.{language}.txt").read_text("utf-8"))


def own_story(key: str) -> list[str]:
    """Return how the person sees work, something that happened to them, and the spark."""
    return [part.strip() for part in (HERE / "people" / f"{key}.txt").read_text("utf-8").split("\n---\n")]


def keep_portrait(path: Path) -> str:
    """Keep the portrait, drawn anew as every picture is, and return its random name."""
    with path.open("rb") as file:
        drawn, _width, _height = drawn_anew(file)
    name = random_id()
    default_storage.save(f"portraits/{name}", ContentFile(drawn))
    return name
