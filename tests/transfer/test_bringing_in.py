"""Posts become stories: with their words, dates, authors and tags, as far open as they were, and not further."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from exports import author, cdata, export, post, saved

from cast import somebody
from firsthand.audience.rung import Rung
from firsthand.people.models import Author
from firsthand.stories.document.plain import plain_text
from firsthand.stories.models import Opening, Story
from firsthand.stories.opening import take_back
from firsthand.transfer.models import Brought

CLOSED = {
    "draft": {"status": "draft"},
    "a draft without a date": {"status": "draft", "date": "0000-00-00 00:00:00"},
    "waiting for review": {"status": "pending"},
    "planned": {"status": "future", "date": "2031-01-01 08:00:00"},
    "published in the future": {"date": "2031-01-01 08:00:00"},
    "private": {"status": "private"},
    "with a password": {"password": "segreto"},
    "a state of a plugin": {"status": "archived"},
    "no state": {"status": ""},
    "not quite published": {"status": "publish-later"},
    "no date": {"date": ""},
}


def words_of(story: Story) -> str:
    return plain_text(story.document, rung=Rung.EVERYONE).text


def test_a_public_post_comes_with_date_author_and_tags(bring, told, ada):
    terms = [
        ("category", "officina", "Officina"),
        ("category", "uncategorized", "Senza categoria"),
        ("post_tag", "r-d", "R&amp;D, prove"),
        ("post_format", "post-format-aside", "Aside"),
        ("post_tag", "officina", "officina"),
    ]

    table = bring(post("Il banco <em>7</em> &amp; noi", "<p>Era <b>caldo</b>.</p>", terms=terms))

    story = told("Il banco 7 & noi")
    opening = story.openings.get()
    byline = story.bylines.get()
    assert (story.rung, story.told_at) == (Rung.EVERYONE, datetime(2019, 3, 4, 8, 30, tzinfo=UTC))
    assert (opening.kind, opening.by) == (Opening.Kind.ALREADY_PUBLIC, ada)
    assert (byline.published_as, byline.accepted_at, byline.author.user) == ("Marta B.", None, None)
    assert (story.origin, story.made_by, story.language) == ("imported", None, "it")
    assert {tag.name for tag in story.tags.all()} == {"Officina", "R&D prove"}
    assert words_of(story) == "Era caldo."
    assert story.working_copy.provenance == [[10, "imported", "", 1]]
    assert "open to everyone, as it was                                          1" in table


@pytest.mark.parametrize("fields", CLOSED.values(), ids=CLOSED)
def test_what_was_not_public_comes_in_closed(bring, told, fields):
    bring(post("Aperta", number=1), post("Chiusa", number=2, **fields))

    assert told("Aperta").rung == Rung.EVERYONE  # the import does open what it may
    assert told("Chiusa").rung == Rung.SELF
    assert told("Chiusa").openings.count() == 0


def test_what_is_in_the_trash_stays_there(bring):
    table = bring(
        post("Viva"), post("Buttata", number=2, status="trash"), post("", number=3, status="auto-draft")
    )

    assert [story.title for story in Story.objects.all()] == ["Viva"]
    assert "in the trash" in table
    assert "“Buttata”" in table


def test_without_somebody_to_answer_nothing_opens(bring, told):
    table = bring(post("Era pubblica"), by=None)

    assert told("Era pubblica").rung == Rung.SELF
    assert "nobody was named with --as" in table
    assert "run it again with --as" in table

    bring(post("Era pubblica"))

    assert told("Era pubblica").rung == Rung.EVERYONE
    assert told("Era pubblica").told_at == datetime(2019, 3, 4, 8, 30, tzinfo=UTC)


def test_what_a_condition_blocks_comes_in_closed_and_is_listed(bring, told):
    table = bring(post("Solo una foto", '<img src="a.jpg" alt="Il banco">'), post("Con parole", number=2))

    assert told("Con parole").rung == Rung.EVERYONE
    assert told("Solo una foto").rung == Rung.SELF
    assert "“Solo una foto”" in table


def test_pages_pictures_and_comments_are_left_out_and_listed(bring):
    table = bring(
        post("Un racconto", comments=3),
        post("Chi siamo", number=2, kind="page"),
        post("foto.jpg", number=3, kind="attachment", status="inherit"),
        post("voce", number=4, kind="nav_menu_item"),
    )

    assert [story.title for story in Story.objects.all()] == ["Un racconto"]
    assert "a 'page', not a post" in table
    assert "“Chi siamo”" in table
    assert "comments" in table


def test_a_second_time_nothing_comes_double(bring):
    items = [post("Uno", number=1), post("Due", number=2, status="draft"), post("Tre", number=3)]
    bring(*items)
    before = list(Story.objects.order_by("pk").values())
    rows = (Opening.objects.count(), Author.objects.count(), Brought.objects.count())

    table = bring(*items)

    assert list(Story.objects.order_by("pk").values()) == before
    assert (Opening.objects.count(), Author.objects.count(), Brought.objects.count()) == rows == (2, 1, 3)
    assert "here already, unchanged                                              3" in table


def test_posts_of_one_name_are_told_apart_and_the_same_post_is_one(bring):
    items = [
        post("Prima", "Una cosa.", number=7),
        post("Seconda", "Un'altra cosa.", number=7),
        post("Seconda", "Un'altra cosa.", number=7),
        post("Senza nome", "Parole.", number=0, guid="").replace("<wp:post_id>0</wp:post_id>", ""),
    ]

    table = bring(*items)
    bring(*items)

    assert sorted(story.title for story in Story.objects.all()) == ["Prima", "Seconda", "Senza nome"]
    assert "the same post again in the file" in table


def test_the_same_words_once_public_and_once_private_do_not_open_the_private_one(bring):
    bring(post("Doppia", number=7), post("Doppia", number=7, status="private"))

    assert sorted(Story.objects.filter(title="Doppia").values_list("rung", flat=True)) == [
        Rung.SELF,
        Rung.EVERYONE,
    ]


def test_newer_words_are_brought_where_nobody_wrote_here(bring, told):
    bring(post("Il banco", "Era caldo."))

    table = bring(post("Il banco", "Era freddo."))

    story = told("Il banco")
    assert words_of(story) == "Era freddo."
    assert [opening.kind for opening in story.openings.all()] == ["already public", "already public"]
    assert "newer words brought, and shown" in table


def test_newer_words_wait_when_nobody_answers_for_them(bring, told):
    bring(post("Il banco", "Era caldo."))

    bring(post("Il banco", "Era freddo."), by=None)

    story = told("Il banco")
    assert words_of(story) == "Era caldo."
    assert plain_text(story.working_copy.document, rung=0).text == "Era freddo."


def test_what_somebody_signed_here_is_left_as_it_is(bring, told, marta):
    people = author("marta", "Marta B.", email="Marta.Bellandi@pompebrenta.example")
    bring(post("Il banco", "Era caldo."), people=people)
    byline = told("Il banco").bylines.get()
    assert byline.author == marta.author
    byline.accept(at=datetime(2026, 1, 1, tzinfo=UTC))

    table = bring(post("Il banco", "Era freddo."), people=people)

    assert words_of(told("Il banco")) == "Era caldo."
    assert "left as it is" in table


def test_what_its_author_has_signed_is_opened_by_nobody_else(bring, told):
    people = author("marta", "Marta B.", email="marta.bellandi@pompebrenta.example")
    somebody("Marta Bellandi")
    bring(post("Firmata", number=1), post("Non firmata", number=2), people=people, by=None)
    told("Firmata").bylines.get().accept(at=datetime(2026, 1, 1, tzinfo=UTC))

    bring(post("Firmata", number=1), post("Non firmata", number=2), people=people)

    assert told("Non firmata").rung == Rung.EVERYONE
    assert told("Firmata").rung == Rung.SELF


def test_what_was_taken_back_here_stays_closed(bring, told, marta):
    people = author("marta", "Marta B.", email="marta.bellandi@pompebrenta.example")
    bring(post("Il banco"), people=people)
    story = told("Il banco")
    story.bylines.get().accept(at=datetime(2026, 1, 1, tzinfo=UTC))
    take_back(story, to=Rung.SELF, by=marta, at=datetime(2026, 1, 2, tzinfo=UTC))

    bring(post("Il banco"), people=people)

    assert told("Il banco").rung == Rung.SELF


@pytest.mark.parametrize("fields", [{"status": "private"}, {"status": "trash"}, {"password": "x"}])
def test_what_the_blog_has_closed_since_is_closed_here_too(bring, told, fields):
    bring(post("Il banco"))
    assert told("Il banco").rung == Rung.EVERYONE

    listed = bring(post("Il banco", **fields), by=None)
    assert told("Il banco").rung == Rung.EVERYONE  # without somebody to answer it is only listed
    assert "still open here" in listed

    bring(post("Il banco", **fields))
    assert told("Il banco").rung == Rung.SELF


def test_an_account_that_comes_later_is_offered_what_was_theirs(bring, told):
    people = author("luca", "Luca", email="luca.berti@pompebrenta.example")
    bring(post("Il banco", creator="luca"), people=people)
    luca = somebody("Luca Berti")

    bring(post("Il banco", creator="luca"), people=people)

    byline = told("Il banco").bylines.get()
    assert (byline.author.user, byline.accepted_at, byline.published_as) == (luca, None, "Luca")


def test_authors_of_one_name_are_several_and_a_login_stands_for_a_missing_name(bring, told):
    people = author("rossi1", "M. Rossi") + author("rossi2", "M. Rossi")
    bring(
        post("Uno", number=1, creator="rossi1"),
        post("Due", number=2, creator="rossi2"),
        post("Tre", number=3, creator="sconosciuto@pompebrenta.example"),
        post("Quattro", number=4, creator="rossi1", terms=[("author", "cap-teresa", "Teresa")]),
        people=people,
    )

    assert told("Uno").bylines.get().author != told("Due").bylines.get().author
    assert told("Uno").bylines.get().published_as == told("Due").bylines.get().published_as == "M. Rossi"
    assert told("Tre").bylines.get().published_as == "sconosciuto"
    assert [line.published_as for line in told("Quattro").bylines.all()] == ["M. Rossi", "Teresa"]


def test_a_dry_run_tells_the_same_and_changes_nothing(bring):
    items = [post("Uno"), post("Due", number=2, status="draft")]

    table = bring(*items, dry=True)

    assert Story.objects.count() == Author.objects.count() == Brought.objects.count() == 0
    real = bring(*items)
    assert table.replace("What would come", "What came      ").splitlines()[:4] == real.splitlines()[:4]


def test_one_post_that_cannot_come_does_not_stop_the_others(bring, monkeypatch):
    from django.core.management import CommandError

    from firsthand.transfer.wordpress import bringing

    whole = bringing.body_of

    def body_of(item, **how):
        if item.title == "Guasta":
            raise ValueError("it fell over")
        return whole(item, **how)

    monkeypatch.setattr(bringing, "body_of", body_of)

    with pytest.raises(CommandError, match="1 post could not be brought in"):
        bring(post("Guasta"), post("Sana", number=2))

    assert [story.title for story in Story.objects.all()] == ["Sana"]


def test_titles_too_long_or_missing_are_made_from_what_there_is(bring):
    table = bring(
        post("parola " * 60, number=1),
        post(
            "", "Alle sei e dieci il banco era già caldo e nessuno se n'era accorto prima di noi.", number=2
        ),
    )

    titles = sorted(story.title for story in Story.objects.all())
    assert titles[0] == "Alle sei e dieci il banco era già caldo e nessuno se n'era accorto…"
    assert len(titles[1]) <= 300
    assert titles[1].endswith("parola…")
    assert "no title; made from the first words" in table


def test_reusable_blocks_are_read_where_posts_show_them(bring, told):
    bring(
        post(
            "Con il blocco",
            '<!-- wp:block {"ref":9} /--><!-- wp:paragraph --><p>Poi.</p><!-- /wp:paragraph -->',
        ),
        post(
            "Il blocco",
            "<!-- wp:paragraph --><p>Parole comuni.</p><!-- /wp:paragraph -->",
            number=9,
            kind="wp_block",
        ),
    )

    assert words_of(told("Con il blocco")) == "Parole comuni.\n\nPoi."


def test_footnotes_are_read_where_they_are_shown(bring, told):
    notes = json.dumps([{"id": "a", "content": "Così <em>Tina</em>."}])
    meta = f"<wp:postmeta><wp:meta_key>footnotes</wp:meta_key><wp:meta_value>{cdata(notes)}</wp:meta_value></wp:postmeta>"

    bring(
        post(
            "Con nota",
            "<!-- wp:paragraph --><p>Vero.</p><!-- /wp:paragraph --><!-- wp:footnotes /-->",
            more=meta,
        )
    )

    assert words_of(told("Con nota")) == "Vero.\n\nCosì Tina."


def test_an_import_that_was_stopped_is_completed_by_the_next(bring, monkeypatch):
    from firsthand.transfer.wordpress import bringing

    items = [post("Uno"), post("Due", number=2), post("Tre", number=3)]
    whole = bringing.body_of

    def body_of(item, **how):
        if item.title == "Due":
            raise KeyboardInterrupt
        return whole(item, **how)

    monkeypatch.setattr(bringing, "body_of", body_of)
    with pytest.raises(KeyboardInterrupt):
        bring(*items)
    monkeypatch.undo()
    assert [story.title for story in Story.objects.all()] == ["Uno"]

    bring(*items)

    assert sorted(Story.objects.values_list("title", "rung")) == [("Due", 4), ("Tre", 4), ("Uno", 4)]


@pytest.mark.django_db(transaction=True)
def test_all_openings_wait_out_one_lease(bring, settings, monkeypatch):
    from firsthand.place import changes

    waits: list[float] = []
    settings.LEASE = 0.25
    monkeypatch.setattr(changes, "sleep", waits.append)

    bring(*(post(f"Numero {number}", number=number) for number in range(5)))

    assert Story.objects.filter(rung=Rung.EVERYONE).count() == 5
    assert len(waits) == 1
    assert waits[0] >= 0.25


def test_the_language_is_that_of_the_blog_or_of_the_post(bring, told):
    bring(post("Uno"), post("Two", number=2, terms=[("language", "it", "Italiano")]), language="en-US")

    assert (told("Uno").language, told("Two").language) == ("en", "it")


def test_a_post_too_large_for_one_story_comes_in_parts(bring):
    long = "\n\n".join(f"Riga {number} del registro." for number in range(6000))

    bring(post("Il registro", long))
    table = bring(post("Il registro", long))

    stories = Story.objects.order_by("pk")
    assert [story.title for story in stories] == ["Il registro (1/2)", "Il registro (2/2)"]
    assert all(story.rung == Rung.EVERYONE for story in stories)
    assert sum(words_of(story).count("Riga") for story in stories) == 6000
    assert "here already, unchanged" in table


def test_an_old_export_without_namespaces_authors_or_ids_comes_in(bring, tmp_path, told):
    path = tmp_path / "old.xml"
    path.write_text(
        '<rss version="2.0"><channel><title>Vecchio</title><link>http://vecchio.example</link>'
        "<item><title>Dal vecchio</title><pubDate>Fri, 05 Sep 2008 19:39:12 +0000</pubDate>"
        f"<dc:creator>Tina</dc:creator><content:encoded>{cdata('Una riga.')}</content:encoded>"
        "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>"
    )

    bring(path)

    assert told("Dal vecchio").told_at == datetime(2008, 9, 5, 19, 39, 12, tzinfo=UTC)
    assert told("Dal vecchio").bylines.get().published_as == "Tina"


def test_an_empty_export_says_so(bring):
    assert "holds nothing" in bring()


def test_a_broken_file_changes_nothing(bring, tmp_path):
    from django.core.management import CommandError

    whole = export(post("Uno"), post("Due", number=2))
    cut = tmp_path / "cut.xml"
    cut.write_text(whole[: whole.index("Due") + 60])

    with pytest.raises(CommandError, match=r"cut\.xml ends in the middle"):
        bring(cut)
    assert Story.objects.count() == Author.objects.count() == 0

    bring(saved(tmp_path, post("Uno"), post("Due", number=2)))
    assert Story.objects.count() == 2  # the same file, whole, does come in
