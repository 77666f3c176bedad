"""The port the place answers on, and whether it answers."""

import errno
import http.client
import socket

from .fault import Fault

HERE = "127.0.0.1"


def hold_port(port: int) -> socket.socket:
    """Refuse a port that is in use, and keep this one for the place from now on: nobody connects to what is returned.

    Our web server shares its port between its workers, and would share it with those of another place that was started
    in the same moment: readers would get now the one, now the other.
    """
    require_port(port)
    ours = socket.socket()
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        ours.bind((HERE, port))
    except OSError:
        # A connection of whoever answered here before still lingers. It goes away, and so it may be shared.
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            ours.bind((HERE, port))
        except OSError as refused:
            ours.close()
            raise port_in_use(port) from refused
    return ours


def require_port(port: int) -> None:
    """Refuse a port somebody else answers on, on either of the two addresses a browser tries for localhost."""
    with socket.socket() as ours:
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            ours.bind((HERE, port))
        except OSError as refused:
            if refused.errno == errno.EACCES:
                raise Fault(
                    f"Port {port} is kept for the system. Choose one from 1024 on with --port."
                ) from refused
            raise port_in_use(port) from refused
    if socket.has_ipv6:
        try:
            socket.create_connection(("::1", port), timeout=0.2).close()
        except OSError:
            return
        raise port_in_use(port)


def port_in_use(port: int) -> Fault:
    return Fault(f"Port {port} is in use by another program. Stop that one, or choose another with --port.")


def answers(port: int, *, host: str) -> bool:
    """Say whether the place on this machine answers that it is alive. ``host`` is a name it goes by."""
    line = http.client.HTTPConnection(HERE, port, timeout=5)
    try:
        line.request("GET", "/healthz", headers={"Host": host})
        return line.getresponse().status == 200
    except OSError:
        return False
    except http.client.HTTPException:
        return False
    finally:
        line.close()
