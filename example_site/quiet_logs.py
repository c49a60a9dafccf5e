"""Logs without the addresses of readers' private pages: whoever has such an address can open the page."""

import logging
import re

PRIVATE = re.compile(r"(/slips/)[^/?#\s]+")


def without_private_addresses(value):
    """The same value, with a dash in place of what makes an address private."""
    return PRIVATE.sub(r"\1-", value) if isinstance(value, str) else value


class WithoutPrivateAddresses(logging.Filter):
    """For handlers of Python's logging."""

    def filter(self, record):
        record.msg, record.args = without_private_addresses(record.getMessage()), ()
        return True
