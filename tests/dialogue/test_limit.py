from datetime import UTC, datetime, timedelta

import pytest

from firsthand.dialogue import limit
from firsthand.dialogue.limit import Limit, address_of, network_of

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def test_a_network_may_send_so_many_and_then_waits():
    few = Limit(at_most=2, within=timedelta(minutes=10))

    assert [few.allows("192.0.2.1", now=NOW) for _ in range(3)] == [True, True, False]
    assert not few.allows("192.0.2.99", now=NOW), "its neighbour counts with it"
    assert few.allows("198.51.100.1", now=NOW), "another network does not"
    assert few.allows("192.0.2.1", now=NOW + timedelta(minutes=10))


def test_what_was_refused_does_not_lengthen_the_wait():
    few = Limit(at_most=1, within=timedelta(minutes=10))
    few.allows("192.0.2.1", now=NOW)
    few.allows("192.0.2.1", now=NOW + timedelta(minutes=9))

    assert few.allows("192.0.2.1", now=NOW + timedelta(minutes=10))


def test_only_so_many_networks_are_remembered(monkeypatch):
    monkeypatch.setattr(limit, "NETWORKS_REMEMBERED", 3)
    few = Limit(at_most=1)
    for last in range(1, 5):
        few.allows(f"192.0.{last}.1", now=NOW)

    assert len(few._sent) == 3
    assert few.allows("192.0.1.1", now=NOW), "the oldest is forgotten"
    assert not few.allows("192.0.4.1", now=NOW)


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.77", "192.0.2.0/24"), ("2001:db8:1:2::3", "2001:db8:1::/48"), ("", ""), ("unix:", "")],
)
def test_a_network_is_the_front_of_an_address(address, network):
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "6.6.6.6", "10.0.0.1"),
        (0, None, "10.0.0.1"),
        (1, "6.6.6.6, 192.0.2.7", "192.0.2.7"),
        (1, "192.0.2.7", "192.0.2.7"),
        (2, "6.6.6.6, 192.0.2.7, 10.0.0.2", "192.0.2.7"),
        (2, "192.0.2.7", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, None, "10.0.0.1"),
    ],
)
def test_only_what_ones_own_proxies_say_is_believed(proxies, forwarded, address):
    meta = {"REMOTE_ADDR": "10.0.0.1"} | ({} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded})

    assert address_of(meta, proxies=proxies) == address
