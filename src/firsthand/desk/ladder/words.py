"""What the ladder page says: the words on its buttons, what an act will do, and what it has done. Whole sentences."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from firsthand.audience.rung import Rung

OPEN = {
    Rung.TEAM: gettext_lazy("Open to the team"),
    Rung.COMPANY: gettext_lazy("Open to the company"),
    Rung.PARTNERS: gettext_lazy("Open to clients and suppliers"),
    Rung.EVERYONE: gettext_lazy("Open to everyone"),
}

SHOW_NEWER = {
    Rung.TEAM: gettext_lazy("Show the newer words to the team"),
    Rung.COMPANY: gettext_lazy("Show the newer words to the company"),
    Rung.PARTNERS: gettext_lazy("Show the newer words to clients and suppliers"),
    Rung.EVERYONE: gettext_lazy("Show the newer words to everyone"),
}

TAKE_BACK = {
    Rung.SELF: gettext_lazy("Take back, only me"),
    Rung.TEAM: gettext_lazy("Take back to the team"),
    Rung.COMPANY: gettext_lazy("Take back to the company"),
    Rung.PARTNERS: gettext_lazy("Take back to clients and suppliers"),
}

LOOK_AS = {
    Rung.TEAM: gettext_lazy("Look at it as somebody of the team does"),
    Rung.COMPANY: gettext_lazy("Look at it as a colleague does"),
    Rung.PARTNERS: gettext_lazy("Look at it as a client or supplier does"),
    Rung.EVERYONE: gettext_lazy("Look at it as anybody does"),
}

YOU_LOOK = {
    Rung.SELF: gettext_lazy("You look at it as its authors do."),
    Rung.TEAM: gettext_lazy("You look at it as somebody of the team does."),
    Rung.COMPANY: gettext_lazy("You look at it as a colleague does."),
    Rung.PARTNERS: gettext_lazy("You look at it as a client or supplier does."),
    Rung.EVERYONE: gettext_lazy("You look at it as anybody does."),
}

TAKEN_BACK = {
    Rung.SELF: gettext_lazy("Taken back. Only its authors read it now."),
    Rung.TEAM: gettext_lazy("Taken back. The team and its authors read it now."),
    Rung.COMPANY: gettext_lazy("Taken back. The company still reads it."),
    Rung.PARTNERS: gettext_lazy("Taken back. The company, clients and suppliers still read it."),
}

STAYS_WITH = {
    Rung.SELF: gettext_lazy("Only its authors will read it."),
    Rung.TEAM: gettext_lazy("Only the team and its authors will read it."),
    Rung.COMPANY: gettext_lazy("Only those inside the company will read it."),
    Rung.PARTNERS: gettext_lazy("Only the company, clients and suppliers will read it."),
}


def open_since(rung: Rung, at: datetime, *, now: datetime) -> str:
    """Return since when the story stands on ``rung``: the hour on the same day, the day later.

    They are two sentences, not one with a hole: in many languages an hour and a day need other words around them.
    """
    here = timezone.localtime(at)
    if here.date() == timezone.localdate(now):
        said = {
            Rung.TEAM: _("Open to the team since %(hour)s."),
            Rung.COMPANY: _("Open to the company since %(hour)s."),
            Rung.PARTNERS: _("Open to clients and suppliers since %(hour)s."),
            Rung.EVERYONE: _("Open to everyone since %(hour)s."),
        }
        return said[rung] % {"hour": date_format(here, "TIME_FORMAT")}
    said = {
        Rung.TEAM: _("Open to the team since %(day)s."),
        Rung.COMPANY: _("Open to the company since %(day)s."),
        Rung.PARTNERS: _("Open to clients and suppliers since %(day)s."),
        Rung.EVERYONE: _("Open to everyone since %(day)s."),
    }
    return said[rung] % {"day": date_format(here, "DATE_FORMAT")}


def will_read(rung: Rung, count: int | None) -> str:
    """Return who will be able to read the story once it is open to ``rung``, where ``count`` people stand."""
    if rung == Rung.TEAM and not count:
        said = _("Nobody stands there yet. Whoever joins the team will read it.")
    elif rung == Rung.TEAM:
        said = ngettext(
            "One person of the team will read it, from now on.",
            "%(count)s people of the team will read it, from now on.",
            count or 0,
        )
    elif rung == Rung.COMPANY:
        said = ngettext(
            "One colleague will read it, from now on.",
            "%(count)s colleagues will read it, from now on.",
            count or 0,
        )
    elif rung == Rung.PARTNERS and not count:
        said = _("The company will read it, from now on; nobody has been invited yet.")
    elif rung == Rung.PARTNERS:
        said = ngettext(
            "The company and one invited person will read it, from now on.",
            "The company and %(count)s invited people will read it, from now on.",
            count or 0,
        )
    else:
        said = _("Anybody will be able to read it, from now on.")
    return said % {"count": count}


def masks_that_stay_closed(count: int) -> str:
    """Return how much of the text stays inside there; "" when nothing does."""
    if not count:
        return ""
    return ngettext("One mask stays closed.", "%(count)s masks stay closed.", count) % {"count": count}


def replies_that_stay(count: int) -> str:
    """Return what becomes of the replies when the story is taken back; "" when there are none."""
    if not count:
        return ""
    return ngettext("The reply to it stays here.", "The %(count)s replies to it stay here.", count) % {
        "count": count
    }


UP_TO = {
    Rung.SELF: gettext_lazy("only its authors read it"),
    Rung.TEAM: gettext_lazy("up to the team"),
    Rung.COMPANY: gettext_lazy("up to the company"),
    Rung.PARTNERS: gettext_lazy("up to clients and suppliers"),
}
