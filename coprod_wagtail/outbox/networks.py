"""Which addresses something may be sent to, so that nobody can use the server to reach what is behind the firewall."""

import ipaddress

from coprod_wagtail.conf import conf

#: What carries an IPv4 address at its end and is as public as that one: NAT64 (RFC 6052).
NAT64 = ipaddress.ip_network("64:ff9b::/96")
#: Never public, whatever Python's table says: what is only used inside a network (RFC 3879, RFC 8215), and two ways to write
#: an IPv4 address that no router of the internet knows (RFC 4291, RFC 2765).
NEVER_PUBLIC = [
    ipaddress.ip_network(network) for network in ("fec0::/10", "64:ff9b:1::/48", "::/96", "::ffff:0:0:0/96")
]


def is_allowed(address: str) -> bool:
    """Whether something may be sent to this IP address: it is public, or in one of `conf.WEBHOOK_NETWORKS`."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    networks = map(ipaddress.ip_network, conf.WEBHOOK_NETWORKS)
    if any(ip in network for network in networks if network.version == ip.version):
        return True
    if any(ip in network for network in NEVER_PUBLIC if network.version == ip.version):
        return False
    # What carries an IPv4 address inside is as public as that one.
    for inside in (getattr(ip, "sixtofour", None), _nat64(ip)):
        if inside is not None and not inside.is_global:
            return False
    return ip.is_global and not ip.is_multicast


def _nat64(ip):
    return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip.version == 6 and ip in NAT64 else None
