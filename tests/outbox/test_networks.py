"""Every special range of IPv4 and IPv6, as IANA's registries have them, and what stands beside each."""

import ipaddress

import pytest

from coprod_wagtail.outbox.networks import is_allowed

pytestmark = pytest.mark.pure

#: IANA IPv4 and IPv6 Special-Purpose Address Registries, and what else the internet gives to nobody: range, what for.
SPECIAL = {
    "0.0.0.0/8": "this network (RFC 791)",
    "10.0.0.0/8": "private use (RFC 1918)",
    "100.64.0.0/10": "shared by a provider's customers (RFC 6598)",
    "127.0.0.0/8": "this machine (RFC 1122)",
    "169.254.0.0/16": "link-local, and what tells a machine in a cloud its passwords (RFC 3927)",
    "172.16.0.0/12": "private use (RFC 1918)",
    "192.0.0.0/24": "protocol assignments (RFC 6890)",
    "192.0.2.0/24": "documentation (RFC 5737)",
    "192.88.99.0/24": "6to4 relays, deprecated (RFC 7526)",
    "192.168.0.0/16": "private use (RFC 1918)",
    "198.18.0.0/15": "benchmarking (RFC 2544)",
    "198.51.100.0/24": "documentation (RFC 5737)",
    "203.0.113.0/24": "documentation (RFC 5737)",
    "224.0.0.0/4": "multicast (RFC 5771)",
    "240.0.0.0/4": "reserved, and limited broadcast (RFC 1112, RFC 919)",
    "::/128": "unspecified (RFC 4291)",
    "::1/128": "this machine (RFC 4291)",
    "::/96": "IPv4-compatible, deprecated (RFC 4291)",
    "::ffff:0:0:0/96": "IPv4-translated (RFC 2765)",
    "64:ff9b:1::/48": "local translation (RFC 8215)",
    "100::/64": "discard only (RFC 6666)",
    "100:0:0:1::/64": "dummy (RFC 9780)",
    "2001::/23": "protocol assignments (RFC 2928)",
    "2001::/32": "Teredo (RFC 4380)",
    "2001:2::/48": "benchmarking (RFC 5180)",
    "2001:10::/28": "ORCHID, deprecated (RFC 4843)",
    "2001:20::/28": "ORCHIDv2 (RFC 7343)",
    "2001:30::/28": "drones (RFC 9374)",
    "2001:db8::/32": "documentation (RFC 3849)",
    "2002::/16": "6to4 (RFC 3056)",
    "3fff::/20": "documentation (RFC 9637)",
    "4000::/3": "given out to nobody",
    "5f00::/16": "segment routing (RFC 9602)",
    "c000::/3": "given out to nobody",
    "fc00::/7": "unique local (RFC 4193)",
    "fe80::/10": "link-local (RFC 4291)",
    "fec0::/10": "site-local, deprecated (RFC 3879)",
    "ff00::/8": "multicast (RFC 4291)",
}

#: The next address before or after such a range that somebody's server may have.
BESIDE = [
    "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
    "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255", "192.0.1.0", "192.0.3.0",
    "192.88.98.255", "192.88.100.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "198.51.99.255",
    "198.51.101.0", "203.0.112.255", "203.0.114.0", "223.255.255.255",
    "2001:200::", "2001:db7:ffff:ffff::1", "2001:db9::1", "2003::1", "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
    "2a00:1450:4009:815::200e", "64:ff9b::5db8:d70e", "::ffff:93.184.215.14",
]  # fmt: skip


def some_of(network):
    """The first, the last and two addresses between."""
    network = ipaddress.ip_network(network)
    first, last = int(network.network_address), int(network.broadcast_address)
    make = type(network.network_address)
    return {make(number) for number in (first, first + (last - first) // 3, last - (last - first) // 3, last)}


@pytest.mark.parametrize("network", SPECIAL)
def test_nothing_is_sent_to_a_special_range(network):
    assert [str(address) for address in some_of(network) if is_allowed(str(address))] == []


@pytest.mark.parametrize("network", [network for network in SPECIAL if ":" not in network])
@pytest.mark.parametrize(
    "carrier",
    [
        "::ffff:{}", "::{}", "::ffff:0:{}", "64:ff9b::{}", "64:ff9b:1::{}", "2002:{hex}::1", "2001:0:{hex}::1",
        "fe80::5efe:{}",
    ],
)  # fmt: skip
def test_nor_to_one_that_is_written_as_ipv6(network, carrier):
    for address in some_of(network):
        number = int(address)
        written = carrier.format(address, hex=f"{number >> 16:x}:{number & 0xFFFF:x}")
        assert not is_allowed(written), written


@pytest.mark.parametrize("address", BESIDE)
def test_what_stands_beside_may_be_told(address):
    assert is_allowed(address)


def test_what_python_calls_private_is_among_them():
    """Its own table may know of more, some day."""
    for network in [*ipaddress._IPv4Constants._private_networks, *ipaddress._IPv6Constants._private_networks]:
        if network == ipaddress.ip_network("::ffff:0:0/96"):
            continue  # as private as what stands in it, see above
        assert [str(address) for address in some_of(network) if is_allowed(str(address))] == [], network
