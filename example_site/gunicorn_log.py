"""Gunicorn's logs, without the addresses of readers' private pages."""

from gunicorn.glogging import Logger

from example_site.quiet_logs import WithoutPrivateAddresses, without_private_addresses


class QuietLogger(Logger):
    def setup(self, cfg):
        super().setup(cfg)
        self.error_log.addFilter(WithoutPrivateAddresses())

    def atoms(self, *args):
        # The address is in several: the request, the page before, and where an answer leads.
        return {name: without_private_addresses(value) for name, value in super().atoms(*args).items()}
