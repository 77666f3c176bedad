"""What the writing page says by itself, when something happens on it. The rest of its words stand in its template."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from firsthand.audience.rung import Rung
from firsthand.stories.models import Story


def hour(at: datetime) -> str:
    """Return the hour on the clock of the place, as one says it in the reader's language."""
    return date_format(timezone.localtime(at), "TIME_FORMAT")


def day_and_hour(at: datetime) -> str:
    here = timezone.localtime(at)
    return _("%(day)s, %(hour)s") % {"day": date_format(here, "DATE_FORMAT"), "hour": hour(at)}


def who_reads_changes(story: Story) -> str:
    """Return who can see what is being written in ``story`` at this moment."""
    asked = story.reading_requests.current(timezone.now()).exists()
    alone = story.bylines.accepted().count() < 2
    if story.rung > Rung.SELF:
        return _("Others go on reading the words you opened.")
    if asked:
        return (
            _("You read it, and those you asked to.")
            if alone
            else _("Its authors read it, and those you asked to.")
        )
    return _("Only you read it.") if alone else _("Only its authors read it.")


def said_by_the_page(story: Story) -> dict[str, str]:
    """Return the sentences by the names under which the page's modules know them; gaps are ``%(name)s``."""
    return {**states(story), **refusals(), **of_decisions(), **of_pictures(), **of_conflicts(), **of_veils()}


def states(story: Story) -> dict[str, str]:
    return {
        "sheet_label": _("The text of the story"),
        "empty_sheet": _("Begin with one precise minute: the hour, the place, who was there."),
        "state_saving": _("Saving…"),
        "state_saving_more": _("You can go on."),
        "state_saved": _("Saved at %(time)s"),
        "state_saved_more": who_reads_changes(story),
        "state_recovered": _("Your last words are back"),
        "state_recovered_more": _("They had stayed on this device. I am saving them now."),
        "state_offline": _("No network: they are on this device"),
        "state_offline_more": _("They leave when it is back. Do not close the page before, if you can."),
        "state_unkept": _("I cannot save, and this device keeps nothing"),
        "state_unkept_more": _("Copy the text before you leave."),
        "state_trouble": _("The place does not answer: they are on this device"),
        "state_trouble_more": _("I am trying again. You can go on."),
        "state_troubled": _("I have not been able to save for four minutes"),
        "state_troubled_more": _("Copy the text before you leave."),
        "state_signed_out": _("You are signed out: your words are on this device"),
        "state_signed_out_more": _("Sign in again in another window; here nothing is lost."),
        "state_refused": _("I cannot save it like this"),
        "state_refused_more": _("%(reason)s Your words are on this device."),
        "state_gone": _("This sheet cannot be saved any more"),
        "state_gone_more": _("You have not signed it any longer. Copy the text before you leave."),
        "state_going": _("Your last words are not saved"),
        "state_going_more": _("Copy the text. If you press once more, you go out and they are gone."),
        "state_conflict": _("You have written in two places"),
        "state_conflict_more": _("Both texts are here. Choose above."),
        "state_note": "%(sentence)s",
        "copied": _("Copied"),
        "one_letter_left": _("You have one letter left."),
        "letters_left": _("You have %(letters)s letters left."),
    }


def refusals() -> dict[str, str]:
    return {
        "link_refused": _(
            "This is not an address. It begins with https://, or it is a person’s mail address."
        ),
        "pasted_picture": _(
            "Pictures are not pasted: add them with “Picture”, so that they get a description."
        ),
    }


def of_decisions() -> dict[str, str]:
    return {
        "decision": _("Decision"),
        "decision_when": _("When it was decided"),
        "decision_head": _("What was decided"),
        "decision_who": pgettext("decision", "Who"),
        "decision_instead": pgettext("decision", "Instead of"),
        "decision_because": pgettext("decision", "Because"),
        "decision_cost": pgettext("decision", "What it cost"),
        "question_head": _("A question for whoever reads"),
    }


def of_pictures() -> dict[str, str]:
    return {
        "picture_without_file": _("Choose a picture."),
        "picture_sending": _("Sending the picture…"),
        "picture_without_words": _("Say what is in the picture, for those who do not see it."),
        "picture_too_heavy": _("The picture is too heavy. Send a smaller copy."),
        "picture_not_sent": _("The picture did not get through. Try again when the network is back."),
        "picture_described": _("Description: %(words)s"),
        "picture_missing": _("The picture is not here any more. Remove it, or add it again."),
        "picture_caption": _("A caption, if you like"),
        "picture_change": _("Change the description"),
        "picture_remove": _("Remove"),
    }


def of_conflicts() -> dict[str, str]:
    return {
        "mine_here": _("In this window"),
        "mine_kept": _("Left on this device"),
        "theirs_saved": _("Saved at %(time)s, by %(who)s"),
        "no_title": _("No title yet"),
    }


def of_veils() -> dict[str, str]:
    return {
        "veil": _("Veiled up to: %(rung)s. Further out one reads “%(instead)s”."),
        "veil_silent": _("Veiled up to: %(rung)s. Further out it is not there."),
    }
