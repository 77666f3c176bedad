"""The first person who comes in, and what is said to whoever started the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

if TYPE_CHECKING:
    from firsthand.people.models import User


def the_administrator() -> User:
    """Return the administrator a new link is for: the one who has waited longest, made where there is none."""
    from firsthand.people.models import RoleHeld, User

    holders = User.objects.filter(ended_at=None, roles__role=RoleHeld.Role.ADMINISTRATOR)
    if (known := holders.order_by("pk").first()) is not None:
        return known
    now = timezone.now()
    number = User.objects.filter(email__startswith="administrator").count()
    user = User.objects.create_user(f"administrator{number or ''}@localhost", name="Administrator")
    RoleHeld.objects.create(user=user, role=RoleHeld.Role.ADMINISTRATOR, given_at=now)
    return user


def sign_in_link() -> str:
    """Return the path of a link that lets the administrator in once."""
    from firsthand.people.signin import make_link

    return make_link(the_administrator(), at=timezone.now())


def nobody_has_come_in_yet() -> bool:
    """Say whether the place is fresh: no administrator has ever signed in."""
    from firsthand.people.models import RoleHeld, User

    came_in = User.objects.filter(roles__role=RoleHeld.Role.ADMINISTRATOR, last_login__isnull=False)
    return not came_in.exists()


def name_of_host() -> str:
    """Return a name the place answers to; localhost if that is one."""
    names = [name.lstrip(".") for name in settings.ALLOWED_HOSTS]
    return "localhost" if not names or {"*", "localhost"} & set(names) else names[0]


def address_at(port: int) -> str:
    """Return the address people type. A host of the operator's own stands behind the operator's own server."""
    host = name_of_host()
    if host == "localhost":
        return f"http://localhost:{port}"
    return f"{'https' if settings.HTTPS else 'http'}://{host}"
