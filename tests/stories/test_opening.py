import pytest

from cast import NOW, doc, masked, reader_of
from firsthand.audience.rung import Rung
from firsthand.people.models import Author
from firsthand.place.models import Change
from firsthand.stories.conditions import Blocker, _conditions, register
from firsthand.stories.errors import Blocked, NothingToDo, NotTheirs
from firsthand.stories.models import Byline, Opening, Process, Story
from firsthand.stories.narrowing import withhold
from firsthand.stories.opening import narrow_process, open_process, open_story, take_back
from firsthand.stories.seen import seen
from firsthand.stories.tagging import set_tags
from firsthand.stories.writing import Version, save_working_copy


def write(story, *, by, title=None, words="Parole nuove.", at=NOW):
    return save_working_copy(
        story,
        by=by,
        at=at,
        base=Version.of(story.working_copy),
        title=title or story.title,
        document=doc(words),
        after_reading="",
    )


def test_an_opening_shows_the_words_and_records_who_and_when(marta, luca, a_story):
    draft = a_story("La pompa")
    assert not Story.objects.visible_to(reader_of(luca)).exists()

    opening = open_story(draft, to=Rung.COMPANY, by=marta, at=NOW)

    assert (opening.by, opening.at, opening.from_rung, opening.to_rung) == (
        marta,
        NOW,
        Rung.SELF,
        Rung.COMPANY,
    )
    assert seen(Story.objects.visible_to(reader_of(luca)).get(), reader_of(luca)).title == "La pompa"


@pytest.mark.parametrize("who", ["luca", "teresa", "giulio", "nadia", "ada", "elena"])
def test_nobody_but_its_author_opens_or_takes_back(who, request, a_story):
    story, user = a_story(rung=Rung.COMPANY), request.getfixturevalue(who)

    with pytest.raises(NotTheirs):
        open_story(story, to=Rung.EVERYONE, by=user, at=NOW)
    with pytest.raises(NotTheirs):
        take_back(story, to=Rung.SELF, by=user, at=NOW)

    assert Story.objects.get().rung == Rung.COMPANY


def test_a_byline_that_is_not_accepted_gives_nothing(luca, a_story):
    story = a_story()
    author = Author.objects.create(user=luca, name="Luca Berti")
    byline = Byline.objects.create(story=story, author=author, offered_at=NOW)
    with pytest.raises(NotTheirs):
        open_story(story, to=Rung.COMPANY, by=luca, at=NOW)
    assert not Story.objects.visible_to(reader_of(luca)).exists()

    byline.accept(at=NOW)

    assert Story.objects.visible_to(reader_of(luca)).exists()
    open_story(story, to=Rung.COMPANY, by=luca, at=NOW)


def test_newer_words_are_read_by_others_only_once_they_are_opened(marta, luca, a_story):
    story = a_story(rung=Rung.COMPANY, words="Prima.")
    write(story, by=marta, title="Titolo nuovo", words="Dopo.")
    assert seen(story, reader_of(luca)).text.strip() == "Prima."
    assert seen(story, reader_of(marta)).text.strip() == "Dopo."

    opening = open_story(story, to=Rung.COMPANY, by=marta, at=NOW)

    story.refresh_from_db()
    assert opening.kind == Opening.Kind.NEWER_WORDS
    assert (story.title, story.slug) == ("Titolo nuovo", "titolo-nuovo")
    assert seen(story, reader_of(luca)).text.strip() == "Dopo."


def test_what_was_taken_back_is_gone_and_its_plans_with_it(marta, luca, a_story):
    from cast import tomorrow
    from firsthand.stories.plans import plan_opening

    story = a_story(rung=Rung.COMPANY)
    plan = plan_opening(story, to=Rung.EVERYONE, by=marta, at=NOW, not_before=tomorrow())

    take_back(story, to=Rung.SELF, by=marta, at=NOW)

    assert not Story.objects.visible_to(reader_of(luca)).exists()
    plan.refresh_from_db()
    assert plan.called_off_at is not None


def test_a_condition_that_forbids_is_told_and_nothing_opens(marta, a_story):
    story = a_story()

    @register("guard")
    def wait(story, revision, rung):
        return [Blocker("wait", "Nadia must look at one sentence.")] if rung > Rung.TEAM else []

    try:
        open_story(story, to=Rung.TEAM, by=marta, at=NOW)
        with pytest.raises(Blocked, match="Nadia must look"):
            open_story(story, to=Rung.COMPANY, by=marta, at=NOW)
    finally:
        del _conditions["guard"]

    assert Story.objects.get().rung == Rung.TEAM


def test_a_story_does_not_stand_further_out_than_its_process(marta, ada, process, a_story):
    narrow_process(process, to=Rung.COMPANY, by=ada, at=NOW)
    story = a_story()
    with pytest.raises(Blocked, match="Open the process too"):
        open_story(story, to=Rung.EVERYONE, by=marta, at=NOW)

    open_story(story, to=Rung.EVERYONE, by=marta, at=NOW, with_process=True)

    process.refresh_from_db()
    assert process.rung == Rung.EVERYONE


