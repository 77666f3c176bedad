"""What the page of a process says of the rungs it could go to. Whole sentences."""

from django.utils.translation import gettext_lazy

from firsthand.audience.rung import Rung

OPEN = {
    Rung.COMPANY: gettext_lazy("Open the process to the company"),
    Rung.PARTNERS: gettext_lazy("Open the process to clients and suppliers"),
    Rung.EVERYONE: gettext_lazy("Open the process to everyone"),
}

WILL_READ = {
    Rung.COMPANY: gettext_lazy("The company will read its name, its phases and its events. No story moves."),
    Rung.PARTNERS: gettext_lazy(
        "Clients and suppliers will read its name, its phases and its events too. No story moves."
    ),
    Rung.EVERYONE: gettext_lazy(
        "Anybody will be able to read its name, its phases and its events. No story moves."
    ),
}

BRING_BACK = {
    Rung.TEAM: gettext_lazy("Bring the process back to the team"),
    Rung.COMPANY: gettext_lazy("Bring the process back to the company"),
    Rung.PARTNERS: gettext_lazy("Bring the process back to clients and suppliers"),
}

STAYS_WITH = {
    Rung.TEAM: gettext_lazy(
        "Only the circles that take part will find it, and its stories go no further than they do."
    ),
    Rung.COMPANY: gettext_lazy("Only the company will find it, and its stories go no further than that."),
    Rung.PARTNERS: gettext_lazy(
        "Only the company, clients and suppliers will find it, and its stories go no further than that."
    ),
}

STANDS_AT = {
    Rung.SELF: gettext_lazy("Nobody finds it."),
    Rung.TEAM: gettext_lazy("The circles that take part find it."),
    Rung.COMPANY: gettext_lazy("The company finds it."),
    Rung.PARTNERS: gettext_lazy("The company, clients and suppliers find it."),
    Rung.EVERYONE: gettext_lazy("Anybody finds it."),
}
