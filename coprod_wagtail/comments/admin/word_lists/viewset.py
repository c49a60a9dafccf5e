from django.urls import path
from wagtail.admin.viewsets.model import ModelViewSet

from coprod_wagtail.compat import with_policy
from coprod_wagtail.gateway.refusals import noting_refusals

from ...models.moderation.word_list import WordListEntry
from ...permissions import word_list_policy
from .forms import WordListEntryForm
from .views import WORD_LIST, ImportView, WordListCreateView, WordListEditView, WordListIndexView


class WordListViewSet(ModelViewSet):
    """The words that a site's moderators look twice for."""

    model = WordListEntry
    name = "coprod_word_list"
    url_prefix = "reader-comments/word-list"
    icon = "list-ul"
    menu_label = WORD_LIST
    menu_name = "coprod-word-list"
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = WordListIndexView
    add_view_class = WordListCreateView
    edit_view_class = WordListEditView
    create_template_name = edit_template_name = WordListCreateView.template_name
    list_display = ["words"]
    list_filter = ["site", "language", "effect"]
    search_fields = ["words"]
    search_backend_name = None
    list_export = WordListIndexView.list_export
    export_filename = "word-list"

    def get_form_class(self, for_update=False):
        return WordListEntryForm

    def get_urlpatterns(self):
        return noting_refusals([*super().get_urlpatterns(), path("import/", ImportView.as_view(), name="import")])


word_list_viewset = with_policy(WordListViewSet, word_list_policy)()
