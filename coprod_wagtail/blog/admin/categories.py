"""The list of categories in Wagtail's admin, and one made while a post is written."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.cache import never_cache
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import log
from wagtail.models import Locale
from wagtail.snippets.views.snippets import DeleteView, SnippetViewSet

from coprod_wagtail.api.pages.finding import page_types
from coprod_wagtail.gateway.refusals import noting_refusals
from coprod_wagtail.text.formats import number_in_words

from ..mixins import BlogPostMixin
from ..models import Category


def posts_about(category: Category) -> int:
    """How many posts, live or not, have just this category, and not only a translation of it."""
    found = (model._default_manager.filter(categories=category) for model in page_types(BlogPostMixin))
    return sum(posts.count() for posts in found)


class DeleteCategoryView(DeleteView):
    """Wagtail's own question, which also says what posts lose."""

    @property
    def confirmation_message(self):
        count = posts_about(self.object)
        if not count:
            return super().confirmation_message
        lost = ngettext(
            "%(count)s post has this category and will lose it. The post itself stays.",
            "%(count)s posts have this category and will lose it. The posts themselves stay.",
            count,
        )
        return f"{lost % {'count': number_in_words(count)}} {super().confirmation_message}"


class CategoryViewSet(SnippetViewSet):
    model = Category
    icon = "folder-open-inverse"
    menu_label = _("Blog categories")
    list_display = ["name", Column("slug", label=_("Name in web addresses"))]
    search_fields = ["name"]
    delete_view_class = DeleteCategoryView

    def get_urlpatterns(self):
        return noting_refusals(super().get_urlpatterns())


class NewCategoryForm(forms.ModelForm):
    """A category of which only the name is asked for. It makes up an address that nobody has yet."""

    class Meta:
        model = Category
        fields = ["name"]

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        same = Category.objects.filter(locale=self.instance.locale_id).values_list("name", flat=True)
        if name.casefold() in map(str.casefold, same):
            raise forms.ValidationError(_("There is a category of this name. Tick it in the list."))
        self.instance.slug = self.instance.free_slug(slugify(name, allow_unicode=True))
        return name


@method_decorator(never_cache, name="dispatch")
class AddCategoryView(View):
    """Make a category in the language of the page that is being written, from its editor. POST `name` and `locale`; answers
    with its id and name, or 422 and what is wrong in words."""

    http_method_names = ["post"]

    def post(self, request):
        if not CategoryViewSet().permission_policy.user_has_permission(request.user, "add"):
            raise PermissionDenied
        locale = request.POST.get("locale") or str(Locale.get_default().pk)
        locale = get_object_or_404(Locale, pk=int(locale) if locale.isdecimal() else 0)
        form = NewCategoryForm(request.POST, instance=Category(locale=locale))
        if not form.is_valid():
            return JsonResponse({"error": " ".join(form.errors.get("name", form.non_field_errors()))}, status=422)
        with transaction.atomic():
            category = form.save()
            log(instance=category, action="wagtail.create", user=request.user)
        return JsonResponse({"id": category.pk, "name": category.name})
