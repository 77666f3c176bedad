"""What the house itself says in and around a story: how far it goes, what a veil means, the names in a decision."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from firsthand.audience.rung import Rung
from firsthand.stories.document.html import Words

READ_BY = {
    Rung.SELF: gettext_lazy("only who signs it"),
    Rung.TEAM: gettext_lazy("the team"),
    Rung.COMPANY: gettext_lazy("the company"),
    Rung.PARTNERS: gettext_lazy("the company, clients and suppliers"),
    Rung.EVERYONE: gettext_lazy("everyone"),
}

STOPS_AT = {
    Rung.SELF: gettext_lazy("It stays with who signs it."),
    Rung.TEAM: gettext_lazy("It stops at the team."),
    Rung.COMPANY: gettext_lazy("It stops at the company."),
    Rung.PARTNERS: gettext_lazy("It stops at clients and suppliers."),
}


def in_a_story() -> Words:
    """Return the sentences of the house that stand inside a text, in the language of the page."""
    return Words(
        stops_at=lambda rung: str(STOPS_AT[Rung(rung)]),
        further_out=lambda phrase: _("Further out one reads <q>%(phrase)s</q>.") % {"phrase": phrase},
        nothing_further_out=_("Further out nothing of it is there."),
        decision_rows={
            "who": pgettext("decision", "Who"),
            "instead": pgettext("decision", "Instead of"),
            "because": pgettext("decision", "Because"),
            "cost": pgettext("decision", "What it cost"),
        },
        question=_("A question for whoever reads:"),
    )
