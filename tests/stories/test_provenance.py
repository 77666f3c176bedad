"""Whose words these are, as they change hands; never longer or shorter than the text, whatever a browser says."""

from datetime import timedelta
from itertools import pairwise
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from cast import NOW, doc
from firsthand.stories.document.plain import plain_text
from firsthand.stories.provenance import carried, shortened, stretches
from firsthand.stories.writing import Version, save_working_copy

texts = st.text(st.sampled_from("ab \n\U0001f527"), max_size=40)


@given(texts, texts)
def test_stretches_cover_both_texts_in_order(old, new):
    found = list(stretches(old, new))
    for kind, a, b, c, d in found:
        assert kind != "equal" or old[a:b] == new[c:d]
    for one, other in pairwise(found):
        assert (one[2], one[4]) == (other[1], other[3])
    assert (found[0][1], found[0][3], found[-1][2], found[-1][4]) == (0, 0, len(old), len(new))


@given(texts, texts)
def test_runs_are_as_long_as_the_text(old, new):
    runs = shortened(
        carried(old, new, [[len(old), "typed", "marta", 1]], fresh=("typed", "luca", 2), pasted={})
    )
    assert sum(run[0] for run in runs) == len(new)
    assert all(run[2] in ("marta", "luca") for run in runs)
    if new == old and new:
        assert runs == [[len(new), "typed", "marta", 1]]


def save(story, words, *, by, hints=None, minutes=60):
    return save_working_copy(
        story,
        by=by,
        at=NOW + timedelta(minutes=minutes),
        base=Version.of(story.working_copy),
        title=story.title,
        document=doc(*words),
        after_reading="",
        hints=hints,
    )


def test_a_hint_says_how_new_words_came_and_never_whose_they_are(marta, a_story):
    story = a_story(words="Il banco era caldo.", at=NOW)
    hints = [{"text": "incollate qui", "how": "pasted", "actor": "luca"}]
    saved = save(story, ["Il banco era caldo.", "incollate qui"], by=marta, hints=hints)
    assert [(how, actor) for _, how, actor, _ in saved.provenance] == [
        ("typed", marta.public_id),
        ("pasted", marta.public_id),
    ]


def test_hints_that_make_no_sense_change_nothing(marta, a_story):
    story = a_story(words="Il banco.", at=NOW)
    hints = [
        None,
        7,
        [],
        {},
        {"how": []},
        {"how": "imported", "text": "Nuovo."},
        {"text": {}, "how": "pasted"},
    ]
    saved = save(story, ["Il banco.", "Nuovo."], by=marta, hints=hints)
    assert [how for _, how, _, _ in saved.provenance] == ["typed", "typed"]
    assert sum(run[0] for run in saved.provenance) == len(plain_text(saved.document, rung=0).text)


def test_a_long_text_of_alike_words_is_followed_in_bounded_time():
    old = " ".join("ab"[i % 2] for i in range(100_000))
    new = "x " + " ".join("ab"[i % 3 % 2] for i in range(100_000)) + " y"
    begun = process_time()
    assert list(stretches(old, new))
    assert process_time() - begun < 5


def test_a_text_in_which_every_other_word_is_new_is_followed_in_bounded_time():
    old = " ".join(f"stays{i} old{i}" for i in range(5_000))
    new = " ".join(f"stays{i} new{i}" for i in range(5_000))
    begun = process_time()
    assert sum(stretch[0] == "equal" for stretch in stretches(old[:2_000], new[:2_000])) > 50
    assert list(stretches(old, new))
    assert process_time() - begun < 5
