"""What the door does with hosts that lead inside, lie, stall or flood."""

import gzip
import socket
import time
from functools import partial
from ipaddress import IPv4Address

import pytest

from firsthand import outside
from firsthand.outside import Limits, Network, Refused
from firsthand.outside.network import dial, look_up
from firsthand.outside.wire import PIECE, unpacked

PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nheron"
OK = b"HTTP/1.1 200 OK\r\n"
SOON = 5.0  # far more than any limit below, far less than for ever


@pytest.fixture
def fetch(manners):
    return partial(outside.fetch, manners=manners)


@pytest.mark.parametrize(
    "inside",
    [
        "127.0.0.1",
        "10.0.0.8",
        "169.254.169.254",
        "100.64.0.1",
        "::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "fe80::1%eth0",
    ],
)
def test_a_name_that_leads_inside_is_never_dialled(inside, a_host, roads_to, fetch):
    roads = roads_to(a_host(PAGE), names={"inside.example": [inside]})

    with pytest.raises(Refused, match="open internet"):
        fetch("http://inside.example/", network=roads.network())
    assert roads.dialled == []
    assert fetch("http://example.org/", network=roads.network()).body == b"heron"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "0",
        "[::1]",
        "[::ffff:7f00:1]",
        "[::ffff:169.254.169.254]",
        "①②⑦.⓪.⓪.①",
        "127。0。0。1",
    ],
)
def test_no_spelling_of_the_loopback_gets_through_the_real_resolver(host, fetch):
    dialled = []

    with pytest.raises(Refused):
        fetch(f"http://{host}/", network=Network(dial=lambda *call: dialled.append(call)))
    assert dialled == []


def test_a_redirect_inside_is_refused(a_host, roads_to, fetch):
    host = a_host(b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest/meta-data/\r\n\r\n")
    roads = roads_to(host)

    with pytest.raises(Refused, match="open internet"):
        fetch("http://example.org/", network=roads.network())
    assert roads.dialled == ["93.184.215.14:80"]


@pytest.mark.parametrize(
    ("location", "word"),
    [
        ("ftp://example.org/", "http://"),
        ("http://example.org:6379/", "6379"),
        ("http://anna:secret@example.org/", "password"),
        ("http://[::1/", "cannot be read"),
        ("/a\tb", "control"),
    ],
)
def test_a_redirect_is_held_to_the_same_rules(location, word, a_host, roads_to, fetch):
    host = a_host(f"HTTP/1.1 302 Found\r\nLocation: {location}\r\n\r\n".encode())

    with pytest.raises(Refused, match=word):
        fetch("http://example.org/", network=roads_to(host).network())
    assert len(host.requests) == 1


def test_a_redirect_from_https_to_http_is_refused(a_host, roads_to, fetch):
    host = a_host(b"HTTP/1.1 302 Found\r\nLocation: http://example.org/\r\n\r\n", tls=True)

    with pytest.raises(Refused, match="back to http"):
        fetch("https://example.org/", network=roads_to(host).network())


def test_a_name_that_changes_its_answer_is_dialled_where_it_was_checked(a_host, roads_to, fetch):
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])
    roads = roads_to(a_host(PAGE))
    network = Network(look_up=lambda name, port: next(answers), dial=roads.dial)

    fetch("http://rebinding.example/", network=network)

    assert roads.dialled == ["93.184.215.14:80"]
    assert next(answers) == ["127.0.0.1"]  # the second answer was never asked for


def test_of_a_mixed_answer_only_the_open_address_is_dialled(a_host, roads_to, fetch):
    roads = roads_to(a_host(PAGE), names={"mixed.example": ["127.0.0.1", "10.0.0.1", "93.184.215.14"]})

    fetch("http://mixed.example/", network=roads.network())

    assert roads.dialled == ["93.184.215.14:80"]


def test_a_refusal_tells_nobody_whether_an_inside_name_exists(a_host, roads_to, fetch):
    roads = roads_to(a_host(PAGE), names={"payroll": ["10.1.2.3"], "nowhere": []})

    with pytest.raises(Refused) as inside:
        fetch("http://payroll/", network=roads.network())
    with pytest.raises(Refused) as nowhere:
        fetch("http://nowhere/", network=roads.network())

    assert inside.value.reason == nowhere.value.reason.replace("nowhere", "payroll")
    assert "10.1.2.3" not in inside.value.reason


