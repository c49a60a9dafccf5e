"""The only place that asks which Wagtail this is."""

from wagtail import VERSION as WAGTAIL_VERSION

#: The oldest that the package is tested with; pyproject.toml asks for it.
LOWEST_WAGTAIL = (7, 4, 3)
WAGTAIL_8 = WAGTAIL_VERSION >= (8, 0)


def register_permission_policy(model, policy):
    """Make Wagtail's admin ask `policy` about `model`.

    Wagtail 8 has a registry and deprecates the attribute on the viewset; 7.4 has only the attribute, which
    `with_policy` sets.
    """
    if WAGTAIL_8:
        # 7.4 has no such thing.
        from wagtail.permissions import register_permission_policy as register  # noqa: PLC0415

        register(model, policy)


def user_of_api_token(request):
    """Whoever the API token of Wagtail 8 stands for that `request` brings as ``Authorization: Bearer``; None where it brings
    none that is good, and on 7.4, which has no tokens."""
    if not WAGTAIL_8:
        return None
    from wagtail.api.v3.auth import BearerTokenAuth  # noqa: PLC0415

    token = BearerTokenAuth()(request)
    return token.user if token else None


def with_policy(viewset_class, policy):
    """`viewset_class`, whose views ask `policy`; unchanged where the registry serves."""
    if WAGTAIL_8:
        return viewset_class
    return type(viewset_class.__name__, (viewset_class,), {"permission_policy": policy})
