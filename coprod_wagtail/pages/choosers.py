"""Choosing a member as the author of a post: by the name that readers see, and with a mark where they do not see it."""

from typing import Any

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser as views
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser

from coprod_wagtail.page_tree.visibility import is_for_everyone, private_page


def status_of(profile: Any) -> str:
    """Why readers do not see `profile`, which has been asked for `is_private`; empty where they do."""
    if not profile.live:
        return gettext("Draft: readers do not see it")
    return gettext("Private: not every reader sees it") if profile.is_private else ""


def name_with_status(profile: Any) -> str:
    """The name that readers see, with a warning where they do not."""
    profile.is_private = profile.live and not is_for_everyone(profile)
    status = status_of(profile)
    return f"{profile.public_name} ({status})" if status else str(profile.public_name)


def role_and_title(profile: Any) -> str:
    """What tells two people of one name apart."""
    title = profile.title if profile.title != profile.public_name else ""
    return ", ".join(filter(None, [profile.role, title]))


class _List:
    """What both views of the chooser list."""

    ordering = ["-live", "name_key", "pk"]

    def get_object_list(self):
        return self.model_class.objects.annotate(is_private=private_page("path"))

    @property
    def title_column(self):
        column = super().title_column
        column.label, column.accessor = pgettext("column of a list", "Name"), "public_name"
        return column

    @property
    def columns(self):
        first, *others = super().columns
        # What is out of the ordinary stands where a phone shows it.
        return [
            first,
            Column("status", label=pgettext("column of a list", "Status"), accessor=status_of),
            Column("role", label=gettext("Role"), accessor=role_and_title),
            *others,
        ]


class ChooseProfileView(_List, views.ChooseView):
    pass


class ChooseProfileResultsView(_List, views.ChooseResultsView):
    pass


class ChosenProfileView(views.ChosenView):
    def get_display_title(self, instance):
        return name_with_status(instance)


class ProfileChooser(BaseChooser):
    """A profile in a form, with the name that readers see."""

    def get_display_title(self, instance: Any) -> str:
        return name_with_status(instance)


class ProfileChooserViewSet(ChooserViewSet):
    model = "coprod_pages.MemberProfilePage"
    icon = "user"
    choose_one_text = _("Choose a profile")
    choose_another_text = _("Choose another profile")
    edit_item_text = _("Edit this profile")
    choose_view_class = ChooseProfileView
    choose_results_view_class = ChooseProfileResultsView
    chosen_view_class = ChosenProfileView
    base_widget_class = ProfileChooser
    # Other fields that point to profiles keep what their developers chose for them.
    register_widget = False


profile_chooser_viewset = ProfileChooserViewSet("coprod_profile_chooser")
