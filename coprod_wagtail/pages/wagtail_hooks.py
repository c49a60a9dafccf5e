"""Only registers: what each thing does is said in its own module."""

from wagtail import hooks

from .choosers import profile_chooser_viewset


@hooks.register("register_admin_viewset")
def register_profile_chooser():
    return profile_chooser_viewset
