"""Which stories there are, when each was begun and opened, and how far each language goes."""

from __future__ import annotations

from dataclasses import dataclass, field

from firsthand.audience.rung import Rung
from firsthand.stories.models import Story

SELF, TEAM, COMPANY, PARTNERS, EVERYONE = Rung
Origin = Story.Origin


@dataclass(frozen=True, kw_only=True)
class Version:
    """One language of a story: the rung it stands on, and the day it was told (none at SELF)."""

    language: str
    rung: Rung
    on: str = ""


@dataclass(frozen=True, kw_only=True)
class Telling:
    """One story, in the order in which they are told: what is linked to comes first."""

    key: str
    by: str
    origin: str
    process: str = ""
    phase: str = ""
    events: list[str] = field(default_factory=list)
    happened: tuple[str, str] = ("", "")
    begun: str
    versions: list[Version]


def both(rung: Rung, on: str, *, english: Rung | None = None) -> list[Version]:
    """Return the Italian version and the English one, told on the same day."""
    other = rung if english is None else english
    return [
        Version(language="it", rung=rung, on=on),
        Version(language="en", rung=other, on=on if other > SELF else ""),
    ]


TELLINGS = [
    Telling(
        key="capannone",
        by="renato",
        origin=Origin.PROMPT,
        process="trasloco",
        phase="Decisione",
        events=["Firmato l’affitto di via dei Salici"],
        happened=("wed 45", ""),
        begun="sat 43",
        versions=both(COMPANY, "mon 42"),
    ),
    Telling(
        key="comunicato",
        by="giulio",
        origin=Origin.EVENT,
        process="trasloco",
        phase="Trasloco",
        happened=("mon 27", ""),
        begun="tue 26",
        # The Italian one went out to everyone, and was taken back a week later; see ``acts.py``.
        versions=[
            Version(language="it", rung=EVERYONE, on="thu 26"),
            Version(language="en", rung=COMPANY, on="fri 25"),
        ],
    ),
    Telling(
        key="manivuote",
        by="ousmane",
        origin=Origin.REQUESTED,
        process="trasloco",
        phase="Primo mese",
        happened=("mon 27", ""),
        begun="sun 25",
        versions=both(COMPANY, "tue 24", english=TEAM),
    ),
    Telling(
        key="carrello",
        by="chiara",
        origin=Origin.PROMPT,
        process="trasloco",
        phase="Prova",
        events=["Prova a vuoto, 88 trovati su 100"],
        happened=("mon 35", "fri 33"),
        begun="mon 24",
        versions=both(EVERYONE, "thu 24"),
    ),
    Telling(
        key="pianta",
        by="arjun",
        origin=Origin.REQUESTED,
        process="trasloco",
        phase="Pianta",
        happened=("mon 40", "wed 39"),
        begun="wed 23",
        versions=both(EVERYONE, "fri 23"),
    ),
    Telling(
        key="scarto",
        by="marta",
        origin=Origin.IMPULSE,
        process="collaudo",
        phase="Scarti",
        happened=("fri 26", ""),
        begun="sat 23",
        versions=both(EVERYONE, "mon 22"),
    ),
    Telling(
        key="guanto",
        by="renato",
        origin=Origin.EVENT,
        process="resi",
        phase="Si apre",
        happened=("thu 22", ""),
        begun="fri 21",
        versions=both(PARTNERS, "mon 20", english=COMPANY),
    ),
    Telling(
        key="clausola",
        by="nadia",
        origin=Origin.PROMPT,
        process="resi",
        phase="Si risponde",
        events=["Firmato il testo nuovo con i fornitori"],
        happened=("tue 21", ""),
        begun="wed 18",
        versions=both(PARTNERS, "thu 18"),
    ),
    Telling(
        key="cancello",
        by="teresa",
        origin=Origin.IMPULSE,
        process="trasloco",
        phase="A regime",
        happened=("tue 15", ""),
        begun="mon 13",
        versions=both(EVERYONE, "tue 13"),
    ),
    Telling(
        key="banco7",
        by="ousmane",
        origin=Origin.EVENT,
        process="collaudo",
        phase="Prova a banco",
        happened=("thu 9", ""),
        begun="sun 5",
        versions=both(EVERYONE, "wed 4"),
    ),
    Telling(
        key="girante",
        by="arjun",
        origin=Origin.SERIES,
        process="serie",
        phase="Disegno",
        happened=("wed 17", ""),
        begun="thu 4",
        versions=both(COMPANY, "fri 4"),
    ),
    Telling(
        key="gradino",
        by="teresa",
        origin=Origin.PROMPT,
        process="collaudo",
        phase="Prima del banco",
        happened=("tue 7", ""),
        begun="wed 3",
        versions=both(EVERYONE, "thu 3"),
    ),
    Telling(
        key="fischio",
        by="marta",
        origin=Origin.SERIES,
        process="collaudo",
        phase="Prova a banco",
        events=["Audit sul collaudo finale"],
        happened=("tue 3", ""),
        begun="mon 1",
        versions=both(TEAM, "tue 1", english=SELF),
    ),
    Telling(
        key="undicimila",
        by="marta",
        origin=Origin.SERIES,
        process="trasloco",
        phase="Trasloco",
        events=["Prima notte"],
        happened=("thu 28", "wed 27"),
        begun="sat 2",
        versions=both(PARTNERS, "thu 1", english=COMPANY),
    ),
    Telling(
        key="prototipo",
        by="arjun",
        origin=Origin.EVENT,
        process="serie",
        phase="Prototipo",
        happened=("fri 2", ""),
        begun="wed 1",
        versions=[Version(language="it", rung=SELF)],
    ),
    Telling(
        key="cassetto",
        by="marta",
        origin=Origin.IMPULSE,
        begun="fri 1",
        versions=[Version(language="it", rung=SELF)],
    ),
]
