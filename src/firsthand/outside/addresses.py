"""Which addresses may be dialled. Closed by default: what is not plainly the open internet is refused.

``ipaddress.is_global`` alone is not enough: it counts multicast, NAT64 and 6to4 as global.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address

# IANA's IPv4 special-purpose registry, multicast, and the one public address that answers inside a cloud.
REFUSED_IPV4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT; Alibaba's metadata
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # Azure's host agent: a public number, an inside service
        "169.254.0.0/16",  # link-local; the metadata of most clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments; Oracle's metadata
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # multicast tunnels
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved and broadcast
    )
)

# Hosts of the open internet have no address outside this: loopback, unique local, link-local, multicast,
# IPv4-mapped, IPv4-compatible and NAT64 addresses all lie elsewhere.
OPEN_IPV6 = IPv6Network("2000::/3")

REFUSED_IPV6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments; Teredo carries an IPv4 address inside
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4 carries an IPv4 address inside
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)

# ISATAP carries an IPv4 address in the last 32 bits, behind one of these (RFC 5214, 6.1).
ISATAP = (0x0000_5EFE, 0x0200_5EFE)


def on_the_open_internet(address: Address) -> bool:
    """Say whether ``address`` belongs to a host of the open internet, and to nothing nearer.

    >>> on_the_open_internet(IPv4Address("10.0.0.1"))
    False
    >>> on_the_open_internet(IPv4Address("93.184.216.34"))
    True
    """
    if isinstance(address, IPv4Address):
        return not any(address in network for network in REFUSED_IPV4)
    return (
        address.scope_id is None
        and address in OPEN_IPV6
        and not any(address in network for network in REFUSED_IPV6)
        and (int(address) >> 32) & 0xFFFF_FFFF not in ISATAP
    )
