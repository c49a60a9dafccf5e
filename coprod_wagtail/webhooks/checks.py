import ipaddress

from django.core.checks import Error, Tags, register

from coprod_wagtail.conf import conf


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
