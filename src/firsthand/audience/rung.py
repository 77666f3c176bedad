from django.db import models
from django.utils.translation import gettext_lazy as _


class Rung(models.IntegerChoices):
    """How far out something is."""

    SELF = 0, _("only me")
    TEAM = 1, _("team")
    COMPANY = 2, _("company")
    PARTNERS = 3, _("clients and suppliers")
    EVERYONE = 4, _("everyone")
