from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register


class Stories(AppConfig):
    name = "firsthand.stories"
    verbose_name = "Stories"

    def ready(self) -> None:
        from . import own_conditions  # noqa: F401 - registers them

        register(required_conditions)


def required_conditions(**kwargs: object) -> list[CheckMessage]:
    """Refuse to start a place in which a condition of opening is missing."""
    from .conditions import missing

    return [
        Error(f"The condition '{name}' of every opening is not registered.", id="firsthand.E001")
        for name in sorted(missing())
    ]
