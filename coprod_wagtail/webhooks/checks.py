import ipaddress

from django.core.checks import Error, Tags, Warning, register

from coprod_wagtail.conf import conf

#: Link-local: each machine's neighbours, among them what tells a machine in a cloud its own passwords.
_LINK_LOCAL = {4: [ipaddress.ip_network("169.254.0.0/16")], 6: [ipaddress.ip_network("fe80::/10")]}


@register(Tags.security)
def check_webhook_networks(app_configs, **kwargs):
    """A network that cannot be read would stop every message at the moment it is sent."""
    errors = []
    for network in conf.WEBHOOK_NETWORKS:
        try:
            ipaddress.ip_network(network)
        except ValueError as error:
            errors.append(
                Error(
                    f"COPROD_WAGTAIL['WEBHOOK_NETWORKS'] has something that is no network: {network!r}.",
                    hint=f"Write it as 10.0.0.0/8 or fd00::/8. {error}",
                    id="coprod_wagtail.E020",
                )
            )
    return errors


@register(Tags.security, deploy=True)
def check_webhook_networks_are_yours(app_configs, **kwargs):
    """With a network that is not the site's own in the list, whoever may add a webhook has the server ask anything it can
    reach: other servers in the house, or what a cloud tells a machine of itself (169.254.169.254)."""
    wide = []
    for network in conf.WEBHOOK_NETWORKS:
        try:
            parsed = ipaddress.ip_network(network)
        except ValueError:  # said above
            continue
        if not parsed.is_private or any(map(parsed.overlaps, _LINK_LOCAL[parsed.version])):
            wide.append(network)
    return [
        Warning(
            f"COPROD_WAGTAIL['WEBHOOK_NETWORKS'] lets messages go to more than a network of yours: {network}.",
            hint="Public addresses need not be named. Name the network of the receiver only, such as 10.4.0.0/16.",
            id="coprod_wagtail.W026",
        )
        for network in wide
    ]
