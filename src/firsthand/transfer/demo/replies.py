"""What readers wrote back, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.audience.rung import Rung


@dataclass(frozen=True, kw_only=True)
class Written:
    """One reply: ``who`` is the key of a person, or the name a stranger gave. Without a decision it waits."""

    story: str
    who: str
    words: str
    on: str
    rung: Rung = Rung.EVERYONE
    language: str = "it"
    shown_on: str = ""
    declined_on: str = ""
    because: str = ""


REPLIES = [
    Written(
        story="carrello",
        who="Paola, logistica di un ospedale",
        words=(
            "Da noi il contapassi lo ha messo una caposala, a sue spese. È venuto fuori che la stanza dei "
            "deflussori era a quaranta metri dai letti. Lei i suoi quaranta metri li ha poi tolti a qualcuno?"
        ),
        on="sat 24",
        shown_on="mon 23",
    ),
    Written(
        story="carrello",
        who="chiara",
        words="A Ousmane. Dice che le ginocchia ringraziano, ma che adesso gli manca il giro lungo.",
        on="mon 23",
        shown_on="mon 23",
    ),
    Written(
        story="pianta",
        who="Un geometra in pensione",
        words="Una pianta che nessuno ha calpestato è un’opinione. La sua almeno gliel’hanno detto in faccia.",
        on="sun 22",
        shown_on="tue 21",
    ),
    Written(
        story="scarto",
        who="Beatrice",
        words="And the lad, is he still with you?",
        on="wed 21",
        language="en",
        shown_on="thu 21",
    ),
    Written(
        story="scarto",
        who="marta",
        words="He is. He runs the cell now, and he set the feed two points lower than I had.",
        on="thu 21",
        language="en",
        shown_on="thu 21",
    ),
    Written(
        story="manivuote",
        who="chiara",
        words="La cartolina è storta da un mese e nessuno osa raddrizzarla.",
        on="wed 23",
        rung=Rung.COMPANY,
        shown_on="thu 23",
    ),
    Written(
        story="guanto",
        who="lucia",
        words="Da noi i tappi sono rossi apposta. Se un pezzo parte senza, si vede dal cancello.",
        on="fri 20",
        rung=Rung.PARTNERS,
        shown_on="mon 19",
    ),
    Written(
        story="banco7",
        who="Dario, manutentore di una centrale",
        words=(
            "Anch’io l’ho fermata, una volta, per una nota. Non era niente. Mi hanno chiesto perché per un "
            "mese. La riga sul foglio me la porto via."
        ),
        on="fri 4",
        shown_on="sat 4",
    ),
    Written(
        story="banco7",
        who="Un anonimo",
        words="E chi paga la notte persa? Scommetto nessuno.",
        on="sun 4",
        declined_on="mon 3",
        because="Firmati con il tuo nome e ti rispondo volentieri.",
    ),
    Written(
        story="banco7",
        who="Ines",
        words="Una domanda: adesso, alle tre di notte, il numero da chiamare è ancora quello?",
        on="thu 1",
    ),
    Written(
        story="undicimila",
        who="teresa",
        words=(
            "Domenica il telo l’avevo visto io, alle undici, che batteva. Ho pensato: lo dico al prossimo giro. "
            "Il prossimo giro era bagnato. Da allora in officina abbiamo una regola: le cose si dicono al giro "
            "in cui si vedono."
        ),
        on="thu 1",
        rung=Rung.PARTNERS,
        shown_on="fri 1",
    ),
    Written(
        story="undicimila",
        who="elena",
        words=(
            "I ventinove pezzi senza bolla li avete trovati contando o ve li hanno detti? "
            "Da noi nessuno li direbbe."
        ),
        on="fri 1",
        rung=Rung.PARTNERS,
        shown_on="fri 1",
    ),
    Written(
        story="undicimila",
        who="marta",
        words=(
            "Me li ha detti Ousmane, e solo perché gli ho chiesto quante volte al giorno si alzava, non quanti "
            "pezzi dava. Alla seconda domanda non risponde nessuno, nemmeno io."
        ),
        on="fri 1",
        rung=Rung.PARTNERS,
        shown_on="fri 1",
    ),
    Written(
        story="undicimila",
        who="luca",
        words="Quanto è costato il trasloco, tutto compreso?",
        on="fri 1",
        rung=Rung.COMPANY,
        declined_on="sat 1",
        because="Il contratto del trasportatore si rinnova fra poco. Richiedimelo dopo.",
    ),
    Written(
        story="undicimila",
        who="renato",
        words="Dei nove bancali bagnati, quanti ne abbiamo buttati? Io ne ho segnati sei, ma il lunedì non contavo.",
        on="sat 1",
        rung=Rung.COMPANY,
    ),
]
