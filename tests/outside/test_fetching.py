"""What comes back from a host that behaves, and what goes out to it."""

import gzip

import pytest

from firsthand import outside
from firsthand.outside import Limits, Refused

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset=utf-8\r\nContent-Length: 5\r\n\r\nheron"


def test_an_answer_comes_back_whole(a_host, roads_to, manners):
    host = a_host(PAGE)

    answer = outside.fetch("http://example.org/a?b=c#d", network=roads_to(host).network(), manners=manners)

    assert (answer.url, answer.status, answer.content_type, answer.body) == (
        "http://example.org/a?b=c",
        200,
        "text/html",
        b"heron",
    )
    assert answer.headers["content-type"] == "Text/HTML; charset=utf-8"


def test_a_request_says_who_asks_and_nothing_of_who_reads(a_host, roads_to, manners):
    host = a_host(PAGE)

    outside.fetch(
        "http://example.org/a?b=c", accept=("text/html",), network=roads_to(host).network(), manners=manners
    )

    first, *lines = host.requests[0].strip().split("\r\n")
    assert first == "GET /a?b=c HTTP/1.1"
    headers = dict(line.split(": ", 1) for line in lines)
    assert headers.pop("User-Agent").startswith("Firsthand/")
    assert headers == {
        "Host": "example.org",
        "Accept": "text/html",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\n\r\nheron",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nher\r\n2\r\non\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"heron"),
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"her") + gzip.compress(b"on"),
        b"HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\n\r\nheron",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nheron",
    ],
    ids=["until the end", "chunked", "gzip", "two gzip members", "identity", "after a 100"],
)
def test_every_honest_way_of_sending_a_body_is_read(answer, a_host, roads_to, manners):
    host = a_host(answer)

    assert (
        outside.fetch("http://example.org/", network=roads_to(host).network(), manners=manners).body
        == b"heron"
    )


def test_a_large_packed_body_unpacks_in_pieces(a_host, roads_to, manners):
    body = bytes(range(256)) * 4000
    host = a_host(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(body))

    assert (
        outside.fetch("http://example.org/", network=roads_to(host).network(), manners=manners).body == body
    )


def test_an_error_of_the_host_is_an_answer(a_host, roads_to, manners):
    host = a_host(b"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\n\r\ngone")

    answer = outside.fetch(
        "http://example.org/", accept=("text/html",), network=roads_to(host).network(), manners=manners
    )

    assert (answer.status, answer.body) == (404, b"gone")


@pytest.mark.parametrize("accept", [("text/html",), ("application/*", "text/html"), ("*/*",)])
def test_the_type_that_was_asked_for_is_let_in(accept, a_host, roads_to, manners):
    host = a_host(PAGE)

    assert outside.fetch(
        "http://example.org/", accept=accept, network=roads_to(host).network(), manners=manners
    ).body


def test_another_type_is_refused_before_its_body_is_read(a_host, roads_to, manners):
    host = a_host(
        lambda c: (c.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n"), host.drip(c, b"x"))
    )

    with pytest.raises(Refused, match="video/mp4"):
        outside.fetch(
            "http://example.org/", accept=("image/*",), network=roads_to(host).network(), manners=manners
        )


def test_headers_of_one_name_are_joined(a_host, roads_to, manners):
    host = a_host(b"HTTP/1.1 200 OK\r\nLink: <a>\r\nlink: <b>\r\n\r\n")

    answer = outside.fetch("http://example.org/", network=roads_to(host).network(), manners=manners)

    assert answer.headers["link"] == "<a>, <b>"


def test_a_redirect_is_followed_and_the_answer_says_where_it_was_given(a_host, roads_to, manners):
    pages = iter([b"HTTP/1.1 301 Moved\r\nLocation: //www.example.org/\xc3\xa8\r\n\r\n", PAGE])
    host = a_host(lambda c: c.sendall(next(pages)))
    roads = roads_to(host)

    answer = outside.fetch("http://example.org/", network=roads.network(), manners=manners)

    assert (answer.url, answer.body) == ("http://www.example.org/%C3%A8", b"heron")
    assert roads.looked_up == ["example.org", "www.example.org"]


def test_a_redirect_without_a_place_is_an_answer(a_host, roads_to, manners):
    host = a_host(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")

    assert (
        outside.fetch("http://example.org/", network=roads_to(host).network(), manners=manners).status == 302
    )


def test_exactly_as_many_redirects_as_allowed_are_followed(a_host, roads_to, manners):
    host = a_host(b"HTTP/1.1 302 Found\r\nLocation: /again\r\n\r\n")

    with pytest.raises(Refused, match="more than 2 times"):
        outside.fetch(
            "http://example.org/",
            limits=Limits(redirects=2),
            network=roads_to(host).network(),
            manners=manners,
        )
    assert len(host.requests) == 3


def test_an_encrypted_answer_of_the_right_host_is_believed(a_host, roads_to, manners):
    host = a_host(PAGE, tls=True)
    roads = roads_to(host)

    assert outside.fetch("https://example.org/", network=roads.network(), manners=manners).body == b"heron"
    assert roads.dialled == ["93.184.215.14:443"]


def test_a_host_with_several_addresses_is_asked_at_the_next_when_one_is_silent(a_host, roads_to, manners):
    roads = roads_to(a_host(PAGE), names={"example.org": ["1.1.1.1", "8.8.8.8"]})
    dial = roads.dial

    def one_is_silent(address, port, seconds):
        connected = dial(address, port, seconds)
        if str(address) == "1.1.1.1":
            connected.close()
            raise OSError
        return connected

    roads.dial = one_is_silent

    assert outside.fetch("http://example.org/", network=roads.network(), manners=manners).body == b"heron"
    assert roads.dialled == ["1.1.1.1:80", "8.8.8.8:80"]
