"""How a host is treated that is asked more than once."""

from datetime import UTC, datetime, timedelta

import pytest

from firsthand import outside
from firsthand.outside import Manners, TryLater
from firsthand.outside.limits import Deadline
from firsthand.outside.manners import MOST_HOSTS_REMEMBERED, retry_after

PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nheron"


def deadline(wristwatch, seconds=20.0):
    return Deadline(seconds, wristwatch.clock())


def test_two_requests_to_one_host_keep_their_distance(a_host, roads_to, wristwatch):
    host, manners = a_host(PAGE), Manners(interval=3)
    asked = {"clock": wristwatch.clock(), "network": roads_to(host).network(), "manners": manners}

    outside.fetch("http://example.org/a", **asked)
    outside.fetch("http://example.net/", **asked)
    assert wristwatch.naps == []

    outside.fetch("http://example.org/b", **asked)
    assert wristwatch.naps == [3]


def test_a_turn_further_off_than_the_request_may_take_is_for_later(wristwatch):
    manners = Manners(interval=60)
    with manners.turn("example.org", deadline(wristwatch)):
        pass

    with pytest.raises(TryLater) as later, manners.turn("example.org", deadline(wristwatch)):
        raise AssertionError("the turn was given")

    assert later.value.at == wristwatch.now() + timedelta(seconds=60)
    assert wristwatch.naps == []


def test_only_so_many_requests_to_a_host_are_under_way_at_once(wristwatch):
    manners = Manners(interval=0, at_once=2)

    with manners.turn("example.org", deadline(wristwatch)), manners.turn("example.org", deadline(wristwatch)):
        with pytest.raises(TryLater, match="enough"), manners.turn("example.org", deadline(wristwatch)):
            raise AssertionError("the turn was given")
        with manners.turn("example.net", deadline(wristwatch)):
            pass
    with manners.turn("example.org", deadline(wristwatch)):
        pass


def test_a_failed_request_gives_its_turn_back(a_host, roads_to, wristwatch):
    manners, host = Manners(interval=0, at_once=1), a_host(b"nonsense\r\n")

    for _ in range(3):
        with pytest.raises(outside.Refused, match="rules of HTTP"):
            outside.fetch("http://example.org/", network=roads_to(host).network(), manners=manners)


def test_a_redirect_within_a_host_waits_for_no_second_turn(a_host, roads_to, wristwatch):
    pages = iter([b"HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n", PAGE])
    host = a_host(lambda c: c.sendall(next(pages)))

    outside.fetch(
        "http://example.org/a",
        clock=wristwatch.clock(),
        network=roads_to(host).network(),
        manners=Manners(interval=5, at_once=1),
    )

    assert wristwatch.naps == []


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_a_host_that_says_later_is_not_asked_before(status, a_host, roads_to, wristwatch, manners):
    pages = iter([f"HTTP/1.1 {status}\r\nRetry-After: 120\r\n\r\n".encode(), PAGE])
    host = a_host(lambda c: c.sendall(next(pages)))
    asked = {"clock": wristwatch.clock(), "network": roads_to(host).network(), "manners": manners}

    with pytest.raises(TryLater) as later:
        outside.fetch("http://example.org/", **asked)
    assert later.value.at == wristwatch.now() + timedelta(seconds=120)

    wristwatch.seconds += 119
    with pytest.raises(TryLater):
        outside.fetch("http://example.org/other", **asked)
    assert len(host.requests) == 1

    wristwatch.seconds += 2
    assert outside.fetch("http://example.org/", **asked).body == b"heron"


def test_a_busy_host_that_names_no_moment_has_answered(a_host, roads_to, manners):
    host = a_host(b"HTTP/1.1 503 Service Unavailable\r\n\r\n")

    assert (
        outside.fetch("http://example.org/", network=roads_to(host).network(), manners=manners).status == 503
    )


NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("0", NOW),
        (" 90 ", NOW + timedelta(seconds=90)),
        ("999999999999999999999", NOW + timedelta(days=1)),
        ("Tue, 24 Nov 2026 10:30:00 GMT", NOW + timedelta(minutes=90)),
        ("Tue, 24 Nov 2026 10:30:00 -0000", NOW + timedelta(minutes=90)),
        ("Mon, 23 Nov 2026 10:30:00 GMT", NOW),
        ("Fri, 31 Dec 9999 23:59:59 GMT", NOW + timedelta(days=1)),
        ("soon", None),
        ("-5", None),
        ("٣", None),
        ("", None),
        (None, None),
    ],
)
def test_a_moment_to_come_back_is_read_and_never_further_than_a_day(written, moment):
    assert retry_after(written, now=NOW) == moment


def test_hosts_of_long_ago_are_forgotten_and_promises_are_kept(wristwatch):
    manners = Manners(interval=1)
    manners.keep_away("later.example", wristwatch.now() + timedelta(hours=1))
    for number in range(MOST_HOSTS_REMEMBERED):
        with manners.turn(f"host{number}.example", deadline(wristwatch)):
            pass
    wristwatch.seconds += 60

    with manners.turn("example.org", deadline(wristwatch)):
        pass

    assert set(manners.hosts) == {"later.example", "example.org"}
