"""The only place that asks which Wagtail this is."""

from wagtail import VERSION as WAGTAIL_VERSION

WAGTAIL_8 = WAGTAIL_VERSION >= (8, 0)


def register_permission_policy(model, policy):
    """Make Wagtail's admin ask `policy` about `model`.

    Wagtail 8 has a registry and deprecates the attribute on the viewset; 7.4 has only the attribute, which
    `viewset_policy` gives.
    """
    if WAGTAIL_8:
        from wagtail.permissions import register_permission_policy as register

        register(model, policy)


def viewset_policy(policy):
    """Class attributes a ModelViewSet needs so that its views ask `policy`; empty where the registry serves."""
    return {} if WAGTAIL_8 else {"permission_policy": policy}
