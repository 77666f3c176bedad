import pytest

from cast import NOW, doc, masked, reader_of
from firsthand.audience.rung import Rung
from firsthand.people.models import Author
from firsthand.stories.bylines import AlreadySigns, accept, decline, offer, say_part, withdraw
from firsthand.stories.errors import Blocked, NotTheirs
from firsthand.stories.imported import PublishedAs, begin_imported_story
from firsthand.stories.models import Byline, Opening, Story
from firsthand.stories.narrowing import withhold
from firsthand.stories.opening import open_story
from firsthand.stories.reading import ask_for_reading, end_reading
from firsthand.stories.seen import seen

SECRET = masked("Per ", "Cartiere Adda", up_to=Rung.COMPANY, say="una cartiera")


def offered(story, to, by, part="", kind="with"):
    return offer(story, to=to, kind=kind, part=part, by=by, at=NOW)


def test_an_offer_gives_nothing_and_is_shown_nowhere_until_it_is_accepted(marta, luca, a_story):
    story = a_story(rung=Rung.TEAM)
    byline = offered(story, luca, marta)
    assert not Story.objects.visible_to(reader_of(luca)).exists()
    assert [line.author.name for line in seen(story, reader_of(marta)).bylines] == ["Marta Bellandi"]

    accept(byline, by=luca, at=NOW)

    assert seen(Story.objects.visible_to(reader_of(luca)).get(), reader_of(luca)).clearance == Rung.SELF
    assert [line.author.name for line in seen(story, reader_of(marta)).bylines] == [
        "Marta Bellandi",
        "Luca Berti",
    ]


def test_nobody_accepts_for_another(marta, luca, teresa, ada, a_story):
    byline = offered(a_story(), luca, marta)
    for other in (marta, teresa, ada):
        with pytest.raises(NotTheirs):
            accept(byline, by=other, at=NOW)
        with pytest.raises(NotTheirs):
            decline(byline, by=other)
    accept(byline, by=luca, at=NOW)
    with pytest.raises(NotTheirs):
        accept(byline, by=luca, at=NOW)


def test_only_who_has_signed_offers_and_nobody_is_asked_twice(marta, luca, teresa, a_story):
    story = a_story()
    with pytest.raises(NotTheirs):
        offered(story, teresa, luca)
    offered(story, luca, marta)
    with pytest.raises(AlreadySigns):
        offered(story, luca, marta)
    with pytest.raises(NotTheirs):
        offered(story, teresa, luca)  # he has not accepted yet


def test_an_offer_taken_back_can_no_longer_be_accepted(marta, luca, a_story):
    byline = offered(a_story(), luca, marta)
    asked = Byline.objects.get(pk=byline.pk)
    withdraw(byline, by=marta)

    with pytest.raises(NotTheirs):
        accept(asked, by=luca, at=NOW)

    assert not Byline.objects.filter(author__user=luca).exists()


def test_an_account_that_has_ended_accepts_nothing(marta, luca, ada, a_story):
    byline = offered(a_story(), luca, marta)
    luca.end(by=ada, at=NOW)
    with pytest.raises(NotTheirs):
        accept(byline, by=luca, at=NOW)
    assert Byline.objects.get(pk=byline.pk).accepted_at is None


def test_an_author_whose_account_has_ended_acts_no_more(marta, ada, a_story):
    story = a_story()
    assert story.is_told_by(marta)
    marta.end(by=ada, at=NOW)
    assert not story.is_told_by(marta)


def test_nobody_is_the_author_whose_account_is_gone(marta, a_story):
    from django.contrib.auth.models import AnonymousUser

    story = a_story(rung=Rung.EVERYONE)
    author = marta.author
    author.user = None
    author.save()
    assert not story.is_told_by(AnonymousUser())
    assert seen(story, reader_of(None)).clearance == Rung.EVERYONE


def test_who_declines_still_reads_what_they_were_asked_to_read_until_that_ends(marta, elena, a_story):
    story = a_story()
    byline = offered(story, elena, marta)
    ask_for_reading(story, reader=elena, by=marta, at=NOW, until=NOW.replace(year=2099))
    decline(byline, by=elena)
    assert seen(Story.objects.visible_to(reader_of(elena)).get(), reader_of(elena)).clearance == Rung.TEAM

    end_reading(story, reader=elena, by=marta, at=NOW)

    assert not Story.objects.visible_to(reader_of(elena)).exists()


def test_a_part_may_not_repeat_what_is_masked_where_the_story_stands(marta, luca, a_story):
    story = a_story("La pompa", words=doc(SECRET), rung=Rung.EVERYONE)
    say_part(story, kind="by", part="al banco", by=marta)

    with pytest.raises(Blocked, match="Cartiere Adda"):
        say_part(story, kind="by", part="per le cartiere adda", by=marta)
    with pytest.raises(Blocked):
        accept(offered(story, luca, marta, part="da Cartiere Adda"), by=luca, at=NOW)

    assert [line.part for line in seen(story, reader_of(None)).bylines] == ["al banco"]


def test_a_part_said_inside_keeps_the_story_from_going_where_it_would_tell(marta, a_story):
    story = a_story("La pompa", words=doc(SECRET), rung=Rung.COMPANY)
    say_part(story, kind="by", part="da Cartiere Adda", by=marta)
    with pytest.raises(Blocked, match="Cartiere Adda"):
        open_story(story, to=Rung.PARTNERS, by=marta, at=NOW)


def test_withheld_words_are_not_read_in_a_part_either(marta, luca, a_story):
    story = a_story(rung=Rung.EVERYONE)
    say_part(story, kind="by", part="al banco di Cartiere Adda", by=marta)
    withhold(story, words="Cartiere Adda", up_to=Rung.COMPANY, because="x", by=marta, at=NOW, say="altri")

    assert seen(story, reader_of(None)).first_byline.part == "al banco di altri"
    assert seen(story, reader_of(luca)).first_byline.part == "al banco di Cartiere Adda"


def test_whoever_does_not_sign_what_was_brought_in_leaves_it_the_name_it_was_published_under(luca, ada):
    author = Author.objects.create(user=luca, name="Luca Berti")
    published = [PublishedAs(author, "L. Berti")]
    revision = begin_imported_story(
        at=NOW, language="it", title="La prima", document=doc("Sibila."), published_as=published
    )
    story = revision.story
    open_story(story, to=Rung.EVERYONE, by=ada, at=NOW, kind=Opening.Kind.ALREADY_PUBLIC)

    decline(story.bylines.get(), by=luca)

    line = seen(Story.objects.get(), reader_of(None)).first_byline
    assert (line.published_as, line.author.name, line.author.user) == ("L. Berti", "L. Berti", None)
    assert not story.bylines.filter(author=author).exists()
    with pytest.raises(NotTheirs):
        accept(story.bylines.get(), by=luca, at=NOW)
