"""Who works at Pompe Brenta, in which circles, on which processes. The texts are files beside this one."""

from __future__ import annotations

from dataclasses import dataclass, field

from firsthand.people.models import RoleHeld, Standing

NAME = "Pompe Brenta, dal vivo"
LINE = "Come si fanno le pompe a Brenta, detto da chi le fa."
ACCENT = "#0b5a63"
HOUSE = "pompebrenta.example"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody with an account. Who tells has a part, a portrait and a story of their own."""

    key: str
    name: str
    part: str = ""
    address: str = ""
    standing: int = Standing.COLLEAGUE
    role: str = ""
    own_story_rung: int = 4

    @property
    def email(self) -> str:
        return self.address or f"{self.name.lower().replace(' ', '.')}@{HOUSE}"


# Marta comes first: whoever starts the demo is signed in as her, and finds her desk full.
PEOPLE = [
    Person(
        key="marta",
        name="Marta Bellandi",
        part="responsabile della produzione",
        role=RoleHeld.Role.ADMINISTRATOR,
    ),
    Person(key="ousmane", name="Ousmane Diop", part="capoturno"),
    Person(key="teresa", name="Teresa Lo Cascio", part="manutenzione"),
    Person(key="arjun", name="Arjun Sandhu", part="ufficio tecnico"),
    Person(key="chiara", name="Chiara Zanon", part="apprendista"),
    Person(key="renato", name="Renato Vitali", part="qualità", own_story_rung=2),
    Person(key="nadia", name="Nadia El Amrani", part="ufficio legale", role=RoleHeld.Role.REVIEWER),
    Person(key="giulio", name="Giulio Ferrante", part="comunicazione", role=RoleHeld.Role.EDITOR),
    Person(key="luca", name="Luca Berti"),
    Person(key="fausto", name="Fausto Menin"),
    Person(
        key="elena",
        name="Elena Marchi",
        address="elena.marchi@cliente.example",
        standing=Standing.PARTNER,
    ),
    Person(
        key="lucia",
        name="Lucia Pavan",
        address="lucia.pavan@officina.example",
        standing=Standing.PARTNER,
    ),
]

CIRCLES = {
    "magazzino": ["marta", "ousmane", "chiara", "renato"],
    "banco prova": ["marta", "ousmane", "teresa", "renato"],
    "ufficio tecnico": ["arjun", "renato", "fausto"],
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """A process: its phases as (name, first day, last day), its events as (name, phase, day, whether it happened)."""

    key: str
    name: str
    line: str
    answers_for_it: str
    every_days: int | None = None
    circles: list[str] = field(default_factory=list)  # the first is the team
    phases: list[tuple[str, str, str]] = field(default_factory=list)
    events: list[tuple[str, str, str, bool]] = field(default_factory=list)


PROCESSES = [
    Told(
        key="trasloco",
        name="Il trasloco del magazzino",
        line=(
            "Undicimila codici, seicento metri, una strada provinciale in mezzo. "
            "Lo racconta chi c’era, mentre succede e qualche volta dopo."
        ),
        answers_for_it="marta",
        every_days=30,
        circles=["magazzino"],
        phases=[
            ("Decisione", "mon 46", "fri 42"),
            ("Pianta", "mon 41", "fri 37"),
            ("Prova", "mon 36", "fri 29"),
            ("Trasloco", "thu 28", "wed 27"),
            ("Primo mese", "thu 27", "fri 23"),
            ("A regime", "mon 22", ""),
        ],
        events=[
            ("Firmato l’affitto di via dei Salici", "Decisione", "fri 43", True),
            ("Prova a vuoto, 88 trovati su 100", "Prova", "fri 30", True),
            ("Prima notte", "Trasloco", "thu 28", True),
            ("Si chiude il capannone vecchio", "A regime", "mon -2", False),
        ],
    ),
    Told(
        key="collaudo",
        name="Il collaudo finale",
        line="Quaranta minuti al banco prima che una pompa parta: chi ascolta, chi firma, chi ferma.",
        answers_for_it="ousmane",
        every_days=30,
        circles=["banco prova", "ufficio tecnico"],
        phases=[
            ("Prima del banco", "", ""),
            ("Prova a banco", "", ""),
            ("Scarti", "", ""),
            ("Consegna", "", ""),
        ],
        events=[
            ("Revisione del banco 7", "Prima del banco", "mon 20", True),
            ("Audit sul collaudo finale", "Prova a banco", "wed 1", True),
            ("Si chiude la prova sul banco 7", "Consegna", "mon -3", False),
        ],
    ),
    Told(
        key="resi",
        name="I resi",
        line="Che cosa succede quando una pompa torna indietro, e chi la apre.",
        answers_for_it="renato",
        circles=["magazzino", "banco prova"],
        phases=[
            ("Il pezzo rientra", "", ""),
            ("Si apre", "", ""),
            ("Si risponde", "", ""),
            ("Si rimedia", "", ""),
        ],
        events=[
            ("Firmato il testo nuovo con i fornitori", "Si risponde", "mon 19", True),
            ("Si rinnovano i contratti", "Si risponde", "mon -8", False),
        ],
    ),
    Told(
        key="serie",
        name="La nuova serie bassa",
        line="Una pompa per i campi, dal primo disegno alla prima vendita.",
        answers_for_it="arjun",
        every_days=60,
        circles=["ufficio tecnico"],
        phases=[
            ("Disegno", "mon 30", "fri 17"),
            ("Prototipo", "mon 16", "fri 2"),
            ("Prova in campo", "mon 1", ""),
            ("Avvio", "", ""),
        ],
        events=[
            ("Primo prototipo sul banco", "Prototipo", "tue 15", True),
            ("Deposito del brevetto", "Avvio", "tue -6", False),
        ],
    ),
]
