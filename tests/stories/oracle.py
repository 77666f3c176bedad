"""A tiny oracle of who reads what: written from the words of the design, with none of the program's code.

A text is a list of ``Piece``: one word that occurs nowhere else, the rung up to which a mask lets it go, and what is said
instead. The oracle knows one process with one team.
"""

from dataclasses import dataclass, field, replace

SELF, TEAM, COMPANY, PARTNERS, EVERYONE = range(5)
OPEN = 4


@dataclass(frozen=True)
class Piece:
    word: str
    up_to: int = OPEN
    say: str = ""
    is_picture: bool = False  # a picture has no word; it is there or not


@dataclass
class TheStory:
    title: str
    rung: int = SELF
    revisions: list[tuple[Piece, ...]] = field(default_factory=list)
    shown: int | None = None
    withheld: dict[str, tuple[int, str]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    plans: list[tuple[int, int, str]] = field(default_factory=list)  # (revision, rung, waits for)


@dataclass
class World:
    """Who is who: ``standings`` by name (4 for a stranger), who has signed, who is in the team."""

    standings: dict[str, int]
    authors: set[str]
    team: set[str]
    process_rung: int = EVERYONE

    def clearance(self, who: str, story: TheStory) -> int:
        if who in self.authors:
            return SELF
        if who in self.team or who in story.asked:
            return TEAM
        return self.standings[who]

    def exists_for(self, who: str, story: TheStory) -> bool:
        return who in story.asked or self.clearance(who, story) <= story.rung

    def listed_for(self, who: str, story: TheStory) -> bool:
        return story.rung >= TEAM and self.exists_for(who, story)

    def words_for(self, who: str, story: TheStory) -> set[str] | None:
        """Return every word that ``who`` reads in the text, or None when there is no such story for them."""
        if not self.exists_for(who, story):
            return None
        clearance = self.clearance(who, story)
        return {said(piece, clearance, story.withheld) for piece in self.text_for(who, story)} - {""}

    def text_for(self, who: str, story: TheStory) -> tuple[Piece, ...]:
        newest = who in self.authors or who in story.asked
        return story.revisions[-1 if newest or story.shown is None else story.shown]

    def picture_for(self, who: str, story: TheStory) -> bool:
        """Say whether ``who`` gets the picture. Authors have every picture they gave to a story at hand."""
        if who in self.authors:
            return True
        return self.exists_for(who, story) and any(
            piece.is_picture and self.clearance(who, story) <= piece.up_to
            for piece in self.text_for(who, story)
        )


def said(piece: Piece, clearance: int, withheld: dict[str, tuple[int, str]]) -> str:
    """Return what is read in the place of ``piece``: the nearer of mask and withholding wins, an author's mask first."""
    if clearance > piece.up_to:
        return piece.say
    if piece.word in withheld and clearance > withheld[piece.word][0]:
        return withheld[piece.word][1]
    return "" if piece.is_picture else piece.word


def with_mask(text: tuple[Piece, ...], index: int, up_to: int, say: str) -> tuple[Piece, ...]:
    """Return the text with the piece at ``index`` masked, or masked nearer; a phrase once given stays."""
    piece = text[index]
    tighter = replace(piece, up_to=min(up_to, piece.up_to), say=piece.say or say)
    return (*text[:index], tighter, *text[index + 1 :])
