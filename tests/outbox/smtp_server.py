"""A real mail server on this machine, which does what a test says."""

import asyncio
import socket
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class Handler:
    """Takes mail, or answers to a recipient or to the mail itself what `answers` says."""

    def __init__(self):
        self.taken = []
        #: What is answered to "RCPT TO" an address, and under "data" to the mail itself.
        self.answers = {}
        #: Seconds before anything is answered to the mail.
        self.slow = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(self.slow)
        if "data" in self.answers:
            return self.answers["data"]
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.taken.append((envelope.rcpt_tos, mail))
        return "250 taken"


class SmtpServer:
    """Use it as a context manager; `port` is where it listens."""

    def __init__(self):
        self.handler = Handler()
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.controller = Controller(self.handler, hostname="127.0.0.1", port=self.port)

    @property
    def taken(self):
        return self.handler.taken

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *args):
        self.stop()

    def stop(self):
        if self.controller.server:
            self.controller.stop()


def use(settings, port, timeout=None):
    """Have the site send its mail there."""
    backend = "django.core.mail.backends.smtp.EmailBackend"
    if hasattr(settings, "MAILERS"):  # from Django 6.1 on
        options = {"host": "127.0.0.1", "port": port, "timeout": timeout}
        settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
        return
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = backend, "127.0.0.1", port
    settings.EMAIL_HOST_USER, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = "", False, False
    settings.EMAIL_TIMEOUT = timeout
