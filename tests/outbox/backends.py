"""Tasks backends, as far as the tests of bells need them."""

from django_tasks.backends.dummy import DummyBackend


class InOrder(DummyBackend):
    """As RQ: first come, first served."""

    supports_priority = False
    supports_defer = False
