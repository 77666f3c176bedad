"""A mail server on this machine that says what a test tells it to say, and letters to send to it."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from firsthand.post.letters import write
from firsthand.post.models import Letter

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@dataclass
class MailServer:
    """A mail server. What it says to a recipient or to a message is set beforehand; None hangs up without a word."""

    on_recipient: dict[str, bytes | None] = field(default_factory=dict)
    on_message: bytes | None = b"250 taken"
    greeting: bytes = b"220 here"
    messages: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    visits: int = 0

    def __post_init__(self) -> None:
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.door.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        with suppress(OSError):
            while True:
                connected, _ = self.door.accept()
                self.visits += 1
                with suppress(OSError), connected, connected.makefile("rwb") as line:
                    connected.settimeout(10)
                    self.converse(line)

    def converse(self, line) -> None:
        self.say(line, self.greeting)
        while request := line.readline():
            verb = request[:4].upper()
            if verb == b"RCPT":
                recipient = request.decode().partition("<")[2].partition(">")[0]
                answer = self.on_recipient.get(recipient, b"250 fine")
                if answer is None:
                    return
                if answer.startswith(b"250"):
                    self.recipients.append(recipient)
                self.say(line, answer)
            elif verb == b"DATA":
                self.say(line, b"354 go on")
                message = b"".join(iter(line.readline, b".\r\n"))
                if self.on_message is None:
                    return
                if self.on_message.startswith(b"250"):
                    self.messages.append(message_from_bytes(message, policy=policy.default))
                self.say(line, self.on_message)
            else:
                self.say(line, b"221 bye" if verb == b"QUIT" else b"250 fine")

    def say(self, line, answer: bytes) -> None:
        line.write(answer + b"\r\n")
        line.flush()


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    """A mail server that the operator has set up."""
    server = MailServer()
    settings.MAIL = {"EMAIL_HOST": "127.0.0.1"}
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 10
    settings.DEFAULT_FROM_EMAIL = "Pompe Brenta <place@pompebrenta.example>"
    yield server
    server.door.close()


@pytest.fixture
def a_letter(db) -> Callable[..., Letter]:
    """A maker of letters to Anna; every word of it can be another."""

    def make(key: str = "welcome:anna", **other) -> Letter:
        words = {
            "to": "anna@pompebrenta.example",
            "language": "it",
            "subject": "Un airone sul tetto",
            "text": "Cara Anna,\n\nc'è un airone sul tetto.",
            "at": NOW,
            "about": "welcome",
        }
        return write(key=key, **{**words, **other})

    return make
