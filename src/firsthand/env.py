"""What the operator decides: ``FIRSTHAND_*`` environment variables, read once, typed, closed by default.

Every variable read here has a heading in docs/settings.md; a test holds the two together.
"""

import os
import re
import secrets
import zoneinfo
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """Return the variable as it was written, without the spaces around it."""
    return os.environ.get(name, default).strip()


def whole_number(name: str, default: int, *, least: int, most: int) -> int:
    """Return the variable as an integer between ``least`` and ``most``, both allowed."""
    written = text(name)
    if not written:
        return default
    if not written.isdecimal() or len(written) > len(str(most)) or not least <= int(written) <= most:
        raise ImproperlyConfigured(f"{name} is '{written}'; write a whole number from {least} to {most}.")
    return int(written)


def yes_or_no(name: str, default: bool) -> bool:
    """Return the variable as a boolean; only the words yes and no are understood."""
    written = text(name).lower()
    if not written:
        return default
    if written not in {"yes", "no"}:
        raise ImproperlyConfigured(f"{name} is '{written}'; write yes or no.")
    return written == "yes"


def words(name: str, default: list[str]) -> list[str]:
    """Return the variable as a list: its words, parted by commas."""
    written = text(name)
    return [word.strip() for word in written.split(",") if word.strip()] if written else default


def folder(name: str, default: Path) -> Path:
    """Return the variable as an absolute folder, which need not exist yet."""
    return Path(text(name) or default).expanduser().absolute()


def time_zone(name: str, default: str) -> str:
    """Return the variable as the name of a time zone that this machine knows."""
    written = text(name, default)
    try:
        zoneinfo.ZoneInfo(written)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        if not zoneinfo.available_timezones():
            raise ImproperlyConfigured(
                "This machine knows no time zones; install the package tzdata."
            ) from unknown
        raise ImproperlyConfigured(
            f"{name} is '{written}'; write a time zone such as Europe/Rome."
        ) from unknown
    return written


def secret(name: str, kept_in: Path) -> str:
    """Return the secret of the variable or of the file ``kept_in``; one made for this run when neither is there.

    ``firsthand up`` writes the file before anything is signed, so a run of its own secret is a short command.
    """
    if written := text(name):
        return written
    try:
        return kept_in.read_text().strip() or secrets.token_urlsafe(50)
    except OSError:
        return secrets.token_urlsafe(50)


def database(name: str, *, data: Path) -> dict[str, object]:
    """Return Django's database settings for the address in the variable; without one, a SQLite file in ``data``."""
    address = text(name)
    if not address:
        return sqlite(data / "firsthand.sqlite3")
    wrong = ImproperlyConfigured(f"{name} is '{hidden(address)}'; write postgres://USER@HOST/NAME.")
    parts = parts_of(address, wrong)
    if parts.scheme == "sqlite" and parts.path:
        return sqlite(Path(parts.path))
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise wrong
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }


def sqlite(file: Path) -> dict[str, object]:
    """Return the settings of one SQLite file: durable, one writer at a time and no writer turned away."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
        },
    }


def parts_of(address: str, wrong: ImproperlyConfigured) -> SplitResult:
    """Return the parts of an address, its port among them a number; raise ``wrong`` where that cannot be."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as unread:
        raise wrong from unread
    return parts


def hidden(address: str) -> str:
    """Return ``address`` without its password, fit for a message; also where the address is written wrongly.

    >>> hidden("postgres://me:s3cr3t@here/stories"), hidden("me:s3cr3t@here/stories?password=s3cr3t")
    ('postgres://me:…@here/stories', 'me:…@here/stories?password=…')
    """
    who, at, where = address.rpartition("@")
    begins = re.match(r"(?:[\w+.-]+://)?[^:/@]*:?", who)
    if begins and begins[0] != who:
        who = f"{begins[0]}…"
    return re.sub(r"(password=)[^&]*", r"\1…", f"{who}{at}{where}", flags=re.IGNORECASE)


def mail(name: str) -> dict[str, object]:
    """Return Django's mail settings for an address like smtp://USER:PASSWORD@HOST:PORT?tls=yes; empty without one."""
    address = text(name)
    if not address:
        return {}
    wrong = ImproperlyConfigured(f"{name} is '{hidden(address)}'; write smtp://USER:PASSWORD@HOST:PORT.")
    parts = parts_of(address, wrong)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise wrong
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parse_qs(parts.query).get("tls", ["yes"])[-1] != "no",
        "EMAIL_TIMEOUT": 20,
    }
