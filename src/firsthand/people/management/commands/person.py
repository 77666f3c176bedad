from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from firsthand.people.models import RoleHeld, Standing, User
from firsthand.people.signin import make_link


class Command(BaseCommand):
    help = (
        "Let somebody in: make their account if there is none, and print a link that works once, for half an hour. "
        "An account that is there keeps its name and standing. "
        "Example: firsthand manage person marta@example.org --name 'Marta Bellandi'"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", metavar="ADDRESS", help="the person's mail address")
        parser.add_argument("--name", metavar="NAME", help="how they sign; needed for a new account")
        parser.add_argument("--partner", action="store_true", help="an invited partner, not a colleague")
        parser.add_argument("--role", choices=RoleHeld.Role.values, help="give them this role as well")

    def handle(
        self, *, address: str, name: str | None, partner: bool, role: str | None, **options: Any
    ) -> None:
        now = timezone.now()
        with transaction.atomic():
            user = User.objects.filter(email=address.strip().lower()).first()
            if user is None:
                user = self.made(address, name, Standing.PARTNER if partner else Standing.COLLEAGUE)
                self.stdout.write(
                    f"{user.name} has an account now, as a {Standing(user.standing).name.lower()}."
                )
            if not user.is_active:
                raise CommandError(f"The account {user.email} has ended; it stays closed.")
            if role:
                RoleHeld.objects.get_or_create(user=user, role=role, defaults={"given_at": now})
            link = make_link(user, at=now)
        self.stdout.write(
            f"Once, within half an hour, {user.name} comes in at the place's address followed by"
        )
        self.stdout.write(link)

    def made(self, address: str, name: str | None, standing: Standing) -> User:
        try:
            validate_email(address.strip())
        except ValidationError:
            raise CommandError(f"'{address}' is no mail address; write it like name@example.org.") from None
        if not (name or "").strip():
            raise CommandError(f"Nobody here has the address {address}; give --name to make the account.")
        return User.objects.create_user(address, name=str(name), standing=standing)
