from datetime import UTC, datetime

import pytest

from firsthand.audience.reader import Reader
from firsthand.audience.rule import Standpoint, clearance, may_see, may_see_process, reads_working_copy
from firsthand.audience.rung import Rung

NOW = datetime(2026, 11, 24, tzinfo=UTC)
STRANGER = Reader(now=NOW)
PARTNER = Reader(now=NOW, standing=Rung.PARTNERS, user_id=3)
COLLEAGUE = Reader(now=NOW, standing=Rung.COMPANY, user_id=2)
IN_THE_TEAM = Reader(now=NOW, standing=Rung.COMPANY, user_id=4, circle_ids=frozenset({7}))
PARTNER_IN_THE_TEAM = Reader(now=NOW, standing=Rung.PARTNERS, user_id=5, circle_ids=frozenset({7}))
AUTHOR = Reader(now=NOW, standing=Rung.COMPANY, user_id=1, author_id=11)
CAST = [STRANGER, PARTNER, COLLEAGUE, IN_THE_TEAM, PARTNER_IN_THE_TEAM, AUTHOR]


def story(rung: Rung, *, asked: int | None = None) -> Standpoint:
    return Standpoint(
        rung=rung,
        author_ids=frozenset({11}),
        circle_ids=frozenset({7, 8}),
        asked_user_ids=frozenset({asked} if asked else ()),
    )


@pytest.mark.parametrize(
    ("rung", "who_sees"),
    [
        (Rung.SELF, [AUTHOR]),
        (Rung.TEAM, [IN_THE_TEAM, PARTNER_IN_THE_TEAM, AUTHOR]),
        (Rung.COMPANY, [COLLEAGUE, IN_THE_TEAM, PARTNER_IN_THE_TEAM, AUTHOR]),
        (Rung.PARTNERS, [PARTNER, COLLEAGUE, IN_THE_TEAM, PARTNER_IN_THE_TEAM, AUTHOR]),
        (Rung.EVERYONE, CAST),
    ],
)
def test_a_rung_is_seen_by_whoever_stands_on_it_or_nearer(rung, who_sees):
    assert [reader for reader in CAST if may_see(reader, story(rung))] == who_sees


def test_whoever_was_asked_reads_the_draft_at_the_team_s_words():
    draft = story(Rung.SELF, asked=PARTNER.user_id)

    assert may_see(PARTNER, draft)
    assert clearance(PARTNER, draft) == Rung.TEAM
    assert reads_working_copy(PARTNER, draft)
    assert not may_see(COLLEAGUE, draft)


def test_only_authors_and_the_asked_read_the_newest_words():
    everywhere = story(Rung.EVERYONE, asked=PARTNER.user_id)

    assert [reader for reader in CAST if reads_working_copy(reader, everywhere)] == [PARTNER, AUTHOR]


def test_without_a_process_nobody_stands_in_the_team():
    imported = Standpoint(rung=Rung.TEAM, author_ids=frozenset({11}))

    assert [reader for reader in CAST if may_see(reader, imported)] == [AUTHOR]


def test_a_process_at_the_team_exists_for_its_circles_only():
    seen = [r for r in CAST if may_see_process(r, rung=Rung.TEAM, circle_ids=frozenset({7}))]

    assert seen == [IN_THE_TEAM, PARTNER_IN_THE_TEAM]
    assert not any(may_see_process(r, rung=Rung.SELF, circle_ids=frozenset({7})) for r in CAST)
