from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from firsthand.place.ids import random_id

if TYPE_CHECKING:
    from datetime import datetime


class Standing(models.IntegerChoices):
    """What an account is to the place. The numbers are those of the rungs; roles never change them."""

    COLLEAGUE = 2, _("colleague")
    PARTNER = 3, _("partner")


class Users(BaseUserManager["User"]):
    def create_user(
        self, email: str, *, name: str, standing: int = Standing.COLLEAGUE, **fields: Any
    ) -> User:
        """Make an account without a password: one comes in by a link."""
        user = self.model(email=email.strip().lower(), name=name.strip(), standing=standing, **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """An account: somebody who signs in, as a colleague or as an invited partner."""

    email = models.EmailField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    standing = models.SmallIntegerField(choices=Standing, default=Standing.COLLEAGUE)
    language = models.CharField(max_length=5, default="it")
    public_id = models.CharField(max_length=16, unique=True, default=random_id, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_account_is_a_colleague_or_a_partner", condition=models.Q(standing__in=(2, 3))
            ),
            models.CheckConstraint(
                name="an_address_is_kept_in_small_letters",
                condition=models.Q(email=models.functions.Lower("email")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Say whether the account may still come in."""
        return self.ended_at is None

    def holds(self, role: str) -> bool:
        """Say whether the account holds the role. A role lets one act; it never lets one read more."""
        return self.is_active and self.roles.filter(role=role).exists()

    def end(self, *, by: User, at: datetime) -> None:
        """Close the account for good. Its words stay, its author stays, nobody can sign in with it."""
        self.ended_at, self.ended_by = at, by
        self.save(update_fields=["ended_at", "ended_by"])
