"""Finding the person somebody means, by address or by full name."""

from __future__ import annotations

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from firsthand.people.models import Standing, User


def somebody_called(who: str, *, asked_by: User) -> User:
    """Return the person, or raise a ``ValidationError`` that says why there is not one.

    Names are found by colleagues only: a guest does not learn who works here.
    """
    named = Q(name__iexact=who) if asked_by.standing == Standing.COLLEAGUE else Q(pk=None)
    found = User.objects.filter(Q(email=who.lower()) | named, ended_at=None)[:2]
    if len(found) > 1:
        raise forms.ValidationError(_("More than one person has this name. Write the address."))
    if not found:
        raise forms.ValidationError(_("Nobody here has this name or address."))
    return found[0]