@pytest.mark.parametrize("who", ["marta", "luca", "nadia"])
def test_a_process_is_moved_by_nobody_but_who_keeps_it(who, request, giulio, process, a_story):
    other = request.getfixturevalue(who)
    a_story(rung=Rung.EVERYONE)

    with pytest.raises(NotTheirs):
        narrow_process(process, to=Rung.COMPANY, by=other, at=NOW)
    assert Story.objects.get().rung == Rung.EVERYONE
    narrow_process(process, to=Rung.COMPANY, by=giulio, at=NOW)
    process.refresh_from_db()
    with pytest.raises(NotTheirs):
        open_process(process, to=Rung.EVERYONE, by=other, at=NOW)

    assert Process.objects.get().rung == Rung.COMPANY


def test_a_story_that_takes_its_process_along_is_on_its_record(marta, ada, process, a_story):
    narrow_process(process, to=Rung.COMPANY, by=ada, at=NOW)
    open_story(a_story(), to=Rung.EVERYONE, by=marta, at=NOW, with_process=True)

    moved = process.openings.values_list("from_rung", "to_rung", "by")
    assert list(moved) == [(4, 2, ada.pk), (2, 4, marta.pk)]


def test_bringing_a_process_back_brings_back_its_stories(marta, ada, process, a_story):
    far, near = a_story("lontano", rung=Rung.EVERYONE), a_story("vicino", rung=Rung.TEAM)

    brought = narrow_process(process, to=Rung.COMPANY, by=ada, at=NOW)

    assert brought == [far]
    assert sorted(Story.objects.values_list("title", "rung")) == [("lontano", 2), ("vicino", 1)]
    near.refresh_from_db()


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("La pompa per Cartiere Adda", ["Fischiava."]),
        ("La pompa", ["Dopo, CARTIERE  adda ha chiamato."]),
    ],
)
def test_masked_words_may_not_be_read_elsewhere(title, words, marta, a_story):
    secret = masked("La pompa per ", "Cartiere Adda", " fischiava.", up_to=Rung.COMPANY, say="una cartiera")
    story = a_story(title, words=doc(secret, *words))
    open_story(story, to=Rung.COMPANY, by=marta, at=NOW)  # inside, the words are there to be read

    with pytest.raises(Blocked, match="Cartiere Adda"):
        open_story(story, to=Rung.PARTNERS, by=marta, at=NOW)


def test_a_tag_may_not_repeat_masked_words(marta, a_story):
    secret = masked("Per ", "Cartiere Adda", up_to=Rung.COMPANY, say="una cartiera")
    story = a_story("La pompa", words=doc(secret), rung=Rung.EVERYONE)

    set_tags(story, ["pompe"], by=marta)
    with pytest.raises(Blocked):
        set_tags(story, ["cartiere adda"], by=marta)

    assert [tag.name for tag in story.tags.all()] == ["pompe"]


def test_withheld_words_survive_edits_and_leave_the_title_and_the_address(marta, nadia, luca, elena, a_story):
    story = a_story("La pompa per Cartiere Adda", rung=Rung.PARTNERS, words="Cartiere Adda ha chiamato.")
    assert "Adda" in seen(story, reader_of(elena)).text

    withhold(
        story,
        words="Cartiere Adda",
        up_to=Rung.COMPANY,
        say="una cartiera",
        because="cliente",
        by=nadia,
        at=NOW,
    )

    outside, inside = seen(story, reader_of(elena)), seen(story, reader_of(luca))
    assert (outside.title, outside.slug) == ("La pompa per una cartiera", "la-pompa-per-una-cartiera")
    assert "Adda" not in outside.text
    assert "una cartiera ha chiamato" in outside.text
    assert "Cartiere Adda ha chiamato" in inside.text


def test_an_editor_withholds_nothing(giulio, a_story):
    with pytest.raises(NotTheirs):
        withhold(a_story(), words="pompa", up_to=Rung.TEAM, because="x", by=giulio, at=NOW)


def test_every_act_is_in_the_change_log(marta, a_story):
    story = a_story()
    before = Change.objects.count()

    open_story(story, to=Rung.EVERYONE, by=marta, at=NOW)
    take_back(story, to=Rung.SELF, by=marta, at=NOW)

    keys = list(Change.objects.order_by("pk").values_list("key", flat=True))[before:]
    assert keys.count(f"story:{story.public_id}") == 2
    assert keys.count("stories") == 2


def test_opening_what_is_open_already_is_said(marta, a_story):
    story = a_story(rung=Rung.COMPANY)
    with pytest.raises(NothingToDo):
        open_story(story, to=Rung.COMPANY, by=marta, at=NOW)
    with pytest.raises(NothingToDo):
        open_story(story, to=Rung.TEAM, by=marta, at=NOW)
    with pytest.raises(NothingToDo):
        take_back(story, to=Rung.COMPANY, by=marta, at=NOW)


def test_a_story_without_title_words_or_process_says_what_is_missing(marta, a_story):
    with pytest.raises(Blocked) as refused:
        open_story(a_story("", words=doc(), process=None), to=Rung.COMPANY, by=marta, at=NOW)

    assert {blocker.code for blocker in refused.value.blockers} == {"no-title", "no-words", "no-process"}