def test_a_certificate_for_another_name_is_refused(a_host, roads_to, fetch):
    with pytest.raises(Refused, match="certificate"):
        fetch("https://example.net/", network=roads_to(a_host(PAGE, tls=True)).network())


def test_a_certificate_of_an_unknown_authority_is_refused(a_host, roads_to, fetch):
    roads = roads_to(a_host(PAGE, tls=True))

    with pytest.raises(Refused, match="certificate"):
        fetch("https://example.org/", network=Network(look_up=roads.look_up, dial=roads.dial))


def test_a_host_that_does_not_speak_tls_is_refused(a_host, roads_to, fetch):
    host = a_host(PAGE)
    host.converse = lambda connected: connected.sendall(PAGE)

    with pytest.raises(Refused, match="TLS"):
        fetch("https://example.org/", network=roads_to(host).network())


@pytest.mark.parametrize(
    ("begun", "drops"),
    [
        (b"", b"H"),
        (b"HTTP/1.1 200", b" "),
        (OK, b"X-Drop: 1\r\n"),
        (OK + b"Content-Length: 1000000\r\n\r\n", b"x"),
        (OK + b"\r\n", b"x"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X-Trailer: 1\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["status", "reason", "headers", "body", "endless body", "chunks", "trailers", "continue"],
)
@pytest.mark.parametrize("tls", [False, True], ids=["http", "https"])
def test_a_host_that_answers_drop_by_drop_is_left_in_time(begun, drops, tls, a_host, roads_to, fetch):
    host = a_host(lambda c: (c.sendall(begun), host.drip(c, drops)), tls=tls)
    scheme = "https" if tls else "http"
    started = time.monotonic()

    with pytest.raises(Refused):
        fetch(f"{scheme}://example.org/", limits=Limits(seconds=0.3), network=roads_to(host).network())

    assert time.monotonic() - started < SOON
    assert len(host.requests) == 1


def test_a_host_that_says_nothing_is_left_in_time(a_host, roads_to, fetch):
    host = a_host(lambda c: host.closing.wait(SOON))

    with pytest.raises(Refused, match="in time"):
        fetch("http://example.org/", limits=Limits(seconds=0.2), network=roads_to(host).network())


def test_a_handshake_that_never_ends_is_left_in_time(a_host, roads_to, fetch):
    host = a_host(PAGE)
    host.converse = lambda connected: host.closing.wait(SOON)

    with pytest.raises(Refused, match="handshake in time"):
        fetch("https://example.org/", limits=Limits(seconds=0.2), network=roads_to(host).network())


def test_a_name_that_takes_for_ever_to_look_up_is_left_in_time(a_host, fetch):
    host = a_host(PAGE)
    network = Network(look_up=lambda name, port: host.closing.wait(SOON) or [])

    with pytest.raises(Refused, match="looked up in time"):
        fetch("http://example.org/", limits=Limits(seconds=0.2), network=network)


def test_redirects_share_one_deadline(a_host, roads_to, fetch, wristwatch):
    def late(connected):
        wristwatch.seconds += 8
        connected.sendall(b"HTTP/1.1 302 Found\r\nLocation: /again\r\n\r\n")

    host = a_host(late)

    with pytest.raises(Refused, match="within 20 seconds"):
        fetch("http://example.org/", clock=wristwatch.clock(), network=roads_to(host).network())
    assert len(host.requests) == 3


def flood(connected, begun, more):
    connected.sendall(begun)
    while True:
        connected.sendall(more)


@pytest.mark.parametrize(
    ("begun", "more"),
    [
        (b"", b"x" * 60_000),
        (OK, b"X-Flood: " + b"x" * 1000 + b"\r\n"),
        (OK + b"X-Flood: ", b"x" * 60_000),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
        (OK + b"\r\n", b"x" * 60_000),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"8000\r\n" + b"x" * 0x8000 + b"\r\n"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1;" + b"x" * 60_000 + b"\r\nx\r\n"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X-Trailer: " + b"x" * 1000 + b"\r\n"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n", b"x" * 60_000),
    ],
    ids=[
        "no line",
        "headers",
        "one header",
        "continues",
        "body",
        "chunks",
        "chunk extensions",
        "trailers",
        "a chunk of -1",
    ],
)
def test_a_flood_is_cut_off(begun, more, a_host, roads_to, fetch):
    host = a_host(lambda c: flood(c, begun, more))

    with pytest.raises(Refused) as refused:
        fetch("http://example.org/", limits=Limits(body_bytes=100_000), network=roads_to(host).network())

    assert "not complete" not in refused.value.reason  # cut off for its size, not for its length in time


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"Content-Length: 2000000\r\n\r\n" + b"x" * 2_000_000,
        OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"\0" * 50_000_000),
        OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"") * 60_000,
    ],
    ids=["long", "a bomb", "many empty members"],
)
def test_a_body_larger_than_the_limit_is_refused(answer, a_host, roads_to, fetch):
    host = a_host(answer)

    with pytest.raises(Refused, match="larger than 1,000,000 bytes"):
        fetch("http://example.org/", limits=Limits(body_bytes=1_000_000), network=roads_to(host).network())


