"""Which addresses something may be sent to, so that nobody can use the server to reach what is behind the firewall."""

import ipaddress

from coprod_wagtail.conf import conf

#: What carries an IPv4 address at its end and is as public as that one: NAT64 (RFC 6052).
NAT64 = ipaddress.ip_network("64:ff9b::/96")
#: The only part of IPv6 from which addresses of the internet are given out (IANA, "IPv6 Global Unicast Address Assignments").
#: All else is for use inside a network, or a way to write an IPv4 address.
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
#: Not public in the registries of special-purpose addresses (IANA, RFC 6890), beside what Python's own table, which is older
#: on some versions, says: no server of anybody's is there. 6to4 and Teredo, which carry IPv4 addresses, are among them.
SPECIAL = [
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
    )
]


def is_allowed(address: str) -> bool:
    """Whether something may be sent to this IP address: it is public, or in one of `conf.WEBHOOK_NETWORKS`."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    networks = map(ipaddress.ip_network, conf.WEBHOOK_NETWORKS)
    if any(ip in network for network in networks if network.version == ip.version):
        return True
    if ip.version == 6 and ip in NAT64:
        ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip.version == 6 and ip not in GLOBAL_UNICAST:
        return False
    special = any(ip in network for network in SPECIAL if network.version == ip.version)
    return ip.is_global and not ip.is_multicast and not special
