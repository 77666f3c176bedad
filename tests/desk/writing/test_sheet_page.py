"""The page of the sheet: what its source holds, and that words stay words in it."""

from __future__ import annotations

import json
import re

import pytest
from django.utils import timezone
from sheets import at

from cast import client_of, doc
from firsthand.audience.rung import Rung
from firsthand.stories.bylines import offer
from firsthand.stories.models import Picture

pytestmark = pytest.mark.django_db

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'><!--"


def text(words, *marks):
    return {"type": "text", "text": words, "marks": list(marks)}


def test_words_never_become_markup(marta, process, a_story):
    mask = {"type": "mask", "attrs": {"up_to": 1, "say": EVIL}}
    link = {"type": "link", "attrs": {"href": 'https://example.org/"><script>alert(1)</script>'}}
    story = a_story(
        EVIL,
        words=doc(
            {"type": "paragraph", "content": [text(EVIL), text(EVIL, mask), text("qui", link)]},
            {"type": "figure", "attrs": {"picture": None, "alt": EVIL}, "content": [text(EVIL)]},
            {
                "type": "decision",
                "attrs": {"when": EVIL[:80]},
                "content": [{"type": "decisionHead", "content": [text(EVIL)]}],
            },
            {"type": "codeBlock", "content": [{"type": "text", "text": EVIL}]},
        ),
    )
    process.name = EVIL
    process.save()

    page = client_of(marta).get(at("write", story))

    source = page.content.decode()
    assert "alert(1)" in source  # the words are there
    assert not re.search(r"<script>alert|<img src=x|onerror=alert\(2\)>\"", source)
    assert len(re.findall(r"<script", source)) == len(
        re.findall(r'<script (type="importmap"|type="module" src|id="sheet-data" type)', source)
    )


def test_the_policy_lets_the_import_map_be_and_nothing_else_inline(marta, a_story):
    page = client_of(marta).get(at("write", a_story()))

    policy = page["Content-Security-Policy"]
    assert re.search(r"script-src 'self' 'sha256-[A-Za-z0-9+/=]{44}'(;|$)", policy)
    assert "unsafe" not in policy
    assert " style=" not in page.content.decode()
    assert not re.search(r"\son\w+=", page.content.decode())
    assert "sha256" not in client_of(marta).get("/it/desk/")["Content-Security-Policy"]


def test_its_data_is_what_its_author_may_know(marta, luca, a_story):
    """The ids are random, nobody's address is in it, and nothing of another story."""
    story = a_story("Mio", words="Parole mie.")
    other = a_story("Altro titolo", words="Parole altrui.", by=luca)
    Picture.objects.create(story=other, file="pictures/a.webp", width=1, height=1, added_by=luca)
    own = Picture.objects.create(story=story, file="pictures/b.webp", width=1, height=1, added_by=marta)
    offer(story, to=luca, kind="with", part="", by=marta, at=timezone.now())

    source = client_of(marta).get(at("write", story)).content.decode()

    data = json.loads(re.search(r'<script id="sheet-data" type="application/json">(.*?)</script>', source)[1])
    assert set(data) == {
        "account", "story", "schema", "words_of_story", "version", "saved_at", "saved_by", "pictures", "rungs",
        "words", "addresses",
    }  # fmt: skip
    assert data["pictures"] == [own.public_id]
    assert "Parole mie." in source
    for secret in ("Altro titolo", "Parole altrui.", luca.email, marta.email):
        assert secret not in source


def test_it_is_kept_nowhere(marta, a_story):
    assert "no-store" in client_of(marta).get(at("write", a_story()))["Cache-Control"]


def test_without_javascript_ones_text_can_be_read(marta, a_story):
    page = (
        client_of(marta).get(at("write", a_story(words="Alle sei e dieci.", rung=Rung.SELF))).content.decode()
    )
    assert "<p>Alle sei e dieci.</p>" in page
    assert "<noscript>" in page
