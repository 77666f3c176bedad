"""What the invented people did around their stories: asked, offered, planned, withheld, took back, wrote and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from firsthand.audience.rung import Rung
from firsthand.dialogue.deciding import decline, show
from firsthand.dialogue.form_token import LEAST, hand_out
from firsthand.dialogue.forms import MemberReply, StrangersReply, Words
from firsthand.dialogue.models import Reply
from firsthand.stories.bylines import accept, offer
from firsthand.stories.models import Event, Story
from firsthand.stories.narrowing import withhold
from firsthand.stories.opening import open_story, take_back
from firsthand.stories.plans import plan_opening
from firsthand.stories.reading import ask_for_reading

from .replies import REPLIES, Written
from .told import TELLINGS

if TYPE_CHECKING:
    from .filling import Company

Form = TypeVar("Form", bound=Words)


def between_people(company: Company) -> None:
    """Do what they did with each other's help, and what is still to come."""
    sign_together(company)
    take_the_release_back(company)
    withhold_the_refund(company)
    plan_ahead(company)
    days, people = company.days, company.people
    ask_for_reading(
        company.stories["prototipo", "it"],
        reader=people["marta"],
        by=people["arjun"],
        at=days.at("thu 1", 17),
        until=days.at("fri -2", 18),
    )


def sign_together(company: Company) -> None:
    """Ousmane has signed Marta's story with her; Marta has not answered him yet."""
    days, people = company.days, company.people
    marta, ousmane = people["marta"], people["ousmane"]
    signed = offer(
        company.stories["undicimila", "it"],
        to=ousmane,
        kind="with",
        part="capoturno; decideva dove andava ogni cosa",
        by=marta,
        at=days.at("sun 2", 20),
    )
    accept(signed, by=ousmane, at=days.at("mon 1", 6))
    offer(
        company.stories["banco7", "it"],
        to=marta,
        kind="with",
        part="ha scritto la riga in più sul foglio",
        by=ousmane,
        at=days.at("thu 1", 6),
    )


def take_the_release_back(company: Company) -> None:
    """Giulio takes his story back to his colleagues, says why in it, and shows them those words."""
    from .filling import text_of

    story, giulio = company.stories["comunicato", "it"], company.people["giulio"]
    at = company.days.at("thu 25", 12)
    take_back(story, to=Rung.COMPANY, by=giulio, at=at)
    text = text_of("comunicato", "it")
    company.write(story, text, text.whole, by=giulio, at=at)
    open_story(story, to=Rung.COMPANY, by=giulio, at=at)


def withhold_the_refund(company: Company) -> None:
    """Nadia, who reviews, keeps the sum of a refund inside until the contracts are renewed."""
    renewal = Event.objects.get(process=company.processes["resi"], name="Si rinnovano i contratti")
    for language, words, say in (("it", "di 4.200 euro", "pieno"), ("en", "of 4,200 euros", "in full")):
        withhold(
            company.stories["guanto", language],
            words=words,
            say=say,
            up_to=Rung.COMPANY,
            because="Le condizioni ai clienti restano in azienda fino al rinnovo dei contratti.",
            by=company.people["nadia"],
            at=company.days.at("mon 20", 8, 30),
            until_event=renewal,
        )


def plan_ahead(company: Company) -> None:
    """Marta plans two openings: one for a day, one for when the trial is over."""
    days, marta = company.days, company.people["marta"]
    trial = Event.objects.get(process=company.processes["collaudo"], name="Si chiude la prova sul banco 7")
    plan_opening(
        company.stories["undicimila", "it"],
        to=Rung.EVERYONE,
        by=marta,
        at=days.at("thu 1", 9),
        not_before=days.on("tue -1"),
    )
    plan_opening(
        company.stories["fischio", "it"], to=Rung.PARTNERS, by=marta, at=days.at("tue 1", 9), event=trial
    )


def written_back(company: Company) -> None:
    """Send every reply through the form it would have come by, and let the author decide on it."""
    for written in REPLIES:
        reply, by = send(company, written), company.people[author_of(written.story)]
        if written.shown_on:
            show(reply, by=by, at=company.days.at(written.shown_on, 19))
        elif written.declined_on:
            decline(reply, by=by, at=company.days.at(written.declined_on, 19), because=written.because)


def send(company: Company, written: Written) -> Reply:
    story = Story.objects.get(pk=company.stories[written.story, written.language].pk)
    now = company.days.at(written.on, 13)
    user = company.people.get(written.who)
    if user is not None:
        form = MemberReply({"words": written.words, "rung": int(written.rung)}, story=story)
        return accepted(form).keep(user=user, now=now)
    token = hand_out(story.public_id, now=now - LEAST)
    said = {"words": written.words, "name": written.who, "token": token}
    return accepted(StrangersReply(said, story=story, now=now)).keep()


def accepted(form: Form) -> Form:
    """Return the form, which took what was written. Raises ``ValueError`` with its reasons."""
    if not form.is_valid():
        raise ValueError(form.errors.as_text())
    return form


def author_of(story: str) -> str:
    return next(telling.by for telling in TELLINGS if telling.key == story)
