"""The port of a place: its own from the first moment, before anything answers on it."""

from __future__ import annotations

import socket

import pytest

from firsthand.supervise.fault import Fault
from firsthand.supervise.network import HERE, hold_port
from servers import free_port


def test_two_places_that_start_in_one_moment_do_not_share_a_port():
    port = free_port()
    with hold_port(port), pytest.raises(Fault, match=f"Port {port} is in use"):
        hold_port(port)
    hold_port(port).close()


def test_the_web_server_answers_on_the_port_that_is_held():
    port = free_port()
    with hold_port(port), socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind((HERE, port))
        server.listen()
        for _ in range(20):  # none of them goes to the one that only holds
            with socket.create_connection((HERE, port), timeout=5):
                server.accept()[0].close()


def test_a_port_on_which_a_connection_still_lingers_can_be_held():
    port = free_port()
    with socket.create_server((HERE, port)) as before:
        reader = socket.create_connection((HERE, port), timeout=5)
        before.accept()[0].close()
        reader.close()
    hold_port(port).close()
