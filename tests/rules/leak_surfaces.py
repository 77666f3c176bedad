"""The rows of the leak matrix: every address of the place by its name."""

from __future__ import annotations

from test_leaks import Surface, Told, named, story_at

LIST = {"shows": ("title",), "to": "listed"}


def at_process(told: Told) -> str:
    from django.urls import reverse

    return reverse("process", args=[told.process.public_id, told.process.slug])


def at_author(told: Told) -> str:
    from django.urls import reverse

    return reverse("author", args=[told.author.public_id, told.author.slug])


def at_tag(told: Told) -> str:
    from django.urls import reverse

    tag = told.story.tags.get()
    return reverse("tag", args=[tag.public_id, tag.slug])


def at_picture(told: Told) -> str:
    from django.urls import reverse

    return reverse("picture", args=[told.picture.public_id])


SURFACES: dict[str, Surface] = {
    # What is read.
    "home": Surface(named("home"), **LIST),
    "stories": Surface(named("stories"), **LIST),
    "story": Surface(story_at("story", "x"), shows=("title", "body", "tag"), to="exists"),
    "processes": Surface(named("processes")),
    "process": Surface(at_process, **LIST),
    "people": Surface(named("people")),
    "author": Surface(at_author, **LIST),
    "tag": Surface(at_tag, shows=("title", "tag"), to="listed"),
    "feed": Surface(named("feed"), shows=("title", "body"), to="strangers"),
    "sitemap": Surface(named("sitemap"), to="strangers"),
    "picture": Surface(at_picture),
    "reply": Surface(story_at("reply"), shows=("title",), to="exists"),
}
