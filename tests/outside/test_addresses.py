"""Which addresses may be dialled."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.outside.addresses import REFUSED_IPV4, REFUSED_IPV6, on_the_open_internet

INSIDE = st.one_of([st.ip_addresses(v=4, network=network) for network in REFUSED_IPV4])

DISGUISES = {
    "mapped": lambda v4: IPv6Address(0xFFFF << 32 | int(v4)),
    "compatible": lambda v4: IPv6Address(int(v4)),
    "translated": lambda v4: IPv6Address(0xFFFF << 48 | int(v4)),
    "NAT64": lambda v4: IPv6Address(int(IPv6Address("64:ff9b::")) | int(v4)),
    "local NAT64": lambda v4: IPv6Address(int(IPv6Address("64:ff9b:1::")) | int(v4)),
    "6to4": lambda v4: IPv6Address(0x2002 << 112 | int(v4) << 80 | 1),
    "Teredo server": lambda v4: IPv6Address(0x20010000 << 96 | int(v4) << 64),
    "Teredo client": lambda v4: IPv6Address(0x20010000 << 96 | (int(v4) ^ 0xFFFFFFFF)),
    "ISATAP": lambda v4: IPv6Address(int(IPv6Address("2a01:4f8:1:2:0:5efe::")) | int(v4)),
    "ISATAP, public": lambda v4: IPv6Address(int(IPv6Address("2a01:4f8:1:2:200:5efe::")) | int(v4)),
}


@given(INSIDE)
def test_no_inside_ipv4_address_may_be_dialled(address):
    assert not on_the_open_internet(address)


@pytest.mark.parametrize("disguise", DISGUISES.values(), ids=DISGUISES)
@given(INSIDE)
def test_no_disguise_of_an_inside_address_may_be_dialled(disguise, address):
    assert not on_the_open_internet(disguise(address))


@pytest.mark.parametrize("disguise", DISGUISES.values(), ids=DISGUISES)
@given(st.ip_addresses(v=4))
def test_a_disguise_is_refused_whatever_it_carries(disguise, address):
    assert not on_the_open_internet(disguise(address))


@given(st.one_of([st.ip_addresses(v=6, network=network) for network in REFUSED_IPV6]))
def test_no_special_ipv6_address_may_be_dialled(address):
    assert not on_the_open_internet(address)


@given(
    st.sampled_from(
        ["::/8", "64::/16", "4000::/2", "8000::/1", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"]
    ),
    st.data(),
)
def test_nothing_beyond_the_open_ipv6_range_may_be_dialled(network, data):
    assert not on_the_open_internet(data.draw(st.ip_addresses(v=6, network=IPv6Network(network))))


@given(st.ip_addresses())
def test_whatever_may_be_dialled_the_standard_library_calls_global_too(address):
    assert not on_the_open_internet(address) or (address.is_global and not address.is_multicast)


@pytest.mark.parametrize(
    "metadata",
    [
        "169.254.169.254",
        "169.254.170.2",
        "100.100.100.200",
        "192.0.0.192",
        "168.63.129.16",
        "fd00:ec2::254",
        "fe80::a9fe:a9fe",
    ],
)
def test_no_cloud_tells_its_secrets(metadata):
    assert not on_the_open_internet(ip_address(metadata))


def test_an_address_bound_to_an_interface_may_not_be_dialled():
    assert not on_the_open_internet(IPv6Address("2a01:4f8::1%eth0"))


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "93.184.215.14",
        "151.101.1.1",
        "223.255.255.254",
        "2606:4700::1111",
        "2a01:4f8::1",
        "2001:4860:4860::8888",
    ],
)
def test_hosts_of_the_open_internet_may_be_dialled(address):
    assert on_the_open_internet(ip_address(address))


@given(st.integers(1, 9).map(lambda first: IPv4Address(first << 24 | 0x010101)))
def test_most_of_the_internet_is_open(address):
    assert on_the_open_internet(address)