def test_a_bomb_is_unpacked_in_pieces_that_fit_in_memory():
    pieces = list(unpacked([gzip.compress(b"\0" * 1_000_000)]))

    assert sum(map(len, pieces)) == 1_000_000
    assert max(map(len, pieces)) <= PIECE


def test_a_body_of_exactly_the_limit_is_let_in(a_host, roads_to, fetch):
    host = a_host(OK + b"\r\n" + b"x" * 1000)

    assert (
        len(
            fetch(
                "http://example.org/", limits=Limits(body_bytes=1000), network=roads_to(host).network()
            ).body
        )
        == 1000
    )


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (b"SSH-2.0-OpenSSH_9.6\r\n", "rules of HTTP"),
        (b"", "rules of HTTP|broke"),
        (b"HTTP/1.1 abc OK\r\n\r\n", "rules of HTTP"),
        (OK + b"\r\n".join(b"X-%d: 1" % n for n in range(300)) + b"\r\n\r\n", "rules of HTTP"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\nzebra\r\nx\r\n", "rules of HTTP"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nher", "rules of HTTP"),
        (OK + b"Content-Length: 50\r\n\r\nheron", "hung up|rules of HTTP"),
        (OK + b"Content-Encoding: gzip\r\n\r\nheron", "rules of HTTP"),
        (OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"heron" * 99)[:-9], "hung up"),
        (OK + b"Content-Encoding: br\r\n\r\nheron", "packed"),
        (OK + b"Content-Encoding: gzip, gzip\r\n\r\n" + gzip.compress(gzip.compress(b"heron")), "packed"),
    ],
    ids=[
        "ssh",
        "nothing",
        "no status",
        "300 headers",
        "chunk size",
        "cut chunk",
        "cut body",
        "not gzip",
        "cut gzip",
        "br",
        "twice",
    ],
)
def test_an_answer_that_is_no_answer_is_refused_with_the_reason(answer, word, a_host, roads_to, fetch):
    host = a_host(answer)

    with pytest.raises(Refused, match=word):
        fetch("http://example.org/", network=roads_to(host).network())


def test_a_host_that_cannot_be_reached_is_refused(roads_to, a_host, fetch):
    def unreachable(address, port, seconds):
        raise ConnectionRefusedError

    with pytest.raises(Refused, match="did not answer"):
        fetch(
            "http://example.org/", network=Network(look_up=roads_to(a_host(PAGE)).look_up, dial=unreachable)
        )


def test_the_time_is_shared_between_the_addresses_still_to_be_dialled(wristwatch, fetch):
    given = []

    def silent(address, port, seconds):
        given.append(seconds)
        wristwatch.seconds += seconds
        raise TimeoutError

    addresses = ["1.1.1.1", "8.8.8.8", "9.9.9.9", "4.4.4.4", "5.5.5.5"]
    network = Network(look_up=lambda name, port: addresses, dial=silent)

    with pytest.raises(Refused, match="within 20 seconds"):
        fetch("http://example.org/", clock=wristwatch.clock(), network=network)
    assert given == [5, 5, 5, 5]


def test_the_real_dial_connects_to_the_very_address_it_is_given():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        dial(IPv4Address("127.0.0.1"), server.getsockname()[1], 5) as connected,
    ):
        assert connected.getpeername() == server.getsockname()


def test_the_real_look_up_gives_each_address_once():
    assert look_up("127.0.0.1", 80) == ["127.0.0.1"]


def test_no_proxy_is_taken_from_the_environment(monkeypatch, a_host, roads_to, fetch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert fetch("http://example.org/", network=roads_to(a_host(PAGE)).network()).body == b"heron"
